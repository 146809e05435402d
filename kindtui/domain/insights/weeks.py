"""Kind days per week, for the chart."""

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

from kindtui.domain.journal.day import Mark
from kindtui.domain.journal.journal import date_range
from kindtui.domain.settings import WeekStart

FIRST_WEEKDAY: Mapping[WeekStart, int] = {"monday": 0, "saturday": 5, "sunday": 6}
ONE_WEEK = timedelta(weeks=1)
MAX_BARS = 100
WEEK_RANGES: Mapping[str, int | None] = {"12 weeks": 12, "6 months": 26, "a year": 52, "all": None}


class WeeklyCounts(Struct, frozen=True):
    """Kind days in `per_bar` weeks each, oldest first; `starts` are their first days."""

    start_dates: tuple[date, ...]
    kind_days: tuple[int, ...]
    weeks_per_bar: int

    @property
    def max_per_bar(self) -> int:
        """The highest a bar can be."""
        return 7 * self.weeks_per_bar


def first_day_of_week(on: date, week_start: WeekStart = "monday") -> date:
    """The first day of the week that date lies in."""
    return on - timedelta(days=(on.weekday() - FIRST_WEEKDAY[week_start]) % 7)


def kind_days_per_week(
    marks: Mapping[date, Mark], today: date, weeks: int | None, week_start: WeekStart = "monday"
) -> WeeklyCounts:
    """Count the kind days of the last `weeks` weeks, or of all; this week is among them.

    More than a hundred weeks are put together, so that at most a hundred bars are drawn.
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
            counts[(on - first_date).days // (7 * weeks_per_bar)] += 1
    starts = tuple(first_date + bar * weeks_per_bar * ONE_WEEK for bar in range(bar_count))
    return WeeklyCounts(starts, tuple(counts), weeks_per_bar)
