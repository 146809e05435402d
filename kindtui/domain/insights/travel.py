"""Dates that travel skipped, because the wall clock moved on with a change of time zone."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from kindtui.domain.dates import Moment, logical_day
from kindtui.domain.journal.day import Day, Mark
from kindtui.domain.journal.journal import ONE_DAY
from kindtui.domain.journal.lazy_days import DayOutline, outlines_of

MAX_GAP = timedelta(hours=36)  # between what was written before and after a skipped date


def dates_skipped_by_travel(
    days: Mapping[date, Day], marks: Mapping[date, Mark], day_start: int
) -> Iterator[date]:
    """Yield the quiet dates that do not count for the thread.

    Nothing was written on such a date; the days on either side were written at different UTC offsets, and
    no more than 36 hours apart. What was filled in on a later day says nothing of where a person was.
    """
    outlines = outlines_of(days)
    for on, mark in marks.items():
        if mark is Mark.QUIET and _has_offsets(outlines, on) and not _written(days, on, day_start):
            before, after = (_written(days, on + side, day_start) for side in (-ONE_DAY, ONE_DAY))
            if before and after and _is_step(before[-1], after[0]):
                yield on


def _has_offsets(outlines: Mapping[date, DayOutline], on: date) -> bool:
    """Return whether something was written on both sides of a date, and not all at one offset."""
    before, after = outlines.get(on - ONE_DAY), outlines.get(on + ONE_DAY)
    return before is not None and after is not None and len(before.offsets | after.offsets) > 1


def _is_step(left: Moment, arrived: Moment) -> bool:
    return left.offset != arrived.offset and arrived.at - left.at <= MAX_GAP


def _written(days: Mapping[date, Day], on: date, day_start: int) -> list[Moment]:
    """Return when the entries of a day were written, in order, without those filled in on a later day."""
    day = days.get(on)
    if day is None:
        return []
    lines = (*day.received, *day.kept, *day.notes)
    written = (*(act.written for act in day.acts), *(line.written for line in lines))
    return sorted(
        (moment for moment in written if logical_day(moment, day_start) == on), key=lambda moment: moment.at
    )
