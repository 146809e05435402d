"""Merging of two copies of a journal without losing a text.

For each part of each day the later `updated_at` wins; ties are decided by content. A text that loses
is kept as a conflict, unless it is the one both copies started from. A tombstone wins over parts that
are not newer, and purged parts never come back. Merging is commutative, associative and idempotent.

An entry that was moved to another day keeps its uid there, and the old day has in `moved` which versions
left. In other copies these are gone from the old day; an earlier version becomes a conflict there, and a
later one stays.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from msgspec import Struct, structs

from kindtui.domain.journal.away import Away
from kindtui.domain.journal.custom_entry import UNDATED
from kindtui.domain.journal.day import Day, Purge
from kindtui.domain.journal.journal import Conflict, Journal, next_instant
from kindtui.domain.journal.keyring import merge_keyrings
from kindtui.domain.journal.lazy_days import has_same_document, outlines_of, with_days
from kindtui.domain.journal.merge_custom_entries import (
    CustomEntries,
    dated_by_entry,
    is_resolved,
    merge_custom_entries,
)
from kindtui.domain.journal.merge_undo import merge_undo_histories
from kindtui.domain.journal.parts import LIST_FIELDS, Part, PartKey, day_from_parts, parts_of, texts_of_part
from kindtui.domain.journal.sealed_parts import is_sealed_part
from kindtui.domain.settings import Settings

ConflictKey = tuple[date, str, str, str]


class _MergedDay(Struct, frozen=True):
    day: Day
    conflicts: tuple[Conflict, ...]


def merge(ours: Journal, theirs: Journal, base: Journal | None = None) -> Journal:
    """Return both journals merged; `base` is their common ancestor, if it is known.

    A day that is equal in both stays the same object as in `ours`.
    """
    changed: dict[date, Day] = {}
    conflicts: list[Conflict] = [*dated_by_entry(ours), *dated_by_entry(theirs)]
    outlines, others = outlines_of(ours.days), outlines_of(theirs.days)
    for on in sorted(outlines.keys() | others.keys()):
        if has_same_document(outlines.get(on), others.get(on)):
            continue
        our_day, their_day = ours.day(on), theirs.day(on)
        day = our_day
        if our_day != their_day:
            merged_day = _merge_day(our_day, their_day, base.day(on) if base else Day(on))
            day = merged_day.day
            conflicts.extend(merged_day.conflicts)
        if day != our_day or on not in ours.days:
            changed[on] = day
    days = with_days(ours.days, changed, in_order=True)
    custom_entries, custom_conflicts = merge_custom_entries(
        ours.custom_entries, theirs.custom_entries, base.custom_entries if base else {}
    )
    merged = Journal(
        days,
        max(ours.settings, theirs.settings, key=_settings_precedence),
        max((at for at in (ours.updated_at, theirs.updated_at) if at), default=None),
        _remaining_conflicts([*conflicts, *custom_conflicts], days, custom_entries),
        custom_entries=custom_entries,
        away=merge_away(ours.away, theirs.away),
        keyring=merge_keyrings(ours.keyring, theirs.keyring),
    )
    history = merge_undo_histories(ours, theirs, base, merged)
    return structs.replace(merged, undo_steps=history.undo_steps, redo_steps=history.redo_steps)


def without_settled_conflicts(journal: Journal) -> Journal:
    """Return the journal without conflicts whose text its entry has, or has had removed."""
    conflicts = _remaining_conflicts(journal.conflicts, journal.days, journal.custom_entries)
    return structs.replace(journal, conflicts=conflicts) if conflicts != journal.conflicts else journal


def merge_away(ours: Mapping[str, Away], theirs: Mapping[str, Away]) -> dict[str, Away]:
    """Return the days away of both by uid: the later version of each wins, and a purged one always does."""

    def precedence(away: Away) -> tuple[bool, datetime, str]:
        return away.purged, away.updated_at, repr(away)

    return {
        uid: max((away for away in (ours.get(uid), theirs.get(uid)) if away), key=precedence)
        for uid in sorted(ours.keys() | theirs.keys())
    }


def _merge_day(ours: Day, theirs: Day, base: Day) -> _MergedDay:
    purged = _merge_purges(ours.purged, theirs.purged)
    deleted = {
        uid: max(at for at in (ours.deleted.get(uid), theirs.deleted.get(uid)) if at)
        for uid in sorted(ours.deleted.keys() | theirs.deleted.keys())
    }
    moved = {
        uid: tuple(sorted({*ours.moved.get(uid, ()), *theirs.moved.get(uid, ())}))
        for uid in sorted(ours.moved.keys() | theirs.moved.keys())
    }
    our_parts, their_parts, base_parts = parts_of(ours), parts_of(theirs), parts_of(base)
    parts: dict[PartKey, Part] = {}
    conflicts: list[Conflict] = []
    for key in our_parts.keys() | their_parts.keys():
        versions = [part for part in (our_parts.get(key), their_parts.get(key)) if part is not None]
        winner = max(versions, key=_precedence)
        losers = [part for part in versions if part not in (winner, base_parts.get(key))]
        conflict_at = None
        if purged is not None and purged.covers(key[1], winner.updated_at):
            continue
        if _is_deleted(key, winner.updated_at, deleted):
            if winner != base_parts.get(key) and key in base_parts:  # edited here, deleted there
                losers, conflict_at = [winner], next_instant(deleted[key[1]])
        elif _has_left(key, winner.updated_at, moved):
            strays = [part for part in versions if part.updated_at not in moved[key[1]]]
            losers = [part for part in strays if part != base_parts.get(key)]
        else:
            parts[key] = winner
        conflicts += [
            Conflict(ours.day, *key, text, conflict_at or part.updated_at)
            for part in losers
            for text in texts_of_part(key[0], part)
            if text not in texts_of_part(key[0], base_parts.get(key))
        ]
    day = structs.replace(day_from_parts(ours.day, parts), deleted=deleted, moved=moved, purged=purged)
    return _MergedDay(day, tuple(conflicts))


def _is_deleted(key: PartKey, updated_at: datetime, deleted: Mapping[str, datetime]) -> bool:
    return key[0] in LIST_FIELDS and key[1] in deleted and deleted[key[1]] >= updated_at


def _has_left(key: PartKey, updated_at: datetime, moved: Mapping[str, tuple[datetime, ...]]) -> bool:
    return key[0] in LIST_FIELDS and any(at >= updated_at for at in moved.get(key[1], ()))


def _merge_purges(ours: Purge | None, theirs: Purge | None) -> Purge | None:
    if ours is None or theirs is None:
        return ours or theirs
    return Purge(max(ours.at, theirs.at), tuple(sorted({*ours.uids, *theirs.uids})))


def _remaining_conflicts(
    candidates: Iterable[Conflict], days: Mapping[date, Day], custom_entries: CustomEntries
) -> tuple[Conflict, ...]:
    """Return the distinct conflicts, without texts that won or have been deleted or purged since."""
    remaining: dict[ConflictKey, Conflict] = {}
    candidates = sorted(candidates, key=lambda conflict: conflict.sort_key)
    parts = {on: parts_of(days[on]) for on in {conflict.day for conflict in candidates} & days.keys()}
    for conflict in candidates:
        day = days.get(conflict.day, Day(conflict.day))
        key = (conflict.part, conflict.uid)
        purged = day.purged is not None and day.purged.covers(conflict.uid, conflict.updated_at)
        is_removed = purged or _is_deleted(key, conflict.updated_at, day.deleted)
        is_removed = is_removed or (conflict.day == UNDATED and is_resolved(conflict, custom_entries))
        if not is_removed and conflict.text not in texts_of_part(
            conflict.part, parts.get(conflict.day, {}).get(key)
        ):
            remaining[(conflict.day, *key, conflict.text)] = conflict
    return tuple(remaining.values())


def _precedence(part: Part) -> tuple[datetime, bool, str]:
    """Return a sort key by which the later part wins, and of two of one time the sealed one."""
    return part.updated_at, is_sealed_part(part), repr(part)


def _settings_precedence(settings: Settings) -> tuple[bool, datetime | bool, str]:
    """Return a sort key by which settings that were never changed lose to all others."""
    at = settings.updated_at
    return at is not None, at or settings != Settings(), repr(settings)
