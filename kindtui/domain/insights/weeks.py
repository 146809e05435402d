"""Kind days per week, for the chart."""

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

from kindtui.domain.journal.day import Mark
from kindtui.domain.journal.journal import span
from kindtui.domain.settings import WeekStart

FIRST_DAY: Mapping[WeekStart, int] = {"monday": 0, "saturday": 5, "sunday": 6}
A_WEEK = timedelta(weeks=1)
MOST_BARS = 100
RANGES: Mapping[str, int | None] = {"12 weeks": 12, "6 months": 26, "a year": 52, "all": None}


class Weeks(Struct, frozen=True):
    """Kind days in `per_bar` weeks each, oldest first; `starts` are their first days."""

    starts: tuple[date, ...]
    kind_days: tuple[int, ...]
    per_bar: int

    @property
    def most(self) -> int:
        """The highest a bar can be."""
        return 7 * self.per_bar


def week_of(on: date, start: WeekStart = "monday") -> date:
    """The first day of the week that date lies in."""
    return on - timedelta(days=(on.weekday() - FIRST_DAY[start]) % 7)


def kind_days_per_week(
    marks: Mapping[date, Mark], today: date, weeks: int | None, start: WeekStart = "monday"
) -> Weeks:
    """Count the kind days of the last `weeks` weeks, or of all; this week is among them.

    More than a hundred weeks are put together, so that at most a hundred bars are drawn.
    """
    this_week = week_of(today, start)
    if weeks is None:
        first = min(marks, default=today)
        weeks = max(1, (this_week - week_of(first, start)) // A_WEEK + 1)
    per_bar = -(-weeks // MOST_BARS)
    bars = -(-weeks // per_bar)
    begin = this_week - (bars * per_bar - 1) * A_WEEK
    counts = [0] * bars
    for on in span(begin, today):
        if on in marks and marks[on].counts:
            counts[(on - begin).days // (7 * per_bar)] += 1
    starts = tuple(begin + bar * per_bar * A_WEEK for bar in range(bars))
    return Weeks(starts, tuple(counts), per_bar)
