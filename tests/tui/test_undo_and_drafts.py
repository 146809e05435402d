"""Undo, also after a restart; and drafts that outlive the program."""

from datetime import timedelta
from pathlib import Path

from real_terminal import Terminal
from seat import EVENING, MORNING, Seat, Sit
from textual.widgets import Input


async def receive(seat: Seat, text: str) -> None:
    await seat.type(text)
    await seat.press("enter", "enter")


async def test_u_takes_a_line_back_into_its_field(sit: Sit) -> None:
    async with sit(at=EVENING) as seat:
        await receive(seat, "Lin held the door")
        await seat.press("u")
        assert "received" not in seat.day()
        assert "Undone: the line received." in seat.text
        assert seat.app.screen.query_one(Input).value == "Lin held the door"
        await seat.press("enter", "enter")
        assert [line["text"] for line in seat.day()["received"]] == ["Lin held the door"]


async def test_undo_works_after_a_restart_and_says_when_there_is_nothing(sit: Sit) -> None:
    async with sit(at=EVENING) as seat:
        await receive(seat, "x")
        await seat.press("r")
    async with sit(at=EVENING) as seat:
        assert seat.app.state.day.rests
        await seat.press("escape", "u")
        assert not seat.app.state.day.rests
        assert len(seat.day()["received"]) == 1
        await seat.press("escape", "u")
        assert "received" not in seat.day()
        await seat.press("escape", "u")
        assert "There is nothing to undo." in seat.text


async def test_undo_of_a_boundary_puts_the_line_back_into_its_field(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f2", "b")
        await seat.type("no to a shift")
        await seat.press("enter", "u")
        assert "kept" not in seat.day()
        await seat.press("b")
        assert seat.app.screen.query_one(Input).value == "no to a shift"


async def test_undo_of_a_swap_brings_the_first_act_back(sit: Sit) -> None:
    async with sit() as seat:
        await seat.type("Sam")
        await seat.press("enter", "7", "enter", "enter")
        before = seat.day()["acts"][0]["text"]
        await seat.press("s", "3", "u")
        assert [act["text"] for act in seat.day()["acts"]] == [before]


async def test_a_draft_is_back_in_its_field_after_a_restart(sit: Sit) -> None:
    async with sit(at=EVENING) as seat:
        await seat.type("half a line")
        seat.app._keep_drafts()
        await seat.settled()
    async with sit(at=EVENING) as seat:
        assert seat.app.screen.query_one(Input).value == "half a line"
        await seat.press("enter", "enter")
        assert seat.day()["received"][0]["text"] == "half a line"
    async with sit(at=EVENING) as seat:
        assert seat.app.state.drafts == {}


async def test_a_draft_of_a_past_day_is_offered_and_lands_on_its_day(sit: Sit) -> None:
    async with sit(at=EVENING) as seat:
        await seat.type("about Sunday")
        seat.app._keep_drafts()
        await seat.settled()
    async with sit(at=MORNING + timedelta(days=2)) as seat:
        assert "You were writing on Sunday. Enter opens it." in seat.text
        await seat.press("enter")
        assert "Sunday 22 November 2026" in seat.text
        await seat.press("enter", "enter")
        assert seat.day(20261122)["received"][0]["text"] == "about Sunday"
        await seat.press("escape")
        assert "Tuesday 24 November" in seat.text
        assert "You were writing" not in seat.text


async def test_typing_goes_to_the_field_although_a_past_draft_is_offered(sit: Sit) -> None:
    async with sit(at=EVENING) as seat:
        await seat.type("about Sunday")
        seat.app._keep_drafts()
        await seat.settled()
    async with sit(at=MORNING + timedelta(days=1)) as seat:
        await seat.type("d Sam")
        assert seat.app.screen.query_one(Input).value == "d Sam"
        assert seat.day(20261123) == {}


def test_kill_two_seconds_after_typing_loses_nothing(tmp_path: Path) -> None:
    import signal

    path = tmp_path / "journal.json"
    drafts = tmp_path / "journal.json.drafts"
    with Terminal(path, "2026-11-22T18:00:00+01:00") as app:
        app.wait_for("What kindness did I")
        app.send("not saved yet")
        app.wait_for("not saved yet")
        app.wait_until(drafts.exists, "the draft on the disk")
        app.child.kill(signal.SIGKILL)
        app.wait_for_end()
    assert drafts.stat().st_mode & 0o777 == 0o600
    with Terminal(path, "2026-11-22T18:05:00+01:00") as app:
        app.wait_for("not saved yet")


async def test_a_name_is_a_draft_until_its_act_is_saved(sit: Sit) -> None:
    async with sit() as seat:
        await seat.type("Sam")
        await seat.press("enter", "7")
        seat.app._keep_drafts()
        await seat.settled()
    async with sit() as seat:
        assert seat.app.screen.query_one(Input).value == "Sam"
        await seat.press("enter", "7", "enter")
        seat.app._keep_drafts()
        await seat.settled()
    async with sit() as seat:
        assert seat.app.state.drafts == {}


async def test_undo_of_a_boundary_kept_on_a_past_day_gives_its_words_back(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("escape", "y", "escape", "b")
        await seat.type("I said no")
        await seat.press("enter", "u")
        await seat.keep_drafts()
        assert list(seat.app.state.drafts.values()) == [{"kept": "I said no"}]
