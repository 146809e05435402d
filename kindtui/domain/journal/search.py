"""Search over every text of every day, fast enough to run on each key."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from kindtui.domain.dates import long_date
from kindtui.domain.journal.contents import day_items
from kindtui.domain.journal.day import Act, Day, Line
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.lazy_days import DayOutline, outlines_of
from kindtui.domain.text import clean_lines, first_line
from kindtui.domain.text_folds import folded


class IndexEntry(NamedTuple):
    """A day as it is held, its texts that lost in a merge, and the folded text of both."""

    day: DayOutline | None
    conflict_texts: tuple[str, ...]
    folded_text: str


class SearchIndex:
    """The days of a journal that hold something; they are folded at the first search."""

    def __init__(self, journal: Journal, previous: "SearchIndex | None" = None) -> None:
        """Index the journal; entries of days that did not change are taken from `previous`."""
        self._journal = journal
        self._previous_entries = previous.entries if previous else {}
        self._conflict_texts: dict[date, tuple[str, ...]] = {}
        for conflict in journal.conflicts:
            self._conflict_texts[conflict.day] = (*self._conflict_texts.get(conflict.day, ()), conflict.text)
        self._outlines = outlines_of(journal.days)
        recorded = {on for on, day in self._outlines.items() if day.has_content}
        self.dates = sorted(recorded | self._conflict_texts.keys(), reverse=True)
        self.entries: dict[date, IndexEntry] = {}

    def find(self, query: str) -> list[date]:
        """Return the days that contain every word of the query, newest first; all days if it is empty."""
        query_words = folded(query).split()
        if not query_words:
            return self.dates
        self.prepare()
        return [
            on for on, entry in self.entries.items() if all(word in entry.folded_text for word in query_words)
        ]

    def prepare(self) -> None:
        """Fold the texts ahead of the first search."""
        if not self.entries:
            self.entries = {on: self._entry(on) for on in self.dates}

    def _entry(self, on: date) -> IndexEntry:
        held, conflict_texts = self._outlines.get(on), self._conflict_texts.get(on, ())
        previous = self._previous_entries.get(on)
        if previous and previous.day is held and previous.conflict_texts == conflict_texts:
            return previous
        day = self._journal.day(on)
        return IndexEntry(
            held,
            conflict_texts,
            folded("\n".join([f"{long_date(on)} {on}", *distinct_texts(day), *conflict_texts])),
        )


def matching_line(text: str, query_words: Collection[str]) -> str:
    """Return the line of a text that contains the most of the folded words: its first line in doubt."""
    lines = clean_lines(text).split("\n")
    if len(lines) == 1:
        return lines[0]

    def match_count(line: str) -> int:
        folded_line = folded(line)
        return sum(word in folded_line for word in query_words)

    best = max(lines, key=match_count)
    return first_line(text) if best == lines[0] else f"… {best}"


def distinct_texts(day: Day) -> list[str]:
    """Return every text of a day once: the lines and the acts, then the names and the times."""
    lines: list[str] = []
    acts: list[str] = []
    details: list[str] = []
    for item in day_items(day):
        if isinstance(item.source, Line):
            lines.append(item.text)
        elif isinstance(item.source, Act):
            acts.append(item.text)
            details += (item.source.who, item.source.when)
        elif item.kind == "who":
            details.append(item.text)
    return list(dict.fromkeys(text for text in (*lines, *acts, *details) if text))
