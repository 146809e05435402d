"""Days away with R: planned, changed and ended by keys, and Today while they last."""

from datetime import timedelta
from typing import Any

import pytest
from rich.cells import cell_len

from kindtui.tui.screens.days_away import DaysAwayScreen
from kindtui.tui.screens.today import TodayScreen
from kindtui.tui.widgets.away_list import AwayList
from kindtui.tui.widgets.question_input import LineInput
from tests.support import FakeClock
from tests.tui.harness import EVENING, MORNING, AppHarness, OpenApp

SIZES = [(80, 24), (60, 20), (120, 40), (40, 12)]
DAY_NAMES = ("Sunday 29 November", "Tuesday 24 November", "Friday 27 November")
LINE = "You're resting until Sunday 29 November."


def planned(harness: AppHarness) -> list[tuple[str, str]]:
    """The days away on the disk."""
    ranges = harness.stored_table("away")
    return [(one["first"], one["last"]) for one in ranges if not one.get("removed")]


async def plan(harness: AppHarness, text: str) -> None:
    """Plan days to rest from Today, and go back."""
    await harness.press("escape", "R")
    await harness.type(text)
    await harness.press("enter", "escape")


@pytest.mark.parametrize("size", SIZES)
async def test_rest_until_sunday_and_today_says_so_and_asks_nothing(
    size: tuple[int, int], open_app: OpenApp
) -> None:
    async with open_app(size=size) as harness:
        assert "days away" not in harness.footer.values(), "it stays out of sight until it is called"
        await harness.press("escape", "R")
        await harness.type("sunday")
        assert "Enter saves it: rest until Sunday 29 November." in harness.flowing_text
        await harness.press("enter")
        assert "Saved. Rest until Sunday 29 November." in harness.flowing_text
        assert "Until Sunday 29 November" in harness.text_in("AwayList")
        assert all(cell_len(row) <= size[0] for row in harness.screen)
        await harness.press("escape")
        assert LINE in harness.flowing_text
        assert harness.app.focused is None
        assert harness.footer["Enter"] == "open the day"
        assert planned(harness) == [("2026-11-22", "2026-11-29")]
        assert harness.stored_table("days") == [], "no day is written down"
        assert all(cell_len(row) <= size[0] for row in harness.screen)
    for days in (1, 7):
        async with open_app(size=size, at=EVENING + timedelta(days=days)) as harness:
            assert "You're resting" in harness.flowing_text
            assert harness.app.focused is None
    async with open_app(size=size, at=MORNING + timedelta(days=8)) as harness:
        assert "Welcome back. Nothing was lost." in harness.flowing_text
        assert isinstance(harness.app.focused, LineInput)


@pytest.mark.parametrize("key", ["enter", "z", "space", "d"])
@pytest.mark.parametrize(("at", "step"), [(MORNING, "who"), (EVENING, "evening")])
async def test_any_key_opens_the_day_all_the_same(key: str, at: Any, step: str, open_app: OpenApp) -> None:
    async with open_app() as harness:
        await plan(harness, "sunday")
    async with open_app(at=at) as harness:
        await harness.press(key)
        screen = harness.app.screen
        assert isinstance(screen, TodayScreen)
        assert screen.card.step == step
        assert isinstance(harness.app.focused, LineInput)
        assert not harness.app.focused.value, "the key opens the field and is not typed"


async def test_a_kind_evening_within_is_kind_and_takes_no_more_keys_than_ever(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await plan(harness, "sunday")
        await harness.press("e")
        await harness.type("Tea")
        await harness.press("enter", "enter")
        assert harness.stored_day()["received"][0]["text"] == "Tea"
        assert LINE not in harness.flowing_text
        assert "You're resting again tomorrow, until Sunday 29 November." in harness.flowing_text
        assert harness.footer["r"] == "not a rest day"
        assert harness.footer["R"] == "days away"
        await harness.press("3")
        assert "■" in harness.text_in("Heatmap")
        assert planned(harness) == [("2026-11-22", "2026-11-29")]


async def test_keys_typed_ahead_reach_the_field(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press_at_once("escape", "R", *"in", "space", *"2", "space", *"weeks", "enter", "escape")
        await harness.wait_until_idle()
        assert "You're resting until Sunday 6 December." in harness.flowing_text


async def test_r_makes_today_ordinary_and_rest_again_and_each_is_undone(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await plan(harness, "sunday")
        await harness.press("r")
        assert "Today's an ordinary day. You're resting again from tomorrow." in harness.flowing_text
        assert "Who" in harness.flowing_text
        assert isinstance(harness.app.focused, LineInput)
        await harness.press("escape", "u")
        assert LINE in harness.flowing_text
        await harness.press("u")
        assert "Undone: you planned days to rest." in harness.flowing_text
        assert planned(harness) == []
        await harness.press("U")
        assert LINE in harness.flowing_text


async def test_planned_days_are_changed_and_ended_from_the_list(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await plan(harness, "20 nov 2026 to 25 nov")
        await harness.press("R")
        await harness.type("1 dec to 6 dec")
        await harness.press("enter")
        shown = harness.text_in("AwayList")
        assert "Now From Friday 20 November to Wednesday 25 November" in shown
        assert "Ahead From Tuesday 1 December to Sunday 6 December" in shown
        await harness.press("home", "enter")
        field = harness.app.focused
        assert isinstance(field, LineInput)
        assert field.value == "20 Nov 2026 to 25 Nov 2026"
        await harness.press("ctrl+u")
        await harness.type("sunday")
        await harness.press("enter")
        assert planned(harness) == [("2026-11-20", "2026-11-29"), ("2026-12-01", "2026-12-06")]
        await harness.press("x")
        assert "Saved. Today and the days until Sunday 29 November are ordinary" in harness.flowing_text
        assert planned(harness) == [("2026-11-20", "2026-11-21"), ("2026-12-01", "2026-12-06")]
        await harness.press("u")
        assert planned(harness)[0] == ("2026-11-20", "2026-11-29")
        await harness.press("U", "end", "x")
        assert "Saved. Those are ordinary days again." in harness.flowing_text
        assert planned(harness) == [("2026-11-20", "2026-11-21")]
        await harness.press("escape")
        assert isinstance(harness.app.screen, TodayScreen)
        assert harness.app.state.due == "morning"


async def test_what_is_typed_stays_a_draft_over_a_restart(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("escape", "R")
        await harness.type("1 dec to")
        await harness.press("escape", "escape")
        assert isinstance(harness.app.screen, TodayScreen)
        await harness.press("R")
        assert isinstance(harness.app.focused, LineInput)
        assert harness.app.focused.value == "1 dec to"
    async with open_app() as harness:
        await harness.press("escape", "R")
        await harness.press("end")
        await harness.type(" 6 dec")
        await harness.press("enter", "escape", "R")
        assert planned(harness) == [("2026-12-01", "2026-12-06")]
        assert isinstance(harness.app.focused, LineInput)
        assert harness.app.focused.value == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [("soon", "That isn't a day kindtui can read."), ("yesterday", "Saturday 21 November is over.")],
)
async def test_what_is_no_day_is_said_and_stays_in_the_field(
    text: str, words: str, open_app: OpenApp
) -> None:
    async with open_app(size=(40, 12)) as harness:
        await harness.press("escape", "R")
        await harness.type(text)
        assert words not in harness.flowing_text, "it may still become one"
        assert harness.footer["Enter"] == "save"
        await harness.press("enter")
        assert harness.flowing_text.count(words) == 1
        assert planned(harness) == []
        assert isinstance(harness.app.focused, LineInput)
        assert harness.app.focused.value == text
        await harness.press("escape", "escape", "R")
        assert harness.app.focused.value == text
        await harness.type("sunday")
        await harness.press("enter")
        assert planned(harness) == [("2026-11-22", "2026-11-29")]


async def test_the_palette_and_help_offer_it_and_another_day_does_not(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("escape", "3", "colon")
        await harness.type("rest until")
        await harness.press("enter")
        assert isinstance(harness.app.screen, DaysAwayScreen)
        await harness.press("escape", "escape", "question_mark")
        assert "days away" in harness.flowing_text
        await harness.press("escape", "y", "escape", "R")
        assert not harness.app.screen.query(AwayList)


@pytest.mark.parametrize("text", ["away", "holiday", "rest until"])
async def test_the_palette_finds_it_by_other_words(text: str, open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("escape", "colon")
        await harness.type(text)
        await harness.press("enter")
        assert isinstance(harness.app.screen, DaysAwayScreen)


async def test_a_rest_under_way_becomes_shorter_and_longer_and_is_one_line(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await plan(harness, "20 nov to 6 dec")
        for text, last in (("sunday", "29"), ("tuesday", "24"), ("27 nov", "27")):
            await harness.press("R")
            await harness.type(text)
            await harness.press("enter")
            assert f"Saved. Rest until {dict(zip(('29', '24', '27'), DAY_NAMES, strict=True))[last]}" in (
                harness.flowing_text
            )
            assert harness.text_in("AwayList").count("November") == 2
            assert planned(harness) == [("2026-11-20", f"2026-11-{last}")]
            await harness.press("escape")
        await harness.press("R")
        await harness.type("tomorrow to tuesday")
        assert "You're already resting then." in harness.flowing_text
        await harness.press("enter")
        assert "You're already resting then." in harness.flowing_text
        assert planned(harness) == [("2026-11-20", "2026-11-27")]


async def test_a_narrow_footer_keeps_the_keys_of_the_list(open_app: OpenApp) -> None:
    async with open_app(size=(40, 12)) as harness:
        await plan(harness, "sunday")
        await harness.press("R", "escape")
        assert {"Enter", "a", "x"} <= harness.footer.keys()
        assert all(word in harness.screen[-1] for word in ("a more", "x end"))


async def test_a_plan_left_open_before_a_rest_waits_until_it_is_over(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("enter", "enter", "1", "enter")
        assert harness.stored_day()["acts"][0]["state"] == "planned"
        await plan(harness, "tomorrow to tuesday")
    for days in (1, 2):
        async with open_app(at=MORNING + timedelta(days=days)) as harness:
            assert "bring to today" not in harness.flowing_text
    async with open_app(at=MORNING + timedelta(days=3)) as harness:
        assert "Sun 22 Nov:" in harness.flowing_text
        assert "bring to today" in harness.flowing_text
    async with open_app(at=MORNING + timedelta(days=4)) as harness:
        assert "bring to today" not in harness.flowing_text


async def test_past_days_away_are_listed_and_removed_like_rest_days(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await plan(harness, "20 nov 2026 to 21 nov 2026")
        await harness.press("4")
        assert "2 days" in harness.flowing_text
        assert harness.flowing_text.count("rest") >= 2
        await harness.press("x")
        assert "1 day" in harness.flowing_text
        await harness.press("enter")
        assert "A rest day." in harness.flowing_text
        await harness.press("x")
        assert harness.app.state.marks == {}
        await harness.press("escape", "u", "u")
        assert len(harness.app.state.marks) == 3


async def test_a_night_between_brings_the_first_day_away_to_an_open_window(
    open_app: OpenApp, clock: FakeClock
) -> None:
    async with open_app() as harness:
        await plan(harness, "tomorrow to tuesday")
        assert harness.app.state.due == "morning"
        clock.move(days=1)
        harness.app._check_for_changes()
        await harness.wait_until_idle()
        assert "You're resting until Tuesday 24 November." in harness.flowing_text
        clock.move(days=2)
        harness.app._check_for_changes()
        await harness.wait_until_idle()
        assert "You're resting" not in harness.flowing_text
