"""File systems without locks or without modes: kindtui saves all the same, one at a time, and says so."""

import errno
import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kindtui.storage.files import holder_path
from tests.cli.program import KINDTUI_COMMAND, Program
from tests.faults.hindrances import HOLD_LOCK, poor_file_system
from tests.real_terminal import Terminal
from tests.support import ROOT

NO_FLOCK = [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL, errno.EACCES]


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


@pytest.mark.parametrize("chmod_error", [errno.EPERM, errno.EOPNOTSUPP])
@pytest.mark.parametrize("flock_error", NO_FLOCK)
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
    assert "this file system keeps no modes" in report
    assert f"this file system has none, so {holder_path(program.data)} stands in for it" in report


def test_checkin_and_the_app_say_once_that_others_may_read_it(program: Program) -> None:
    program.run("log", "received", "one")
    loosen(program)
    outcome = program.run("checkin")
    assert outcome.status == 0
    assert len([line for line in outcome.error_lines if "keeps no permissions" in line]) == 1
    with Terminal(
        program.data, "2026-11-22T08:00:00+01:00", environment=program.extra_environment
    ) as terminal:
        terminal.wait_for("keeps no permissions")


def test_saves_of_several_programs_wait_for_each_other(program: Program) -> None:
    commands = [[*KINDTUI_COMMAND, "log", "received", f"text{number}"] for number in range(8)]
    running = [
        subprocess.Popen(command, env=program.environment, cwd=ROOT, stdout=subprocess.DEVNULL)
        for command in commands
    ]
    assert [process.wait() for process in running] == [0] * 8
    assert sorted(received(program)) == [f"text{number}" for number in range(8)]
    assert not holder_path(program.data).exists()


def test_what_another_program_holds_is_left_to_it(program: Program) -> None:
    program.run("log", "received", "one")
    with saving(program) as holder:
        assert f"held by process {holder.pid} on " in program.run("doctor").out
        outcome = program.run("log", "received", "two")
        assert outcome.status == 4
        assert str(holder_path(program.data)) in outcome.err
    assert not holder_path(program.data).exists()
    assert program.run("log", "received", "two").status == 0


def test_the_lock_of_a_killed_program_is_broken(program: Program) -> None:
    program.run("log", "received", "one")
    with saving(program) as holder:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        assert holder_path(program.data).exists()
        assert program.run("log", "received", "two").status == 0
    assert received(program) == ["one", "two"]
    assert not holder_path(program.data).exists()


@pytest.mark.parametrize(
    ("changes", "is_broken"),
    [
        ({"boot": "another"}, True),
        ({"started": "1"}, True),
        ({"process": 2**22 - 1}, True),
        ({"host": "laptop"}, False),
        ({"machine": "another"}, False),
        ({"namespace": "another", "process": 2**22 - 1}, False),
        ({"boot": ""}, False),
    ],
    ids=str,
)
def test_a_lock_is_broken_only_if_its_process_has_ended_for_certain(
    changes: dict[str, object], is_broken: bool, program: Program
) -> None:
    """The lock is one that the running holder wrote, with some of what it says changed."""
    program.run("log", "received", "one")
    with saving(program):
        file = holder_path(program.data)
        file.write_text(json.dumps(json.loads(file.read_bytes()) | changes))
        before = file.read_bytes()
        outcome = program.run("log", "received", "two")
        assert outcome.status == (0 if is_broken else 4)
        assert file.exists() != is_broken
        if not is_broken:
            assert file.read_bytes() == before
            assert f"{file} says" in outcome.err
            assert ("on laptop" in outcome.err) == (changes.get("host") == "laptop")


def test_a_lock_that_says_nothing_is_not_broken(program: Program) -> None:
    program.run("log", "received", "one")
    holder_path(program.data).touch()
    outcome = program.run("log", "received", "two")
    assert outcome.status == 4
    assert "If none is, remove that file." in outcome.err


def test_a_program_that_has_flock_heeds_one_that_has_not(program: Program) -> None:
    program.run("log", "received", "one")
    with_flock = Program(program.home)
    with saving(program):
        assert with_flock.run("log", "received", "two").status == 4
    assert with_flock.run("log", "received", "two").status == 0
    assert os.environ.get("LD_PRELOAD") is None
