"""Hard evenings: the rule, at most weekly, over simulated months."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import ONE_DAY, Journal
from kindtui.domain.ritual.low_mood import is_hard_day, is_mostly_low, low_mood_reason
from kindtui.domain.settings import Settings
from tests.support import MORNING, TODAY, journal_state, moment

MOODS = st.lists(st.none() | st.integers(1, 9), min_size=30, max_size=120)


def journal_of(moods: list[int | None], settings: Settings) -> Journal:
    """The last of the moods is today's evening."""
    days = {}
    for back, mood in enumerate(reversed(moods)):
        if mood:
            on = TODAY - back * ONE_DAY
            days[on] = Day(on, mood_evening=Answer(mood, MORNING.at))
    return Journal(days, settings)


@pytest.mark.parametrize(
    ("moods", "low"),
    [
        ([1, 2, 1, 2, 1], True),
        ([1, 2, 1, 2], False),
        ([1, 2, 9, 2, 1, 9, 2], True),
        ([1, 2, 9, 2, 1, 9, 2, 9, 9], False),
        ([3, 3, 3, 3, 3, 3, 3], False),
        ([1, None, 2, None, 1, None, 2, None, 1], True),
        ([1, 1, 1, 1, 1, *[None] * 28], False),
    ],
)
def test_five_of_the_last_seven_evenings_with_a_mood(moods: list[int | None], low: bool) -> None:
    assert is_mostly_low(journal_of(moods, Settings(scales=True)), TODAY, "mood_evening") is low


@given(MOODS)
def test_over_months_it_is_said_at_most_once_a_week(moods: list[int | None]) -> None:
    told: list[date] = []
    journal = journal_of(moods, Settings(scales=True))
    for back in reversed(range(len(moods))):
        on = TODAY - back * ONE_DAY
        if is_hard_day(journal, on):
            assert low_mood_reason(journal, on) == "evenings"
            told.append(on)
            journal = structs.replace(journal, settings=structs.replace(journal.settings, low_mood_told=on))
            assert is_hard_day(journal, on), "all of that day is one"
    assert all(later - earlier >= timedelta(days=7) for earlier, later in pairwise(told))


@given(MOODS, st.booleans())
def test_switched_off_it_is_never_said(moods: list[int | None], scales: bool) -> None:
    off = Settings(scales=scales, low_mood=False) if scales else Settings(scales=False)
    assert not is_hard_day(journal_of([*moods, *[1] * 7], off), TODAY)


def lived(luck: Random, days: int) -> list[int | None]:
    """Evening moods of months with hard spells and good ones; some evenings have none."""
    mood, found = 5.0, []
    for _ in range(days):
        mood = min(9, max(1, mood + luck.gauss(0, 1) + (5 - mood) * 0.03))
        found.append(None if luck.random() < 0.2 else round(mood))
    return found


@pytest.mark.parametrize("person", range(12))
def test_over_simulated_months_such_a_day_leads_with_rest_and_hides_the_thread(person: int) -> None:
    """Against the rule as it is written: 1 or 2 on five of the last seven logged evenings, at most weekly."""
    moods = lived(Random(person), 150)
    settings, told = Settings(scales=True, questions="rotating"), date.min
    for number in range(28, len(moods)):
        on = TODAY + number * ONE_DAY
        days = {
            day: Day(day, mood_evening=Answer(mood, MORNING.at)) if mood else Day(day)
            for day, mood in ((TODAY + past * ONE_DAY, moods[past]) for past in range(number))
        }
        logged = [mood for mood in moods[max(0, number - 27) : number] if mood][-7:]
        due = sum(mood <= 2 for mood in logged) >= 5 and on >= told + timedelta(days=7)
        state = journal_state(Journal(days, settings), moment(f"{on}T08:00:00+00:00"))
        assert state.is_hard_day is due
        assert bool(state.low_mood_text) is due
        assert state.shows_thread is not due
        assert state.offer("", None, 0).includes_rest is due
        assert state.prompt("morning", on).low_energy or not due
        if due:
            told = on
            settings = structs.replace(settings, low_mood_told=on)
            after = journal_state(Journal(days, settings), moment(f"{on}T20:00:00+00:00"))
            assert after.is_hard_day
            assert not after.shows_thread
            assert not after.low_mood_text
            off = structs.replace(settings, low_mood=False)
            assert not journal_state(Journal(days, off), moment(f"{on}T20:00:00+00:00")).is_hard_day


def test_the_simulated_months_have_hard_spells_and_others() -> None:
    """So that the test above tests both."""
    lows = [
        sum(mood is not None and mood <= 2 for mood in lived(Random(person), 150)) for person in range(12)
    ]
    assert max(lows) > 20
    assert min(lows) < 10
