"""Merging the words of the user's own: for each entry the later version wins, a purged one always."""

from collections.abc import Mapping
from datetime import datetime

from kindtui.domain.journal.journal import Conflict
from kindtui.domain.journal.own_words import NO_DAY, Key, Own

Owns = Mapping[Key, Own]


def merge_own(ours: Owns, theirs: Owns, base: Owns) -> tuple[Owns, list[Conflict]]:
    """The entries of both, and the texts that lost, unless both came from them."""
    merged: dict[Key, Own] = {}
    lost: list[Conflict] = []
    for key in sorted(ours.keys() | theirs.keys()):
        versions = [own for own in (ours.get(key), theirs.get(key)) if own is not None]
        winner, before = max(versions, key=_rank), base.get(key)
        merged[key] = winner.gone if winner.purged else winner
        held = (*winner.words, *(before.words if before else ()))
        lost += [
            Conflict(NO_DAY, *key, text, own.updated_at)
            for own in versions
            if own not in (winner, before)
            for text in own.words
            if text not in held
        ]
    return merged, lost


def is_settled(conflict: Conflict, own: Owns) -> bool:
    """Whether the text of a conflict won after all, or was purged."""
    winner = own.get((conflict.part, conflict.uid))
    return winner is not None and (winner.purged or conflict.text in winner.words)


def _rank(own: Own) -> tuple[bool, datetime, str]:
    return own.purged, own.updated_at, repr(own)
