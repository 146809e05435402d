"""`kindtui settings`: the settings as plain lines, one question each."""

from collections.abc import Callable, Mapping

from kindtui import exit_codes
from kindtui.cli.invocation import Invocation
from kindtui.cli.line_dialog import PLACES_ANSWER, DialogEndedError, LineDialog
from kindtui.cli.parser import ArgumentParser
from kindtui.cli.wiring import is_on_terminal, open_session, print_line
from kindtui.domain import wording
from kindtui.domain.places import places_lines
from kindtui.domain.requests import SettingsChanged
from kindtui.domain.setting_choices import SETTINGS, Setting
from kindtui.domain.settings import Settings
from kindtui.domain.state import State
from kindtui.session import Session
from kindtui.storage.errors import ReadOnlyError
from kindtui.texts import get_text


def add_arguments(parser: ArgumentParser) -> None:
    """Describe the command, which has no arguments of its own."""
    parser.description = get_text("commands.settings.description")


def run(invocation: Invocation) -> int:
    """Ask for each setting on a terminal, and list them without one."""
    session = invocation.session()
    if is_on_terminal():
        ask_each(session, print_line)
    else:
        print_line(format_list(open_session(session, full=False)))
    return exit_codes.SUCCESS


def format_list(state: State) -> str:
    """Return a line for each setting: its title, its value, and where that comes from if it is provided."""
    settings, lines = state.journal.settings, []
    for name in SETTINGS:
        line = _title_and_value(name, settings)
        match state.setting_sources.get(name):
            case "defaults":
                line = get_text("commands.settings.from_defaults", setting=line)
            case "environment":
                line = get_text("commands.settings.from_environment", setting=line)
        lines.append(line)
    return "\n".join(lines)


def ask_each(session: Session, print_line: Callable[[str], None]) -> None:
    """Ask for each setting, and save each change at once.

    Raises:
        StorageError: The journal cannot be read, or a change cannot be saved.
    """
    state = session.open()
    if session.store.read_only_reason:
        raise ReadOnlyError(session.store.read_only_reason)
    dialog = LineDialog(print_line, {PLACES_ANSWER: lambda: places_lines(state)})
    dialog.write(get_text("commands.settings.start"))
    settings = state.journal.settings
    try:
        for name in SETTINGS:
            if state.setting_sources.get(name) == "environment":
                dialog.write("", get_text("commands.settings.theme_fixed"))
                continue
            settings = _ask(name, settings, session, dialog)
    except DialogEndedError:
        pass
    dialog.write("", get_text("checkin.end"))


def _ask(name: str, settings: Settings, session: Session, dialog: LineDialog) -> Settings:
    """Ask for a setting, and return the settings after the answer; an empty line changes nothing."""
    setting = SETTINGS[name]
    values = list(setting.labels)
    numbered, rows, numbers = _numbered(setting)
    in_words = {label.lower(): value for value, label in setting.labels.items()}
    index = dialog.pick(
        {answer: values.index(value) for answer, value in {**in_words, **numbered}.items()} | {"": None},
        f"{_title_and_value(name, settings)}.",
        setting.explanation,
        *rows,
        get_text("commands.settings.hint", numbers=numbers),
        valid_answers=numbers,
    )
    if index is None:
        return settings
    outcome = session.submit(SettingsChanged({name: values[index]}))
    settings = outcome.state.journal.settings
    saved = get_text("commands.settings.saved", setting=_title_and_value(name, settings))
    dialog.write(saved if outcome.is_durable else wording.SAVED_UNCONFIRMED)
    session.store.make_daily_backup()
    return settings


def _numbered(setting: Setting) -> tuple[Mapping[str, object], list[str], str]:
    """Return the values by the number to type, a row for each, and what can be typed.

    A number, such as an hour, is typed as it is and needs no rows.
    """
    values = list(setting.labels)
    if all(type(value) is int for value in values):
        numbered = {form: value for value in values for form in (f"{value:02}", f"{value}")}
        return numbered, [], get_text("commands.settings.number", first=values[0], last=values[-1])
    numbered = {str(number): value for number, value in enumerate(values, start=1)}
    rows = [f"{number} {setting.labels[value]}" for number, value in numbered.items()]
    return numbered, rows, ", ".join(numbered)


def _title_and_value(name: str, settings: Settings) -> str:
    setting = SETTINGS[name]
    return f"{setting.title}: {setting.label(getattr(settings, name))}"
