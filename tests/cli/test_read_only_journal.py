"""A read-only file and a newer schema can be read, with one warning, and not written."""

import json

import pytest

from kindtui.domain.requests import ReceivedWritten
from tests.cli.program import Program
from tests.cli.program_here import give_up_roots_rights
from tests.support import TODAY


@pytest.fixture(params=["read-only", "newer"])
def guarded(request: pytest.FixtureRequest, program: Program) -> Program:
    """A program whose journal may only be read."""
    program.session().submit(ReceivedWritten(TODAY, "tea"))
    if request.param == "newer":
        tables = json.loads(program.data.read_bytes())
        tables["_meta"]["1"]["schema"] = 9
        program.data.write_text(json.dumps(tables))
    else:
        program.data.chmod(0o444)
    return program


def test_status_works_with_one_warning(guarded: Program) -> None:
    guarded.extra_environment["KINDTUI_NOW"] = "2026-11-22T20:00:00+01:00"
    outcome = guarded.run("status", "--json")
    assert outcome.status == 0
    assert json.loads(outcome.out)["today"]["received"] == ["tea"]
    assert len(outcome.error_lines) == 1
    assert str(guarded.data) in outcome.err


def test_log_is_refused(guarded: Program) -> None:
    before = guarded.files()
    outcome = guarded.run("log", "received", "a smile")
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (3, "", 1)
    assert str(guarded.data) in outcome.err
    assert guarded.files() == before


def test_a_folder_that_may_not_be_written_is_named(program: Program) -> None:
    program.session().submit(ReceivedWritten(TODAY, "tea"))
    folder = program.data.parent
    folder.chmod(0o500)
    for command in (["log", "received", "a smile"], ["purge", "today"], ["doctor"]):
        outcome = program.run(*command, preexec_fn=give_up_roots_rights)
        said = outcome.out + outcome.err
        assert outcome.status == 3, said
        assert f"{folder} is read-only" in said or f"{folder} can't be written to" in said, said
    folder.chmod(0o700)
