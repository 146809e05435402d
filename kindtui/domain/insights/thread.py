"""The thread and the 28-day count.

A rest day is invisible: it neither counts nor breaks. Up to `grace` quiet days in a row leave
a run alone; one more ends it, and the next kind day starts a fresh page. A pending or future
day says nothing yet and is passed over.
"""

from collections import Counter, deque
from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct

from kindtui.domain.journal.day import Mark

WINDOW = 28

ThreadState = Literal["none", "going", "resting"]


class Run(Struct, frozen=True):
    """Kind days that belong together: how many, and the first and the last of them."""

    first: date
    last: date
    kind_days: int


class Thread(Struct, frozen=True):
    """The last run and whether the next kind day would still belong to it."""

    kind_days: int
    state: ThreadState


class Headline(Struct, frozen=True):
    """Kind and rest days among the last `counted` calendar days (0–28)."""

    kind: int
    rest: int
    counted: int

    def __str__(self) -> str:
        """The headline in words; empty while there is nothing to tell."""
        window = "so far" if self.counted == 1 else f"in the last {self.counted}"
        if not self.kind:
            return f"{self.rest} rest {_days(self.rest)} {window}" if self.rest else ""
        rest = f" · {self.rest} rest" if self.rest else ""
        return f"{self.kind} kind {_days(self.kind)} {window}{rest}"


def _days(count: int) -> str:
    return "day" if count == 1 else "days"


def find_runs(marks: Mapping[date, Mark], grace: int) -> tuple[list[Run], int]:
    """Every run, oldest first, and the quiet days since the last kind day."""
    found: list[Run] = []
    quiet = grace + 1
    for on, mark in marks.items():
        if mark.counts:
            if quiet > grace:
                found.append(Run(on, on, 1))
            else:
                found[-1] = Run(found[-1].first, on, found[-1].kind_days + 1)
            quiet = 0
        elif mark is Mark.QUIET:
            quiet += 1
    return found, quiet


def current_thread(marks: Mapping[date, Mark], grace: int) -> Thread:
    """The current thread: "resting" keeps its number until the next kind day, and is never 0."""
    found, quiet = find_runs(marks, grace)
    if not found:
        return Thread(0, "none")
    return Thread(found[-1].kind_days, "going" if quiet <= grace else "resting")


def last_28(marks: Mapping[date, Mark]) -> Headline:
    """The last 28 calendar days that say something; today is among them once recorded."""
    spoken = (mark for mark in marks.values() if mark not in (Mark.PENDING, Mark.FUTURE))
    window = deque(spoken, maxlen=WINDOW)
    count = Counter(window)
    return Headline(count[Mark.KIND] + count[Mark.KEPT], count[Mark.REST], len(window))
