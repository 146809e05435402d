"""The end of today's ritual: short, nothing said twice, and Enter goes on."""

from collections.abc import Callable

import pytest

from kindtui.domain.journal.journal import Journal
from kindtui.tui.widgets.body import Body
from tests.tui.harness import EVENING, OpenApp, open_in_memory
from tests.tui.places import demo_year

SIZES = [(60, 20), (80, 24), (120, 40), (200, 60)]


async def test_a_finished_day_says_nothing_twice_and_names_no_keys(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.type("Noor")
        await harness.press("enter", "5", "enter", "enter", "d")
        act = harness.stored_day()["acts"][0]["text"]
    async with open_app(at=EVENING) as harness:
        await harness.type("tea on the stairs")
        await harness.press("enter", "enter")
        await harness.press("f2", "f1")
        assert [harness.text.count(words) for words in (act, "tea on the stairs")] == [1, 1]
        card = harness.text.partition("─ Today ")[2].partition("╰")[0]
        assert not {"Enter", "q", "x", "a", "e", "d"} & set(card.replace(".", " ").split())


@pytest.mark.sweep
@pytest.mark.parametrize("journal", [Journal, demo_year])
@pytest.mark.parametrize("size", SIZES)
async def test_a_finished_day_does_not_scroll(size: tuple[int, int], journal: Callable[[], Journal]) -> None:
    async with open_in_memory(journal(), size, at=EVENING) as harness:
        await harness.type("a long line " * 30)
        await harness.press("enter", "enter", "enter")
        assert not harness.app.screen.query_one(Body).show_vertical_scrollbar


async def test_enter_at_the_end_of_the_evening_opens_nothing(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("tea")
        await harness.press("enter", "enter")
        before = harness.screen
        await harness.press("enter", "enter")
        assert harness.screen == before


async def test_v_opens_the_whole_day_where_each_line_can_be_written_anew(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("tea")
        await harness.press("enter", "enter", "v", "enter")
        await harness.type(" with Noor")
        await harness.press("enter", "escape")
        assert harness.stored_day()["received"][0]["text"] == "tea with Noor"
        assert "Evening     tea with Noor" in harness.text


async def test_the_arrows_move_between_the_parts_of_the_day(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.press("escape", "down", "down", "enter")
        assert "Nothing chosen yet." in harness.text
