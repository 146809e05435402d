"""Questions of one's own in plain lines, and their way through merge, export, import and purge."""

from pathlib import Path

import msgspec
import pytest

from kindtui.domain.journal.custom_entry import CustomEntryKind
from kindtui.domain.requests import CustomEntryWritten, SettingsChanged
from kindtui.domain.ritual.own_questions import MAX_QUESTIONS
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from tests.cli.plain_lines import answered, checkin
from tests.cli.program import Program
from tests.support import CATALOG, FakeClock

TO_QUESTIONS = ("n", "m", "f")  # not now, own acts, own questions
SECRET = "What did Noor say?"


def own(program: Program, kind: CustomEntryKind = "morning_questions") -> list[tuple[str, str, bool]]:
    entries = FileStore(program.data, FakeClock()).load().custom_entries
    return [(one.text, one.records, one.archived) for key, one in entries.items() if key[0] == kind]


def session(path: Path) -> Session:
    clock = FakeClock()
    return Session(FileStore(path, clock), clock, CATALOG)


def test_a_question_is_added_changed_and_put_away(program: Program) -> None:
    outcome = answered(program, *TO_QUESTIONS, "m", "Who is il?", "2")
    assert "They aren't asked yet." in outcome.out
    assert own(program) == [("Who is il?", "note", False)]
    outcome = answered(program, "m", "f", "1", "1", "Who is ill?")
    assert "1 Who is il? (morning)\n" in outcome.out
    assert own(program) == [("Who is ill?", "note", False)]
    answered(program, "m", "f", "1", "3", "1")
    assert own(program) == [("Who is ill?", "who", False)]
    answered(program, "m", "f", "e", "What was funny?", "q")
    assert own(program, "evening_questions") == [("What was funny?", "received", False)]
    answered(program, "m", "f", "1", "2")
    assert own(program) == [("Who is ill?", "who", True)]


def test_six_are_the_limit_and_a_long_one_becomes_a_draft(program: Program) -> None:
    for number in range(MAX_QUESTIONS):
        program.session().submit(CustomEntryWritten("morning_questions", "", f"Question {number}?"))
    assert "You have six there." in answered(program, *TO_QUESTIONS, "m").out
    assert "Up to 120 characters fit." in answered(program, "m", "f", "e", "x" * 121).out
    assert len(own(program)) == MAX_QUESTIONS
    assert own(program, "evening_questions") == []
    assert "x" * 121 in answered(program, "m", "f", "e").out, "it is offered again"


def test_it_is_asked_and_answered_in_plain_lines(program: Program) -> None:
    program.session().submit(SettingsChanged({"own_questions": "instead"}))
    program.session().submit(CustomEntryWritten("morning_questions", "", "Who is ill?", records="note"))
    program.session().submit(CustomEntryWritten("evening_questions", "", "What did I give?", records="gave"))
    outcome = answered(program, "my neighbour", "q")
    assert "\nWho is ill?\n" in outcome.out
    assert [note.text for note in program.stored_day().notes] == ["my neighbour"]
    program.extra_environment["KINDTUI_NOW"] = "2026-11-22T20:00:00+01:00"
    outcome = answered(program, "an apple", "q")
    assert "\nWhat did I give?\n" in outcome.out
    assert [(act.text, act.state) for act in program.stored_day().acts] == [("an apple", "done")]


def test_words_that_cannot_be_saved_are_no_private_text_in_an_error(program: Program) -> None:
    checkin(program, *TO_QUESTIONS, "m", SECRET, "1")
    assert SECRET not in repr(CustomEntryWritten("morning_questions", "", SECRET))


def test_the_settings_list_has_both(program: Program) -> None:
    program.session().submit(SettingsChanged({"own_questions": "from a newer version"}))
    out = program.run("settings").out
    assert "Questions of my own: not asked\n" in out
    assert "This day before: hidden\n" in out


@pytest.fixture
def filled(program: Program) -> Program:
    program.session().submit(CustomEntryWritten("morning_questions", "", "Who is ill?", records="who"))
    program.session().submit(CustomEntryWritten("evening_questions", "", SECRET, records="gave"))
    program.session().submit(SettingsChanged({"own_questions": "beside", "this_day_shown": True}))
    return program


def test_an_export_brings_them_back_to_the_byte(filled: Program, tmp_path: Path) -> None:
    exported, again = tmp_path / "all.json", tmp_path / "again.json"
    assert filled.run("export", "-o", str(exported)).status == 0
    other = str(tmp_path / "elsewhere" / "journal.json")
    assert filled.run("import", str(exported), "--data", other).status == 0
    assert filled.run("export", "-o", str(again), "--data", other).status == 0
    assert again.read_bytes() == exported.read_bytes()
    entries = FileStore(Path(other), FakeClock()).load().custom_entries.values()
    assert {(entry.text, entry.records) for entry in entries} == {("Who is ill?", "who"), (SECRET, "gave")}


def test_a_file_with_a_hostile_target_is_refused(filled: Program, tmp_path: Path) -> None:
    exported = tmp_path / "all.json"
    filled.run("export", "-o", str(exported))
    exported.write_bytes(exported.read_bytes().replace(b'"gave"', b'"\\u001b[31m"'))
    outcome = filled.run("import", str(exported), "--data", str(tmp_path / "x" / "journal.json"))
    assert outcome.status == 3
    assert SECRET not in outcome.err


def test_a_merge_keeps_the_questions_of_both_copies(filled: Program, tmp_path: Path) -> None:
    other = tmp_path / "other" / "journal.json"
    other.parent.mkdir()
    for number in range(MAX_QUESTIONS):
        session(other).submit(CustomEntryWritten("morning_questions", "", f"There {number}?", records="note"))
    assert filled.run("merge", str(other)).status == 0
    assert {text for text, *_ in own(filled)} == {
        "Who is ill?",
        *(f"There {number}?" for number in range(MAX_QUESTIONS)),
    }
    assert own(filled, "evening_questions") == [(SECRET, "gave", False)]


def test_purging_everything_leaves_no_word_of_them(filled: Program) -> None:
    assert filled.run("purge", "--all", stdin=b"everything\n").status == 0
    files = [path for path in filled.data.parent.rglob("*") if path.is_file()]
    assert not [path for path in files if SECRET.encode() in path.read_bytes()]
    tables = msgspec.json.decode(filled.data.read_bytes())
    assert [entry.get("records") for entry in tables["evening_questions"].values()] == [None]
