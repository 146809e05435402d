"""Deletion for good: of a purged day only the record of its deletion is left, and no text."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime

from msgspec import Struct, structs

from kindtui.domain.journal.custom_entry import CUSTOM_ENTRY_KINDS
from kindtui.domain.journal.day import Day, Purge
from kindtui.domain.journal.journal import Conflict, Journal, UndoStep
from kindtui.domain.journal.lazy_days import with_days
from kindtui.domain.journal.merge import merge
from kindtui.domain.journal.parts import LIST_FIELDS, parts_of, restore_parts, texts_of
from kindtui.domain.settings import Settings

STEP_FIELDS = ("undo_steps", "redo_steps")  # every list of steps of a journal; each step may hold texts


class Traces(Struct, frozen=True):
    """What tells that something was on certain days: its texts, and the uids of its entries."""

    texts: frozenset[str] = frozenset()
    uids: frozenset[str] = frozenset()

    def __or__(self, other: "Traces") -> "Traces":
        """Return both together."""
        return Traces(self.texts | other.texts, self.uids | other.uids)

    def __repr__(self) -> str:
        """Leave out what the person wrote, so that no log or error can show it."""
        return type(self).__name__


def purge(journal: Journal, dates: Collection[date], at: datetime) -> Journal:
    """Return the journal without these days, so that merging an older copy does not bring them back.

    Conflicts, and steps to undo or redo, with one of the days are removed as well, and so is what they hold
    of an entry that was moved to one of the days.

    Args:
        journal: The journal.
        dates: The days to purge.
        at: The time of the purge (UTC), later than every `updated_at` of the journal.
    """
    kept_steps = {
        name: tuple(step for step in getattr(journal, name) if not _dates_of(step) & set(dates))
        for name in STEP_FIELDS
    }
    purged = structs.replace(
        journal,
        days=with_days(
            journal.days, {on: Day(on, purged=Purge(at, _uids_to_purge(journal, on))) for on in dates}
        ),
        updated_at=at,
        conflicts=tuple(conflict for conflict in journal.conflicts if _date_of(conflict) not in dates),
        **kept_steps,
    )
    return without_entries(purged, uids_on(journal, dates), at)


def uids_on(journal: Journal, dates: Collection[date]) -> frozenset[str]:
    """Return the uid of every entry that is on one of these days now, and on no other."""
    uids: tuple[set[str], set[str]] = (set(), set())
    for on, day in journal.days.items():
        uids[on in dates].update(entry.uid for field in LIST_FIELDS for entry in getattr(day, field))
    return frozenset(uids[True] - uids[False])


def without_entries(journal: Journal, uids: Collection[str], at: datetime) -> Journal:
    """Return the journal without these entries, on whichever day they are; tombstones are left, with `at`.

    Conflicts about them, and steps to undo or redo that concern them, are removed as well.
    """
    if not has_entries(journal, uids):
        return journal
    changed: dict[date, Day] = {}
    for on, day in journal.days.items():
        found = [key for key in parts_of(day) if key[1] in uids]
        moved = {uid: at for uid in day.moved if uid in uids}  # older words for it would become a conflict
        if found or moved:
            day = restore_parts(day, dict.fromkeys(found), at)
            changed[on] = structs.replace(day, deleted={**day.deleted, **moved})
    kept_steps = {
        name: tuple(step for step in getattr(journal, name) if not _uids_of(step) & set(uids))
        for name in STEP_FIELDS
    }
    conflicts = tuple(conflict for conflict in journal.conflicts if conflict.uid not in uids)
    days = with_days(journal.days, changed)
    return structs.replace(journal, days=days, conflicts=conflicts, **kept_steps)


def has_entries(journal: Journal, uids: Collection[str]) -> bool:
    """Return whether any of these entries is on a day, among the conflicts, or in a step."""
    return bool(uids) and (
        any(
            entry.uid in uids
            for day in journal.days.values()
            for field in LIST_FIELDS
            for entry in getattr(day, field)
        )
        or any(conflict.uid in uids for conflict in journal.conflicts)
        or any(_uids_of(step) & set(uids) for step in _steps(journal))
    )


def purge_everything(journal: Journal, at: datetime) -> Journal:
    """Return the journal without days, custom entries, days away and settings; `at` as for `purge`."""
    return structs.replace(
        purge(journal, recorded_dates(journal), at),
        custom_entries={
            key: structs.replace(entry, updated_at=at).tombstone
            for key, entry in journal.custom_entries.items()
        },
        away={uid: structs.replace(away, updated_at=at).tombstone for uid, away in journal.away.items()},
        settings=Settings(updated_at=at),
        conflicts=(),
        **dict.fromkeys(STEP_FIELDS, ()),
    )


def with_purges_of(journal: Journal, others: Iterable[Journal]) -> Journal:
    """Return the journal without what was purged from any of the others, and with the record of it."""
    for other in others:
        purged_days = {on: Day(on, purged=day.purged) for on, day in other.days.items() if day.purged}
        purged_entries = {key: entry for key, entry in other.custom_entries.items() if entry.purged}
        purged_away = {uid: away for uid, away in other.away.items() if away.purged}
        if purged_days or purged_entries or purged_away:
            purged = Journal(purged_days, custom_entries=purged_entries, away=purged_away)
            journal = merge(journal, purged)
    return journal


def traces_of(journal: Journal, dates: Collection[date] | None) -> Traces:
    """Return the traces of these days, or of everything, wherever in the journal they are."""
    on_days = [(on, text) for on, text in _dated_texts(journal) if dates is None or on in dates]
    uids = (uid for on in recorded_dates(journal) if dates is None or on in dates
            for uid in _uids_to_purge(journal, on))  # fmt: skip
    return Traces(frozenset(text for _, text in on_days), frozenset(uids))


def has_traces_of(journal: Journal, on: date) -> bool:
    """Return whether the journal may still hold a text of that day."""
    return (
        journal.day(on) != Day(on, purged=journal.day(on).purged)
        or any(_date_of(conflict) == on for conflict in journal.conflicts)
        or any(on in _dates_of(step) for step in _steps(journal))
    )


def recorded_dates(journal: Journal) -> set[date]:
    """Return every day that something was recorded for, even if only a conflict or a step is left."""
    conflict_dates = {on for conflict in journal.conflicts if (on := _date_of(conflict))}
    return set(journal.days).union(conflict_dates, *map(_dates_of, _steps(journal)))


def _dated_texts(journal: Journal) -> Iterator[tuple[date | None, str]]:
    """Yield every text in a journal, wherever it is, with its day; None for one that belongs to no day."""
    steps = list(_steps(journal))
    for day in (*journal.days.values(), *(day for step in steps for day in step.before)):
        yield from ((day.day, text) for text in texts_of(day))
    conflicts = (*journal.conflicts, *(conflict for step in steps for conflict in _conflicts_of(step)))
    yield from ((_date_of(conflict), conflict.text) for conflict in conflicts)
    for entry in (*journal.custom_entries.values(), *(entry for step in steps for _, entry in step.own)):
        yield from ((None, text) for text in entry.texts)


def _steps(journal: Journal) -> Iterator[UndoStep]:
    for name in STEP_FIELDS:
        yield from getattr(journal, name)


def _uids_to_purge(journal: Journal, on: date) -> tuple[str, ...]:
    """Return the uid of every entry that is or was on the day."""
    day = journal.day(on)
    uids = {uid for field, uid in parts_of(day) if field in LIST_FIELDS} | {*day.deleted, *day.moved}
    uids |= {
        conflict.uid for conflict in journal.conflicts if conflict.day == on and conflict.part in LIST_FIELDS
    }
    created = [ref for step in _steps(journal) for ref in step.made]
    uids |= {
        uid
        for step in _steps(journal)
        for day in step.before
        if day.day == on
        for field, uid in parts_of(day)
        if field in LIST_FIELDS
    }
    uids |= {uid for created_on, part, uid in created if created_on == on and part in LIST_FIELDS}
    return tuple(sorted(uids | set(day.purged.uids if day.purged else ())))


def _date_of(conflict: Conflict) -> date | None:
    """Return the day of a conflict; None for one about a custom entry, which stands under `UNDATED`."""
    return None if conflict.part in CUSTOM_ENTRY_KINDS else conflict.day


def _dates_of(step: UndoStep) -> set[date]:
    conflict_dates = {on for conflict in _conflicts_of(step) if (on := _date_of(conflict))}
    return {day.day for day in step.before} | {on for on, _, _ in step.made} | conflict_dates


def _uids_of(step: UndoStep) -> set[str]:
    """Return the uid of every entry of a day that the step concerns."""
    parts = [key for day in step.before for key in parts_of(day)]
    parts += [(part, uid) for _, part, uid in step.made]
    parts += [(conflict.part, conflict.uid) for conflict in _conflicts_of(step)]
    return {uid for part, uid in parts if part in LIST_FIELDS}


def _conflicts_of(step: UndoStep) -> tuple[Conflict, ...]:
    return (*step.conflicts, *step.conflicts_made)
