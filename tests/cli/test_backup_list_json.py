"""`kindtui backup list --json`: the copies as the page has them."""

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kindtui.domain.requests import ReceivedWritten
from tests.cli.doctor_worlds import NOT_WHOLE, SECRET, WHOLE, Place, fill
from tests.cli.program_here import ProgramHere, open_again
from tests.support import TODAY

UTC_TIME = {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"}
KINDS = ("previous", "daily", "asked", "merge", "import", "migration", "restore", "bulk")
COPIES = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "kind", "state", "days", "saved_at", "made_at", "path"],
        "additionalProperties": False,
        "properties": {
            "id": {"type": "string", "minLength": 1},
            "kind": {"enum": list(KINDS)},
            "state": {"enum": ["intact", "damaged", "newer", "unreadable"]},
            "days": {"type": ["integer", "null"]},
            "saved_at": UTC_TIME,
            "made_at": UTC_TIME,
            "path": {"type": "string"},
        },
    },
}  # fmt: skip


@pytest.fixture
def program(tmp_path: Path) -> ProgramHere:
    program = ProgramHere(tmp_path)
    fill(program)
    return program


def copies(program: ProgramHere) -> list[dict[str, Any]]:
    outcome = program.run("backup", "list", "--json")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.isascii()
    assert outcome.out.count("\n") == 1
    found: list[dict[str, Any]] = json.loads(outcome.out)
    jsonschema.validate(found, COPIES)
    for copy in found:
        assert (copy["days"] is None) == (copy["state"] != "intact")
        assert (copy["made_at"] is None) == (copy["kind"] == "previous")
        assert Path(copy["path"]).exists()
    return found


def test_without_any_copy_it_is_an_empty_array_and_nothing_is_made(tmp_path: Path) -> None:
    program = ProgramHere(tmp_path)
    assert copies(program) == []
    assert list(tmp_path.iterdir()) == []


def test_the_save_before_the_last_comes_first_and_then_the_newest(program: ProgramHere) -> None:
    for hour in ("09", "11", "10"):  # a clock may go back
        program.extra_environment["KINDTUI_NOW"] = f"2026-11-22T{hour}:00:00+01:00"
        assert program.run("backup", "create").status == 0
        program.session().submit(ReceivedWritten(TODAY, hour))
    found = copies(program)
    assert [copy["kind"] for copy in found] == ["previous", "asked", "asked", "asked", "daily"]
    times = [copy["made_at"] for copy in found[1:]]
    assert times == sorted(times, reverse=True)
    assert [copy["id"] for copy in found[1:]] == [Path(copy["path"]).stem for copy in found[1:]]
    assert {copy["days"] for copy in found} == {1}


def test_each_id_is_one_that_can_be_restored(program: ProgramHere) -> None:
    for copy in copies(program):
        outcome = program.run("backup", "restore", copy["id"], "--dry-run")
        assert (outcome.status, outcome.err) == (0, "")


@pytest.mark.parametrize(
    ("name", "states"),
    [
        ("previous damaged", ["damaged", "intact"]),
        ("previous unreadable", ["unreadable", "intact"]),
        ("backup damaged", ["intact", "damaged"]),
        ("backup empty", ["intact", "damaged"]),
        ("backup of other bytes", ["intact", "damaged"]),
        ("backup unreadable", ["intact", "unreadable"]),
        ("damaged", ["intact", "intact"]),
        ("missing", ["intact", "intact"]),
    ],
)
def test_a_copy_that_is_not_intact_is_listed_as_such(
    name: str, states: list[str], program: ProgramHere
) -> None:
    NOT_WHOLE[name].make(Place(program.data))
    assert [copy["state"] for copy in copies(program)] == states
    assert SECRET not in program.run("backup", "list").out
    assert len(program.run("backup", "list").out.splitlines()) == len(states)


@pytest.mark.parametrize(
    ("name", "states"), [("newer previous", ["newer", "intact"]), ("newer backup", ["intact", "newer"])]
)
def test_a_copy_of_a_newer_kindtui_is_listed_as_such(
    name: str, states: list[str], program: ProgramHere
) -> None:
    WHOLE[name](Place(program.data))
    assert [copy["state"] for copy in copies(program)] == states


def test_other_files_in_the_folder_are_no_backups(program: ProgramHere) -> None:
    folder = Place(program.data).backup.parent
    (folder / "notes.json").write_text(SECRET)
    (folder / "20261122T080000123456Z-other-0123456789ab.json").write_text(SECRET)
    (folder / f".{Place(program.data).backup.name}.{'c' * 16}.tmp").write_text(SECRET)
    assert [copy["kind"] for copy in copies(program)] == ["previous", "daily"]


def test_a_folder_of_backups_that_cannot_be_listed_is_not_an_empty_list(program: ProgramHere) -> None:
    with open_again(program.home):
        Place(program.data).beside(".backups").chmod(0)
        outcome = program.run("backup", "list", "--json")
        assert (outcome.status, outcome.out) == (3, "")
        assert outcome.err, "nobody was told that there may be more"
        assert len(outcome.error_lines) == 1


def test_a_path_that_is_no_text_comes_back(tmp_path: Path) -> None:
    program = ProgramHere(tmp_path)
    program.data = tmp_path / os.fsdecode(b"d\xff") / "journal.json"
    fill(program)
    assert {str(Path(copy["path"]).name) for copy in copies(program)} >= {"journal.json.prev"}


@pytest.mark.parametrize(("name", "newer"), [("newer previous", 0), ("newer backup", 1)])
def test_a_copy_of_a_newer_kindtui_is_never_called_damaged(
    name: str, newer: int, program: ProgramHere
) -> None:
    WHOLE[name](Place(program.data))
    copy_id = copies(program)[newer]["id"]
    verified = program.run("backup", "verify")
    assert f"{copy_id} was written by a newer kindtui.\n" in verified.out
    restored = program.run("backup", "restore", str(copy_id))
    assert (restored.status, restored.out) == (3, "")
    assert "Update kindtui" in restored.err
    assert "damaged" not in verified.out + restored.err


def test_a_copy_that_cannot_be_opened_is_never_called_damaged(program: ProgramHere) -> None:
    backup = Place(program.data).backup
    backup.chmod(0)
    verified, restored = program.run("backup", "verify"), program.run("backup", "restore", backup.stem)
    assert (verified.status, restored.status) == (3, 3)
    assert f"{backup.stem} can't be opened" in verified.out
    assert f"{backup.stem} can't be opened" in restored.err
    assert "damaged" not in verified.out + restored.err
