"""Moments, logical days, and how dates are written."""

from collections.abc import Container
from datetime import date, datetime, timedelta
from typing import Annotated, Protocol

from msgspec import Meta, Struct

from kindtui.texts import get_text

HOURS_PER_DAY = 24
DAYS_PER_WEEK = 7
MAX_TIME_AWAY = timedelta(days=2 * 366)  # between the first and the last of days away
EARLIEST_DAY = date(1900, 1, 1)  # an earlier one is a slip of the finger, and no import would take it

Instant = Annotated[datetime, Meta(tz=True)]  # kept in UTC; a time without a zone is refused


class Moment(Struct, frozen=True, gc=False):
    """One reading of a clock: `at` in UTC, `zone` by name, `offset` in seconds east of UTC."""

    at: Instant
    zone: str
    offset: int

    @property
    def local_time(self) -> datetime:
        """The naive local time; the earliest or the latest possible one where it would be out of range."""
        try:
            return self.at.replace(tzinfo=None) + timedelta(seconds=self.offset)
        except OverflowError:
            return datetime.max if self.offset > 0 else datetime.min  # noqa: DTZ901


class Clock(Protocol):
    """The source of time, passed in so that tests can set it; the real one is `cli.clock.SystemClock`."""

    def now(self) -> Moment:
        """Return the current moment."""
        ...

    def now_without_zone(self) -> Moment:
        """Return the current moment to show, not to save: it may lack the name of its zone, slow to find."""
        ...

    def sleep(self, seconds: float) -> None:
        """Block for that many seconds."""
        ...


def logical_day(moment: Moment, day_start: int) -> date:
    """Return the local date of a moment, with days that begin at the hour `day_start` (0–23)."""
    return (moment.local_time - timedelta(hours=day_start)).date()


def is_evening(moment: Moment, day_start: int, evening_hour: int) -> bool:
    """Return whether the evening of the logical day has begun; hours are counted from `day_start`.

    With a day start of 4 and an evening hour of 17 the evening lasts from 17:00 to 03:59.
    """
    since_start = (moment.local_time.hour - day_start) % HOURS_PER_DAY
    return since_start >= (evening_hour - day_start) % HOURS_PER_DAY


def check_writable(day: date, today: date, recorded: Container[date] = ()) -> None:
    """Check that a day is one to write on: from 1900 up to today, or one of `recorded`.

    Raises:
        ValueError: If it is none of these; its message can be shown.
    """
    if day in recorded:
        return
    if day > today:
        raise ValueError(get_text("ritual.day.still_to_come", day=date_seen_from(today, day)))
    if day < min(EARLIEST_DAY, today):  # where the clock stands at the beginning of 1900, today is before it
        year = EARLIEST_DAY.year
        raise ValueError(get_text("ritual.day.too_early", day=date_seen_from(today, day), year=year))


def long_date(day: date) -> str:
    """Return the date with its weekday, such as "Sunday 22 November"."""
    return f"{day:%A} {day.day} {day:%B}"


def full_date(day: date) -> str:
    """Return the date with its weekday and its year, such as "Sunday 22 November 2026"."""
    return f"{long_date(day)} {day.year}"


def full_moment(at: datetime, offset: int) -> str:
    """Return a moment (UTC) in the local time that is `offset` seconds from it, as words."""
    local_time = at + timedelta(seconds=offset)
    return f"{full_date(local_time)}, {local_time:%H:%M}"


def date_with_year(day: date) -> str:
    """Return the date with its year and without its weekday, such as "22 November 2026"."""
    return f"{day.day} {day:%B} {day.year}"


def span_of(first: date, last: date) -> str:
    """Return from when to when, such as "3 October to 22 November 2026"; a single day has its weekday."""
    if first == last:
        return full_date(first)
    first_words = date_with_year(first)
    if first.year == last.year:
        first_words = f"{first.day}" if first.month == last.month else f"{first.day} {first:%B}"
    return get_text("ritual.day.span", first=first_words, last=date_with_year(last))


def short_date(day: date) -> str:
    """Return the date in ten cells at most, such as "Sun 22 Nov"."""
    return f"{day:%a} {day.day} {day:%b}"


def date_seen_from(today: date, day: date) -> str:
    """Return the date with its weekday, and with its year if that is another than today's."""
    return long_date(day) if day.year == today.year else full_date(day)
