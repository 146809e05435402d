"""Settings from outside the journal: the defaults files, and the theme that the environment names.

The files are optional and never written. One with a mistake is left out as a whole, so that nobody has to
guess which part of it counts.
"""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from kindtui.cli.folders import config_folders
from kindtui.domain.provided_settings import PROVIDABLE, ProvidedSettings
from kindtui.storage import files
from kindtui.texts import get_text

FILE_NAME = "defaults.toml"
MAX_BYTES = 64_000  # all settings with a key for every binding are less than 10,000


class Provided(Struct, frozen=True):
    """The settings that are provided, and a sentence about each file or variable that could not be used."""

    settings: ProvidedSettings
    problems: tuple[str, ...] = ()


class _WrongContentError(Exception):
    """A defaults file cannot be used. The message is a clause that says why."""


def read_provided(environment: Mapping[str, str], *, with_files: bool, with_theme: bool) -> Provided:
    """Read the defaults files and `KINDTUI_THEME`.

    Args:
        environment: The environment variables.
        with_files: Whether the files count.
        with_theme: Whether the theme will be seen. A prompt that runs `kindtui status` need not be told again
            and again that there is no such theme.
    """
    defaults: dict[str, object] = {}
    problems: list[str] = []
    for path in defaults_paths(environment) if with_files else ():
        try:
            defaults |= _read(path)
        except _WrongContentError as error:
            problems.append(get_text("commands.defaults.left_out", path=path, problem=error))
    theme = _theme(environment.get("KINDTUI_THEME", "")) if with_theme else ""
    if theme is None:
        problems.append(get_text("commands.defaults.no_theme", themes=_listed(_theme_names())))
    return Provided(ProvidedSettings(defaults, theme or ""), tuple(problems))


def defaults_paths(environment: Mapping[str, str]) -> list[Path]:
    """Return where defaults files may be; one replaces what those before it say of the same setting."""
    return [folder / FILE_NAME for folder in config_folders(environment)]


def _read(path: Path) -> Mapping[str, object]:
    """Return the values of a defaults file; none if there is no such file.

    Raises:
        _WrongContentError: It cannot be read, or is not what a defaults file should be.
    """
    try:
        data, identity = files.read(path, MAX_BYTES + 1)
    except NotADirectoryError:
        return {}
    except OSError as error:
        raise _WrongContentError(get_text("commands.defaults.unreadable", reason=error.strerror)) from None
    if identity is None:
        return {}
    if len(data) > MAX_BYTES:
        raise _WrongContentError(get_text("commands.defaults.too_large"))
    values = _parse(data)
    for name, value in values.items():
        _check(name, value)
    return values


def _parse(data: bytes) -> Mapping[str, object]:
    """Return what is in a TOML file.

    Raises:
        _WrongContentError: The data is not TOML.
    """
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _WrongContentError(get_text("commands.defaults.not_utf_8")) from None
    except tomllib.TOMLDecodeError as error:
        place = str(error).rpartition("(at ")[2].rstrip(")")  # such as "line 3, column 1"
        raise _WrongContentError(get_text("commands.defaults.not_toml", place=place)) from None
    except (RecursionError, ValueError):  # a number of thousands of digits is a ValueError
        raise _WrongContentError(get_text("commands.defaults.too_deep")) from None


def _check(name: str, value: object) -> None:
    """Check that there is such a setting, and that it can have this value.

    Raises:
        _WrongContentError: There is none, or it cannot.
    """
    from kindtui.domain.setting_choices import SETTINGS

    if name not in PROVIDABLE:
        from difflib import get_close_matches

        nearest = get_close_matches(name, sorted(PROVIDABLE), n=1)
        if nearest:
            raise _WrongContentError(get_text("commands.defaults.nearly", name=name, nearest=nearest[0]))
        raise _WrongContentError(get_text("commands.defaults.unknown", name=name))
    if name == "keys":
        is_right = isinstance(value, dict) and all(isinstance(keys, str) for keys in value.values())
        choices = get_text("commands.defaults.keys")
    else:
        values = list(SETTINGS[name].labels)
        is_right = type(value) is type(values[0]) and value in values
        choices = _listed(values)
    if not is_right:
        raise _WrongContentError(get_text("commands.defaults.value", name=name, choices=choices))


def _theme(text: str) -> str | None:
    """Return the name of the theme that a person may write as "High-contrast"; None if there is none."""
    if not text:
        return ""
    name = text.strip().lower().replace("-", "_").replace(" ", "_")
    return name if name in _theme_names() else None


def _theme_names() -> list[object]:
    from kindtui.domain.setting_choices import SETTINGS

    return list(SETTINGS["theme"].labels)


def _listed(values: list[object]) -> str:
    """Return the values as they are written in a defaults file: "true or false", "0 to 23"."""
    if type(values[0]) is int:
        return get_text("commands.defaults.range", first=values[0], last=values[-1])
    *others, last = (str(value).lower() for value in values)
    return get_text("commands.defaults.choices", others=", ".join(others), last=last)
