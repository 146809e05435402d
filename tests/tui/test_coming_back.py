"""Coming back after some days, an ended thread, and what changes when the past is filled in."""

from datetime import timedelta

import pytest
from seat import EVENING, MORNING, HandClock, Seat, Sit

BACK = "Welcome back. Nothing was lost."
FRESH = "A fresh page. Your kind day is still yours."


async def one_kind_day(sit: Sit) -> None:
    async with sit(at=EVENING) as seat:
        await seat.type("Tea")
        await seat.press("enter", "enter")


def said(seat: Seat) -> str:
    return " ".join(seat.text.split())


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, ""), (2, ""), (3, ""), (4, f"{BACK} {FRESH}"), (400, f"{BACK} {FRESH}")],
)
async def test_what_is_said_after_so_many_days(days: int, words: str, sit: Sit) -> None:
    await one_kind_day(sit)
    async with sit(at=MORNING + timedelta(days=days)) as seat:
        assert words in said(seat)
        assert bool(words) == (BACK in said(seat))
        assert bool(words) == (FRESH in said(seat))


async def test_it_leaves_with_the_first_word(sit: Sit) -> None:
    await one_kind_day(sit)
    async with sit(at=MORNING + timedelta(days=9)) as seat:
        await seat.type("Sam")
        assert BACK in said(seat)
        await seat.press("enter", "5", "enter")
        assert BACK not in said(seat)
        assert FRESH not in said(seat)


async def test_with_the_thread_hidden_no_page_is_mentioned(sit: Sit) -> None:
    await one_kind_day(sit)
    async with sit(at=MORNING + timedelta(days=9)) as seat:
        await seat.press("f3", "h", "f1")
        assert BACK in said(seat)
        assert "page" not in said(seat)


async def test_days_with_notes_or_rest_are_no_gap(sit: Sit) -> None:
    await one_kind_day(sit)
    async with sit(at=MORNING + timedelta(days=4)) as seat:
        await seat.press("escape", "r")
    async with sit(at=MORNING + timedelta(days=5)) as seat:
        assert BACK not in said(seat)


async def test_rest_given_afterwards_joins_the_thread_again_at_once(sit: Sit) -> None:
    await one_kind_day(sit)
    async with sit(at=MORNING + timedelta(days=4), size=(80, 40)) as seat:
        assert FRESH in said(seat)
        await seat.press("escape", "y", "escape", "r")
        assert seat.day(20261125)["rest"]["value"] is True
        await seat.press("escape", "f3")
        assert "The thread: 1 kind day." in said(seat)
        await seat.press("u")
        assert "The thread is resting at 1. The next kind day starts a fresh page." in said(seat)


async def test_a_kind_day_of_the_past_taken_away_changes_all_that_is_derived(sit: Sit) -> None:
    await one_kind_day(sit)
    async with sit(at=MORNING + timedelta(days=1), size=(80, 40)) as seat:
        assert "1 kind day so far" in said(seat)
        await seat.press("f4", "x", "f1")
        assert "1 kind day" not in said(seat)
        await seat.press("escape", "u")
        assert "1 kind day" in said(seat)


@pytest.mark.parametrize(("wall", "minutes"), [("03:58", 4), ("03:58", 60)])
async def test_a_day_begins_while_nobody_types(wall: str, minutes: int, sit: Sit, clock: HandClock) -> None:
    hour, minute = map(int, wall.split(":"))
    async with sit(at=MORNING.replace(hour=hour, minute=minute)) as seat:
        assert "Saturday 21 November" in seat.text
        assert "What kindness did I" in seat.text
        clock.pass_by(minutes=minutes)
        seat.app._look_again()
        await seat.settled()
        assert "Sunday 22 November" in seat.text
        await seat.type("Sam")
        await seat.press("enter")
        assert "How much energy" in seat.text


async def test_midnight_is_nothing_while_the_day_starts_at_four(sit: Sit, clock: HandClock) -> None:
    async with sit(at=EVENING.replace(hour=23, minute=58)) as seat:
        await seat.type("written ")
        clock.pass_by(minutes=5)
        seat.app._look_again()
        await seat.settled()
        await seat.type("late")
        await seat.press("enter", "enter")
        assert seat.day(20261122)["received"][0]["text"] == "written late"
        assert "Sunday 22 November" in seat.text


async def test_a_day_that_starts_at_midnight(sit: Sit, clock: HandClock) -> None:
    async with sit(at=EVENING.replace(hour=23, minute=58)) as seat:
        seat.app.session.change_settings({"day_start": 0})
    async with sit(at=EVENING.replace(hour=23, minute=58)) as seat:
        await seat.type("written ")
        clock.pass_by(minutes=5)
        seat.app._look_again()
        await seat.settled()
        assert "Sunday 22 November, still open" in seat.text
        await seat.type("late")
        await seat.press("enter", "enter")
        assert seat.day(20261122)["received"][0]["text"] == "written late"
        assert seat.day(20261123) == {}
        assert "Monday 23 November" in seat.text


async def test_a_clock_put_back_moves_nothing_that_is_written(sit: Sit, clock: HandClock) -> None:
    await one_kind_day(sit)
    async with sit(at=MORNING + timedelta(days=1)) as seat:
        await seat.type("Sam")
        await seat.press("enter", "5", "enter", "enter")
        before = seat.day(20261123)
        clock.pass_by(days=-1)
        seat.app._look_again()
        await seat.settled()
        assert "Sunday 22 November" in seat.text
        assert seat.day(20261123) == before
        await seat.press("escape", "e")
        await seat.type("More tea")
        await seat.press("enter", "enter")
        texts = [line["text"] for line in seat.day()["received"]]
        assert texts == ["Tea", "More tea"]
        stamps = [line["updated_at"] for line in seat.day()["received"]]
        assert stamps == sorted(stamps)
        assert seat.day(20261123) == before
