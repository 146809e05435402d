"""Two copies of a journal become one, losing no word.

By day and by part the later `updated_at` wins, and ties go by content. A text that loses is kept
as a conflict, unless it is the very one both copies came from. A tombstone wins over what is not
newer; what was purged never comes back. Merging is commutative, associative and idempotent.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from msgspec import Struct, structs

from kindtui.domain.journal.day import Day, Purge
from kindtui.domain.journal.journal import Conflict, Journal, after
from kindtui.domain.journal.merge_own import Owns, is_settled, merge_own
from kindtui.domain.journal.merge_undo import merge_undo
from kindtui.domain.journal.own_words import NO_DAY
from kindtui.domain.journal.parts import LISTS, Key, Part, day_of, parts_of, words
from kindtui.domain.settings import Settings

Identity = tuple[date, str, str, str]


class _Merged(Struct, frozen=True):
    day: Day
    lost: tuple[Conflict, ...]


def merge(ours: Journal, theirs: Journal, base: Journal | None = None) -> Journal:
    """Both journals in one; `base` is the journal both came from, if it is known.

    Where a day is the same in both, it is the very object of `ours`.
    """
    days: dict[date, Day] = {}
    lost: list[Conflict] = [*ours.conflicts, *theirs.conflicts]
    for on in sorted(ours.days.keys() | theirs.days.keys()):
        mine, other = ours.day(on), theirs.day(on)
        if mine == other:
            days[on] = mine
            continue
        merged = _merge_day(mine, other, base.day(on) if base else Day(on))
        days[on] = merged.day
        lost.extend(merged.lost)
    own, own_lost = merge_own(ours.own, theirs.own, base.own if base else {})
    return Journal(
        days,
        max(ours.settings, theirs.settings, key=_settings_rank),
        max((at for at in (ours.updated_at, theirs.updated_at) if at), default=None),
        _conflicts([*lost, *own_lost], days, own),
        merge_undo(ours, theirs, base, days, own),
        own,
    )


def _merge_day(ours: Day, theirs: Day, base: Day) -> _Merged:
    purged = _merge_purges(ours.purged, theirs.purged)
    deleted = {
        uid: max(at for at in (ours.deleted.get(uid), theirs.deleted.get(uid)) if at)
        for uid in sorted(ours.deleted.keys() | theirs.deleted.keys())
    }
    mine, other, before = parts_of(ours), parts_of(theirs), parts_of(base)
    parts: dict[Key, Part] = {}
    lost: list[Conflict] = []
    for key in mine.keys() | other.keys():
        versions = [part for part in (mine.get(key), other.get(key)) if part is not None]
        winner = max(versions, key=_rank)
        losers = [part for part in versions if part not in (winner, before.get(key))]
        at = None
        if purged is not None and purged.covers(key[1], winner.updated_at):
            continue
        if not _is_deleted(key, winner.updated_at, deleted):
            parts[key] = winner
        elif winner != before.get(key) and key in before:  # edited here, deleted there
            losers, at = [winner], after(deleted[key[1]])
        lost += [
            Conflict(ours.day, *key, text, at or part.updated_at)
            for part in losers
            for text in words(key[0], part)
            if text not in words(key[0], before.get(key))
        ]
    return _Merged(structs.replace(day_of(ours.day, parts), deleted=deleted, purged=purged), tuple(lost))


def _is_deleted(key: Key, updated_at: datetime, deleted: Mapping[str, datetime]) -> bool:
    return key[0] in LISTS and key[1] in deleted and deleted[key[1]] >= updated_at


def _merge_purges(ours: Purge | None, theirs: Purge | None) -> Purge | None:
    if ours is None or theirs is None:
        return ours or theirs
    return Purge(max(ours.at, theirs.at), tuple(sorted({*ours.uids, *theirs.uids})))


def _conflicts(found: Iterable[Conflict], days: Mapping[date, Day], own: Owns) -> tuple[Conflict, ...]:
    """A set by day, part, uid and text, less the texts that won, or were deleted or purged since."""
    kept: dict[Identity, Conflict] = {}
    found = sorted(found, key=_conflict_rank)
    parts = {on: parts_of(days[on]) for on in {conflict.day for conflict in found} & days.keys()}
    for conflict in found:
        day = days.get(conflict.day, Day(conflict.day))
        key = (conflict.part, conflict.uid)
        purged = day.purged is not None and day.purged.covers(conflict.uid, conflict.updated_at)
        gone = purged or _is_deleted(key, conflict.updated_at, day.deleted)
        gone = gone or (conflict.day == NO_DAY and is_settled(conflict, own))
        if not gone and conflict.text not in words(conflict.part, parts.get(conflict.day, {}).get(key)):
            kept[(conflict.day, *key, conflict.text)] = conflict
    return tuple(kept.values())


def _rank(part: Part) -> tuple[datetime, str]:
    return part.updated_at, repr(part)


def _settings_rank(settings: Settings) -> tuple[bool, datetime | bool, str]:
    """Settings that were never changed give way to all others."""
    at = settings.updated_at
    return at is not None, at or settings != Settings(), repr(settings)


def _conflict_rank(conflict: Conflict) -> tuple[date, str, str, str, datetime]:
    return conflict.day, conflict.part, conflict.uid, conflict.text, conflict.updated_at
