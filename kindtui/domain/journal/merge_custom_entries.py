"""Merging of custom entries: the later version of each wins, and a purged one always does."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import structs

from kindtui.domain.journal.custom_entry import UNDATED, CustomEntry, CustomEntryKey
from kindtui.domain.journal.journal import Conflict, Journal

CustomEntries = Mapping[CustomEntryKey, CustomEntry]


def merge_custom_entries(
    ours: CustomEntries, theirs: CustomEntries, base: CustomEntries
) -> tuple[CustomEntries, list[Conflict]]:
    """Return the merged entries, and as conflicts the texts that lost and are not in `base`."""
    merged: dict[CustomEntryKey, CustomEntry] = {}
    conflicts: list[Conflict] = []
    for key in sorted(ours.keys() | theirs.keys()):
        versions = [entry for entry in (ours.get(key), theirs.get(key)) if entry is not None]
        winner, base_entry = max(versions, key=_precedence), base.get(key)
        merged[key] = winner.tombstone if winner.purged else winner
        surviving_texts = (*winner.texts, *(base_entry.texts if base_entry else ()))
        conflicts += [
            Conflict(UNDATED, *key, text, entry.updated_at)
            for entry in versions
            if entry not in (winner, base_entry)
            for text in entry.texts
            if text not in surviving_texts
        ]
    return merged, conflicts


def dated_by_entry(journal: Journal) -> list[Conflict]:
    """Return the conflicts of a journal, none of them later than the custom entry it lost to.

    A later one would outlive a version with the same text in some groupings of a merge and not in others.
    """
    return [
        structs.replace(conflict, updated_at=entry.updated_at)
        if conflict.day == UNDATED
        and (entry := journal.custom_entries.get((conflict.part, conflict.uid)))
        and entry.updated_at < conflict.updated_at
        else conflict
        for conflict in journal.conflicts
    ]


def is_resolved(conflict: Conflict, custom_entries: CustomEntries) -> bool:
    """Return whether the text of a conflict is in its entry again, or its entry was purged."""
    winner = custom_entries.get((conflict.part, conflict.uid))
    return winner is not None and (winner.purged or conflict.text in winner.texts)


def _precedence(entry: CustomEntry) -> tuple[bool, datetime, str]:
    return entry.purged, entry.updated_at, repr(entry)
