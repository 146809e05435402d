"""Patterns: the comparison once it is asked for, counts over a range, and what they cannot tell."""

from datetime import timedelta
from random import Random

import pytest
from msgspec import structs
from rich.cells import cell_len
from seat import EVENING, MORNING, Seat, Sit
from support import MORNING as WRITTEN
from support import act, kind_day

from kindtui import content, demo
from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.settings import Settings
from kindtui.tui.screens.base import Body

TODAY = MORNING.date()
SCALES_ON = Settings(scales=True)


def days_with_moods(count: int, gain: int, settings: Settings = SCALES_ON) -> Journal:
    """Days up to yesterday, two of three of them kind; a kind one adds `gain` to its evening."""
    luck = Random(1)
    days = {}
    for ago in range(1, count + 1):
        on, morning = TODAY - timedelta(days=ago), luck.randint(3, 6)
        day = kind_day(on) if luck.random() < 0.66 else Day(on)
        evening = max(1, morning + luck.randint(-1, 1) + gain * day.is_kind)
        moods = {"mood_morning": morning, "mood_evening": evening}
        days[on] = structs.replace(day, **{name: Answer(mood, WRITTEN.at) for name, mood in moods.items()})
    return Journal(days, settings)


def year(length: int) -> Journal:
    return demo.journal(content.words(), content.demo_words(), TODAY, length)


async def keep(seat: Seat, journal: Journal) -> None:
    """Let that be what is on the disk."""
    seat.app.session.store.transact(lambda _: journal)


def said(seat: Seat) -> str:
    return " ".join(seat.text.split())


async def read_all(seat: Seat) -> str:
    """Everything the screen has, from its top to its end."""
    found = [seat.text]
    body = seat.app.screen.query_one(Body)
    while body.scroll_y < body.max_scroll_y:
        await seat.press("pagedown")
        found.append(seat.text)
    return "\n".join(found)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (40, 12)])
async def test_the_moods_are_explained_before_one_key_asks_for_them(size: tuple[int, int], sit: Sit) -> None:
    async with sit(size=size) as seat:
        await seat.press("f5")
        assert "Off. c would ask, one key each: your mood in the morning" in said(seat)
        assert "c ends it again." in said(seat)
        await seat.press("c")
        assert seat.table("settings")[0]["scales"] is True
        assert "0 comparable days so far. I need 28, with 8 of each kind." in said(seat)
        await seat.press("c")
        assert "Off." in said(seat)
        assert not seat.table("settings")[0].get("scales")


async def test_further_down_the_key_shows_what_it_means_before_it_counts(sit: Sit) -> None:
    async with sit() as seat:
        await keep(seat, year(365))
    async with sit(size=(40, 12)) as seat:
        await seat.press("f5", "space", "space", "c")
        assert "Off. c would ask" in said(seat)
        assert not seat.app.state.journal.settings.scales
        await seat.press("c")
        assert seat.app.state.journal.settings.scales


@pytest.mark.parametrize(
    ("count", "gain", "expected"),
    [
        (27, 2, "27 comparable days so far. I need 28, with 8 of each kind."),
        (59, 2, "Nothing can be read from that yet."),
        (90, 2, "points more (n=90; 95% intervals"),
        (90, -2, "points less (n=90; 95% intervals"),
        (90, 0, "Nothing can be read from that yet."),
    ],
)
async def test_what_is_said_of_kind_and_quiet_days(count: int, gain: int, expected: str, sit: Sit) -> None:
    async with sit() as seat:
        await keep(seat, days_with_moods(count, gain))
    async with sit() as seat:
        await seat.press("f5")
        assert expected in said(seat)
        await seat.press("left_square_bracket", "left_square_bracket")
        assert expected in said(seat), "a range is no second chance"


async def test_on_a_hard_day_the_comparison_is_paused(sit: Sit) -> None:
    journal = days_with_moods(90, 2)
    hard = {
        on: structs.replace(day, mood_evening=Answer(1, WRITTEN.at))
        for on, day in journal.days.items()
        if on >= TODAY - timedelta(days=5)
    }
    journal = structs.replace(journal, days={**journal.days, **hard})
    async with sit() as seat:
        await keep(seat, journal)
    async with sit(size=(120, 40)) as seat:
        await seat.press("enter", "f5")
        assert "Paused today." in said(seat)
        assert "comparable" not in said(seat)
        assert "points" not in said(seat)
        await seat.press("f6", "end")
        assert "What kindtui is not" in said(seat)
        assert "thread" not in said(seat)
    async with sit(at=MORNING + timedelta(days=2)) as seat:
        await seat.press("f5")
        assert "Paused" not in said(seat)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (40, 12)])
@pytest.mark.parametrize("length", [1, 27, 3650])
async def test_any_number_of_days_is_sensible(length: int, size: tuple[int, int], sit: Sit) -> None:
    async with sit() as seat:
        await keep(seat, year(length))
    async with sit(size=size) as seat:
        await seat.press("f5", *["right_square_bracket"] * 2)
        shown = await read_all(seat)
        assert all(cell_len(line) <= size[0] for line in shown.splitlines())
        together = " ".join(shown.split())
        for expected in ("Kind days by weekday all", "Kind days by month all", "Acts done, for whom"):
            assert expected in together
        assert "Mon" in together or "Mo Tu" in together
        assert "What this cannot tell" in together
        assert "%" not in together


async def test_without_days_it_says_where_to_begin(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f5")
        assert "Nothing to count so far. 1 or F1 opens today." in said(seat)
        assert "by weekday" not in said(seat)
        await seat.press("left_square_bracket", "f1")
        await seat.type("Sam")
        await seat.press("enter", "enter", "enter", "enter", "d", "f5")
        assert "Kind days by weekday" in said(seat)


async def test_brackets_change_the_range_of_every_count(sit: Sit) -> None:
    old = TODAY - timedelta(days=300)
    done = structs.replace(act("done", source="close-01", audience="close"), who="Lin")
    async with sit() as seat:
        await keep(seat, Journal({old: Day(old, acts=(done,)), TODAY: Day(TODAY)}))
    async with sit(size=(120, 40), at=EVENING) as seat:
        await seat.press("f5")
        assert "Kind days by month a year" in said(seat)
        assert "Not named in four weeks" in said(seat)
        assert "someone close 1 " in said(seat)
        assert "Lin 1 " in said(seat)
        await seat.press("left_square_bracket")
        assert "Kind days by month 6 months" in said(seat)
        assert "someone close 0" in said(seat)
        assert "Lin" not in said(seat)
        assert "Nobody by name so far." in said(seat)
        await seat.press(*["right_square_bracket"] * 5)
        assert f"Counted from {old.day} {old:%B %Y} on." in said(seat)


async def test_a_name_from_the_file_is_shown_to_the_letter(sit: Sit) -> None:
    hostile = "[@click=app.quit]Sam[/] \x1b[31m"
    done = structs.replace(act("done"), who=hostile)
    async with sit() as seat:
        await keep(seat, Journal({TODAY: Day(TODAY, acts=(done,))}))
    async with sit(size=(120, 40)) as seat:
        await seat.press("f5")
        assert "[@click=app.qu" in seat.text
        assert "\x1b" not in seat.text
