"""The headline: kind and rest days of the last 28, in numbers and in words."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindtui.domain.insights.thread import Headline
from kindtui.domain.journal.day import Answer, Day
from tests.domain import thread_spec
from tests.support import MORNING, TODAY, journal_of, journal_state, kind_day, rest_day


def quiet_day(on: date) -> Day:
    """A day something was recorded for, but no kindness and no rest."""
    return Day(on, energy=Answer(5, MORNING.at))


MAKERS: dict[str, Callable[[date], Day]] = {"k": kind_day, "r": rest_day, ".": quiet_day}


def headline_of(finished: str, now: str = "") -> Headline:
    first = TODAY - timedelta(days=len(finished))
    days = (MAKERS[letter](first + timedelta(days=n)) for n, letter in enumerate(finished + now))
    return journal_state(journal_of(days)).headline


@given(st.text("kr.", max_size=70), st.sampled_from(["", "k", "r"]))
def test_the_count_is_that_of_the_specification(finished: str, now: str) -> None:
    found = headline_of(finished, now)
    assert (found.kind_days, found.rest_days, found.days_counted) == thread_spec.last_28(finished + now)


def test_days_never_opened_count_as_they_are() -> None:
    gap = journal_of([kind_day(TODAY - timedelta(days=9)), kind_day(TODAY - timedelta(days=1))])
    assert journal_state(gap).headline == Headline(2, 0, 9)


@pytest.mark.parametrize(
    ("headline", "words"),
    [
        (Headline(0, 0, 0), ""),
        (Headline(0, 0, 9), ""),
        (Headline(18, 4, 28), "18 kind days in the last 28 · 4 rest"),
        (Headline(18, 0, 28), "18 kind days in the last 28"),
        (Headline(1, 0, 5), "1 kind day in the last 5"),
        (Headline(0, 2, 2), "2 rest days in the last 2"),
        (Headline(1, 0, 1), "1 kind day so far"),
    ],
)
def test_the_words(headline: Headline, words: str) -> None:
    assert str(headline) == words


def test_a_first_day_that_was_yesterday_is_not_called_today() -> None:
    assert "today" not in str(headline_of("k"))
