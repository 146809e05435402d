"""File systems without locks or without modes: kindtui saves all the same, one at a time, and says so."""

import errno
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle, product
from pathlib import Path

import pytest

from kindtui.storage.files import holder_path
from tests.cli.program import KINDTUI_COMMAND, Program
from tests.faults.hindrances import HOLD_LOCK, poor_file_system
from tests.faults.trial_count import LONG_RUN
from tests.real_terminal import Terminal
from tests.support import ROOT

FLOCK_ERRORS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL, errno.EACCES)
CHMOD_ERRORS = (errno.EPERM, errno.EOPNOTSUPP)
ERROR_PAIRS = (
    list(product(FLOCK_ERRORS, CHMOD_ERRORS))
    if LONG_RUN
    else list(zip(FLOCK_ERRORS, cycle(CHMOD_ERRORS), strict=False))
)


def program_on_poor_disk(
    tmp_path: Path, flock_error: int = errno.ENOLCK, chmod_error: int = errno.EPERM
) -> Program:
    return Program(tmp_path, dict(poor_file_system(tmp_path, flock_error, chmod_error)))


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program where flock and chmod fail."""
    return program_on_poor_disk(tmp_path)


@contextmanager
def saving(program: Program) -> Iterator[subprocess.Popen[bytes]]:
    """Another kindtui that holds the lock meanwhile."""
    command = [KINDTUI_COMMAND[0], "-c", HOLD_LOCK, str(program.data)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=program.environment, cwd=ROOT
    ) as holder:
        assert holder.stdin
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        try:
            yield holder
        finally:
            holder.stdin.close()


def received(program: Program) -> list[str]:
    return [line.text for line in program.stored_day().received]


def loosen(program: Program) -> None:
    """Give the files the modes that such a file system shows for every file."""
    for file in program.data.parent.rglob("*"):
        file.chmod(0o777)


@pytest.mark.parametrize(("flock_error", "chmod_error"), ERROR_PAIRS)
def test_every_save_works_and_leaves_no_lock(flock_error: int, chmod_error: int, tmp_path: Path) -> None:
    program = program_on_poor_disk(tmp_path, flock_error, chmod_error)
    for text in ("one", "two", "three"):
        outcome = program.run("log", "received", text)
        assert (outcome.status, outcome.err) == (0, "")
        loosen(program)
    assert received(program) == ["one", "two", "three"]
    assert not holder_path(program.data).exists()
    for command in (("backup", "create"), ("doctor", "--fix"), ("backup", "restore", "previous")):
        assert program.run(*command).status == 0, command


def test_doctor_says_what_the_file_system_lacks(program: Program) -> None:
    program.run("log", "received", "one")
    loosen(program)
    report = program.run("doctor", "--fix").out
    assert "this file system has no file permissions" in report
    assert f"this file system has no locks, so kindtui uses {holder_path(program.data)} instead" in report


def test_checkin_and_the_app_say_once_that_others_may_read_it(program: Program) -> None:
    program.run("log", "received", "one")
    loosen(program)
    outcome = program.run("checkin")
    assert outcome.status == 0
    assert len([line for line in outcome.error_lines if "no file permissions" in line]) == 1
    with Terminal(
        program.data, "2026-11-22T08:00:00+01:00", environment=program.extra_environment
    ) as terminal:
        terminal.wait_for("no file permissions")


def test_saves_of_several_programs_wait_for_each_other(program: Program) -> None:
    commands = [[*KINDTUI_COMMAND, "log", "received", f"text{number}"] for number in range(8)]
    running = [
        subprocess.Popen(command, env=program.environment, cwd=ROOT, stdout=subprocess.DEVNULL)
        for command in commands
    ]
    assert [process.wait() for process in running] == [0] * 8
    assert sorted(received(program)) == [f"text{number}" for number in range(8)]
    assert not holder_path(program.data).exists()


def test_what_another_program_holds_is_left_to_it_with_flock_or_without(program: Program) -> None:
    """Each of the two waits for five seconds, at the same time."""
    program.run("log", "received", "one")
    programs = (program, Program(program.home))
    with saving(program) as holder:
        assert f"in use by process {holder.pid} on " in program.run("doctor").out
        with ThreadPoolExecutor() as threads:
            outcomes = list(threads.map(lambda each: each.run("log", "received", "two"), programs))
        for outcome in outcomes:
            assert outcome.status == 4
            assert f"according to {holder_path(program.data)}" in outcome.err
    assert not holder_path(program.data).exists()
    for each in programs:
        assert each.run("log", "received", "two").status == 0
    assert received(program) == ["one", "two", "two"]


def test_the_lock_of_a_killed_program_is_broken(program: Program) -> None:
    program.run("log", "received", "one")
    with saving(program) as holder:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        assert holder_path(program.data).exists()
        assert program.run("log", "received", "two").status == 0
    assert received(program) == ["one", "two"]
    assert not holder_path(program.data).exists()
