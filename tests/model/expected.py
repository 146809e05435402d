"""What a journal should hold and say after each deed: plain Python, written from the README alone.

Nothing here imports kindtui. Days are immutable values, so that a change that is taken back is the value that
stood there before.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

from tests.domain.thread_spec import last_28, runs, thread

UNDO_LIMIT = 50
ONE_DAY = timedelta(days=1)
TRAVEL_LIMIT = timedelta(hours=36)


@dataclass(frozen=True)
class Place:
    """A time and where the wall clock then stood."""

    at: datetime
    offset: int

    @property
    def wall(self) -> datetime:
        return self.at.astimezone(timezone(timedelta(seconds=self.offset)))

    def day(self, day_start: int) -> date:
        """The day it is, which begins some hours after midnight."""
        return (self.wall - timedelta(hours=day_start)).date()


@dataclass(frozen=True)
class Entry:
    """One line or act: its words, the state of an act, and when it was written."""

    text: str
    written: Place
    state: str = ""


@dataclass(frozen=True)
class DayRecord:
    """What one day holds."""

    acts: tuple[Entry, ...] = ()
    received: tuple[Entry, ...] = ()
    kept: tuple[Entry, ...] = ()
    notes: tuple[Entry, ...] = ()
    rest: bool = False
    skipped: frozenset[str] = frozenset()

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.acts + self.received + self.kept + self.notes

    def with_entry(self, part: str, entry: Entry) -> "DayRecord":
        """The day with one entry more in one of its lists."""
        changed: Any = {part: (*getattr(self, part), entry)}
        return replace(self, **changed)

    def with_texts(self, texts: Collection[str]) -> "DayRecord":
        """The day with those entries alone."""
        acts, received, kept, notes = (
            tuple(entry for entry in entries if entry.text in texts)
            for entries in (self.acts, self.received, self.kept, self.notes)
        )
        return replace(self, acts=acts, received=received, kept=kept, notes=notes)

    @property
    def is_kind(self) -> bool:
        return bool(self.received or self.kept or any(act.state == "done" for act in self.acts))

    @property
    def mark(self) -> str:
        """Its letter in the specification of the thread."""
        if self.is_kind:
            return "k"
        return "r" if self.rest else "."


@dataclass(frozen=True)
class Journal:
    """All days, and the settings that the model changes."""

    days: dict[date, DayRecord] = field(default_factory=dict)
    day_start: int = 4
    evening_hour: int = 17

    def day(self, on: date) -> DayRecord:
        return self.days.get(on, DayRecord())

    def with_day(self, on: date, record: DayRecord) -> "Journal":
        return replace(self, days={**self.days, on: record})

    @property
    def texts(self) -> set[str]:
        return {entry.text for day in self.days.values() for entry in day.entries}

    def due(self, here: Place) -> str:
        """What is due at that time; rest finishes a day, also a kind one."""
        day = self.day(here.day(self.day_start))
        if day.rest:
            return "nothing"
        hours = (here.wall.hour - self.day_start) % 24
        if hours >= (self.evening_hour - self.day_start) % 24:
            return "nothing" if day.received or "evening" in day.skipped else "evening"
        if not (day.acts or day.kept or "morning" in day.skipped):
            return "morning"
        return "act" if any(act.state == "planned" for act in day.acts) else "nothing"

    def status(self, here: Place) -> dict[str, object]:
        """What `status --json` says."""
        today = here.day(self.day_start)
        day = self.day(today)
        marks, thread_marks = self._marks(today)
        kind_28, rest_28, counted = last_28(marks)
        length, state = thread(thread_marks)
        return {
            "date": today.isoformat(),
            "due": self.due(here),
            "kind_days_28": kind_28,
            "rest_days_28": rest_28,
            "counted_days_28": counted,
            "thread": length,
            "thread_state": state,
            "longest_thread": max(runs(thread_marks), default=0),
            "kind_days_total": marks.count("k"),
            "acts": [(act.text, act.state) for act in day.acts],
            "received": [line.text for line in day.received],
            "kept": [line.text for line in day.kept],
            "rest": day.rest,
            "mark": {"k": "kind", "r": "rest", ".": "pending"}[day.mark],
        }

    def _marks(self, today: date) -> tuple[str, str]:
        """The days up to today as letters, and again for the thread, which takes a skipped date for rest."""
        used = [on for on, day in self.days.items() if on <= today and (day.entries or day.rest)]
        if not used:
            return "", ""
        first = min(used)
        dates = [first + ONE_DAY * number for number in range((today - first).days + 1)]
        if self.day(today).mark == ".":
            dates.pop()
        marks = [self.day(on).mark for on in dates]
        thread_marks = [
            "r" if mark == "." and self.is_skipped(on) else mark
            for on, mark in zip(dates, marks, strict=True)
        ]
        return "".join(marks), "".join(thread_marks)

    def is_skipped(self, on: date) -> bool:
        """Whether a journey skipped it: the entries around it are of two zones and at most 36 hours apart."""
        before, after = (self._written_on(on - ONE_DAY), self._written_on(on + ONE_DAY))
        if self._written_on(on) or not before or not after:
            return False
        left, arrived = before[-1], after[0]
        return left.offset != arrived.offset and arrived.at - left.at <= TRAVEL_LIMIT

    def _written_on(self, on: date) -> list[Place]:
        """When the entries of a day were written, in order, without those that were filled in later."""
        written = sorted((entry.written for entry in self.day(on).entries), key=lambda place: place.at)
        return [place for place in written if place.day(self.day_start) == on]


@dataclass
class Expected:
    """A journal that changes deed by deed, what can be taken back, and the words that have to be there."""

    journal: Journal = field(default_factory=Journal)
    undo: list[Journal] = field(default_factory=list)
    redo: list[Journal] = field(default_factory=list)  # since the last new change
    undone: list[set[str]] = field(default_factory=list)  # the words that each undo took away
    waiting: set[str] = field(default_factory=set)  # in fields

    def change(self, journal: Journal) -> None:
        """Note one change that a person made."""
        if journal == self.journal:
            return
        self._save(journal)
        self.redo.clear()

    def take_back(self) -> None:
        before = self.undo.pop()
        self.redo.append(self.journal)
        self.undone = [*self.undone, self.journal.texts - before.texts][-UNDO_LIMIT:]
        self.journal = before

    def give_back(self) -> None:
        self.undone.pop()
        self._save(self.redo.pop())

    def _save(self, journal: Journal) -> None:
        self.undo = [*self.undo, self.journal][-UNDO_LIMIT:]
        self.journal = journal

    def forget_changes(self) -> None:
        """From here on expect nothing of undo: the last deed was another kind of change, or several."""
        self.undo.clear()
        self.redo.clear()
        self.undone.clear()

    @property
    def words_to_keep(self) -> set[str]:
        """The texts of the journal, those that wait in a field, and those that can be had back."""
        history = [*self.undo, self.journal]
        removed = [before.texts - after.texts for before, after in pairwise(history)]
        return self.journal.texts.union(self.waiting, *self.undone, *removed)
