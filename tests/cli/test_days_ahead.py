"""Days after today in the commands: shown and exported like any other, and imported again."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from kindtui.domain.requests import ActChosen, KeptBoundaryWritten, ReceivedWritten
from kindtui.domain.ritual.acts import Plan
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from tests.cli.program import Program
from tests.support import CATALOG, TODAY, FakeClock

FAR_AHEAD = date(2030, 5, 17)


@pytest.fixture
def ahead(program: Program) -> Program:
    """A journal written while the clock was years ahead."""
    clock = FakeClock()
    clock.move(days=(FAR_AHEAD - TODAY).days)
    session = Session(FileStore(program.data, clock), clock, CATALOG)
    session.submit(ReceivedWritten(FAR_AHEAD, "Ana waved"))
    session.submit(ActChosen(FAR_AHEAD, Plan("bring soup to Sam", "Sam", 6)))
    session.submit(KeptBoundaryWritten(FAR_AHEAD + timedelta(days=1), "said no"))
    return program


def test_a_day_ahead_is_shown(ahead: Program) -> None:
    outcome = ahead.run("show", "2030-05-17")
    assert outcome.status == 0
    assert outcome.out.startswith("Friday 17 May 2030: still to come\n")
    assert "Ana waved" in outcome.out
    assert json.loads(ahead.run("show", "--json", "2030-05-17").out)["mark"] == "future"


def test_a_day_ahead_without_anything_is_refused(ahead: Program) -> None:
    refusals = {
        "show 2030-05-19": "2030-05-19 is still to come",
        "log gave tea --day 2030-05-19": "Sunday 19 May 2030 is still to come",
    }
    for line, refusal in refusals.items():
        outcome = ahead.run(*line.split())
        assert outcome.status == 2
        assert refusal in outcome.err


def test_status_and_checkin_are_those_of_today(ahead: Program) -> None:
    status = ahead.status_json()
    assert (status["due"], status["thread"], status["kind_days_total"]) == ("morning", 0, 0)
    outcome = ahead.run("checkin", stdin=b"Noor\n5\n1\n\n\n")
    assert outcome.status == 0
    assert [act.who for act in ahead.stored_day("2026-11-22").acts] == ["Noor"]


def test_the_diary_has_the_days_ahead(ahead: Program) -> None:
    diary = ahead.run("export", "--format", "markdown").out
    assert "### Friday 17 May" in diary
    assert "Ana waved" in diary
    assert "said no" in diary


@pytest.mark.parametrize("file_format", ["json", "csv"])
def test_a_journal_written_years_ahead_takes_its_own_export(
    ahead: Program, tmp_path: Path, file_format: str
) -> None:
    export, other = tmp_path / f"export.{file_format}", tmp_path / "other" / "journal.json"
    other.parent.mkdir()
    assert ahead.run("export", "--format", file_format, "-o", export).status == 0
    outcome = ahead.run("import", export)
    assert (outcome.status, outcome.err) == (0, "")
    assert "nothing new" in outcome.out
    outcome = ahead.run("--data", other, "import", export)
    assert (outcome.status, outcome.err) == (0, "")
    again = ahead.run("--data", other, "export", "--format", file_format)
    assert again.out.encode() == export.read_bytes()
    assert ahead.run("--data", other, "log", "received", "tea").status == 0


def test_entries_of_another_app_that_have_not_come_yet_are_counted(program: Program, tmp_path: Path) -> None:
    one = {"title": "x", "body": "", "time": "10:00", "tags": [], "starred": False}
    entries = [one | {"date": "2026-11-21"}, one | {"date": "2031-01-01"}]
    jrnl = tmp_path / "jrnl.json"
    jrnl.write_text(json.dumps({"tags": {}, "entries": entries}))
    outcome = program.run("import", jrnl)
    assert outcome.status == 0
    assert outcome.out.startswith("Imported: 1 new day.\nLeft out: 1 entry for a day still to come.")
