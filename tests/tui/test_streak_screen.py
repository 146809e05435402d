"""Streak: the headline, the days under the cursor, ranges, and the thread that can be hidden."""

from datetime import timedelta

from tinydb import TinyDB

from kindtui.tui.widgets.heatmap import Heatmap
from tests.tui.harness import EVENING, AppHarness, OpenApp


async def receive(harness: AppHarness, text: str) -> None:
    await harness.type(text)
    await harness.press("enter", "enter")


async def test_the_first_kind_day_appears_on_the_streak_screen(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.press("f3")
        assert "Your days will stand here" in harness.text
        assert "open that day" not in harness.text
        await harness.press("f1")
        await receive(harness, "Lin held the door")
        await harness.press("3")
        assert "1 kind day" in harness.text
        assert "The thread: 1 kind day." in harness.text
        assert "received: Lin held the door" in harness.text


async def test_arrows_describe_each_day_and_stop_at_the_edges(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await receive(harness, "first day")
    async with open_app(at=EVENING + timedelta(days=2)) as harness:
        await harness.press("f3", "up")
        assert "Monday 23 November 2026  · quiet" in harness.text
        await harness.press("k")
        assert "received: first day" in harness.text
        await harness.press("up", "left")
        assert harness.app.screen.query_one(Heatmap).cursor.isoformat() == "2026-11-22"
        await harness.press("right", "right")
        assert harness.app.screen.query_one(Heatmap).cursor.isoformat() == "2026-11-24"


async def test_brackets_change_the_range_of_the_chart(open_app: OpenApp) -> None:
    async with open_app(size=(80, 40), at=EVENING) as harness:
        await receive(harness, "x")
        await harness.press("f3")
        assert "Kind days per week  a year" in harness.text
        await harness.press("left_square_bracket")
        assert "Kind days per week  6 months" in harness.text
        await harness.press("left_square_bracket", "left_square_bracket")
        assert "Kind days per week  12 weeks" in harness.text
        await harness.press(*["right_square_bracket"] * 5)
        assert "Kind days per week  all" in harness.text


async def test_h_hides_the_thread_and_a_restart_keeps_it_hidden(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await receive(harness, "x")
        await harness.press("f3", "h")
        assert "The thread" not in harness.text
        with TinyDB(harness.path, access_mode="r") as database:
            assert database.table("settings").get(doc_id=1)["thread_shown"] is False
    async with open_app() as harness:
        await harness.press("f3")
        assert "The thread" not in harness.text
        assert "1 kind day" in harness.text
        await harness.press("h")
        assert "The thread: 1 kind day." in harness.text


async def test_a_resting_thread_keeps_its_number(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await receive(harness, "x")
    async with open_app(at=EVENING + timedelta(days=4)) as harness:
        await harness.press("f3")
        assert "The thread is resting at 1. The next kind day starts a fresh page." in harness.text
