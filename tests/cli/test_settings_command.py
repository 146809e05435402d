"""`kindtui settings`: a question for each in a plain terminal, and a list of them without one."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from kindtui.domain.requests import CustomEntryWritten, SettingsChanged
from kindtui.domain.setting_choices import SETTINGS
from kindtui.domain.settings import Settings
from kindtui.storage.file_store import FileStore
from tests.cli.program import Program
from tests.real_terminal import Terminal
from tests.support import FakeClock

DUMB: Mapping[str, str] = {"TERM": "dumb"}


@contextmanager
def settings_in_terminal(program: Program) -> Iterator[Terminal]:
    """Run the command in a terminal that can show nothing but lines."""
    now = program.environment["KINDTUI_NOW"]
    with Terminal(program.data, now, "settings", environment=DUMB, size=(80, 60)) as screen:
        screen.wait_for("Type q to leave")
        yield screen
        assert b"\x1b" not in screen.raw


def stored(program: Program) -> Settings:
    return FileStore(program.data, FakeClock()).load().settings


def wait_for_sentence(screen: Terminal, sentence: str) -> None:
    """Wait for a sentence that may be broken over lines."""
    screen.wait_until(lambda: sentence in " ".join(screen.text.split()), sentence)


def answer(screen: Terminal, name: str, text: str = "") -> None:
    """Wait for the question about a setting, and type an answer."""
    screen.wait_for(f"{SETTINGS[name].title}: ")
    screen.wait_for("or just press Enter to leave it as it is.")
    screen.send(f"{text}\r")


def pass_until(screen: Terminal, name: str) -> None:
    """Leave every setting before that one as it is."""
    for earlier in list(SETTINGS)[: list(SETTINGS).index(name)]:
        answer(screen, earlier)


def test_without_a_terminal_it_lists_them(program: Program) -> None:
    program.session().submit(SettingsChanged({"theme": "light", "grace": 1}))
    outcome = program.run("settings", stdin=b"7\n")
    assert (outcome.status, outcome.err) == (0, "")
    assert len(outcome.out.splitlines()) == len(SETTINGS)
    assert "A day begins at: 04:00\n" in outcome.out
    assert "Quiet days: 1 day\n" in outcome.out
    assert "Theme: light\n" in outcome.out
    assert stored(program).day_start == 4


def test_the_list_creates_no_journal(program: Program) -> None:
    assert program.run("settings").status == 0
    assert not program.data.exists()


def test_enter_leaves_all_as_they_are(program: Program) -> None:
    with settings_in_terminal(program) as screen:
        for name in SETTINGS:
            wait_for_sentence(screen, SETTINGS[name].explanation)
            answer(screen, name)
        assert screen.wait_for_exit() == 0
        assert "That's everything for now." in screen.text
    assert not program.data.exists()


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("day_start", "5", 5),
        ("day_start", "05", 5),
        ("day_start", "05:00", 5),
        ("week_start", "2", "saturday"),
        ("week_start", "Sunday", "sunday"),
        ("grace", "3", 3),
        ("thread_shown", "hidden", False),
    ],
)
def test_a_number_or_a_value_changes_it_at_once(
    name: str, typed: str, value: object, program: Program
) -> None:
    with settings_in_terminal(program) as screen:
        pass_until(screen, name)
        answer(screen, name, typed)
        screen.wait_for("Saved. ")
        assert getattr(stored(program), name) == value
        screen.send("q\r")
        assert screen.wait_for_exit() == 0
    assert f"{SETTINGS[name].title}: {SETTINGS[name].labels[value]}\n" in program.run("settings").out


def test_another_answer_is_asked_again(program: Program) -> None:
    with settings_in_terminal(program) as screen:
        answer(screen, "day_start", "25")
        screen.wait_for("That isn't one of the choices. Type a number from 0 to 23, or just press Enter.")
        screen.send("6\r")
        screen.wait_for("Saved. A day begins at: 06:00.")
    assert stored(program).day_start == 6


def test_places_to_talk_are_one_key_away(program: Program) -> None:
    program.session().submit(CustomEntryWritten("own_people", "", "Noor, after work"))
    with settings_in_terminal(program) as screen:
        answer(screen, "day_start", "!")
        screen.wait_for("findahelpline.com")
        screen.wait_for("Noor, after work")
        screen.send("q\r")
        assert screen.wait_for_exit() == 0


def test_a_read_only_journal_is_listed_and_asked_nothing_about(program: Program) -> None:
    program.session().submit(SettingsChanged({"theme": "light"}))
    program.data.chmod(0o444)
    outcome = program.run("settings")
    assert (outcome.status, len(outcome.error_lines)) == (0, 1)
    assert "Theme: light" in outcome.out
    now = program.environment["KINDTUI_NOW"]
    with Terminal(program.data, now, "settings", environment=DUMB) as screen:
        assert screen.wait_for_exit() == 3
        assert "read-only" in screen.text


def test_a_change_that_cannot_be_saved_ends_it(program: Program) -> None:
    program.session().submit(SettingsChanged({"theme": "light"}))
    with settings_in_terminal(program) as screen:
        screen.wait_for("A day begins at: ")
        program.data.with_name("journal.json.lock").unlink()
        program.data.with_name("journal.json.lock").mkdir()
        screen.send("5\r")
        assert screen.wait_for_exit() == 4
    assert stored(program).day_start == 4
