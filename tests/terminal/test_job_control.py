"""Ctrl+Z: the process stops where a shell waits for it, and elsewhere says why it does not."""

import signal
import sys
from pathlib import Path

import pytest

from tests.real_terminal import ENTER_ALT_SCREEN, KINDTUI_COMMAND, Terminal

NOW = "2026-11-22T08:00:00+01:00"
INTERACTIVE = ("bash", "--norc", "--noprofile", "-i")
WHO = "Who can I encourage"
NO_SHELL = "There's no shell here"
PYTHON = sys.executable


@pytest.mark.parametrize(
    "command",
    [
        KINDTUI_COMMAND,
        ("sh", "-c", f"{PYTHON} -m kindtui; true"),
        ("sh", "-c", f"sh -c '{PYTHON} -m kindtui; true'; true"),
    ],
    ids=["as xterm -e starts it", "under a script", "under two scripts"],
)
def test_without_a_shell_the_app_stays_and_says_so(command: tuple[str, ...], path: Path) -> None:
    with Terminal(path, NOW, command=command) as app:
        app.wait_for(WHO)
        app.send("\x1a")
        app.wait_for(NO_SHELL)
        app.send("Sam")
        app.wait_for("Sam")
        assert app.raw.count(ENTER_ALT_SCREEN) == 1
        app.send("\x11")
        assert app.wait_for_exit() == 0


@pytest.mark.parametrize(
    "line",
    [f"{PYTHON} -m kindtui", f"sh -c '{PYTHON} -m kindtui; true'"],
    ids=["typed", "under a script"],
)
def test_in_a_shell_the_app_stops_and_comes_back(line: str, path: Path) -> None:
    with Terminal(path, NOW, command=INTERACTIVE, environment={"PS1": "shell> "}) as app:
        app.wait_for("shell>")
        app.send(line + "\r")
        app.wait_for(WHO)
        for times in (2, 3):
            app.send("\x1a")
            app.wait_for("Stopped")
            app.send("clear; echo here I $((40 + 2))\r")
            app.wait_for("here I 42")
            app.send("fg\r")
            app.wait_until(lambda: app.raw.count(ENTER_ALT_SCREEN) == times and WHO in app.text, "the app")  # noqa: B023
        app.send("\x11")
        app.wait_for("shell>")
        app.send("exit 7\r")
        assert app.wait_for_exit() == 7


def test_a_stop_from_outside_is_obeyed_without_a_shell_too(path: Path) -> None:
    """Who sends it knows how to continue the process."""
    with Terminal(path, NOW) as app:
        app.wait_for(WHO)
        app.child.kill(signal.SIGTSTP)
        app.wait_until(lambda: app.process_state == "T" and app.is_restored, "the stop")
        app.child.kill(signal.SIGCONT)
        app.wait_until(lambda: app.raw.count(ENTER_ALT_SCREEN) == 2, "the app")
