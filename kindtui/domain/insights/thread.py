"""The thread and the 28-day count.

A rest day is invisible: it neither counts nor breaks a run. Up to `grace` quiet days in a row leave
a run alone; one more ends it, and the next kind day starts a new one. Pending and future days are
skipped. Dates lost to travel count as rest days: `State.thread_marks` marks them so.
"""

from collections import Counter, deque
from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct

from kindtui.domain.journal.day import Mark
from kindtui.texts import get_counted_text, get_text

WINDOW_DAYS = 28

ThreadState = Literal["none", "going", "resting"]


class Run(Struct, frozen=True):
    """Kind days that belong together: the first, the last, and how many there are."""

    first: date
    last: date
    kind_days: int


class Thread(Struct, frozen=True):
    """The last run, and whether the next kind day would still belong to it ("going") or not ("resting")."""

    kind_days: int
    state: ThreadState


class Headline(Struct, frozen=True):
    """Kind and rest days among the last `days_counted` calendar days (0–28)."""

    kind_days: int
    rest_days: int
    days_counted: int

    def __str__(self) -> str:
        """Return the headline in words; it is empty while both counts are 0."""
        kind, rest, days = self.kind_days, self.rest_days, self.days_counted
        if days == 1 and (kind or rest):
            first_kind_day = get_text("ritual.headline.first_kind_day")
            return first_kind_day if kind else get_text("ritual.headline.first_rest_day")
        if kind and rest:
            return get_counted_text("ritual.headline.kind_and_rest", kind, rest=rest, days=days)
        if kind:
            return get_counted_text("ritual.headline.kind", kind, days=days)
        return get_counted_text("ritual.headline.rest", rest, days=days) if rest else ""


def find_runs(marks: Mapping[date, Mark], grace: int) -> tuple[list[Run], int]:
    """Return every run, oldest first, and how many quiet days followed the last kind day."""
    runs: list[Run] = []
    quiet_days = grace + 1
    for on, mark in marks.items():
        if mark.is_kind_day:
            if quiet_days > grace:
                runs.append(Run(on, on, 1))
            else:
                runs[-1] = Run(runs[-1].first, on, runs[-1].kind_days + 1)
            quiet_days = 0
        elif mark is Mark.QUIET:
            quiet_days += 1
    return runs, quiet_days


def current_thread(marks: Mapping[date, Mark], grace: int) -> Thread:
    """Return the current thread; one that is resting keeps its number until the next kind day."""
    runs, quiet_days = find_runs(marks, grace)
    if not runs:
        return Thread(0, "none")
    return Thread(runs[-1].kind_days, "going" if quiet_days <= grace else "resting")


def headline_of(marks: Mapping[date, Mark]) -> Headline:
    """Count the last 28 calendar days that are decided; today is one of them once it has an entry."""
    decided = (mark for mark in marks.values() if mark not in (Mark.PENDING, Mark.FUTURE))
    window = deque(decided, maxlen=WINDOW_DAYS)
    counts = Counter(window)
    return Headline(counts[Mark.KIND] + counts[Mark.KEPT], counts[Mark.REST], len(window))
