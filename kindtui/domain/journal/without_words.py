"""What can be shown of a locked journal without its key."""

from typing import TypeVar

from msgspec import structs

from kindtui.domain.journal.day import Act, Answer, Day, Line
from kindtui.domain.journal.journal import Conflict, Journal, UndoStep
from kindtui.domain.sealed_text import is_sealed

Entry = TypeVar("Entry", Act, Line)


def without_sealed_words(journal: Journal) -> Journal:
    """Return what can be shown of a journal whose key is not at hand: a sealed word is as blank as none.

    Custom entries stay as they are: `custom_entries_of` leaves out sealed ones.
    """
    return structs.replace(
        journal,
        days={on: _day_without_words(day) for on, day in journal.days.items()},
        conflicts=_plain(journal.conflicts),
        undo_steps=tuple(map(_step_without_words, journal.undo_steps)),
        redo_steps=tuple(map(_step_without_words, journal.redo_steps)),
    )


def _step_without_words(step: UndoStep) -> UndoStep:
    return structs.replace(
        step,
        before=tuple(map(_day_without_words, step.before)),
        own=tuple(
            (kind, structs.replace(entry, text="") if is_sealed(entry.text) else entry)
            for kind, entry in step.own
        ),
        conflicts=_plain(step.conflicts),
        conflicts_made=_plain(step.conflicts_made),
    )


def _plain(conflicts: tuple[Conflict, ...]) -> tuple[Conflict, ...]:
    return tuple(conflict for conflict in conflicts if not is_sealed(conflict.text))


def _day_without_words(day: Day) -> Day:
    who = day.who
    if who and is_sealed(who.value):
        who = Answer("", who.updated_at, sealed=who.value)
    return structs.replace(
        day,
        who=who,
        acts=_without_words(day.acts),
        received=_without_words(day.received),
        kept=_without_words(day.kept),
        notes=_without_words(day.notes),
    )


def _without_words(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(structs.replace(entry, text="") if is_sealed(entry.text) else entry for entry in entries)
