"""Settings that files provide: each one, which counts first, and what mistakes do."""

import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from kindtui.domain.requests import SettingsChanged
from kindtui.domain.setting_choices import SETTINGS
from tests.cli.defaults_files import (
    DOCUMENTED,
    FROM_FILE,
    NOW,
    choose,
    label,
    personal_file,
    provide,
    shown,
    terminal_environment,
    toml,
)
from tests.cli.program_here import ProgramHere, open_again
from tests.real_terminal import Terminal

HUGE_BYTES = 1 << 24
MAX_BYTES_FOR_A_FILE = 1 << 22


@pytest.fixture
def program(tmp_path: Path) -> ProgramHere:
    return ProgramHere(tmp_path)


def test_the_settings_of_the_page_are_those_that_can_be_chosen() -> None:
    assert DOCUMENTED.keys() == SETTINGS.keys()
    for name, (values, default) in DOCUMENTED.items():
        assert set(map(repr, values)) == set(map(repr, SETTINGS[name].labels)), name
        assert default in values


def test_every_setting_follows_the_file(program: ProgramHere) -> None:
    chosen = {
        name: next(value for value in values if value != default)
        for name, (values, default) in DOCUMENTED.items()
    }
    provide(program, "".join(f"{name} = {toml(value)}\n" for name, value in chosen.items()))
    assert shown(program) == {
        SETTINGS[name].title: label(name, value) + FROM_FILE for name, value in chosen.items()
    }
    assert not program.data.exists()


@pytest.mark.parametrize("name", DOCUMENTED)
def test_every_value_of_a_setting_is_taken_alone(name: str, program: ProgramHere) -> None:
    values, _ = DOCUMENTED[name]
    for value in values if len(values) < 6 else (values[0], values[-1]):
        provide(program, f"{name} = {toml(value)}\n")
        found = shown(program)
        assert found.pop(SETTINGS[name].title) == label(name, value) + FROM_FILE
        assert not any(FROM_FILE in text for text in found.values())


@pytest.mark.parametrize("name", [*DOCUMENTED, "keys"])
def test_a_wrong_value_leaves_the_whole_file_out(name: str, program: ProgramHere) -> None:
    wrong: list[object] = ["", "purple", "DARK", -1, 601, 1.5, [], [1], 10**30]
    wrong += ["true", 0.0] if name != "keys" and DOCUMENTED[name][0] in ([True, False],) else [True, False]
    other = "jar" if name != "jar" else "scales"
    for value in wrong:
        path = provide(program, f"{other} = {toml(other == 'scales')}\n{name} = {toml(value)}\n")
        outcome = program.run("settings")
        assert (outcome.status, len(outcome.error_lines)) == (0, 1), value
        assert str(path) in outcome.err
        assert f"because {name} takes" in outcome.err
        assert FROM_FILE not in outcome.out
        assert len(outcome.out.splitlines()) == len(SETTINGS)


@pytest.mark.parametrize(
    "name",
    [
        "them",
        "Theme",
        "chosen",
        "updated_at",
        "low_mood_told",
        "comparison_note_read",
        "schema",
        '""',
        '"a.b"',
    ],
)
def test_a_name_that_is_no_setting_leaves_the_whole_file_out(name: str, program: ProgramHere) -> None:
    path = provide(program, f'{name} = "dark"\njar = false\n')
    outcome = program.run("settings")
    assert (outcome.status, len(outcome.error_lines)) == (0, 1)
    assert f"{path} isn't used, because there's no setting" in outcome.err
    assert FROM_FILE not in outcome.out


def unreadable(path: Path) -> None:
    path.write_text("jar = false\n")
    path.chmod(0)


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"# ")
        file.truncate(HUGE_BYTES)


def put(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


BROKEN: dict[str, Callable[[Path], object]] = {
    "unreadable": unreadable,
    "FIFO": os.mkfifo,
    "folder": Path.mkdir,
    "endless device": lambda path: path.symlink_to("/dev/zero"),
    "a link to itself": lambda path: path.symlink_to(path),
    "huge": huge,
    "UTF-16": put("jar = false\n".encode("utf-16")),
    "Latin-1": put(b"# caf\xe9\njar = false\n"),
    "no TOML": put(b"jar: false\n"),
    "cut": put(b'theme = "dus'),
    "twice": put(b"jar = false\njar = true\n"),
    "NUL": put(b"jar = false\0\n"),
    "deep": put(b"jar = " + b"[" * 50_000),
    "deep tables": put(b"jar" + b".a" * 1_000 + b" = 1"),
    "a number of many digits": put(b"grace = " + b"9" * 5000),
    "a hexadecimal number of many digits": put(b"grace = 0x" + b"9" * 5000),
    "a date there is not": put(b"grace = 2026-02-30"),
    "an offset there is not": put(b"grace = 2026-02-01T10:00:00+99:99"),
    "infinite": put(b"grace = inf"),
    "controls": put(b'"\\u001b]0;owned\\u0007" = 1\n'),
    "keys of no text": put(b"[keys]\n3 = 3\n"),
    "a table of tables": put(b"[[keys]]\na = 'b'\n"),
}
MISSING: dict[str, Callable[[Path], object]] = {
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "empty": Path.touch,
    "comments alone": put(b"# nothing yet\r\n"),
    "a byte order mark": put(b"\xef\xbb\xbf"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_file_that_cannot_be_used_is_named_once_and_nothing_else_happens(
    what: str, program: ProgramHere
) -> None:
    path = personal_file(program)
    path.parent.mkdir(parents=True)
    BROKEN[what](path)
    for command, statuses in (("settings", {0}), ("status", {0, 1}), ("log received tea", {0})):
        outcome = program.run(*command.split())
        assert outcome.status in statuses, outcome.err
        assert f"{path} " in outcome.err
        assert len(outcome.error_lines) == 1
        assert outcome.err.endswith(".\n")
        assert outcome.err[:-1].isprintable()
        assert FROM_FILE not in outcome.out


def test_a_huge_file_does_not_fill_the_memory(program: ProgramHere) -> None:
    path = personal_file(program)
    path.parent.mkdir(parents=True)
    huge(path)
    program.run("status")  # what is imported for good does not count
    tracemalloc.start()
    try:
        program.run("status")
        assert tracemalloc.get_traced_memory()[1] < MAX_BYTES_FOR_A_FILE
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("what", MISSING)
def test_a_file_that_says_nothing_is_no_mistake(what: str, program: ProgramHere) -> None:
    path = personal_file(program)
    path.parent.mkdir(parents=True)
    MISSING[what](path)
    assert not any(FROM_FILE in text for text in shown(program).values())


def test_a_config_folder_that_is_closed_or_a_file_stops_nothing(program: ProgramHere) -> None:
    path = provide(program, "jar = false\n")
    with open_again(program.home):
        path.parent.chmod(0)
        outcome = program.run("status")
        assert (outcome.status, len(outcome.error_lines)) == (1, 1)
    path.unlink()
    path.parent.rmdir()
    path.parent.write_text("a file")
    assert (program.run("status").status, program.run("settings").status) == (1, 0)


def test_the_mistake_of_one_file_leaves_the_other_in_use(program: ProgramHere) -> None:
    system = program.home / "etc" / "kindtui" / "defaults.toml"
    program.extra_environment["XDG_CONFIG_DIRS"] = str(program.home / "etc")
    provide(program, 'theme = "dusk"\n', system)
    personal = provide(program, "them = 1\n")
    outcome = program.run("settings")
    assert outcome.err.startswith(f"kindtui: {personal} isn't used")
    assert f"Theme: dusk{FROM_FILE}" in outcome.out
    provide(program, "them = 1\n", system)
    assert len(program.run("settings").error_lines) == 2


def test_what_counts_first(program: ProgramHere) -> None:
    """From the environment down to kindtui's own default, taking one away after another."""
    dirs = [program.home / name for name in ("first", "second")]
    program.extra_environment |= {
        "XDG_CONFIG_DIRS": ":".join(map(str, dirs)), "XDG_CONFIG_HOME": str(program.home / "own"),
        "KINDTUI_THEME": "terminal",
    }  # fmt: skip
    files = [
        provide(program, f'theme = "{theme}"\n', folder / "kindtui" / "defaults.toml")
        for folder, theme in ((program.home / "own", "high_contrast"), (dirs[0], "dusk"), (dirs[1], "light"))
    ]
    choose(program, {"theme": "dark"}, instead_of={"theme": "high_contrast"})
    seen = [shown(program)["Theme"]]
    del program.extra_environment["KINDTUI_THEME"]
    seen.append(shown(program)["Theme"])
    assert program.run("undo").status == 0
    for file in files:
        seen.append(shown(program)["Theme"])
        file.unlink()
    seen.append(shown(program)["Theme"])
    assert [text.split(" (from")[0].lower() for text in seen] == [
        "the terminal's own", "dark", "high contrast", "dusk", "light", "dark",
    ]  # fmt: skip
    assert seen[0].endswith("(from KINDTUI_THEME)")
    assert [FROM_FILE in text for text in seen] == [False, False, True, True, True, False]


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ("", "dark"),
        ("DUSK", "dusk"),
        ("high_contrast", "high contrast"),
        ("pink", "dark"),
        (" light ", "light"),
    ],
)
def test_the_theme_of_the_environment(given: str, seen: str, program: ProgramHere) -> None:
    program.extra_environment["KINDTUI_THEME"] = given
    outcome = program.run("settings")
    assert outcome.status == 0
    assert len(outcome.error_lines) == (given == "pink")
    assert f"Theme: {seen}" in outcome.out
    assert not program.data.exists()


def test_a_file_that_is_a_link_is_used_and_stays_one(program: ProgramHere) -> None:
    real = provide(program, 'theme = "dusk"\n', program.home / "dotfiles" / "kindtui.toml")
    path = personal_file(program)
    path.parent.mkdir(parents=True)
    path.symlink_to(real)
    assert shown(program)["Theme"].startswith("dusk")
    program.session().submit(SettingsChanged({"theme": "light"}))
    assert path.is_symlink()


@pytest.mark.parametrize(
    "what",
    [
        "a number of many digits",
        *(pytest.param(what, marks=pytest.mark.sweep) for what in ("no TOML", "FIFO")),
    ],
)
def test_the_app_starts_with_a_file_that_cannot_be_used(what: str, program: ProgramHere) -> None:
    path = personal_file(program)
    path.parent.mkdir(parents=True)
    BROKEN[what](path)
    with Terminal(program.data, NOW, size=(200, 30), environment=terminal_environment(program)) as terminal:
        terminal.wait_for("Who can I encourage today?")
        terminal.send("\x1b")
        terminal.wait_for("Enter back to the card")
        terminal.send("q")
        assert terminal.wait_for_exit() == 0
        assert b"defaults.toml isn't used" in terminal.raw.replace(b"\r\n", b"")
    assert not program.data.exists()
