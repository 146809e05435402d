"""Dates that travel skipped, because the wall clock was put forward by a change of time zone."""

from collections.abc import Iterator, Mapping
from datetime import date

from kindtui.domain.dates import Moment
from kindtui.domain.journal.day import Day, Mark

MIN_FORWARD_SECONDS = 12 * 3600  # after a smaller step most of each day is left


def dates_skipped_by_travel(days: Mapping[date, Day], marks: Mapping[date, Mark]) -> Iterator[date]:
    """Yield the quiet dates that do not count for the thread: the last quiet one before each such step.

    A step is found by comparing the UTC offsets at which the kind days around it were written. Zones
    differ by 26 hours at most, so a step skips at most one date.
    """
    previous_day: Day | None = None
    last_quiet: date | None = None
    for on, mark in marks.items():
        day = days.get(on)
        if mark is Mark.QUIET:
            last_quiet = on
        elif day is not None and mark.is_kind_day:
            if last_quiet and previous_day and _forward_seconds(previous_day, day) >= MIN_FORWARD_SECONDS:
                yield last_quiet
            previous_day, last_quiet = day, None


def _forward_seconds(earlier_day: Day, later_day: Day) -> int:
    """Return by how many seconds the wall clock was put forward between the entries of both days."""
    earlier_moments, later_moments = _writing_moments(earlier_day), _writing_moments(later_day)
    return later_moments[0].offset - earlier_moments[-1].offset if earlier_moments and later_moments else 0


def _writing_moments(day: Day) -> list[Moment]:
    """Return when the entries of a day were written, in order, without those filled in on a later day."""
    lines = (*day.received, *day.kept, *day.notes)
    written = [*(act.written for act in day.acts), *(line.written for line in lines)]
    same_day = (moment for moment in written if 0 <= (moment.local_time.date() - day.day).days <= 1)
    return sorted(same_day, key=lambda moment: moment.at)
