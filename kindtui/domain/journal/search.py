"""Search over every text of every day, fast enough to follow each key."""

import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from kindtui.domain.dates import in_words
from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Journal


class Entry(NamedTuple):
    """A day, the texts of it that lost in a merge, and all its words folded."""

    day: Day
    beside: tuple[str, ...]
    folded: str


class Index:
    """The days of a journal that hold something; folded at the first search, and again once changed."""

    def __init__(self, journal: Journal, before: "Index | None" = None) -> None:
        """Take over from `before` what did not change."""
        self._journal = journal
        self._known = before.entries if before else {}
        self._beside: dict[date, tuple[str, ...]] = {}
        for conflict in journal.conflicts:
            self._beside[conflict.day] = (*self._beside.get(conflict.day, ()), conflict.text)
        held = {on for on, day in journal.days.items() if day.says_something}
        self.days = sorted(held | self._beside.keys(), reverse=True)
        self.entries: dict[date, Entry] = {}

    def find(self, text: str) -> list[date]:
        """The days that hold every word of the text, newest first; all of them if it is empty."""
        wanted = fold(text).split()
        if not wanted:
            return self.days
        self.prepare()
        return [on for on, entry in self.entries.items() if all(word in entry.folded for word in wanted)]

    def prepare(self) -> None:
        """Fold what was not folded yet, ahead of the first search."""
        if not self.entries:
            self.entries = {on: self._entry(on) for on in self.days}

    def _entry(self, on: date) -> Entry:
        day, beside = self._journal.day(on), self._beside.get(on, ())
        known = self._known.get(on)
        if known and known.day is day and known.beside == beside:
            return known
        return Entry(day, beside, fold("\n".join([f"{in_words(on)} {on}", *texts_on(day), *beside])))


def texts_on(day: Day) -> list[str]:
    """Every text of a day once: what was received, kept, noted and done, then names and times."""
    return list(dict.fromkeys(text for text in _texts(day) if text))


def fold(text: str) -> str:
    """The text without case and accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()


def _texts(day: Day) -> Iterator[str]:
    for line in (*day.received, *day.kept, *day.notes):
        yield line.text
    for act in day.acts:
        yield act.text
    if day.who:
        yield day.who.value
    for act in day.acts:
        yield act.who
        yield act.when
