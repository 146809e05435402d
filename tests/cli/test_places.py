"""`kindtui places`: places to talk, whatever state the journal is in."""

import fcntl
import json
import os

import pytest

from kindtui.domain.requests import CustomEntryWritten, ReceivedWritten
from kindtui.domain.wording import places_to_talk
from tests.cli.program import Program, in_shell
from tests.support import TODAY

PLACES = "\n".join(places_to_talk()) + "\n"
PERSON = "Noor, after work"


@pytest.fixture
def filled(program: Program) -> Program:
    """A program whose journal has one of the person's own people."""
    program.session().submit(ReceivedWritten(TODAY, "tea"))
    program.session().submit(CustomEntryWritten("own_people", "", PERSON))
    return program


def test_without_a_journal_the_places_are_shown_and_nothing_is_created(program: Program) -> None:
    outcome = program.run("places")
    assert (outcome.status, outcome.out, outcome.err) == (0, PLACES, "")
    assert list(program.home.iterdir()) == []


def test_the_persons_own_people_are_shown_too(filled: Program) -> None:
    outcome = filled.run("places")
    assert (outcome.status, outcome.err) == (0, "")
    assert PLACES.rstrip() in outcome.out
    assert PERSON in outcome.out


def damage(program: Program) -> None:
    program.data.write_text("{")


def remove(program: Program) -> None:
    program.data.unlink()


def replace_with_folder(program: Program) -> None:
    program.data.unlink()
    program.data.mkdir()


def replace_with_pipe(program: Program) -> None:
    program.data.unlink()
    os.mkfifo(program.data)


def make_unknown(program: Program) -> None:
    tables = json.loads(program.data.read_bytes())
    tables["_meta"]["1"]["schema"] = 9
    tables["days"]["20261122"]["received"] = "in a form of its own"
    program.data.write_text(json.dumps(tables))


def spoil_clock(program: Program) -> None:
    program.extra_environment["KINDTUI_NOW"] = "soon"


def spoil_path(program: Program) -> None:
    program.extra_environment["KINDTUI_DATA"] = "~nobody-of-that-name/journal.json"


@pytest.mark.parametrize(
    "spoil",
    [damage, remove, replace_with_folder, replace_with_pipe, make_unknown, spoil_clock, spoil_path],
)
def test_a_journal_that_cannot_be_read_leaves_out_the_people_alone(spoil: object, filled: Program) -> None:
    filled.session().submit(ReceivedWritten(TODAY, "more tea"))
    assert callable(spoil)
    spoil(filled)
    outcome = filled.run("places")
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (0, PLACES, 1)
    assert "Your own people aren't shown" in outcome.err
    assert PERSON not in outcome.err


def test_a_folder_that_is_gone(filled: Program) -> None:
    gone = filled.home / "gone"
    gone.mkdir()
    done = in_shell(filled, f"cd {gone} && rmdir {gone} && $K --data x.json places")
    assert (done.returncode, done.stdout.decode()) == (0, PLACES)


@pytest.mark.parametrize("state", ["newer", "read-only", "locked"])
def test_a_journal_that_may_not_be_written_is_read(state: str, filled: Program) -> None:
    if state == "newer":
        tables = json.loads(filled.data.read_bytes())
        tables["_meta"]["1"]["schema"] = 9
        filled.data.write_text(json.dumps(tables))
    elif state == "read-only":
        filled.data.chmod(0o444)
    before = filled.files()
    with (filled.data.parent / "journal.json.lock").open("a") as lock:
        if state == "locked":
            fcntl.flock(lock, fcntl.LOCK_EX)
        outcome = filled.run("places")
    assert (outcome.status, outcome.err) == (0, "")
    assert PERSON in outcome.out
    assert filled.files() == before


def test_the_demo_leaves_the_journal_alone(filled: Program) -> None:
    outcome = filled.run("--demo", "places")
    assert (outcome.status, outcome.err) == (0, "")
    assert PLACES.rstrip() in outcome.out
    assert PERSON not in outcome.out


def test_help_names_it_at_the_top_and_among_the_examples(program: Program) -> None:
    description, examples = program.run("--help").out.split("examples:")
    assert "`kindtui places` shows places to talk" in " ".join(description.split())
    assert "kindtui places" in examples
