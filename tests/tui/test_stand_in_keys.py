"""Keys that are bound to nothing act as the key they stand in for; in a field they are text."""

import pytest

from tests.tui.harness import OpenApp, open_in_memory
from tests.tui.places import demo_year

pytestmark = pytest.mark.looks


@pytest.mark.parametrize(
    ("keys", "seen"),
    [
        (("f4", "escape", "escape", "Y"), "Saturday 21 November 2026"),
        (("f4", "escape", "O"), "Kindness jar"),
        (("f2", "M"), "Boundaries"),  # bound to nothing there, like the small one
    ],
)
async def test_a_capital_letter_acts_as_the_small_one(keys: tuple[str, ...], seen: str) -> None:
    async with open_in_memory(demo_year()) as harness:
        await harness.press(*keys)
        assert seen in harness.text


async def test_a_capital_letter_moves_in_lists_and_boxes() -> None:
    async with open_in_memory(demo_year()) as harness:
        await harness.press("f2", "comma")
        await harness.press("J", "K", "J")
        small = harness.text
        await harness.press("k", "j")
        assert harness.text == small


async def test_capital_u_is_redo_and_never_undo(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press(*"Sam", "enter", "7", "enter", "enter", "escape")
        await harness.press("d")
        assert harness.stored_day()["acts"][0]["state"] == "done"
        await harness.press("U")
        assert harness.stored_day()["acts"][0]["state"] == "done"
        await harness.press("u")
        assert harness.stored_day()["acts"][0]["state"] == "planned"
        await harness.press("U")
        assert harness.stored_day()["acts"][0]["state"] == "done"


async def test_a_capital_letter_is_text_in_a_field(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.type("QJé&(-_à")
        assert "QJé&(-_à" in harness.text


@pytest.mark.parametrize(
    ("key", "tab"),
    [
        ("ampersand", "Today"),
        ("é", "Boundaries"),
        ("É", "Boundaries"),
        ("quotation_mark", "Streak"),
        ("apostrophe", "Journal"),
        ("left_parenthesis", "Patterns"),
        ("minus", "Why"),
    ],
)
async def test_the_french_row_of_digits_opens_the_screens(key: str, tab: str) -> None:
    async with open_in_memory(demo_year()) as harness:
        await harness.press("f5" if tab != "Patterns" else "f4", "escape", key)
        open_tab = harness.screen[0].partition("▌")[2].split()[1]
        assert open_tab == tab


async def test_the_french_row_of_digits_covers_and_rates(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press(*"Sam", "enter", "è")
        assert harness.stored_day()["energy"]["value"] == 7
        await harness.press("f4", "escape", "à")
        assert harness.app.is_covered


async def test_the_places_stay_on_the_exclamation_mark() -> None:
    async with open_in_memory(demo_year()) as harness:
        await harness.press("f4", "escape", "exclamation_mark")
        assert "talk" in harness.text


@pytest.mark.parametrize("screen", ["f3", "f5"])
async def test_angle_brackets_change_the_range_as_well(screen: str) -> None:
    async with open_in_memory(demo_year()) as harness:
        await harness.press(screen)
        begun = harness.text
        await harness.press("left_square_bracket")
        shorter = harness.text
        assert shorter != begun
        await harness.press("greater_than_sign")
        assert harness.text == begun
        await harness.press("less_than_sign")
        assert harness.text == shorter
        assert sum("range" in meaning for meaning in harness.footer.values()) == 1
        await harness.press("question_mark")
        assert all(bracket in harness.text for bracket in "[]<>")
