"""The first run: what somebody sees who has read nothing."""

import pytest

from kindtui.tui.widgets.body import Body
from tests.tui.harness import OpenApp

SIZES = [(60, 20), (80, 24), (100, 26), (108, 24), (112, 25), (120, 40), (180, 24), (200, 60)]
PARTS = ("Small act nothing chosen yet", "Evening from 17:00")


@pytest.mark.parametrize("size", SIZES)
async def test_a_newcomer_sees_the_question_the_parts_and_the_notice_at_once(
    size: tuple[int, int], open_app: OpenApp
) -> None:
    async with open_app(size=size) as harness:
        for words in ("Who can I encourage today?", *PARTS, "Welcome.", "It is not therapy", "can help."):
            assert words in harness.flowing_text
        assert not harness.app.screen.query_one(Body).show_vertical_scrollbar


async def test_the_notice_gives_way_to_the_panels_after_the_first_answer(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.type("Noor")
        await harness.press("enter")
        assert "Welcome." not in harness.text
        assert "Boundaries for today" in harness.text
        await harness.press("question_mark", "end")
        assert "It is not therapy" in harness.flowing_text


async def test_the_welcome_leaves_the_accent_to_the_card(open_app: OpenApp) -> None:
    async with open_app() as harness:
        accent = harness.app.theme_variables["accent"].lower()
        row = next(y for y, line in enumerate(harness.screen) if "Welcome." in line)
        strips = harness.app.screen._compositor.render_strips()[row : row + 6]
        styles = [segment.style for strip in strips for segment in strip if segment.style]
        assert accent not in {style.color.name.lower() for style in styles if style.color}


OFFERS = {
    "no answers": ("enter", "enter"),
    "one act more": (*"Sam", "enter", "3", "enter", "enter", "escape", "a"),
}


@pytest.mark.sweep
@pytest.mark.parametrize("size", [(80, 24), (110, 24), (100, 26), (200, 24), (200, 60)])
@pytest.mark.parametrize("way", OFFERS)
async def test_suggestions_never_scroll(way: str, size: tuple[int, int], open_app: OpenApp) -> None:
    async with open_app(size=size) as harness:
        await harness.press(*OFFERS[way])
        assert "Which of these would suit you today?" in harness.text
        assert "Press 1, 2 or 3. Any one is plenty." in harness.flowing_text
        assert not harness.app.screen.query_one(Body).show_vertical_scrollbar


async def test_a_part_without_room_takes_no_focus(open_app: OpenApp) -> None:
    async with open_app(size=(80, 16)) as harness:
        await harness.press(*OFFERS["one act more"])
        assert "Evening" not in harness.text
        await harness.press("tab", "tab", "tab", "enter")
        assert "What kindness did I receive" not in harness.text
