"""Streak: the headline, the days under the cursor, ranges, and the thread that can be hidden."""

from datetime import timedelta

from seat import EVENING, Seat, Sit
from tinydb import TinyDB

from kindtui.tui.widgets.heatmap import Heatmap


async def receive(seat: Seat, text: str) -> None:
    await seat.type(text)
    await seat.press("enter", "enter")


async def test_the_chart_moves_with_the_day(sit: Sit) -> None:
    async with sit(at=EVENING) as seat:
        await seat.press("f3")
        assert "Your days will stand here" in seat.text
        assert "open that day" not in seat.text
        await seat.press("f1")
        await receive(seat, "Lin held the door")
        await seat.press("3")
        assert "1 kind day" in seat.text
        assert "The thread: 1 kind day." in seat.text
        assert "received: Lin held the door" in seat.text


async def test_arrows_show_each_day_in_words_and_stop_at_the_edges(sit: Sit) -> None:
    async with sit(at=EVENING) as seat:
        await receive(seat, "first day")
    async with sit(at=EVENING + timedelta(days=2)) as seat:
        await seat.press("f3", "up")
        assert "Monday 23 November 2026  · quiet" in seat.text
        await seat.press("k")
        assert "received: first day" in seat.text
        await seat.press("up", "left")
        assert seat.app.screen.query_one(Heatmap).cursor.isoformat() == "2026-11-22"
        await seat.press("right", "right")
        assert seat.app.screen.query_one(Heatmap).cursor.isoformat() == "2026-11-24"


async def test_brackets_change_the_range_of_the_chart(sit: Sit) -> None:
    async with sit(size=(80, 40), at=EVENING) as seat:
        await receive(seat, "x")
        await seat.press("f3")
        assert "Kind days per week  a year" in seat.text
        await seat.press("left_square_bracket")
        assert "Kind days per week  6 months" in seat.text
        await seat.press("left_square_bracket", "left_square_bracket")
        assert "Kind days per week  12 weeks" in seat.text
        await seat.press(*["right_square_bracket"] * 5)
        assert "Kind days per week  all" in seat.text


async def test_h_hides_the_thread_and_the_file_remembers(sit: Sit) -> None:
    async with sit(at=EVENING) as seat:
        await receive(seat, "x")
        await seat.press("f3", "h")
        assert "The thread" not in seat.text
        with TinyDB(seat.path, access_mode="r") as database:
            assert database.table("settings").get(doc_id=1)["thread_shown"] is False
    async with sit() as seat:
        await seat.press("f3")
        assert "The thread" not in seat.text
        assert "1 kind day" in seat.text
        await seat.press("h")
        assert "The thread: 1 kind day." in seat.text


async def test_a_resting_thread_keeps_its_number(sit: Sit) -> None:
    async with sit(at=EVENING) as seat:
        await receive(seat, "x")
    async with sit(at=EVENING + timedelta(days=4)) as seat:
        await seat.press("f3")
        assert "The thread is resting at 1. The next kind day starts a fresh page." in seat.text
