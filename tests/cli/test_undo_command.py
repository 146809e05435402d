"""`kindtui undo`: the last change from any window, as `u` of the app undoes it."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from kindtui.cli.main import run
from kindtui.domain.drafts import DraftChange
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.undo import NothingToUndoError
from kindtui.domain.requests import (
    ActChosen,
    DayRemoved,
    DaysAwayChosen,
    GivenActWritten,
    KeptBoundaryWritten,
    NoteWritten,
    ReceivedWritten,
    Request,
    RestChosen,
    SettingsChanged,
)
from kindtui.domain.ritual.acts import Plan
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from tests.cli.program import KINDTUI_COMMAND, Program
from tests.faults.hindrances import lock_held
from tests.support import CATALOG, ROOT, TODAY, FakeClock

SECRET = "Noor held my hand"
YESTERDAY = TODAY - timedelta(days=1)
Capture = pytest.CaptureFixture[str]
CHANGES: dict[str, Callable[[], Request]] = {
    "an act chosen": lambda: ActChosen(TODAY, Plan(SECRET)),
    "an act given": lambda: GivenActWritten(TODAY, SECRET),
    "a line": lambda: ReceivedWritten(YESTERDAY, SECRET),
    "a boundary": lambda: KeptBoundaryWritten(TODAY, SECRET),
    "a note": lambda: NoteWritten(TODAY, f"{SECRET}\nand more"),
    "a rest day": lambda: RestChosen(TODAY, is_rest_day=True),
    "a day removed": lambda: DayRemoved(YESTERDAY),
    "days away": lambda: DaysAwayChosen(TODAY, TODAY + timedelta(days=3)),
}


def undo(program: Program, *arguments: str) -> int:
    return run(["undo", *arguments], program.environment)


def session_on(path: Path) -> Session:
    clock = FakeClock()
    return Session(FileStore(path, clock), clock, CATALOG)


def without_times(path: Path) -> object:
    """The tables of a journal, but for the moments at which something was undone."""
    text = re.sub(r'"\d{4}-\d\d-\d\dT[^"]*Z?"', '"then"', path.read_text())
    return json.loads(text)


@pytest.fixture
def filled(program: Program) -> Program:
    program.session().submit(ReceivedWritten(YESTERDAY, "tea"))
    program.session().submit(NoteWritten(YESTERDAY, "a note"))
    return program


@pytest.mark.parametrize("name", CHANGES)
def test_it_leaves_the_same_journal_as_the_app_and_redo_brings_the_change_back(
    name: str, filled: Program, tmp_path: Path, capsys: Capture
) -> None:
    before = filled.session().open().journal
    changed = filled.session().submit(CHANGES[name]()).state.journal
    copy = tmp_path / "copy" / "journal.json"
    shutil.copytree(filled.data.parent, copy.parent)
    session_on(copy).undo()
    assert undo(filled) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert re.fullmatch(r"Undone: .+\.\n", said.out)
    assert SECRET not in said.out
    assert without_times(filled.data) == without_times(copy)
    session = filled.session()
    now = session.open().journal
    assert now.days.keys() >= before.days.keys()
    assert all(texts_of(now, on) == texts_of(before, on) for on in now.days)
    redone = session.redo().state.journal
    assert all(texts_of(redone, on) == texts_of(changed, on) for on in {*redone.days, *changed.days})


def texts_of(journal: Journal, on: date) -> object:
    day = journal.day(on)
    lines = [[one.text for one in part] for part in (day.received, day.kept, day.notes)]
    return lines, [(one.text, one.state) for one in day.acts], day.is_rest_day


def test_a_dry_run_says_what_and_changes_no_byte(filled: Program, capsys: Capture) -> None:
    before = filled.files()
    assert undo(filled, "--dry-run") == 0
    trial = capsys.readouterr()
    assert filled.files() == before
    assert undo(filled) == 0
    done = capsys.readouterr()
    change = re.fullmatch(r"Undone: (.+)\.\n", done.out)
    assert change
    assert trial.out == f"This would undo: {change[1]}. Nothing was written.\n"
    assert trial.err == done.err == ""


def test_it_goes_back_step_by_step_until_there_is_nothing(filled: Program, capsys: Capture) -> None:
    assert [undo(filled) for _ in range(2)] == [0, 0]
    assert not filled.stored_day(str(YESTERDAY)).has_content
    before = filled.data.read_bytes()
    capsys.readouterr()
    for arguments in ([], ["--dry-run"]):
        assert undo(filled, *arguments) == 0
        said = capsys.readouterr()
        assert "There's nothing to undo." in said.out + said.err
    assert filled.data.read_bytes() == before
    with pytest.raises(NothingToUndoError):
        filled.session().undo()


@pytest.mark.parametrize("name", ["an act chosen", "an act given", "a line", "a boundary"])
def test_the_words_undone_wait_in_their_field_as_in_the_app_until_they_are_brought_back(
    name: str, filled: Program
) -> None:
    filled.session().submit(CHANGES[name]())
    before = filled.files()
    assert undo(filled, "--dry-run") == 0
    assert filled.files() == before
    assert undo(filled) == 0
    assert SECRET in repr(filled.session().store.drafts())
    session = filled.session()
    session.open()
    session.redo()
    assert SECRET not in repr(filled.session().store.drafts())


def test_a_draft_that_is_there_is_not_overwritten(filled: Program) -> None:
    filled.session().submit(CHANGES["a line"]())
    session = filled.session()
    session.open()
    session.save_drafts([DraftChange(YESTERDAY, "evening", "", "half a sent")])
    assert undo(filled) == 0
    assert "half a sent" in repr(filled.session().store.drafts())


@pytest.mark.parametrize("arguments", [[], ["--dry-run"]])
def test_without_a_journal_there_is_nothing_and_none_is_made(
    arguments: list[str], program: Program, capsys: Capture
) -> None:
    assert undo(program, *arguments) == 0
    assert "There's nothing to undo." in "".join(capsys.readouterr())
    assert not program.data.exists()


def test_what_changed_since_is_refused_and_then_passed_over_as_in_the_app(
    filled: Program, tmp_path: Path, capsys: Capture
) -> None:
    """A merge changes the note behind the back of the step that would remove it."""
    tables = json.loads(filled.data.read_bytes())
    (day,) = tables["days"].values()
    day["notes"][0]["text"] = "another note"
    day["notes"][0]["updated_at"] = "2026-11-22T07:30:00Z"
    filled.data.write_text(json.dumps(tables))
    before = filled.data.read_bytes()
    assert undo(filled, "--dry-run") == 0
    assert "The last change can't be undone" in capsys.readouterr().out
    assert filled.data.read_bytes() == before
    assert undo(filled) == 4
    refusal = capsys.readouterr()
    assert refusal.out == ""
    assert refusal.err.startswith("kindtui: Not undone")
    assert filled.stored_day(str(YESTERDAY)).notes[0].text == "another note"
    assert undo(filled) == 0
    assert filled.stored_day(str(YESTERDAY)).received == ()
    assert filled.stored_day(str(YESTERDAY)).notes[0].text == "another note"


def test_a_setting_is_undone_too(program: Program, capsys: Capture) -> None:
    session = program.session()
    session.submit(ReceivedWritten(TODAY, "tea"))
    session.submit(SettingsChanged({"grace": 3}))
    assert undo(program) == 0
    assert capsys.readouterr().out == "Undone: you changed a setting.\n"
    assert program.session().open().journal.settings.grace == 2


@pytest.mark.parametrize(
    ("what", "arguments"),
    [
        ("read-only", []),
        ("read-only", ["--dry-run"]),
        ("newer", []),
        ("newer", ["--dry-run"]),
        ("spoiled", []),
    ],
)
def test_a_journal_that_cannot_be_written_stays_as_it_is(
    what: str, arguments: list[str], filled: Program, capsys: Capture
) -> None:
    if what == "newer":
        tables = json.loads(filled.data.read_bytes())
        tables["_meta"]["1"]["schema"] = 9
        filled.data.write_text(json.dumps(tables))
    elif what == "spoiled":
        filled.data.write_text(SECRET)
    else:
        filled.data.chmod(0o444)
    before = filled.files()
    status = undo(filled, *arguments)
    said = capsys.readouterr()
    assert status == (0 if arguments else 3), said
    if status == 3:
        assert (said.out, said.err.count("\n")) == ("", 1)
    assert str(filled.data) in said.err
    assert SECRET not in said.out + said.err
    assert {name: data for name, data in filled.files().items() if ".damaged-" not in name} == before


def test_two_at_once_undo_two_changes(filled: Program) -> None:
    running = [
        subprocess.Popen([*KINDTUI_COMMAND, "undo"], env=filled.environment, cwd=ROOT, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    said = sorted(process.communicate(timeout=30)[0] for process in running)
    assert [process.returncode for process in running] == [0, 0]
    assert len(set(said)) == 2
    assert all(line.startswith(b"Undone: ") for line in said)
    assert not filled.stored_day(str(YESTERDAY)).has_content


@pytest.mark.sweep
def test_many_that_undo_and_write_at_once_lose_no_line(filled: Program) -> None:
    lines = [f"line {number}" for number in range(6)]
    commands = [["log", "received", text] for text in lines] + [["undo"]] * 2
    running = [
        subprocess.Popen(
            [*KINDTUI_COMMAND, *command], env=filled.environment, cwd=ROOT,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for command in commands
    ]  # fmt: skip
    for process in running:
        process.communicate(timeout=60)
    assert {process.returncode for process in running} == {0}
    session = filled.session()
    session.open()
    left = len(session.state.journal.day(TODAY).received) + len(session.state.journal.day(YESTERDAY).received)
    left += len(session.state.journal.day(YESTERDAY).notes)
    assert left == len(lines)  # two were there before, and two were undone
    for _ in range(2):
        session.redo()
    day = session.state.journal.day(TODAY)
    assert {one.text for one in day.received} == set(lines)


@pytest.mark.sweep
def test_another_kindtui_that_saves_all_the_time_is_waited_for_and_then_named(filled: Program) -> None:
    before = filled.data.read_bytes()
    with lock_held(filled.data):
        outcome = filled.run("undo")
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (4, "", 1)
    assert filled.data.read_bytes() == before
    assert filled.run("undo").status == 0
