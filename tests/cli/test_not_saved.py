"""A write that did not happen: status 4, one sentence, and the file as it was."""

import resource

from kindtui.domain.requests import ReceivedWritten
from tests.cli.program import Program
from tests.support import TODAY

SECRET = "Noor held my hand"


def no_room() -> None:
    """No file of this process may grow beyond 200 bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))


def test_a_full_disk_is_said_and_harms_nothing(program: Program) -> None:
    program.session().submit(ReceivedWritten(TODAY, "tea"))
    before = program.files()
    outcome = program.run("log", "received", SECRET, preexec_fn=no_room)
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (4, "", 1)
    assert "no room left" in outcome.err
    assert str(program.data) in outcome.err
    assert SECRET not in outcome.err
    assert program.files() == before


def test_it_is_saved_once_there_is_room(program: Program) -> None:
    assert program.run("log", "received", SECRET, preexec_fn=no_room).status == 4
    assert program.run("log", "received", SECRET).status == 0
    assert [line.text for line in program.stored_day().received] == [SECRET]


def test_a_folder_that_cannot_be_made_is_said(program: Program) -> None:
    program.data.parent.symlink_to(program.home / "nowhere" / "at all")
    (program.home / "nowhere").write_text("a file")
    outcome = program.run("log", "received", SECRET)
    assert outcome.status in (3, 4)
    assert len(outcome.error_lines) == 1
    assert SECRET not in outcome.err
