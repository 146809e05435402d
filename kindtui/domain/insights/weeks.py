"""Kind days per week, for the bar chart."""

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

from kindtui.domain.dates import DAYS_PER_WEEK
from kindtui.domain.insights.thread import WINDOW_DAYS
from kindtui.domain.journal.day import Mark
from kindtui.domain.journal.journal import date_range
from kindtui.domain.settings import WeekStart

FIRST_WEEKDAY: Mapping[WeekStart, int] = {"monday": 0, "saturday": 5, "sunday": 6}
ONE_WEEK = timedelta(weeks=1)
MAX_BARS = 100
WEEK_RANGES: Mapping[str, int | None] = {"12 weeks": 12, "6 months": 26, "a year": 53, "all": None}


class CalendarWeek(Struct, frozen=True):
    """A week: its first day, and the mark of each day that is counted, None for the others."""

    first: date
    marks: tuple[Mark | None, ...]

    @property
    def kind_days(self) -> int:
        """The kind days among those that are counted."""
        return sum(mark is not None and mark.is_kind_day for mark in self.marks)


class WeeklyCounts(Struct, frozen=True):
    """Kind days per bar of `weeks_per_bar` weeks, oldest first; `start_dates` has the first day of each."""

    start_dates: tuple[date, ...]
    kind_days: tuple[int, ...]
    weeks_per_bar: int

    @property
    def max_per_bar(self) -> int:
        """The number of days in a bar."""
        return DAYS_PER_WEEK * self.weeks_per_bar


def first_day_of_week(on: date, week_start: WeekStart = "monday") -> date:
    """Return the first day of the week of a date."""
    return on - timedelta(days=(on.weekday() - FIRST_WEEKDAY[week_start]) % DAYS_PER_WEEK)


def kind_days_per_week(
    marks: Mapping[date, Mark], today: date, weeks: int | None, week_start: WeekStart = "monday"
) -> WeeklyCounts:
    """Count the kind days of each of the last `weeks` weeks up to this one, or of all weeks if it is None.

    Above `MAX_BARS` weeks, several of them share a bar.
    """
    this_week = first_day_of_week(today, week_start)
    if weeks is None:
        first = min(marks, default=today)
        weeks = max(1, (this_week - first_day_of_week(first, week_start)) // ONE_WEEK + 1)
    weeks_per_bar = -(-weeks // MAX_BARS)
    bar_count = -(-weeks // weeks_per_bar)
    first_date = this_week - (bar_count * weeks_per_bar - 1) * ONE_WEEK
    counts = [0] * bar_count
    for on in date_range(first_date, today):
        if on in marks and marks[on].is_kind_day:
            counts[(on - first_date).days // (DAYS_PER_WEEK * weeks_per_bar)] += 1
    start_dates = tuple(first_date + bar * weeks_per_bar * ONE_WEEK for bar in range(bar_count))
    return WeeklyCounts(start_dates, tuple(counts), weeks_per_bar)


def calendar_weeks(
    marks: Mapping[date, Mark], first: date, today: date, week_start: WeekStart = "monday"
) -> tuple[CalendarWeek, ...]:
    """Return the weeks from that of `first` to that of `today`, in which only the days between both count."""

    def mark_on(on: date) -> Mark | None:
        return marks.get(on, Mark.PENDING if on == today else None) if first <= on <= today else None

    starts = range(first_day_of_week(first, week_start).toordinal(), today.toordinal() + 1, DAYS_PER_WEEK)
    return tuple(
        CalendarWeek(
            date.fromordinal(start),
            tuple(mark_on(date.fromordinal(start + offset)) for offset in range(DAYS_PER_WEEK)),
        )
        for start in starts
    )


def window_start(marks: Mapping[date, Mark], today: date) -> date:
    """Return the first of the 28 days that the headline counts: today is one of them once it has an entry."""
    is_decided = marks.get(today, Mark.PENDING) is not Mark.PENDING
    return today - timedelta(days=WINDOW_DAYS - is_decided)
