"""Removal of control characters from every text of a journal."""

from typing import TypeVar

from msgspec import structs

from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.journal.day import Act, Day, Line
from kindtui.domain.journal.journal import Conflict, Journal
from kindtui.domain.journal.parts import LIST_FIELDS
from kindtui.domain.text import strip_controls

T = TypeVar("T", Act, Line, CustomEntry, Conflict)

TEXT_FIELDS: dict[type, tuple[str, ...]] = {
    Act: ("text", "who", "when", "audience", "source"),
    Line: ("text",),
    CustomEntry: ("text", "script"),
    Conflict: ("text",),
}


def sanitized(journal: Journal) -> Journal:
    """Return the journal without control characters; a day that had none stays the same object."""
    return structs.replace(
        journal,
        days={on: _sanitized_day(day) for on, day in journal.days.items()},
        custom_entries={key: _sanitized_entry(entry) for key, entry in journal.custom_entries.items()},
        conflicts=tuple(map(_sanitized_entry, journal.conflicts)),
    )


def _sanitized_day(day: Day) -> Day:
    lists = {field: tuple(map(_sanitized_entry, getattr(day, field))) for field in LIST_FIELDS}
    who = structs.replace(day.who, value=strip_controls(day.who.value)) if day.who else None
    cleaned = structs.replace(day, who=who, **lists)
    return day if cleaned == day else cleaned


def _sanitized_entry(entry: T) -> T:
    texts = {name: getattr(entry, name) for name in TEXT_FIELDS[type(entry)]}
    cleaned = {name: strip_controls(text) for name, text in texts.items()}
    return entry if cleaned == texts else structs.replace(entry, **cleaned)
