"""The lock where standard streams are closed, full or read by nobody, and where there is no terminal."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TextIO

import pytest

from kindtui.cli.main import run
from tests.cli.locked_world import (
    CODE,
    VARIABLE,
    LockedProgram,
    check_files,
    check_says_nothing,
    refused,
    typing,
)
from tests.cli.program import Outcome, Program, in_shell
from tests.support import PASSPHRASE, PASSPHRASE_COMMAND

pytestmark = pytest.mark.usefixtures("cheap_locks")
OTHER = "a quiet corner"
Output = Callable[[], AbstractContextManager[TextIO]]


@contextmanager
def full_output() -> Iterator[TextIO]:
    with Path("/dev/full").open("w", encoding="utf-8") as file:
        yield file
        os.dup2(os.open(os.devnull, os.O_WRONLY), file.fileno())  # so that closing it cannot fail


@contextmanager
def unread_output() -> Iterator[TextIO]:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as file:
        yield file
        os.dup2(os.open(os.devnull, os.O_WRONLY), file.fileno())


def run_to(program: LockedProgram, line: str, output: TextIO | None) -> Outcome:
    """Run a command with that standard output."""
    errors = program.home / "errors"
    with errors.open("w", encoding="utf-8") as err, redirect_stdout(output), redirect_stderr(err):
        status = run(line.split(), program.environment)
    return Outcome(status, "", errors.read_text()).checked()


def test_with_a_closed_output_nothing_is_locked(full: LockedProgram) -> None:
    """Nobody could read the recovery code."""
    before = full.files()
    refused(run_to(full.given(), "lock", None), 4)
    assert full.files() == before


@pytest.mark.parametrize("output", [full_output, unread_output])
def test_a_code_that_could_not_be_shown_is_said_and_all_is_locked(
    output: Output, full: LockedProgram
) -> None:
    with output() as stream:
        outcome = check_says_nothing(run_to(full.given(), "lock", stream))
    assert outcome.status == 4
    assert "`kindtui lock --change`" in outcome.error_lines[-1]
    assert not CODE.search(outcome.err)
    check_files(full)
    assert full.given().run("doctor").status == 0
    assert full.given().export() == full.exported


@pytest.mark.parametrize("output", [full_output, unread_output])
def test_a_new_code_that_could_not_be_shown_is_said_too(
    output: Output, locked: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both passphrases were typed, so the new one opens it, and so does the next code."""
    with output() as stream, typing(monkeypatch, OTHER, OTHER):
        outcome = run_to(locked.given(), "lock --change", stream)
    assert outcome.status == 4
    assert "`kindtui lock --change`" in outcome.error_lines[-1]
    check_files(locked, OTHER)
    with typing(monkeypatch, PASSPHRASE, PASSPHRASE):
        changed = locked.given(OTHER).run("lock", "--change")
    assert CODE.fullmatch(changed.out.strip())
    assert locked.given(changed.out.strip()).export() == locked.exported


def test_changing_with_a_closed_output_changes_nothing(
    locked: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = locked.files()
    with typing(monkeypatch, OTHER, OTHER):
        refused(run_to(locked.given(), "lock --change", None), 4)
    assert locked.files() == before


@pytest.mark.parametrize("line", ["lock", "unlock --for-good"])
@pytest.mark.parametrize("output", [full_output, unread_output])
def test_what_was_done_is_done_although_nobody_reads_it(
    line: str, output: Output, full: LockedProgram, locked: LockedProgram
) -> None:
    if line == "lock":
        with output() as stream:
            status = run_to(locked.given(), "lock", stream).status  # it is locked already
        assert status in (4, 141)
        return
    with output() as stream:
        outcome = run_to(locked.given(), line, stream)
    assert outcome.status in (0, 141)
    assert locked.run("show").status == 0
    assert full.exported == locked.export()


def test_with_closed_errors_the_code_is_still_printed(full: LockedProgram) -> None:
    out = full.home / "out"
    with out.open("w", encoding="utf-8") as stream, redirect_stdout(stream), redirect_stderr(None):
        assert run(["lock"], full.given().environment) == 0
    assert CODE.fullmatch(out.read_text().strip())
    check_files(full)


@pytest.mark.parametrize("line", ["show", "list", "export", "undo", "unlock --for-good", "lock --change"])
def test_without_a_terminal_and_a_command_there_is_one_sentence(line: str, locked: LockedProgram) -> None:
    """Here in a process of its own, in a session without a terminal."""
    before = locked.files()
    locked.in_a_process = True
    refused(locked.run(*line.split()), 3, VARIABLE)
    assert locked.files() == before


def test_a_first_passphrase_needs_a_terminal_or_a_command(full: LockedProgram) -> None:
    before = full.files()
    full.in_a_process = True
    refused(full.run("lock"), 2, VARIABLE)
    assert full.files() == before


@pytest.mark.sweep
@pytest.mark.parametrize(
    "closed", ["<&-", ">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-", ">/dev/full", "| exec true"]
)
@pytest.mark.parametrize(
    "line", ["show", "status --json", "log received tea", "export", "checkin", "undo", "doctor", "lock"]
)
def test_closed_streams_of_a_process_spoil_no_file(line: str, closed: str, locked: LockedProgram) -> None:
    program = Program(locked.home, dict(PASSPHRASE_COMMAND))
    done = in_shell(program, f"$K {line} {closed}")
    assert done.returncode in (0, 1, 2, 3, 4, 141)
    check_says_nothing(Outcome(0, "", done.stderr.decode()).checked())
    check_files(locked)
    assert locked.given().run("show").status == 0


def test_the_words_themselves_go_to_standard_output_alone(locked: LockedProgram) -> None:
    program = Program(locked.home, dict(PASSPHRASE_COMMAND))
    exported = program.run("export")
    assert exported.status == 0
    assert exported.out.encode() == locked.exported
    assert program.run("show").err == ""
