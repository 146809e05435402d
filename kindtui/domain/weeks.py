"""Kind days per week, for the chart."""

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

from kindtui.domain.day import Mark

A_WEEK = timedelta(weeks=1)
MOST_BARS = 100
RANGES: Mapping[str, int | None] = {"12 weeks": 12, "6 months": 26, "a year": 52, "all": None}


class Weeks(Struct, frozen=True):
    """Kind days in `per_bar` weeks each, oldest first; `starts` are the Mondays."""

    starts: tuple[date, ...]
    kind_days: tuple[int, ...]
    per_bar: int

    @property
    def most(self) -> int:
        """The highest a bar can be."""
        return 7 * self.per_bar


def kind_days_per_week(marks: Mapping[date, Mark], today: date, weeks: int | None) -> Weeks:
    """Count the kind days of the last `weeks` weeks, or of all; this week is among them.

    More than a hundred weeks are put together, so that at most a hundred bars are drawn.
    """
    monday = today - timedelta(days=today.weekday())
    if weeks is None:
        first = min(marks, default=today)
        weeks = max(1, (monday - first + timedelta(days=first.weekday())) // A_WEEK + 1)
    per_bar = -(-weeks // MOST_BARS)
    bars = -(-weeks // per_bar)
    begin = monday - (bars * per_bar - 1) * A_WEEK
    counts = [0] * bars
    for on, mark in marks.items():
        if mark.counts and begin <= on <= today:
            counts[(on - begin) // (A_WEEK * per_bar)] += 1
    starts = tuple(begin + bar * per_bar * A_WEEK for bar in range(bars))
    return Weeks(starts, tuple(counts), per_bar)
