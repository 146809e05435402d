"""Data that cannot be read: status 3, one sentence, and every byte as it was."""

import os
import shlex

import pytest

from kindtui.domain.requests import ReceivedWritten
from tests.cli.program import Program
from tests.support import TODAY

SECRET = "Noor held my hand"
COMMANDS = {"status": ["status", "--json"], "log": ["log", "received", SECRET]}
NOT_JSON = f'{{"days": {{"20261122": "{SECRET}"'.encode()


@pytest.fixture(params=COMMANDS)
def command(request: pytest.FixtureRequest) -> list[str]:
    return COMMANDS[request.param]


def refused(program: Program, command: list[str]) -> str:
    """What is said; the journal and the save before it are as they were."""
    before = program.files()
    outcome = program.run(*command)
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (3, "", 1)
    assert str(program.data) in outcome.err
    assert SECRET not in outcome.err
    after = program.files()
    assert {name: after[name] for name in before} == before
    assert all(".damaged-" in name for name in after.keys() - before.keys())
    return outcome.err


def test_a_file_that_is_not_json(command: list[str], program: Program) -> None:
    program.data.parent.mkdir()
    program.data.write_bytes(NOT_JSON)
    assert "can't be opened. It hasn't been changed." in refused(program, command)


@pytest.mark.parametrize("what", ["empty", "missing"])
def test_a_file_lost_beside_the_previous_save(what: str, command: list[str], program: Program) -> None:
    program.session().submit(ReceivedWritten(TODAY, SECRET))
    program.session().submit(ReceivedWritten(TODAY, SECRET))
    program.data.unlink()
    if what == "empty":
        program.data.touch()
    error = refused(program, command)
    assert f"is {what}" in error
    advice = f"kindtui backup restore previous --data {shlex.quote(str(program.data))}"
    assert f"`{advice}` brings it back" in error
    assert program.data.exists() == (what == "empty")
    trial = program.run("backup", "restore", "previous", "--dry-run")
    assert ("There is none now." in trial.out) == (what == "missing")
    assert program.run(*shlex.split(advice)[1:]).status == 0
    assert SECRET in program.run("show", f"{TODAY}").out


def test_a_folder(command: list[str], program: Program) -> None:
    program.data.mkdir(parents=True)
    assert "is a folder" in refused(program, command)


def test_a_pipe(command: list[str], program: Program) -> None:
    program.data.parent.mkdir()
    os.mkfifo(program.data)
    assert "not a file" in refused(program, command)


def test_a_place_inside_a_file(command: list[str], program: Program) -> None:
    program.data.parent.write_text("a file")
    outcome = program.run(*command)
    assert (outcome.status, len(outcome.error_lines)) == (3, 1)
    assert program.data.parent.read_text() == "a file"
