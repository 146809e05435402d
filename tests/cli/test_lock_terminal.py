"""The lock on a real terminal: it shows nothing typed, and is as before however a question ends."""

import signal
import sys
import termios
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.locked_world import (
    CODE,
    SEALED_WORDS,
    LockedProgram,
    check_files,
    check_says_nothing,
    words_in_files,
)
from tests.cli.program import Outcome
from tests.real_terminal import KINDTUI_COMMAND, Terminal
from tests.support import PASSPHRASE, ROOT

NOW = "2026-11-22T08:00:00+01:00"
OTHER = "a quiet corner"
CHEAP = """
from kindtui.cli.main import main
from tests.support import cheap_locks
with cheap_locks():
    main()
"""
CHEAP_COMMAND = (sys.executable, "-c", CHEAP)  # kindtui, whose new locks cost next to nothing
FIRST = {
    "show": "Passphrase for",
    "lock": "New passphrase",
    "lock --change": "Passphrase for",
    "unlock --for-good": "Passphrase for",
}

QUICK = (("Ctrl+C", "show"), ("SIGTERM", "show"), ("Ctrl+C", "lock"))
ENDS = [
    pytest.param(how, line, marks=() if (how, line) in QUICK else pytest.mark.sweep)
    for line in FIRST
    for how in ("Ctrl+C", "Ctrl+D", "Ctrl+\\", "SIGTERM", "SIGHUP", "three wrong")
]


def terminal_of(program: LockedProgram, line: str, environment: Mapping[str, str] | None = None) -> Terminal:
    return Terminal(
        program.data, NOW, *line.split(), command=CHEAP_COMMAND, environment=environment, cwd=ROOT
    )


def mode_of(screen: Terminal) -> list[Any]:
    return termios.tcgetattr(screen.child.child_fd)


def is_silent(screen: Terminal) -> bool:
    return not mode_of(screen)[3] & termios.ECHO


def status_of(screen: Terminal, mode: list[Any]) -> int:
    """Wait for the end, after which the terminal has to be in that mode again; return the exit status."""
    screen.wait_until(lambda: not screen.child.isalive(), "the end")
    assert mode_of(screen) == mode
    return screen.wait_for_exit()


def wait_for_question(screen: Terminal, start: str) -> None:
    """Wait until the cursor is behind a whole question, on a terminal that shows nothing typed.

    And until the process sleeps: a signal that comes just before it reads is handled only with what is typed
    next, as Python looks for signals before a system call and not within it.
    """

    def is_asked() -> bool:
        is_last = ":\n" not in screen.text.rstrip().rpartition(start)[2]
        is_waiting = screen.text_before_cursor.endswith(": ") and screen.process_state == "S"
        return is_last and is_waiting and is_silent(screen)

    screen.wait_until(is_asked, start)


def answer(screen: Terminal, *pairs: tuple[str, str]) -> None:
    """Wait for each question, and type its answer."""
    for start, typed in pairs:
        wait_for_question(screen, start)
        row = screen.cursor[1]
        screen.send(f"{typed}\r")
        screen.wait_until(lambda: screen.cursor[1] > row or not screen.child.isalive(), "the answer")  # noqa: B023


def check_shows_nothing(screen: Terminal, *secrets: str) -> None:
    for secret in (PASSPHRASE, OTHER, *secrets):
        assert secret.encode() not in screen.raw
    assert not SEALED_WORDS.search(screen.raw.decode())


def test_it_is_locked_read_and_unlocked_by_hand(full: LockedProgram) -> None:
    with terminal_of(full, "lock") as screen:
        mode = mode_of(screen)
        wait_for_question(screen, "New passphrase")
        assert "your words are lost" in " ".join(screen.text.split())
        answer(
            screen,
            ("New passphrase", "short1"),
            ("New passphrase", PASSPHRASE),
            ("The same again", PASSPHRASE),
        )
        assert status_of(screen, mode) == 0
        check_shows_nothing(screen, "short1")
        assert "again" in screen.text
        [code] = CODE.findall(screen.text)
        assert "your words are lost" in " ".join(screen.text.partition(code)[2].split())
    check_files(full, PASSPHRASE, code)
    with terminal_of(full, "show") as screen:
        answer(screen, ("Passphrase for", code.lower()))
        assert screen.wait_for_exit() == 0
        check_shows_nothing(screen, code, code.lower())
        assert "a damson pie" in screen.text
    with terminal_of(full, "unlock --for-good") as screen:
        answer(screen, ("Passphrase for", "wrong"), ("Passphrase for", PASSPHRASE))
        assert screen.wait_for_exit() == 0
        check_shows_nothing(screen)
    assert full.export() == full.exported


@pytest.mark.parametrize(("how", "line"), ENDS)
def test_however_a_question_ends_the_terminal_is_as_before(
    how: str, line: str, full: LockedProgram, locked: LockedProgram
) -> None:
    program = full if line == "lock" else locked
    before = program.files()
    with terminal_of(program, line) as screen:
        mode = mode_of(screen)
        wait_for_question(screen, FIRST[line])
        if how != "three wrong":
            screen.send("half a pass")
        match how:
            case "Ctrl+C":
                screen.send("\x03")
            case "Ctrl+D":
                screen.send("\x15\x04")  # after the line is emptied
            case "Ctrl+\\":
                screen.send("\x1c")
            case "SIGTERM" | "SIGHUP":
                screen.child.kill(getattr(signal, how))
            case _:
                for _ in range(3):
                    answer(screen, (FIRST[line], "wrong"))
        status = status_of(screen, mode)
        expected = {"Ctrl+C": (130,), "Ctrl+\\": (-signal.SIGQUIT, 131), "SIGTERM": (-signal.SIGTERM, 143),
                    "SIGHUP": (-signal.SIGHUP, 129)}.get(how, (2,) if line == "lock" else (3,))  # fmt: skip
        assert status in expected
        assert b"half a pass" not in screen.raw
        check_says_nothing(Outcome(status, screen.text, ""))
    assert program.files() == before


@pytest.mark.sweep
@pytest.mark.parametrize("end", ["\x03", "\x04"], ids=["Ctrl+C", "Ctrl+D"])
@pytest.mark.parametrize(
    ("line", "answers"),
    [
        ("lock", [("New passphrase", PASSPHRASE)]),
        ("lock --change", [("Passphrase for", PASSPHRASE)]),
        ("lock --change", [("Passphrase for", PASSPHRASE), ("New passphrase", OTHER)]),
        ("lock --change", [("Passphrase for", "wrong")]),
    ],
)
def test_at_a_later_question_too(
    line: str, answers: list[tuple[str, str]], end: str, full: LockedProgram, locked: LockedProgram
) -> None:
    program = full if line == "lock" else locked
    before = program.files()
    questions = {"New passphrase": "The same again", "Passphrase for": "New passphrase"}
    last = "Passphrase for" if answers[-1][1] == "wrong" else questions[answers[-1][0]]
    with terminal_of(program, line) as screen:
        mode = mode_of(screen)
        answer(screen, *answers)
        wait_for_question(screen, last)
        screen.send(end)
        assert status_of(screen, mode) in (2, 3, 130)
        check_shows_nothing(screen)
    assert program.files() == before


def test_ctrl_z_gives_the_terminal_back_and_fg_asks_again(locked: LockedProgram) -> None:
    shell = ("bash", "--norc", "--noprofile", "-i")
    with Terminal(locked.data, NOW, command=shell, environment={"PS1": "shell> "}, cwd=ROOT) as screen:
        screen.wait_for("shell>")
        screen.send(f"{' '.join(KINDTUI_COMMAND)} show\r")
        wait_for_question(screen, "Passphrase for")
        screen.send("half a pass\x1a")
        screen.wait_for("Stopped")
        screen.send("stty -a | grep -ow '[-]*echo' | sed s/^/mode:/\r")
        screen.wait_for("mode:echo")
        screen.send("clear; fg\r")
        wait_for_question(screen, "Passphrase for")
        screen.send(f"{PASSPHRASE}\r")
        screen.wait_for("a damson pie")
        screen.wait_until(lambda: screen.text.rstrip().endswith("shell>"), "the shell")
        check_shows_nothing(screen, "half a pass")
        screen.send("exit\r")
        screen.wait_for_exit()


def test_it_asks_on_the_terminal_also_where_the_output_is_a_file(
    locked: LockedProgram, tmp_path: Path
) -> None:
    """And the input is one, as in a script that is run by hand."""
    kindtui, out, err = " ".join(KINDTUI_COMMAND), tmp_path / "out", tmp_path / "err"
    shell = ("sh", "-c", f"{kindtui} show </dev/null >{out} 2>{err}")
    with Terminal(locked.data, NOW, command=shell, cwd=ROOT) as screen:
        answer(screen, ("Passphrase for", PASSPHRASE))
        assert screen.wait_for_exit() == 0
        check_shows_nothing(screen)
    assert "a damson pie" in out.read_text()
    assert err.read_text() == ""


def test_what_is_typed_ahead_is_no_passphrase(locked: LockedProgram) -> None:
    """It was shown, so whoever looks on may have read it, and it was meant for something else."""
    shell = ("sh", "-c", f"echo ready; read -r line; {' '.join(KINDTUI_COMMAND)} show")
    with Terminal(locked.data, NOW, command=shell, cwd=ROOT) as screen:
        screen.wait_for("ready")
        screen.send("a line\rtyped ahead\r")
        answer(screen, ("Passphrase for", PASSPHRASE))
        assert screen.wait_for_exit() == 0
        assert "a damson pie" in screen.text
        assert "Try again" not in screen.text


@pytest.mark.parametrize("name", ["LANG", "TERM"])
def test_a_plain_terminal_will_do(name: str, locked: LockedProgram) -> None:
    environment = {"LANG": "C", "LC_ALL": "C", "TERM": "dumb"} if name == "LANG" else {"TERM": "dumb"}
    with terminal_of(locked, "show", environment) as screen:
        answer(screen, ("Passphrase for", PASSPHRASE))
        assert screen.wait_for_exit() == 0
        assert b"\x1b" not in screen.raw
        assert words_in_files(locked) == set()
