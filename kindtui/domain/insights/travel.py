"""Dates that hardly were, because a journey or a new zone put the wall clock forward over them."""

from collections.abc import Iterator, Mapping
from datetime import date

from kindtui.domain.dates import Moment
from kindtui.domain.journal.day import Day, Mark

MIN_FORWARD_SECONDS = 12 * 3600  # seconds; a smaller step leaves most of every day


def dates_skipped_by_travel(days: Mapping[date, Day], marks: Mapping[date, Mark]) -> Iterator[date]:
    """The quiet dates that a thread passes over: of the quiet ones before such a step, the last.

    The step is read off the moments at which the days around were written: no zone moves by more
    than 26 hours, so that each step takes one date at most.
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
    """By how many seconds the wall clock was put forward between what was written on these days."""
    earlier_moments, later_moments = _writing_moments(earlier_day), _writing_moments(later_day)
    return later_moments[0].offset - earlier_moments[-1].offset if earlier_moments and later_moments else 0


def _writing_moments(day: Day) -> list[Moment]:
    """When the entries of a day were written, in order, without those filled in later."""
    lines = (*day.received, *day.kept, *day.notes)
    written = [*(act.written for act in day.acts), *(line.written for line in lines)]
    same_day = (moment for moment in written if 0 <= (moment.local_time.date() - day.day).days <= 1)
    return sorted(same_day, key=lambda moment: moment.at)
