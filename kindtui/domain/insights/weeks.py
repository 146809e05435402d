"""Kind days per week, for the bar chart."""

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

from kindtui.domain.dates import DAYS_PER_WEEK
from kindtui.domain.journal.day import Mark
from kindtui.domain.journal.journal import date_range
from kindtui.domain.settings import WeekStart

FIRST_WEEKDAY: Mapping[WeekStart, int] = {"monday": 0, "saturday": 5, "sunday": 6}
ONE_WEEK = timedelta(weeks=1)
MAX_BARS = 100
WEEK_RANGES: Mapping[str, int | None] = {"12 weeks": 12, "6 months": 26, "a year": 52, "all": None}


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
