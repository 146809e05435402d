"""Signals, a closed terminal, Ctrl-Z: the terminal is given back, and the exit status says what happened."""

import os
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from kindtui.tui.saving import DRAIN_SECONDS
from tests.real_terminal import (
    ENTER_ALT_SCREEN,
    KINDTUI_COMMAND,
    LEAVE_ALT_SCREEN,
    Terminal,
    closable_terminal,
    is_readable,
    read_until,
)
from tests.terminal.faulty_app import SCRIPT_PATH, STARTUP_METHODS

NOW = "2026-11-22T08:00:00+01:00"
NO_BAR = str.maketrans("▁▂▃▄▅▆▇█", " " * 8)  # a scrollbar is painted a moment after the rest
LONGEST_END = DRAIN_SECONDS + 2.0  # seconds: the keys that fill the output are handed out before the end
COOKED = termios.ECHO | termios.ICANON | termios.ISIG


def is_cooked(app: Terminal) -> bool:
    """Whether the terminal handles lines and echoes, as a shell wants it."""
    flags: int = termios.tcgetattr(app.child.fileno())[3]
    return flags & COOKED == COOKED


def painted_anew(app: Terminal, times: int, text: str) -> None:
    def is_there() -> bool:
        return app.raw.count(ENTER_ALT_SCREEN) == times and app.text.translate(NO_BAR) == text.translate(
            NO_BAR
        )

    app.wait_until(is_there, f"again:\n{text}")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_app_with_its_exit_status(number: int, path: Path) -> None:
    with Terminal(path, NOW) as app:
        app.wait_for("Who can I encourage")
        app.send("Noor")
        app.wait_for("Noor")
        app.child.kill(number)
        assert app.wait_for_exit() == 128 + number
        assert app.is_restored


@pytest.mark.parametrize("moment", STARTUP_METHODS)
def test_a_signal_during_startup_restores_the_terminal(moment: str, path: Path) -> None:
    with Terminal(path, NOW, command=(sys.executable, SCRIPT_PATH, moment)) as app:
        assert app.wait_for_exit() == 143
        assert app.raw.count(ENTER_ALT_SCREEN) == app.raw.count(LEAVE_ALT_SCREEN)
        assert b"error" not in app.raw


def test_an_interrupt_before_startup_prints_nothing(path: Path) -> None:
    with Terminal(path, NOW, command=(sys.executable, SCRIPT_PATH, "first")) as app:
        assert app.wait_for_exit() == -signal.SIGINT
        assert app.raw == b""


@pytest.mark.parametrize("told", [True, False], ids=["with SIGHUP", "of which nobody tells"])
@pytest.mark.parametrize("unread", [False, True], ids=["idle", "with output nobody read"])
def test_a_closed_terminal_ends_the_app(told: bool, unread: bool, path: Path) -> None:
    """No SIGHUP comes if the terminal does not belong to the session."""
    with closable_terminal(path, NOW, sends_hangup=told) as (app, terminal):
        read_until(terminal, "nothing chosen yet")
        if unread:
            fill(app, terminal)
        os.close(terminal)
        assert app.wait(LONGEST_END) == 129


def fill(child: "subprocess.Popen[bytes]", terminal: int) -> None:
    """Make it draw until its thread that writes waits for a reader, and the one that draws for that."""
    ended = os.pidfd_open(child.pid)
    wait = Path(f"/proc/{child.pid}/wchan")
    try:
        for _ in range(300):
            os.write(terminal, b"\x1bOQ\x1bOR\x1bOP")
            if all(wait.read_text().startswith("futex") and not is_readable(ended, 0.1) for _ in range(3)):
                return
            assert not is_readable(ended, 0.02)
    finally:
        os.close(ended)
    pytest.skip("this system does not tell what a process waits for")


def test_a_stop_restores_the_terminal_and_resuming_redraws_it(path: Path) -> None:
    with Terminal(path, NOW) as app:
        app.wait_for("Who can I encourage")
        app.wait_for("Ctrl+q quit")
        before = app.text
        for times in (1, 2, 3):
            app.child.kill(signal.SIGTSTP)
            app.wait_until(lambda: app.process_state == "T" and app.is_restored, "the stop")
            assert is_cooked(app)
            app.child.kill(signal.SIGCONT)
            painted_anew(app, times + 1, before)
        app.send("Noor\r")
        app.wait_for("How much energy")
        app.child.kill(signal.SIGTERM)
        assert app.wait_for_exit() == 143
        assert app.is_restored


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
def test_help_is_redrawn_after_an_external_stop(number: int, path: Path) -> None:
    with Terminal(path, NOW) as app:
        app.wait_for("Who can I encourage")
        app.send("\x1b")
        app.wait_for("back to the card")
        app.send("?")
        app.wait_for("Whatever comes next is")
        app.wait_until(lambda: app.text.rstrip().endswith("Esc closes ─╯"), "the whole help")
        before = app.text
        app.child.kill(number)
        app.wait_until(lambda: app.process_state == "T", "the stop")
        app.child.kill(signal.SIGCONT)
        painted_anew(app, 2, before)
        app.send("q\x11")
        assert app.wait_for_exit() == 0
        assert app.is_restored


def test_a_stop_during_a_write_can_be_resumed(path: Path) -> None:
    with Terminal(path, NOW, command=(sys.executable, SCRIPT_PATH, "stop")) as app:
        app.wait_for("Who can I encourage")
        app.send("\x1b")
        app.wait_until(lambda: app.text.rstrip().endswith(": everything   q quit"), "the whole footer")
        before = app.text
        app.send("?")
        app.wait_until(lambda: app.process_state == "T" and app.is_restored, "the stop")
        app.child.kill(signal.SIGCONT)
        painted_anew(app, 2, before)
        app.send("\x11")
        assert app.wait_for_exit() == 0


def test_a_continue_signal_without_a_stop_redraws_the_screen(path: Path) -> None:
    with Terminal(path, NOW) as app:
        app.wait_for("Who can I encourage")
        app.wait_for("Ctrl+q quit")
        before = app.text
        for times in (2, 3):
            app.child.kill(signal.SIGCONT)
            painted_anew(app, times, before)
        app.send("Noor")
        app.wait_for("Noor")
        app.send("\x11")
        assert app.wait_for_exit() == 0
        assert app.is_restored


def test_fg_resumes_the_stopped_app(path: Path) -> None:
    shell = ("bash", "--norc", "--noprofile", "-i")
    with Terminal(path, NOW, command=shell, environment={"PS1": "shell> "}) as app:
        app.wait_for("shell>")
        app.send(f"{KINDTUI_COMMAND[0]} -m kindtui\r")
        app.wait_for("Who can I encourage")
        app.wait_for("Ctrl+q quit")
        before = app.text
        app.send("\x1a")
        app.wait_for("Stopped")
        app.send("echo here I $((40 + 2))\r")
        app.wait_for("here I 42")
        app.send("fg\r")
        painted_anew(app, 2, before)
        app.send("\x11")
        app.wait_for("shell>")
        app.send("exit $?\r")
        assert app.wait_for_exit() == 0
