"""Moments, logical days, and how dates are written."""

from collections.abc import Container
from datetime import date, datetime, timedelta
from typing import Annotated, Protocol

from msgspec import Meta, Struct

HOURS_PER_DAY = 24
DAYS_PER_WEEK = 7

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


def parse_day(text: str, today: date, days_ahead: Container[date] = ()) -> date:
    """Parse `YYYY-MM-DD`, `today` or `yesterday`.

    Raises:
        ValueError: If the text is none of these, or a day after today that is not one of `days_ahead`; its
            message can be shown.
    """
    date_by_word = {"today": today, "yesterday": today - timedelta(days=1)}
    try:
        day = date_by_word.get(text) or datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        raise ValueError("A day is written YYYY-MM-DD, or is the word today or yesterday.") from None
    if day > today and day not in days_ahead:
        raise ValueError(f"{day} has not come yet. Days can be written from the past up to today.")
    return day


def long_date(day: date) -> str:
    """Return the date with its weekday, such as "Sunday 22 November"."""
    return f"{day:%A} {day.day} {day:%B}"
