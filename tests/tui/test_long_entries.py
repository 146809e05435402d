"""A long entry, such as jrnl's are, can be read to its last word."""

import re
from datetime import date

import pytest
from textual.events import MouseScrollDown

from kindtui.domain.journal.day import Day
from kindtui.tui.widgets.body import Body
from tests.support import journal_of, line
from tests.tui.harness import EVENING, AppHarness, OpenApp, open_in_memory

ON = date(2026, 11, 21)
WORD_COUNT = 600
LONG = " ".join(f"word{number}" for number in range(WORD_COUNT))
DAY = Day(ON, received=(line("tea", "r1"), line(LONG, "r2"), line("cake", "r3")))


def words_on(harness: AppHarness) -> set[int]:
    return {int(number) for number in re.findall(r"\bword(\d+)\b", harness.text)}


async def press_until(harness: AppHarness, key: str, text: str, seen: set[int]) -> None:
    """Press a key again and again until the screen shows `text`; add every word it shows to `seen`."""
    for _ in range(100):
        await harness.press(key)
        seen |= words_on(harness)
        if text in harness.text:
            return
    raise AssertionError(f"{text} is not reached:\n{harness.text}")


@pytest.mark.sweep
@pytest.mark.parametrize(
    ("key", "size"),
    [
        *((key, (80, 24)) for key in ("space", "pagedown", "down", "j")),
        *((key, size) for key in ("space", "down") for size in ((40, 12), (140, 40))),
    ],
)
async def test_a_long_entry_is_read_whole_by_one_key(key: str, size: tuple[int, int]) -> None:
    async with open_in_memory(journal_of([DAY]), size) as harness:
        await harness.press("f4", "enter")
        seen = words_on(harness)
        await press_until(harness, key, "cake", seen)
        assert seen == set(range(WORD_COUNT))


@pytest.mark.parametrize("key", ["pageup", "up", "k"])
async def test_and_back_to_its_beginning(key: str) -> None:
    async with open_in_memory(journal_of([DAY])) as harness:
        await harness.press("f4", "enter")
        await press_until(harness, "down", "cake", set())
        seen = words_on(harness)
        await press_until(harness, key, "tea", seen)
        assert seen == set(range(WORD_COUNT))


async def test_the_footer_names_the_key_while_there_is_more() -> None:
    async with open_in_memory(journal_of([DAY])) as harness:
        await harness.press("f4", "enter")
        for _ in range(20):
            if "cake" in harness.text:
                break
            assert harness.footer["Space"] == "more below"
            await harness.press("space")
        assert "cake" in harness.text
        assert "Space" not in harness.footer


async def test_the_footer_follows_the_height_of_the_window() -> None:
    day = Day(ON, received=tuple(line(f"tea {number}", f"r{number}") for number in range(20)))
    async with open_in_memory(journal_of([day])) as harness:
        await harness.press("f4", "enter")
        assert harness.footer["Space"] == "more below"
        await harness.resize(120, 40)
        assert "tea 19" in harness.text
        assert "Space" not in harness.footer
        await harness.resize(80, 40)
        assert "Space" not in harness.footer
        await harness.resize(80, 24)
        assert harness.footer["Space"] == "more below"


async def test_the_footer_follows_the_mouse_wheel() -> None:
    day = Day(ON, received=tuple(line(f"tea {number}", f"r{number}") for number in range(20)))
    async with open_in_memory(journal_of([day])) as harness:
        await harness.press("f4", "enter")
        assert harness.footer["Space"] == "more below"
        for _ in range(20):
            await harness.pilot._post_mouse_events([MouseScrollDown], offset=(10, 12))
        await harness.wait_until_idle()
        assert "tea 19" in harness.text
        assert "Space" not in harness.footer


async def test_a_short_day_moves_from_row_to_row_as_before() -> None:
    day = Day(ON, received=tuple(line(f"tea {number}", f"r{number}") for number in range(3)))
    async with open_in_memory(journal_of([day])) as harness:
        await harness.press("f4", "enter")
        assert "Space" not in harness.footer
        await harness.press("down", "x")
        assert "tea 1" not in harness.text
        assert "tea 0" in harness.text


async def test_the_terminals_cursor_stays_in_the_day_while_it_is_scrolled(open_app: OpenApp) -> None:
    async with open_app(at=EVENING, size=(60, 14)) as harness:
        await harness.type("a long line of words " * 60)
        await harness.press("enter", "enter", "v", "space", "space")
        assert "A kind day." not in harness.text
        body = harness.app.screen.query_one(Body).region
        assert body.contains_point(harness.app.cursor_position)
