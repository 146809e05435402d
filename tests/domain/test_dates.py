"""Logical days, evenings, and the days a person can type."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindtui.domain.dates import (
    Moment,
    date_with_year,
    full_date,
    is_evening,
    logical_day,
    long_date,
    span_of,
)
from kindtui.domain.parse_date import parse_any_date, parse_natural_date, parse_period
from tests.support import TODAY, moment

HOURS = st.integers(0, 23)
DATES = st.dates(date(1900, 1, 1), date(2100, 1, 1))
OFFSETS = st.integers(-14 * 3600, 14 * 3600)
MINUTES = st.integers(0, 24 * 60 - 1)


def minutes_into(day: date, day_start: int, minutes: int, offset: int = 0) -> Moment:
    """The moment that many minutes after the logical day began, at an offset in seconds."""
    wall = datetime.combine(day, time(day_start), UTC) + timedelta(minutes=minutes)
    return Moment(wall - timedelta(seconds=offset), "Somewhere", offset)


@given(DATES, HOURS, MINUTES, OFFSETS)
def test_a_day_lasts_from_its_start_hour_to_the_next(
    day: date, start: int, minutes: int, offset: int
) -> None:
    assert logical_day(minutes_into(day, start, minutes, offset), start) == day


@pytest.mark.parametrize(
    ("wall", "day"),
    [
        ("2026-11-22T03:59:59+01:00", date(2026, 11, 21)),
        ("2026-11-22T04:00:00+01:00", date(2026, 11, 22)),
        ("2026-11-23T01:30:00+01:00", date(2026, 11, 22)),
        ("2026-11-22T12:00:00+13:45", date(2026, 11, 22)),
        ("2027-01-01T00:10:00-09:30", date(2026, 12, 31)),
    ],
)
def test_the_day_starts_at_four(wall: str, day: date) -> None:
    assert logical_day(moment(wall), 4) == day


@given(DATES, HOURS, HOURS, MINUTES, OFFSETS)
def test_the_evening_lasts_from_its_hour_to_the_end_of_the_day(
    day: date, start: int, evening: int, minutes: int, offset: int
) -> None:
    begins = ((evening - start) % 24) * 60
    assert is_evening(minutes_into(day, start, minutes, offset), start, evening) == (minutes >= begins)


@pytest.mark.parametrize(
    ("clock", "evening"),
    [("04:00", False), ("16:59", False), ("17:00", True), ("23:59", True), ("01:30", True), ("03:59", True)],
)
def test_half_past_one_is_still_that_evening(clock: str, evening: bool) -> None:
    assert is_evening(moment(f"2026-11-22T{clock}:00+01:00"), 4, 17) is evening


@given(st.dates(date(1, 1, 2), TODAY))
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    assert parse_any_date(day.isoformat(), TODAY) == day


def test_today_and_yesterday_are_days() -> None:
    assert parse_any_date("today", TODAY) == TODAY
    assert parse_any_date("yesterday", TODAY) == date(2026, 11, 21)


@given(st.dates(TODAY + timedelta(days=1)))
def test_the_future_is_refused_in_words(day: date) -> None:
    with pytest.raises(ValueError, match="is still to come"):
        parse_natural_date(day.isoformat(), TODAY)
    assert parse_natural_date(day.isoformat(), TODAY, {day}) == day


@given(st.dates(date(1, 1, 2), date(1899, 12, 31)))
def test_a_day_before_1900_is_refused_in_words(day: date) -> None:
    with pytest.raises(ValueError, match="is before 1900"):
        parse_natural_date(day.isoformat(), TODAY)
    assert parse_natural_date(day.isoformat(), TODAY, {day}) == day


@pytest.mark.parametrize(
    "text", ["", "morning", "22.13.2026", "2026-02-30", "2026-12", "20261122x", "todays"]
)
def test_what_is_not_a_day_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(ValueError, match="Write a day like 3 nov") as refusal:
        parse_any_date(text, TODAY)
    assert not text or text not in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "days"),
    [("14", 14), ("14d", 14), ("1 day", 1), ("2w", 14), (" 3 Weeks ", 21), ("0014 days", 14)],
)
def test_a_period_is_read_as_days(text: str, days: int) -> None:
    assert parse_period(text) == days


@pytest.mark.parametrize("text", ["", "0", "0w", "-3", "14 moons", "d", "1.5", "999999"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="such as 14, 14d or 2w"):
        parse_period(text)


def test_a_date_in_words() -> None:
    assert long_date(TODAY) == "Sunday 22 November"
    assert full_date(TODAY) == "Sunday 22 November 2026"
    assert date_with_year(TODAY) == "22 November 2026"


def test_a_span_says_what_its_ends_share_only_once() -> None:
    assert span_of(date(2026, 11, 17), date(2026, 11, 19)) == "17 to 19 November 2026"
    assert span_of(date(2026, 10, 3), date(2026, 11, 19)) == "3 October to 19 November 2026"
    assert span_of(date(2025, 11, 3), date(2026, 11, 3)) == "3 November 2025 to 3 November 2026"
    assert span_of(date(2026, 11, 3), date(2026, 11, 3)) == "Tuesday 3 November 2026"
