"""Hard evenings: the rule, at most weekly, over simulated months."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from support import MORNING, TODAY

from kindtui.domain.day import Answer, Day
from kindtui.domain.journal import ONE_DAY, Journal
from kindtui.domain.low_mood import is_hard_day, is_low
from kindtui.domain.settings import Settings

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
    assert is_low(journal_of(moods, Settings(scales=True)), TODAY) is low


@given(MOODS)
def test_over_months_it_is_said_at_most_once_a_week(moods: list[int | None]) -> None:
    told: list[date] = []
    journal = journal_of(moods, Settings(scales=True))
    for back in reversed(range(len(moods))):
        on = TODAY - back * ONE_DAY
        if is_hard_day(journal, on):
            assert is_low(journal, on)
            told.append(on)
            journal = structs.replace(journal, settings=structs.replace(journal.settings, low_mood_told=on))
            assert is_hard_day(journal, on), "all of that day is one"
    assert all(later - earlier >= timedelta(days=7) for earlier, later in pairwise(told))


@given(MOODS, st.booleans())
def test_switched_off_it_is_never_said(moods: list[int | None], scales: bool) -> None:
    off = Settings(scales=scales, low_mood=False) if scales else Settings(scales=False)
    assert not is_hard_day(journal_of([*moods, *[1] * 7], off), TODAY)
