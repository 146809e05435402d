"""Coming back after some days, an ended thread, and what changes when the past is filled in."""

from datetime import timedelta

import pytest

from kindtui.domain.requests import SettingsChanged
from tests.support import FakeClock
from tests.tui.harness import EVENING, MORNING, OpenApp

WELCOME_BACK = "Welcome back. Nothing was lost."
FRESH_PAGE = "A fresh page. Your kind day is still yours."


async def one_kind_day(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("Tea")
        await harness.press("enter", "enter")


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, ""), (2, ""), (3, ""), (4, f"{WELCOME_BACK} {FRESH_PAGE}"), (400, f"{WELCOME_BACK} {FRESH_PAGE}")],
)
async def test_welcome_back_appears_after_three_empty_days(days: int, words: str, open_app: OpenApp) -> None:
    await one_kind_day(open_app)
    async with open_app(at=MORNING + timedelta(days=days)) as harness:
        assert words in harness.flowing_text
        assert bool(words) == (WELCOME_BACK in harness.flowing_text)
        assert bool(words) == (FRESH_PAGE in harness.flowing_text)


async def test_welcome_back_disappears_after_the_first_save(open_app: OpenApp) -> None:
    await one_kind_day(open_app)
    async with open_app(at=MORNING + timedelta(days=9)) as harness:
        await harness.type("Sam")
        assert WELCOME_BACK in harness.flowing_text
        await harness.press("enter", "5", "enter")
        assert WELCOME_BACK not in harness.flowing_text
        assert FRESH_PAGE not in harness.flowing_text


async def test_a_hidden_thread_leaves_out_the_fresh_page(open_app: OpenApp) -> None:
    await one_kind_day(open_app)
    async with open_app(at=MORNING + timedelta(days=9)) as harness:
        await harness.press("f3", "h", "f1")
        assert WELCOME_BACK in harness.flowing_text
        assert "page" not in harness.flowing_text


async def test_a_rest_day_ends_the_gap(open_app: OpenApp) -> None:
    await one_kind_day(open_app)
    async with open_app(at=MORNING + timedelta(days=4)) as harness:
        await harness.press("escape", "r")
    async with open_app(at=MORNING + timedelta(days=5)) as harness:
        assert WELCOME_BACK not in harness.flowing_text


async def test_adding_a_past_rest_day_resumes_the_thread(open_app: OpenApp) -> None:
    await one_kind_day(open_app)
    async with open_app(at=MORNING + timedelta(days=4), size=(80, 40)) as harness:
        assert FRESH_PAGE in harness.flowing_text
        await harness.press("escape", "y", "escape", "r")
        assert harness.stored_day(20261125)["rest"]["value"] is True
        await harness.press("escape", "f3")
        assert "The thread: 1 kind day." in harness.flowing_text
        await harness.press("u")
        assert "The thread is resting at 1." in harness.flowing_text


async def test_removing_a_past_kind_day_updates_the_headline(open_app: OpenApp) -> None:
    await one_kind_day(open_app)
    async with open_app(at=MORNING + timedelta(days=1), size=(80, 40)) as harness:
        assert "1 kind day so far" in harness.flowing_text
        await harness.press("f4", "x", "f1")
        assert "1 kind day" not in harness.flowing_text
        await harness.press("escape", "u")
        assert "1 kind day" in harness.flowing_text


@pytest.mark.parametrize(("wall", "minutes"), [("03:58", 4), ("03:58", 60)])
async def test_a_new_day_begins_while_the_app_is_idle(
    wall: str, minutes: int, open_app: OpenApp, clock: FakeClock
) -> None:
    hour, minute = map(int, wall.split(":"))
    async with open_app(at=MORNING.replace(hour=hour, minute=minute)) as harness:
        assert "Saturday 21 November" in harness.text
        assert "What kindness did I" in harness.text
        clock.move(minutes=minutes)
        harness.app._check_for_changes()
        await harness.wait_until_idle()
        assert "Sunday 22 November" in harness.text
        await harness.type("Sam")
        await harness.press("enter")
        assert "How much energy" in harness.text


async def test_midnight_does_not_end_a_day_that_starts_at_four(open_app: OpenApp, clock: FakeClock) -> None:
    async with open_app(at=EVENING.replace(hour=23, minute=58)) as harness:
        await harness.type("written ")
        clock.move(minutes=5)
        harness.app._check_for_changes()
        await harness.wait_until_idle()
        await harness.type("late")
        await harness.press("enter", "enter")
        assert harness.stored_day(20261122)["received"][0]["text"] == "written late"
        assert "Sunday 22 November" in harness.text


async def test_text_typed_across_midnight_is_saved_on_the_day_shown(
    open_app: OpenApp, clock: FakeClock
) -> None:
    async with open_app(at=EVENING.replace(hour=23, minute=58)) as harness:
        harness.app.session.submit(SettingsChanged({"day_start": 0}))
    async with open_app(at=EVENING.replace(hour=23, minute=58)) as harness:
        await harness.type("written ")
        clock.move(minutes=5)
        harness.app._check_for_changes()
        await harness.wait_until_idle()
        assert "Sunday 22 November, still open" in harness.text
        await harness.type("late")
        await harness.press("enter", "enter")
        assert harness.stored_day(20261122)["received"][0]["text"] == "written late"
        assert harness.stored_day(20261123) == {}
        assert "Monday 23 November" in harness.text


async def test_setting_the_clock_back_moves_no_saved_text(open_app: OpenApp, clock: FakeClock) -> None:
    await one_kind_day(open_app)
    async with open_app(at=MORNING + timedelta(days=1)) as harness:
        await harness.type("Sam")
        await harness.press("enter", "5", "enter", "enter")
        before = harness.stored_day(20261123)
        clock.move(days=-1)
        harness.app._check_for_changes()
        await harness.wait_until_idle()
        assert "Sunday 22 November" in harness.text
        assert harness.stored_day(20261123) == before
        await harness.press("escape", "e")
        await harness.type("More tea")
        await harness.press("enter", "enter")
        texts = [line["text"] for line in harness.stored_day()["received"]]
        assert texts == ["Tea", "More tea"]
        stamps = [line["updated_at"] for line in harness.stored_day()["received"]]
        assert stamps == sorted(stamps)
        assert harness.stored_day(20261123) == before
