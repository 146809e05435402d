"""Merging the words of the user's own: for each entry the later version wins, a purged one always."""

from collections.abc import Mapping
from datetime import datetime

from kindtui.domain.journal.custom_entry import UNDATED, CustomEntry, CustomEntryKey
from kindtui.domain.journal.journal import Conflict

CustomEntries = Mapping[CustomEntryKey, CustomEntry]


def merge_custom_entries(
    ours: CustomEntries, theirs: CustomEntries, base: CustomEntries
) -> tuple[CustomEntries, list[Conflict]]:
    """The entries of both, and the texts that lost, unless both came from them."""
    merged: dict[CustomEntryKey, CustomEntry] = {}
    conflicts: list[Conflict] = []
    for key in sorted(ours.keys() | theirs.keys()):
        versions = [own for own in (ours.get(key), theirs.get(key)) if own is not None]
        winner, base_entry = max(versions, key=_precedence), base.get(key)
        merged[key] = winner.tombstone if winner.purged else winner
        surviving_texts = (*winner.texts, *(base_entry.texts if base_entry else ()))
        conflicts += [
            Conflict(UNDATED, *key, text, own.updated_at)
            for own in versions
            if own not in (winner, base_entry)
            for text in own.texts
            if text not in surviving_texts
        ]
    return merged, conflicts


def is_resolved(conflict: Conflict, custom_entries: CustomEntries) -> bool:
    """Whether the text of a conflict won after all, or was purged."""
    winner = custom_entries.get((conflict.part, conflict.uid))
    return winner is not None and (winner.purged or conflict.text in winner.texts)


def _precedence(entry: CustomEntry) -> tuple[bool, datetime, str]:
    return entry.purged, entry.updated_at, repr(entry)
