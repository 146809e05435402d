"""An import is one step to undo, and of a file changed in a spreadsheet the file's words win."""

import csv
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.journal.undo import NothingToUndoError
from kindtui.domain.requests import ActChosen, CustomEntryWritten, ReceivedWritten, ScaleRated, TextRewritten
from kindtui.domain.ritual.acts import Plan
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from tests.cli.program import Program
from tests.support import CATALOG, TODAY, FakeClock

YESTERDAY = TODAY - timedelta(days=1)
ChangeCell = Callable[[str, str, str], Path]  # of a text, in a column, to what


@pytest.fixture
def other(program: Program, tmp_path: Path) -> Path:
    """An export of another journal."""
    clock = FakeClock()
    clock.move(days=-1)
    session = Session(FileStore(tmp_path / "other" / "journal.json", clock), clock, CATALOG)
    (tmp_path / "other").mkdir()
    session.submit(ReceivedWritten(YESTERDAY, "Ana waved"))
    session.submit(ActChosen(YESTERDAY, Plan("bring soup to Sam", "Sam", 6)))
    session.submit(CustomEntryWritten("own_acts", "", "water the plants"))
    export = tmp_path / "other.json"
    assert program.run("--data", tmp_path / "other" / "journal.json", "export", "-o", export).status == 0
    return export


def session_of(program: Program, **later: float) -> Session:
    clock = FakeClock()
    clock.move(**later or {"hours": 3})
    session = Session(FileStore(program.data, clock), clock, CATALOG)
    session.open()
    return session


def without_history(program: Program) -> dict[str, object]:
    exported = json.loads(program.run("export").out)
    return {name: table for name, table in exported.items() if name != "_meta"}


def live_texts(program: Program) -> set[str]:
    journal = FileStore(program.data, FakeClock()).load()
    lines = {line.text for day in journal.days.values() for line in day.received}
    return lines | {act.text for day in journal.days.values() for act in day.acts}


def test_one_undo_takes_back_a_whole_import_and_redo_brings_it_back(program: Program, other: Path) -> None:
    session_of(program, hours=1).submit(ReceivedWritten(TODAY, "tea"))
    assert program.run("import", other).status == 0
    assert live_texts(program) == {"tea", "Ana waved", "bring soup to Sam"}
    session = session_of(program)
    undone = session.undo().undone
    assert undone
    assert undone.label == "you imported a file"
    assert not undone.removed_texts
    assert live_texts(program) == {"tea"}
    assert [entry.text for entry in session.open().journal.custom_entries.values()] == [""]
    assert not session.open().drafts
    session.redo()
    assert live_texts(program) == {"tea", "Ana waved", "bring soup to Sam"}
    session.undo()
    session.undo()
    assert live_texts(program) == set()
    with pytest.raises(NothingToUndoError):
        session.undo()


def test_an_undone_import_can_be_imported_again(program: Program, other: Path) -> None:
    program.run("import", other)
    session_of(program).undo()
    assert live_texts(program) == set()
    outcome = program.run("import", other)
    assert outcome.out.startswith("Imported: ")
    assert live_texts(program) == {"Ana waved", "bring soup to Sam"}
    assert "nothing new" in program.run("import", other).out


def test_a_line_rewritten_since_the_import_is_undone_first(program: Program, other: Path) -> None:
    program.run("import", other)
    session = session_of(program)
    (line,) = session.open().journal.day(YESTERDAY).received
    session.submit(TextRewritten(YESTERDAY, TextRef("received", line.uid), "Ana smiled"))
    session.undo()
    assert "Ana waved" in live_texts(program)
    session.undo()
    assert live_texts(program) == set()


@pytest.fixture
def spreadsheet(program: Program, tmp_path: Path) -> ChangeCell:
    """Export as CSV, and change a cell of the row that holds a text."""
    file = tmp_path / "journal.csv"

    def change(text: str, column: str, cell: str) -> Path:
        assert program.run("export", "--format", "csv", "-o", file, "--force").status == 0
        with file.open(newline="") as opened:
            rows = list(csv.DictReader(opened))
        for row in rows:
            if row["text"] == text:
                row[column] = cell
        with file.open("w", newline="") as opened:
            writer = csv.DictWriter(opened, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        return file

    return change


@pytest.mark.parametrize("words", ["a cup of tea", "zzz", "Tea", "tea and a long talk", "té"])
def test_words_changed_in_a_spreadsheet_win_whichever_bytes_they_have(
    program: Program, spreadsheet: ChangeCell, words: str
) -> None:
    session_of(program, hours=1).submit(ReceivedWritten(TODAY, "tea"))
    before = without_history(program)
    file = spreadsheet("tea", "text", words)
    assert "1 older text kept beside the newer one" in program.run("import", file).out
    journal = session_of(program).open().journal
    assert [line.text for line in journal.day(TODAY).received] == [words]
    assert [conflict.text for conflict in journal.conflicts] == ["tea"]
    assert "nothing new" in program.run("import", file).out
    session = session_of(program)
    session.undo()
    assert live_texts(program) == {"tea"}
    assert "conflicts" not in without_history(program)
    assert before.keys() == without_history(program).keys()
    session.redo()
    assert live_texts(program) == {words}
    assert [conflict.text for conflict in session.open().journal.conflicts] == ["tea"]


def test_an_answer_changed_in_a_spreadsheet_wins_too(program: Program, spreadsheet: ChangeCell) -> None:
    session_of(program, hours=1).submit(ScaleRated(TODAY, "energy", 7))
    for rating in ("5", "9"):
        file = spreadsheet("7" if rating == "5" else "5", "text", rating)
        program.run("import", file)
        assert session_of(program).open().day.rating("energy") == int(rating)


def test_what_was_rewritten_in_the_app_since_the_export_stays_and_the_file_is_kept_beside(
    program: Program, spreadsheet: ChangeCell
) -> None:
    session_of(program, hours=1).submit(ReceivedWritten(TODAY, "tea"))
    file = spreadsheet("tea", "text", "cocoa")
    session = session_of(program, hours=2)
    (line,) = session.open().day.received
    session.submit(TextRewritten(TODAY, TextRef("received", line.uid), "coffee"))
    program.run("import", file)
    session = session_of(program)
    assert [line.text for line in session.open().day.received] == ["coffee"]
    assert [conflict.text for conflict in session.open().journal.conflicts] == ["cocoa"]
    session.undo()
    assert not session.open().journal.conflicts
    assert live_texts(program) == {"coffee"}


def test_purging_a_day_leaves_nothing_of_it_in_the_step_of_an_import(
    program: Program, spreadsheet: ChangeCell
) -> None:
    session_of(program, hours=1).submit(ReceivedWritten(YESTERDAY, "tea"))
    file = spreadsheet("tea", "text", "cocoa")
    program.run("import", file)
    session_of(program).undo()
    assert b"cocoa" in program.data.read_bytes()
    file.unlink()
    assert program.run("purge", "2026-11-21", stdin=b"2026-11-21\n").status == 0
    for words in (b"cocoa", b'"tea"'):
        assert [name for name, data in program.files().items() if words in data] == []
