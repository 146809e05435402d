"""Streak: the year in one view, the days under the cursor, ranges, and the thread that can be hidden."""

from datetime import timedelta

import pytest
from msgspec import structs
from textual.geometry import Region
from tinydb import TinyDB

from kindtui.domain.requests import ScaleRated, SettingsChanged
from kindtui.tui.widgets.bar_chart import POINTER_GLYPH
from kindtui.tui.widgets.body import Body
from kindtui.tui.widgets.heatmap import Heatmap
from kindtui.tui.widgets.week_chart import WeekChart
from tests.tui.harness import EVENING, AppHarness, OpenApp, open_in_memory
from tests.tui.places import demo_year

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


async def receive(harness: AppHarness, text: str) -> None:
    await harness.type(text)
    await harness.press("enter", "enter")


async def test_the_first_kind_day_appears_on_the_streak_screen(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.press("f3")
        assert "Your days will show up here" in harness.text
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
        assert "The thread is resting at 1." in harness.text
        await harness.resize(120, 40)
        assert (
            harness.text_in("#thread-sentence")
            == "The thread is resting at 1. The next kind day starts a fresh page."
        )


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (109, 50), (200, 60)])
async def test_the_year_stands_in_one_view(size: tuple[int, int]) -> None:
    """Year, legend, the day under the cursor and the weekly chart: nothing lies below the fold."""
    async with open_in_memory(demo_year(), size=size) as harness:
        await harness.press("escape", "f3")
        body = harness.app.screen.query_one(Body)
        assert not body.show_vertical_scrollbar
        assert body.max_scroll_y == 0
        assert "more below" not in harness.footer.values()
        for expected in ("kind days in the last 28", "Mon", "≈ rest", "22 November", "Kind days per week"):
            assert expected in harness.flowing_text
        assert harness.text.count("kind days in the last") == 1, "the header has it already"
        assert harness.text.count(POINTER_GLYPH) == 1
        assert "The thread: " in harness.text


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40), (200, 60)])
async def test_months_are_whole_or_not_there(size: tuple[int, int]) -> None:
    async with open_in_memory(demo_year(), size=size) as harness:
        await harness.press("escape", "f3")
        lines = list(harness.screen)
        harness.app.screen.query_one(Body).scroll_end(animate=False, immediate=True)
        await harness.wait_until_idle()
        lines += harness.screen
        months = [
            words
            for words in (line.strip("│ ").split() for line in lines)
            if words[1:2] and set(words) <= set(MONTHS)
        ]
        assert len(months) >= 2, "over the year, and under the chart"
        assert all(len(words) >= 6 for words in months)


async def test_the_week_under_the_cursor_is_marked_in_the_chart_too() -> None:
    async with open_in_memory(demo_year()) as harness:
        await harness.press("escape", "f3")

        def pointer() -> int:
            [line] = [line for line in harness.screen if POINTER_GLYPH in line]
            return line.index(POINTER_GLYPH)

        heatmap = harness.app.screen.query_one(Heatmap)
        start = pointer()
        for moves in range(1, 4):
            await harness.press("left")
            assert pointer() == start - moves
            cell = heatmap._cell_region(heatmap.cursor).translate(heatmap.content_region.offset)
            assert cell.x == pointer(), "the bar stands below its week"
        await harness.press(*["left"] * 60)
        cell = heatmap._cell_region(heatmap.cursor).translate(heatmap.content_region.offset)
        assert cell.x == pointer(), "the first week too"
        await harness.press("left_square_bracket")
        assert POINTER_GLYPH not in harness.text, "that week is not in the chart"
        await harness.press(*["right_square_bracket"] * 2)
        assert POINTER_GLYPH in harness.text


LONG_LINE = (
    "Lin held the door for me and then asked how I had been since the spring, listened to all of it, "
    "and said goodbye with a smile."
)


async def test_a_long_day_is_one_line_and_told_in_full_where_there_is_room(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await receive(harness, LONG_LINE)
        await harness.press("f3")
        [line] = [line for line in harness.screen if "received" in line]
        assert line.endswith("…")
        await harness.resize(120, 40)
        assert LONG_LINE in harness.text_in("DaySummary").removeprefix("■ A kind day. received ")


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40)])
async def test_an_empty_streak_says_what_will_stand_there(size: tuple[int, int], open_app: OpenApp) -> None:
    async with open_app(size=size) as harness:
        await harness.press("f3")
        assert "Your days will show up here" in harness.flowing_text
        assert "Kind days per week" in harness.flowing_text
        assert ("□" in harness.text) == (size[1] >= 20), "today"
        assert "range" not in harness.footer.values()


async def test_on_a_hard_day_the_thread_is_not_offered(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        session = harness.app.session
        session.submit(SettingsChanged({"scales": True}))
        for back in range(5):
            session.submit(ScaleRated((EVENING - timedelta(days=back)).date(), "mood_evening", 2))
    async with open_app(at=EVENING, size=(120, 40)) as harness:
        assert harness.app.state.is_hard_day
        await harness.press("escape", "f3")
        assert "thread" not in harness.text.lower()
        await harness.press("h")
        assert harness.app.state.journal.settings.thread_shown


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_click_on_a_day_moves_the_cursor_there(size: tuple[int, int]) -> None:
    async with open_in_memory(demo_year(), size=size) as harness:
        await harness.press("escape", "f3")
        heatmap = harness.app.screen.query_one(Heatmap)
        on = heatmap.cursor - timedelta(days=10)
        cell = heatmap._cell_region(on).translate(heatmap.content_region.offset)
        await harness.pilot.click(offset=(cell.x, cell.y))
        await harness.wait_until_idle()
        assert heatmap.cursor == on
        assert f"{on.day} {on:%B} {on.year}" in harness.text


async def test_in_plain_ascii_the_chart_can_still_be_read() -> None:
    journal = demo_year()
    settings = structs.replace(journal.settings, ascii_marks=True)
    async with open_in_memory(structs.replace(journal, settings=settings)) as harness:
        await harness.press("escape", "f3")
        chart = harness.app.screen.query_one(WeekChart)
        *bars, axis, months = (strip.text for strip in chart.render_lines(Region(0, 0, *chart.size)))
        assert set("".join(bars)) <= set("7 _=#"), "empty, a little, half and full"
        assert axis.split()[0] == "0"
        assert set(axis.split()[1]) == {"-", "^"}
        assert set(months.split()) <= set(MONTHS)
