"""A text that was open in an editor when kindtui was killed: it comes back, or is named, or purged."""

import json
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from kindtui.domain.requests import ReceivedWritten
from kindtui.storage import edited_texts
from tests.cli.plain_lines import answered, checkin
from tests.cli.program import Program
from tests.support import TODAY

YESTERDAY = TODAY - timedelta(days=1)
LEFT = "A text from your editor is left in"


@pytest.fixture(autouse=True)
def evening(program: Program) -> None:
    program.extra_environment["KINDTUI_NOW"] = "2026-11-22T20:00:00+01:00"
    program.session().submit(ReceivedWritten(TODAY - timedelta(days=3), "tea"))


def left(journal: Path, text: bytes, on: date = TODAY, *, before: str = "", is_held: bool = False) -> Path:
    """Leave a text in a file, as a kindtui does that is killed while the editor runs, or waits for it."""
    file = edited_texts.create(journal, before, (on, "evening"))
    file.write_bytes(text)
    if not is_held:
        record = edited_texts.read_record(file)
        assert record
        assert record.holder
        ended = structs.replace(record, holder=structs.replace(record.holder, started="before"))
        edited_texts.record_path(file).write_bytes(msgspec.json.encode(ended))
    return file


def left_files(program: Program) -> list[str]:
    return sorted(file.name for file in program.data.parent.iterdir() if ".txt" in file.name)


def test_checkin_offers_it_as_the_draft_that_it_grew_from(program: Program) -> None:
    checkin(program, ".", "Lisa")  # killed by the end of the input, it is saved
    program.run("checkin", stdin=b"u\nq\n")  # and a draft again
    left(program.data, b"Lisa called\r\nwe laughed\n\n", before="Lisa")
    outcome = answered(program, "1", "", "q")
    assert "You started writing this: Lisa called\nwe laughed\n" in outcome.out
    assert program.stored_day().received[0].text == "Lisa called\nwe laughed"
    assert left_files(program) == []
    assert "You started" not in checkin(program, "q").out


def test_doctor_names_each_with_what_to_do(program: Program) -> None:
    recoverable, held = left(program.data, b"secret one"), left(program.data, b"two", is_held=True)
    unknown, unreadable = left(program.data, b"three"), left(program.data, b"caf\xe9")
    edited_texts.record_path(unknown).unlink()
    backup = recoverable.with_name(f"{recoverable.name}~")
    backup.write_text("a backup")
    for arguments in ((), ("--fix",)):
        report = program.run("doctor", *arguments).out
        assert f"{LEFT} {recoverable}. It becomes a draft when kindtui starts." in report
        assert f"A text is open in your editor: {held}." in report
        assert f"{LEFT} {backup}" not in report
        for file in (unknown, unreadable):
            assert f"{LEFT} {file}.\nremedy    Copy what you need from it, then delete it.\n" in report
        assert "secret" not in report
        assert "perhaps" not in report
    outcome = checkin(program, "q")
    assert "You started writing this: secret one" in outcome.out
    assert LEFT in outcome.err
    assert held.read_text() == "two"
    assert not backup.exists()


def test_purge_all_deletes_every_one(program: Program) -> None:
    edited_texts.record_path(left(program.data, b"one")).unlink()
    file = left(program.data, b"two")
    file.with_name(f".{file.name}.swp").write_text("three")
    outcome = program.run("purge", "--all", stdin=b"everything\n")
    assert (outcome.status, outcome.err) == (0, "")
    assert left_files(program) == []


def test_purge_of_a_day_deletes_those_of_its_fields(program: Program) -> None:
    left(program.data, b"words of today")
    other = left(program.data, b"words of yesterday", YESTERDAY)
    outcome = program.run("purge", str(TODAY), stdin=f"{TODAY}\n".encode())
    assert (outcome.status, outcome.err) == (0, "")
    assert left_files(program) == [other.name, edited_texts.record_path(other).name]
    checkin(program, "q")
    drafts = json.loads(program.data.with_name("journal.json.drafts").read_text())
    assert drafts == {str(YESTERDAY): {"evening": ["words of yesterday"]}}
