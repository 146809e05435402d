"""An internal error: where it was, status 70, the terminal given back, and nothing a person wrote."""

import re
import sys
from pathlib import Path

import pytest

from tests.faults.hindrances import no_room
from tests.real_terminal import LEAVE_ALT_SCREEN, Terminal
from tests.terminal.faulty_app import (
    BACKGROUND_FAILURES,
    CRASHES,
    FAILED_SAVES,
    PANICS,
    PRIVATE_TEXT,
    SCRIPT_PATH,
)

NOON = "2026-11-22T12:30:00+01:00"
NIGHT = "2026-11-22T20:30:00+01:00"
ESCAPES = re.compile(r"\x1b\[[?\d]*[a-z]")
WORDS = "I write this"


def broken(path: Path, way: str, now: str = NOON) -> Terminal:
    return Terminal(path, now, command=(sys.executable, SCRIPT_PATH, way), size=(120, 40))


def write_something(app: Terminal) -> None:
    """Leave a few words in the field."""
    app.wait_for("Who can I encourage")
    app.send(WORDS)
    app.wait_for(WORDS)
    leave_the_field(app)


def leave_the_field(app: Terminal) -> None:
    app.send("\x1b")
    app.wait_for("back to the card")


def assert_prints_only(app: Terminal, sentence: str) -> None:
    """After the terminal was given back, and in it, there is that sentence and no private word."""
    assert app.is_restored
    output = ESCAPES.sub("", app.raw[app.raw.rfind(LEAVE_ALT_SCREEN) :].decode())
    assert output.startswith(sentence)
    assert output.count("\n") == len(sentence.splitlines())
    for word in (PRIVATE_TEXT, "Noor", "Traceback", "locals"):
        assert word not in app.raw.decode()
    assert WORDS not in output


@pytest.mark.parametrize("way", [*CRASHES, "end"])
def test_a_crash_prints_its_location_and_no_private_text(way: str, path: Path) -> None:
    with broken(path, way) as app:
        write_something(app)
        app.send("q" if way == "end" else "?")
        assert app.wait_for_exit() == 70
        error = "RichError" if way == "rich" else "ValueError"
        assert_prints_only(app, f"kindtui: Internal error ({error}, faulty_app.py:")


def test_a_crash_keeps_what_could_not_be_saved_before(path: Path) -> None:
    with broken(path, "handler") as app:
        app.wait_for("Who can I encourage")
        with no_room(app.child.pid):
            app.send(WORDS)
            app.wait_for("no room")
            leave_the_field(app)
        app.send("?")
        assert app.wait_for_exit() == 70
    assert WORDS in path.with_name("journal.json.drafts").read_text()


@pytest.mark.parametrize("way", FAILED_SAVES)
def test_whatever_ends_a_save_ends_the_app_and_keeps_the_words(way: str, path: Path) -> None:
    with broken(path, way, NIGHT) as app:
        app.wait_for("What kindness did I")
        app.send(f"{WORDS}\r")
        assert app.wait_for_exit() == (130 if way.startswith("interrupt") else 70)
        assert app.is_restored
        assert PRIVATE_TEXT not in app.raw.decode()
    assert WORDS in path.with_name("journal.json.drafts").read_text()


@pytest.mark.parametrize("way", ["input", "start"])
def test_a_crash_at_startup_prints_its_location(way: str, path: Path) -> None:
    with broken(path, way) as app:
        app.send(" ")
        assert app.wait_for_exit() == 70
        assert_prints_only(app, "kindtui: Internal error (ValueError, faulty_app.py:")


def test_an_app_that_ends_before_its_background_work_began_does_not_begin_it(path: Path) -> None:
    """As when the terminal is closed in the moment of the first paint."""
    with broken(path, "late start") as app:
        app.wait_for("Who can I encourage")
        assert app.wait_for_exit() == 0
        assert_prints_only(app, "")


@pytest.mark.parametrize("way", BACKGROUND_FAILURES)
def test_a_background_error_is_not_printed(way: str, path: Path) -> None:
    with broken(path, way) as app:
        write_something(app)
        app.send("?3")
        app.wait_for("▌3 Streak")
        app.send("q")
        assert app.wait_for_exit() == 0
        assert_prints_only(app, "")


@pytest.mark.sweep
@pytest.mark.parametrize("way", [*PANICS, "panic in the input"])
def test_an_error_of_the_kind_that_ends_a_program_gives_the_terminal_back(way: str, path: Path) -> None:
    with broken(path, way) as app:
        if way == "panic in the input":
            app.send(" ")
        else:
            write_something(app)
            app.send("?")
        status = app.wait_for_exit()
        if way.startswith("interrupt"):
            assert status == 130
            assert_prints_only(app, "kindtui: Stopped. What you saved is safe.")
        else:
            assert status == 70
            error = "SystemExit" if way.startswith("exit") else "PanicError"
            assert_prints_only(app, f"kindtui: Internal error ({error}, faulty_app.py:")
