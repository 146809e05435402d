"""Deletion for good: of a purged day only the record of its deletion is left, and no text."""

from collections.abc import Collection
from datetime import date, datetime

from msgspec import structs

from kindtui.domain.journal.custom_entry import UNDATED
from kindtui.domain.journal.day import Day, Purge
from kindtui.domain.journal.journal import Journal, UndoStep
from kindtui.domain.journal.parts import LIST_FIELDS, parts_of, texts_of
from kindtui.domain.settings import Settings


def purge(journal: Journal, dates: Collection[date], at: datetime) -> Journal:
    """Return the journal without these days, so that merging an older copy does not bring them back.

    Conflicts and undo and redo steps with one of the days are removed as well.

    Args:
        journal: The journal.
        dates: The days to purge.
        at: The time of the purge (UTC), later than every `updated_at` of the journal.
    """
    return structs.replace(
        journal,
        days={**journal.days, **{on: Day(on, purged=Purge(at, _uids_to_purge(journal, on))) for on in dates}},
        updated_at=at,
        conflicts=tuple(conflict for conflict in journal.conflicts if conflict.day not in dates),
        undo_steps=tuple(step for step in journal.undo_steps if not _dates_of(step) & set(dates)),
        redo_steps=tuple(step for step in journal.redo_steps if not _dates_of(step) & set(dates)),
    )


def purge_everything(journal: Journal, at: datetime) -> Journal:
    """Return the journal without days, custom entries and settings; `at` as for `purge`."""
    return structs.replace(
        purge(journal, recorded_dates(journal), at),
        custom_entries={
            key: structs.replace(entry, updated_at=at).tombstone
            for key, entry in journal.custom_entries.items()
        },
        settings=Settings(updated_at=at),
        conflicts=(),
        undo_steps=(),
        redo_steps=(),
    )


def texts_to_erase(journal: Journal, dates: Collection[date]) -> set[str]:
    """Return every text of these days, including those in conflicts and undo and redo steps."""
    stored_days = [journal.day(on) for on in dates]
    stored_days += [day for step in _steps_of(journal) for day in step.before if day.day in dates]
    texts = {text for day in stored_days for text in texts_of(day)}
    return texts | {conflict.text for conflict in journal.conflicts if conflict.day in dates}


def has_traces_of(journal: Journal, on: date) -> bool:
    """Return whether the journal may still hold a text of that day."""
    return (
        journal.day(on) != Day(on, purged=journal.day(on).purged)
        or any(conflict.day == on for conflict in journal.conflicts)
        or any(on in _dates_of(step) for step in _steps_of(journal))
    )


def recorded_dates(journal: Journal) -> set[date]:
    """Return every day of which anything is left, even if only a conflict or a step to undo or redo."""
    dates = set(journal.days) | {conflict.day for conflict in journal.conflicts}
    return dates.union(*map(_dates_of, _steps_of(journal))) - {UNDATED}


def _uids_to_purge(journal: Journal, on: date) -> tuple[str, ...]:
    """Return the uid of every entry that is or was on the day."""
    day = journal.day(on)
    uids = {uid for field, uid in parts_of(day) if field in LIST_FIELDS} | set(day.deleted)
    uids |= {
        conflict.uid for conflict in journal.conflicts if conflict.day == on and conflict.part in LIST_FIELDS
    }
    created = [ref for step in _steps_of(journal) for ref in step.made]
    uids |= {
        uid
        for step in _steps_of(journal)
        for day in step.before
        if day.day == on
        for field, uid in parts_of(day)
        if field in LIST_FIELDS
    }
    uids |= {uid for created_on, part, uid in created if created_on == on and part in LIST_FIELDS}
    return tuple(sorted(uids | set(day.purged.uids if day.purged else ())))


def _steps_of(journal: Journal) -> tuple[UndoStep, ...]:
    return (*journal.undo_steps, *journal.redo_steps)


def _dates_of(step: UndoStep) -> set[date]:
    return {day.day for day in step.before} | {on for on, _, _ in step.made}
