"""How each of the last days changed the thread, to show how it is counted."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice

from msgspec import Struct

from kindtui.domain.dates import DAYS_PER_WEEK
from kindtui.domain.insights.thread import Thread, current_thread
from kindtui.domain.journal.day import Mark
from kindtui.texts import get_counted_text, get_text

DAYS_SHOWN = DAYS_PER_WEEK


class ThreadDay(Struct, frozen=True):
    """A day, its mark, the thread after it, and how many quiet days have passed since the last kind one."""

    on: date
    mark: Mark
    thread: Thread
    quiet_days: int


def recent_thread_days(marks: Mapping[date, Mark], grace: int) -> Iterator[ThreadDay]:
    """Yield the last days, oldest first."""
    dates = list(marks)
    for end in range(max(0, len(dates) - DAYS_SHOWN), len(dates)):
        marks_so_far = dict(islice(marks.items(), end + 1))
        yield ThreadDay(
            dates[end],
            marks[dates[end]],
            current_thread(marks_so_far, grace),
            _trailing_quiet_days(list(marks_so_far.values())),
        )


def _trailing_quiet_days(marks: list[Mark]) -> int:
    """Return the number of quiet days since the last kind day; rest days do not count."""
    count = 0
    for mark in reversed(marks):
        if mark.is_kind_day:
            break
        count += mark is Mark.QUIET
    return count


def describe_thread_day(day: ThreadDay) -> str:
    """Return how that day changed the thread, in words."""
    number = day.thread.kind_days
    match day.mark:
        case Mark.KIND | Mark.KEPT if number == 1:
            return get_text("ritual.thread_day.first")
        case Mark.KIND | Mark.KEPT:
            return get_text("ritual.thread_day.kind", number=number)
        case Mark.REST:
            return get_text("ritual.thread_day.rest")
        case Mark.QUIET:
            return _describe_quiet_day(day)
    return get_text("ritual.thread_day.open")


def _describe_quiet_day(day: ThreadDay) -> str:
    number = day.thread.kind_days
    match day.thread.state:
        case "going":
            return get_counted_text("ritual.thread_day.quiet", day.quiet_days, number=number)
        case "resting":
            return get_text("ritual.thread_day.resting", number=number)
    return get_text("ritual.thread_day.no_thread")
