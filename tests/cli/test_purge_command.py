"""`kindtui purge`: gone for good, everywhere, and nothing else with it."""

import json
from pathlib import Path

import pytest

from kindtui.domain.journal.journal import ONE_DAY
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.requests import EntryMoved, GivenActWritten, ReceivedWritten, TextRewritten
from tests.cli.program import Program
from tests.real_terminal import Terminal
from tests.support import TODAY

SECRET, OTHER = "Noor held my hand", "a stranger waited"
YESTERDAY = TODAY - ONE_DAY
SYNC = "journal.sync-conflict-20261122-080000-ABCDEFG.json"


@pytest.fixture
def spread(program: Program) -> Program:
    """The secret stands in every kind of file there is, and another day beside it."""
    program.session().submit(ReceivedWritten(YESTERDAY, OTHER))
    program.session().submit(ReceivedWritten(TODAY, SECRET))
    program.session().submit(GivenActWritten(TODAY, "cake"))
    program.run("backup", "create")
    program.data.with_name(SYNC).write_bytes(program.data.read_bytes())
    drafts = {"2026-11-22": {"who": SECRET}, "2026-11-21": {"who": OTHER}}
    program.data.with_name("journal.json.drafts").write_text(json.dumps(drafts))
    program.data.with_name("journal.json.damaged-0123456789ab").write_text(f'{{"{SECRET}')
    program.data.with_name("journal (conflicted copy).json").write_text(f'{{"{SECRET}')
    return program


def holding(program: Program, text: str) -> set[str]:
    return {Path(name).name for name, data in program.files().items() if text.encode() in data}


def test_a_day_is_gone_from_every_file(spread: Program) -> None:
    assert len(holding(spread, SECRET)) == 7
    outcome = spread.run("purge", "today", stdin=b"2026-11-22\n")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == "Deleted for good: Sunday 22 November 2026, backups and undo included.\n"
    assert holding(spread, SECRET) == set()
    assert holding(spread, "cake") == set()
    assert spread.stored_day().purged
    assert [line.text for line in spread.stored_day("2026-11-21").received] == [OTHER]
    assert holding(spread, OTHER) >= {"journal.json", "journal.json.prev", "journal.json.drafts"}
    assert spread.run("backup", "verify").status == 0
    assert "isn't in any of kindtui's files" in spread.run("doctor", "--find", "-", stdin=SECRET.encode()).out


def test_an_entry_that_was_moved_to_the_day_is_gone_from_its_old_day_too(program: Program) -> None:
    """In backups and undo; an entry that was moved away stays where it is now."""
    session = program.session()
    session.submit(ReceivedWritten(YESTERDAY, "Noor"))
    [line] = session.open().journal.day(YESTERDAY).received
    session.submit(TextRewritten(YESTERDAY, TextRef("received", line.uid), SECRET))
    session.submit(TextRewritten(YESTERDAY, TextRef("received", line.uid), f"{SECRET}, twice"))
    session.submit(ReceivedWritten(TODAY, OTHER))
    program.run("backup", "create")
    session.submit(EntryMoved(TODAY, YESTERDAY, "received", line.uid))
    [other] = [one for one in session.open().journal.day(TODAY).received if one.text == OTHER]
    session.submit(EntryMoved(YESTERDAY, TODAY, "received", other.uid))
    assert program.run("purge", "today", stdin=b"2026-11-22\n").status == 0
    assert holding(program, SECRET) == set()
    assert [one.text for one in program.stored_day("2026-11-21").received] == [OTHER]
    assert program.run("backup", "verify").status == 0


def test_what_undo_took_away_and_could_bring_back_is_gone_too(program: Program, tmp_path: Path) -> None:
    session = program.session()
    session.submit(ReceivedWritten(TODAY, SECRET))
    session.submit(ReceivedWritten(YESTERDAY, OTHER))
    session.undo()
    session.undo()
    copy = tmp_path / "copy.json"
    copy.write_bytes(program.data.read_bytes())
    assert "journal.json" in holding(program, SECRET)
    program.run("purge", "today", stdin=b"2026-11-22\n")
    assert holding(program, SECRET) == set()
    assert program.run("merge", copy).status == 0
    assert holding(program, SECRET) == set()
    program.session().redo()
    assert [line.text for line in program.stored_day("2026-11-21").received] == [OTHER]


def test_another_copy_does_not_bring_it_back(spread: Program, tmp_path: Path) -> None:
    copy = tmp_path / "copy.json"
    copy.write_bytes(spread.data.read_bytes())
    spread.run("purge", "today", stdin=b"2026-11-22\n")
    assert spread.run("merge", copy).status == 0
    assert holding(spread, SECRET) == set()


def test_what_is_written_afterwards_stays(spread: Program) -> None:
    spread.run("purge", "today", stdin=b"2026-11-22\n")
    spread.run("log", "received", "new")
    assert [line.text for line in spread.stored_day().received] == ["new"]


def test_a_second_try_finds_what_the_first_left(spread: Program) -> None:
    before = spread.data.with_name("journal.json.prev").read_bytes()
    spread.run("purge", "today", stdin=b"2026-11-22\n")
    spread.data.with_name("journal.json.prev").write_bytes(before)
    assert holding(spread, SECRET)
    spread.run("purge", "today", stdin=b"2026-11-22\n")
    assert holding(spread, SECRET) == set()


def test_everything(spread: Program) -> None:
    outcome = spread.run("purge", "--all", stdin=b"everything\n")
    assert outcome.status == 0
    assert {Path(name).name for name in spread.files()} == {"journal.json", "journal.json.lock"}
    assert holding(spread, SECRET) | holding(spread, OTHER) == set()
    assert spread.stored_day().purged
    assert spread.stored_day("2026-11-21").purged
    assert spread.status_json()["kind_days_total"] == 0


@pytest.mark.parametrize("word", [b"", b"yes\n", b"2026-11-21\n", b"everything\n"])
def test_another_word_deletes_nothing(word: bytes, spread: Program) -> None:
    before = spread.files()
    outcome = spread.run("purge", "today", stdin=word)
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (2, "", 1)
    assert spread.files() == before


@pytest.mark.parametrize("arguments", [[], ["today", "--all"], ["2099-01-01"], ["someday"]])
def test_what_is_no_day_is_refused(arguments: list[str], spread: Program) -> None:
    before = spread.files()
    assert spread.run("purge", *arguments, stdin=b"everything\n").status == 2
    assert spread.files() == before


def test_a_damaged_journal_is_left_alone(spread: Program) -> None:
    spread.data.write_bytes(b"Dear diary")
    before = spread.files()
    assert spread.run("purge", "--all", stdin=b"everything\n").status == 3
    after = spread.files()
    assert {name: after[name] for name in before} == before


def test_on_a_terminal_it_asks(program: Program) -> None:
    program.session().submit(ReceivedWritten(TODAY, SECRET))
    with Terminal(
        program.data,
        program.extra_environment.get("KINDTUI_NOW", "2026-11-22T08:00:00+01:00"),
        "purge",
        "today",
    ) as app:
        app.wait_for("Type 2026-11-22 to go ahead")
        app.send("2026-11-22\r")
        assert app.wait_for_exit() == 0
    assert holding(program, SECRET) == set()
