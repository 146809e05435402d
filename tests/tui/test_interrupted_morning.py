"""A morning that was left in the middle goes on where it was, with its name and its energy."""

from pathlib import Path

from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.requests import TextRewritten
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from tests.cli.program import Program
from tests.support import CATALOG, TODAY, FakeClock
from tests.tui.harness import OpenApp


def session_at(path: Path) -> Session:
    clock = FakeClock()
    return Session(FileStore(path, clock), clock, CATALOG)


async def test_a_rating_of_the_energy_is_kept_as_it_is_given(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.type("Sam")
        await harness.press("enter", "5")
        assert harness.stored_day()["energy"]["value"] == 5
    async with open_app() as harness:
        assert "Which of these would suit you today?" in harness.text
        await harness.press("1")
        stored = harness.stored_day()
        assert (stored["who"]["value"], stored["energy"]["value"]) == ("Sam", 5)


def test_leaving_checkin_after_the_energy_keeps_name_and_energy(tmp_path: Path) -> None:
    program = Program(tmp_path)
    program.data.parent.mkdir(parents=True)
    assert program.run("checkin", stdin=b"Sam\n5\nq\n").status == 0
    assert program.stored_day("2026-11-22").rating("energy") == 5
    status = program.run("status").out
    again = program.run("checkin", stdin=b"1\n\n")
    assert not any(question in again.out for question in ("Who can I encourage", "How much energy"))
    assert "Morning: which small act would suit you today?" in status
    (act,) = program.stored_day("2026-11-22").acts
    assert act.who == "Sam"


async def test_a_stored_name_without_an_act_is_whom_acts_are_suggested_for(
    open_app: OpenApp, tmp_path: Path
) -> None:
    session_at(tmp_path / "journal.json").submit(TextRewritten(TODAY, TextRef("who"), "Sam"))
    async with open_app() as harness:
        assert "How much energy" in harness.text
        await harness.press("7")
        assert "Sam" in harness.text.split("Which of these would suit you today?")[1].split("Write my own")[0]
        await harness.press("1")
        (act,) = harness.stored_day()["acts"]
        assert act["who"] == "Sam"
        assert "Sam" in act["text"]


def test_checkin_goes_on_with_a_stored_name_too(tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    session_at(path).submit(TextRewritten(TODAY, TextRef("who"), "Sam"))
    program = Program(tmp_path)
    outcome = program.run("--data", path, "checkin", stdin=b"7\n1\n\n")
    assert outcome.status == 0
    (act,) = session_at(path).open().day.acts
    assert (act.who, "Sam" in act.text) == ("Sam", True)


async def test_a_does_not_skip_the_energy(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.type("Sam")
        await harness.press("enter", "a")
        assert "How much energy" in harness.text
        await harness.press("5")
        assert harness.stored_day()["energy"]["value"] == 5


async def test_a_beside_a_typed_name_suggests_acts_for_it(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.type("Sam")
        await harness.press("escape", "a")
        assert "Sam" in harness.text.split("Which of these would suit you today?")[1].split("Write my own")[0]
