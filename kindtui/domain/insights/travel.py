"""Dates that hardly were, because a journey or a new zone put the wall clock forward over them."""

from collections.abc import Iterator, Mapping
from datetime import date

from kindtui.domain.dates import Moment
from kindtui.domain.journal.day import Day, Mark

FORWARD = 12 * 3600  # seconds; a smaller step leaves most of every day


def passed_over(days: Mapping[date, Day], marks: Mapping[date, Mark]) -> Iterator[date]:
    """The quiet dates that a thread passes over: of the quiet ones before such a step, the last.

    The step is read off the moments at which the days around were written: no zone moves by more
    than 26 hours, so that each step takes one date at most.
    """
    before: Day | None = None
    quiet: date | None = None
    for on, mark in marks.items():
        day = days.get(on)
        if mark is Mark.QUIET:
            quiet = on
        elif day is not None and mark.counts:
            if quiet and before and _step(before, day) >= FORWARD:
                yield quiet
            before, quiet = day, None


def _step(before: Day, after: Day) -> int:
    """By how many seconds the wall clock was put forward between what was written on these days."""
    earlier, later = _moments(before), _moments(after)
    return later[0].offset - earlier[-1].offset if earlier and later else 0


def _moments(day: Day) -> list[Moment]:
    """When the entries of a day were written, in order, without those filled in later."""
    lines = (*day.received, *day.kept, *day.notes)
    written = [*(act.written for act in day.acts), *(line.written for line in lines)]
    there = (moment for moment in written if 0 <= (moment.wall.date() - day.day).days <= 1)
    return sorted(there, key=lambda moment: moment.at)
