"""A list that is redrawn, as after a save of another window, a removal or an edit, keeps its place."""

from datetime import date

import pytest

from kindtui.domain.journal.day import Day
from kindtui.domain.requests import KeptBoundaryWritten
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from kindtui.tui.widgets.choices import Choices
from tests.support import CATALOG, TODAY, FakeClock, journal_of, line
from tests.tui.harness import EVENING, MORNING, AppHarness, OpenApp, open_in_memory

LISTS = {
    "suggestions": (MORNING, ("S", "enter", "6")),
    "a finished day": (EVENING, ("t", "enter", "b", "enter")),
    "acts": (MORNING, ("S", "enter", "6", "1", "enter", "a", "1", "enter")),
}


def highlighted_row(harness: AppHarness) -> str:
    return harness.app.screen.query_one(Choices).highlighted_id


@pytest.mark.parametrize("shown", LISTS)
async def test_another_change_of_the_day_leaves_the_highlight(shown: str, open_app: OpenApp) -> None:
    moment, keys = LISTS[shown]
    async with open_app(at=moment) as harness:
        await harness.press(*keys)
        harness.app.screen.query_one(Choices).highlighted = 1
        before = highlighted_row(harness)
        other = Session(FileStore(harness.path, FakeClock()), FakeClock(), CATALOG)
        other.submit(KeptBoundaryWritten(TODAY, "no to a shift"))
        harness.app._check_for_changes()
        await harness.wait_until_idle()
        assert highlighted_row(harness) == before


LONG_DAY = Day(
    date(2026, 11, 21), received=tuple(line(f"tea {number:02}", f"r{number:02}") for number in range(30))
)


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40)])
async def test_after_a_removal_the_next_row_of_a_day_is_highlighted_and_seen(size: tuple[int, int]) -> None:
    async with open_in_memory(journal_of([LONG_DAY]), size) as harness:
        await harness.press("f4", "enter", *["down"] * 20, "x")
        assert highlighted_row(harness) == "received r21"
        assert "tea 21" in harness.text
        await harness.press("x")
        assert highlighted_row(harness) == "received r22"
        await harness.press("end", "x")
        assert highlighted_row(harness) == "received r28"
        await harness.press("u", "u")
        assert highlighted_row(harness) == "received r28"
        assert "tea 28" in harness.text


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40)])
async def test_after_an_edit_the_edited_row_of_a_day_is_highlighted_and_seen(size: tuple[int, int]) -> None:
    async with open_in_memory(journal_of([LONG_DAY]), size) as harness:
        await harness.press("f4", "enter", *["down"] * 20, "enter")
        await harness.type("!")
        await harness.press("enter")
        assert highlighted_row(harness) == "received r20"
        assert "tea 20!" in harness.text


async def test_the_highlighted_row_of_a_day_is_seen_in_a_window_of_any_height() -> None:
    async with open_in_memory(journal_of([LONG_DAY]), (80, 24)) as harness:
        await harness.press("f4", "enter", *["down"] * 10)
        for height in (18, 13, 24, 12):
            await harness.resize(80, height)
            assert "tea 10" in harness.text, height


async def test_every_row_of_a_day_can_be_removed_and_brought_back() -> None:
    day = Day(date(2026, 11, 21), received=LONG_DAY.received[:3])
    async with open_in_memory(journal_of([day])) as harness:
        await harness.press("f4", "enter", "down", "x", "x", "x")
        assert "Nothing's written for this day." in harness.text
        await harness.press("u", "u", "u")
        assert [f"tea 0{number}" in harness.text for number in range(3)] == [True] * 3
