"""How each of the last days changed the thread, to show how it is counted."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice

from msgspec import Struct

from kindtui.domain.dates import DAYS_PER_WEEK
from kindtui.domain.insights.thread import Thread, current_thread
from kindtui.domain.journal.day import Mark

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
        case Mark.KIND | Mark.KEPT:
            return f"kind: the thread is {number}" if number > 1 else "kind: a page begins, the thread is 1"
        case Mark.REST:
            return "rest: passed over, nothing changes"
        case Mark.QUIET if day.thread.state == "going":
            return f"quiet: the {_ordinal(day.quiet_days)} in a row, the thread stays {number}"
        case Mark.QUIET if day.thread.state == "resting":
            return f"quiet: the thread rests at {number}"
        case Mark.QUIET:
            return "quiet: no thread has begun"
    return "open until the day is over"


def _ordinal(number: int) -> str:
    return ("first", "second", "third", "fourth", "fifth", "sixth")[number - 1]
