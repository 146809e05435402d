"""An internal error: where it was, status 70, the terminal given back, and nothing a person wrote."""

import re
import sys
from pathlib import Path

import pytest
from break_down import CRASHES, PRIVATE, RUNNER, STRAYS
from real_terminal import LEFT, Terminal

NOON = "2026-11-22T12:30:00+01:00"
ESCAPES = re.compile(r"\x1b\[[?\d]*[a-z]")
WORDS = "I write this"


def broken(path: Path, way: str) -> Terminal:
    return Terminal(path, NOON, command=(sys.executable, RUNNER, way), size=(120, 40))


def write_something(app: Terminal) -> None:
    """Leave a few words in the field."""
    app.wait_for("Who can I encourage")
    app.send(WORDS)
    app.wait_for(WORDS)
    app.send("\x1b")
    app.wait_for("back to the card")


def assert_that_alone_is_said(app: Terminal, sentence: str) -> None:
    """After the terminal was given back, and in it, there is that sentence and no private word."""
    assert app.is_restored
    said = ESCAPES.sub("", app.raw[app.raw.rfind(LEFT) :].decode())
    assert said.startswith(sentence)
    assert said.count("\n") == len(sentence.splitlines())
    for word in (PRIVATE, "Noor", "Traceback", "locals"):
        assert word not in app.raw.decode()
    assert WORDS not in said


@pytest.mark.parametrize("way", [*CRASHES, "end"])
def test_a_crash_says_where_and_nothing_else(way: str, path: Path) -> None:
    with broken(path, way) as app:
        write_something(app)
        app.send("q" if way == "end" else "?")
        assert app.wait_for_end() == 70
        error = "RichError" if way == "rich" else "ValueError"
        assert_that_alone_is_said(app, f"kindtui: an internal error, {error} at break_down.py:")


@pytest.mark.parametrize("way", ["input", "start"])
def test_a_crash_before_anything_is_typed(way: str, path: Path) -> None:
    with broken(path, way) as app:
        app.send(" ")
        assert app.wait_for_end() == 70
        assert_that_alone_is_said(app, "kindtui: an internal error, ValueError at break_down.py:")


@pytest.mark.parametrize("way", STRAYS)
def test_an_error_that_stops_nothing_is_not_printed(way: str, path: Path) -> None:
    with broken(path, way) as app:
        write_something(app)
        app.send("?3")
        app.wait_for("kindtui · Streak")
        app.send("q")
        assert app.wait_for_end() == 0
        assert_that_alone_is_said(app, "")
