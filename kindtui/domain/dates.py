"""Moments, logical days and the words for dates."""

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
        """What the clock on the wall shows, without a zone; beyond all times, the first or the last one."""
        try:
            return self.at.replace(tzinfo=None) + timedelta(seconds=self.offset)
        except OverflowError:
            return datetime.max if self.offset > 0 else datetime.min  # noqa: DTZ901


class Clock(Protocol):
    """The one source of time; `cli/clock.py` makes the real one."""

    def now(self) -> Moment:
        """Read the clock."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait that many seconds."""
        ...


def logical_day(moment: Moment, day_start: int) -> date:
    """The local date of (wall clock − day start); `day_start` is an hour, 0–23."""
    return (moment.local_time - timedelta(hours=day_start)).date()


def is_evening(moment: Moment, day_start: int, evening_hour: int) -> bool:
    """Whether the evening of the logical day has begun; hours count from `day_start`.

    With a day start of 4 and an evening hour of 17 the evening lasts from 17:00 to 03:59.
    """
    since_start = (moment.local_time.hour - day_start) % HOURS_PER_DAY
    return since_start >= (evening_hour - day_start) % HOURS_PER_DAY


def parse_day(text: str, today: date) -> date:
    """Read `YYYY-MM-DD`, `today` or `yesterday`.

    Raises:
        ValueError: if it is none of these, or lies in the future.
    """
    date_by_word = {"today": today, "yesterday": today - timedelta(days=1)}
    try:
        day = date_by_word.get(text) or datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        message = "A day is written YYYY-MM-DD, or is the word today or yesterday."
        raise ValueError(message) from None
    if day > today:
        message = f"{day} has not come yet. Days can be written from the past up to today."
        raise ValueError(message)
    return day


def long_date(day: date) -> str:
    """A date as one says it: "Sunday 22 November"."""
    return f"{day:%A} {day.day} {day:%B}"
