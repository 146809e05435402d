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
    """One line or act: its words, when it was written, and the state of an act and whom it is for.

    The number says in which order the entries of the year were written.
    """

    text: str
    written: Place
    state: str = ""
    who: str = ""
    number: int = 0


@dataclass(frozen=True)
class DayRecord:
    """What one day holds."""

    acts: tuple[Entry, ...] = ()
    received: tuple[Entry, ...] = ()
    kept: tuple[Entry, ...] = ()
    notes: tuple[Entry, ...] = ()
    who: str = ""
    rest: bool = False
    not_away: bool = False  # whether it was made an ordinary one of the days away
    skipped: frozenset[str] = frozenset()

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.acts + self.received + self.kept + self.notes

    @property
    def names(self) -> set[str]:
        """The people it names."""
        return {who for who in (self.who, *(act.who for act in self.acts)) if who}

    @property
    def has_content(self) -> bool:
        return bool(self.entries or self.who or self.skipped)

    def with_entry(self, part: str, entry: Entry) -> "DayRecord":
        """The day with one entry more in one of its lists, each of which is in the order of writing."""
        entries = sorted((*getattr(self, part), entry), key=lambda one: one.number)
        changed: Any = {part: tuple(entries)}
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


@dataclass(frozen=True)
class Away:
    """Days to rest, from the first to the last."""

    first: date
    last: date

    @property
    def days(self) -> frozenset[date]:
        return frozenset(self.first + ONE_DAY * number for number in range((self.last - self.first).days + 1))


@dataclass(frozen=True)
class Question:
    """A question of one's own for the morning or the evening, and what its answer is saved as."""

    text: str
    part_of_day: str
    records: str


@dataclass(frozen=True)
class Journal:
    """All days, what belongs to none of them, and the settings that the model changes."""

    days: dict[date, DayRecord] = field(default_factory=dict)
    away: frozenset[date] = frozenset()
    questions: tuple[Question, ...] = ()
    new_names: dict[str, str] = field(default_factory=dict)  # of those who were renamed or joined
    day_start: int = 4
    evening_hour: int = 17
    own_questions: str = "off"

    def day(self, on: date) -> DayRecord:
        return self.days.get(on, DayRecord())

    def with_day(self, on: date, record: DayRecord) -> "Journal":
        return replace(self, days={**self.days, on: record})

    @property
    def texts(self) -> set[str]:
        return {entry.text for day in self.days.values() for entry in day.entries}

    def without_texts(self, texts: Collection[str]) -> "Journal":
        """The journal in which no day has those entries."""
        kept = self.texts.difference(texts)
        return replace(self, days={on: day.with_texts(kept) for on, day in self.days.items()})

    def with_moved(self, part: str, entry: Entry, from_day: date, on: date) -> "Journal":
        """The journal with an entry on another day, as it was written."""
        before = self.day(from_day)
        remaining = before.with_texts({other.text for other in before.entries} - {entry.text})
        return self.with_day(from_day, remaining).with_day(on, self.day(on).with_entry(part, entry))

    # Rest

    def is_away(self, on: date) -> bool:
        return on in self.away and not self.day(on).not_away

    def is_rest(self, on: date) -> bool:
        return self.day(on).rest or self.is_away(on)

    def mark(self, on: date) -> str:
        """The letter of a day in the specification of the thread."""
        if self.day(on).is_kind:
            return "k"
        return "r" if self.is_rest(on) else "."

    def with_rest(self, on: date, *, is_rest: bool) -> "Journal":
        """The journal with a day marked as rest, or made an ordinary one among days away too."""
        day = self.day(on)
        not_away = day.not_away or (self.is_away(on) and not is_rest)
        return self.with_day(on, replace(day, rest=is_rest, not_away=not_away))

    def with_away(self, chosen: Away, today: date, replaced: Away | None = None) -> "Journal":
        """The journal with days away, in place of the rest of others; from today on, of those of today.

        All of them rest. Where others are changed, a day that was made ordinary stays so, but for today.
        """
        if replaced is None and chosen.first == today:
            replaced = next((one for one in self.spans_away if today in one.days), None)
        if replaced is None and all(map(self.is_away, chosen.days)):
            return self
        kept = self.away - {on for on in (replaced.days if replaced else ()) if on >= today}
        journal = replace(self, away=kept | chosen.days)
        for on in chosen.days & self.days.keys():
            if on not in self.away or replaced is None or on == today:
                journal = journal.with_day(on, replace(journal.day(on), not_away=False))
        return journal

    def with_away_ended(self, away: Away, today: date) -> "Journal":
        """The journal in which today is ordinary again, and with it all after it; or without days ahead."""
        has_rest = today in away.days and self.day(today).rest
        journal = self.with_rest(today, is_rest=False) if has_rest else self
        return replace(journal, away=self.away - {on for on in away.days if on >= today})

    @property
    def spans_away(self) -> list[Away]:
        """The days away, each run of them as one, in order."""
        firsts = sorted(on for on in self.away if on - ONE_DAY not in self.away)
        lasts = sorted(on for on in self.away if on + ONE_DAY not in self.away)
        return [Away(first, last) for first, last in zip(firsts, lasts, strict=True)]

    def away_from(self, today: date) -> list[Away]:
        """The days away of now and those ahead."""
        return [one for one in self.spans_away if one.last >= today]

    # People

    def name_for(self, name: str) -> str:
        """The name by which somebody is known now."""
        while name in self.new_names:
            name = self.new_names[name]
        return name

    @property
    def people(self) -> set[str]:
        return {self.name_for(name) for day in self.days.values() for name in day.names}

    def with_renamed(self, name: str, new_name: str) -> "Journal":
        """The journal with a new name for somebody, which may be that of another; the days stay."""
        if self.name_for(name) == new_name:
            return self
        kept = dict(self.new_names)
        if self.name_for(new_name) == self.name_for(name):
            del kept[new_name]  # it would lead back
        return replace(self, new_names={**kept, name: new_name})

    def with_separated(self, name: str) -> "Journal":
        return replace(self, new_names={old: new for old, new in self.new_names.items() if old != name})

    def with_name_in_days(self, name: str) -> "Journal":
        """The journal with the present name of somebody in the days too."""

        def renamed(who: str) -> str:
            return name if who and self.name_for(who) == name else who

        days = {
            on: replace(
                day, who=renamed(day.who), acts=tuple(replace(act, who=renamed(act.who)) for act in day.acts)
            )
            for on, day in self.days.items()
        }
        return replace(self, days=days)

    def due(self, here: Place) -> str:
        """What is due at that time; rest finishes a day, also a kind one."""
        today = here.day(self.day_start)
        day = self.day(today)
        if self.is_rest(today):
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
            "rest": self.is_rest(today),
            "mark": {"k": "kind", "r": "rest", ".": "pending"}[self.mark(today)],
        }

    def _marks(self, today: date) -> tuple[str, str]:
        """The days up to today as letters, and again for the thread, which takes a skipped date for rest."""
        known = {*self.days, *self.away}
        used = [on for on in known if on <= today and (self.day(on).has_content or self.is_rest(on))]
        if not used:
            return "", ""
        first = min(used)
        dates = [first + ONE_DAY * number for number in range((today - first).days + 1)]
        if self.mark(today) == ".":
            dates.pop()
        marks = [self.mark(on) for on in dates]
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


def first_words(text: str) -> list[str]:
    """The word that each line of a text begins with, which stands nowhere else."""
    return [line.split()[0] for line in text.split("\n")]
