"""Copies of one locked journal that went different ways, some of them without the key, for hypothesis."""

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple, TypeVar

from hypothesis import assume
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.journal.journal import Conflict, Journal, UndoStep
from kindtui.domain.journal.merge import merge
from kindtui.domain.journal.parts import Part, day_from_parts, parts_of
from kindtui.storage.sealing.key_sealer import KeySealer
from kindtui.storage.sealing.keys import Lock
from kindtui.storage.sealing.sealer import BoxSealer
from kindtui.storage.sealing.word_access import WordAccess
from tests.domain.merge_strategies import journals
from tests.domain.test_merge_base import later

Kept = TypeVar("Kept", Conflict, UndoStep)


class Fork(NamedTuple):
    """A journal and copies of it that went on by themselves: as they are, and as their locked files."""

    base: Journal
    plain: tuple[Journal, ...]
    locked: tuple[Journal, ...]
    locked_base: Journal

    def __repr__(self) -> str:
        """Show only what the rest can be made of."""
        return repr((self.base, self.plain, [one.keyring is None for one in self.locked]))


def with_key(lock: Lock, plain: Journal) -> Journal:
    """Return the locked file of a journal that was written with the key at hand."""
    return KeySealer(lock.keys).sealed(structs.replace(plain, keyring=lock.keyring))


def opened(lock: Lock, locked: Journal) -> Journal:
    """Return the journal in a locked file."""
    return structs.replace(KeySealer(lock.keys).opened(locked), keyring=None)


def without_key(lock: Lock, base: Journal, plain: Journal) -> Journal:
    """Return the locked file of a journal that came from `base` while the key was not at hand.

    What was not changed is the same string as in the file of `base`.
    """
    locked = with_key(lock, base)
    days = {}
    for on, day in plain.days.items():
        before, sealed = parts_of(base.day(on)), parts_of(locked.day(on))
        parts = {key: sealed[key] if before.get(key) == part else part for key, part in parts_of(day).items()}
        days[on] = day_from_parts(on, parts, day)
    mixed = structs.replace(
        plain,
        days=days,
        custom_entries={
            key: locked.custom_entries[key] if base.custom_entries.get(key) == entry else entry
            for key, entry in plain.custom_entries.items()
        },
        conflicts=_unchanged_or_new(plain.conflicts, base.conflicts, locked.conflicts),
        undo_steps=_unchanged_or_new(plain.undo_steps, base.undo_steps, locked.undo_steps),
        redo_steps=_unchanged_or_new(plain.redo_steps, base.redo_steps, locked.redo_steps),
        keyring=lock.keyring,
    )
    return BoxSealer(lock.keyring).sealed(mixed)


def _unchanged_or_new(
    now: Sequence[Kept], before: Sequence[Kept], locked: Sequence[Kept]
) -> tuple[Kept, ...]:
    return tuple(locked[before.index(one)] if one in before else one for one in now)


@st.composite
def forks(draw: st.DrawFn, lock: Lock, count: int = 2) -> Fork:
    """A locked journal, and copies of it that were changed, each with the key or without it.

    No part was changed in two copies at the same moment: which of both counts depends on how they are sealed.
    """
    base = merge(draw(journals()), Journal())
    plain = tuple(draw(later(base, f"copy{number} ")) for number in range(count))
    assume(not any(_have_tie(one, other) for one, other in combinations(plain, 2)))
    locked = tuple(
        with_key(lock, one) if draw(st.booleans()) else without_key(lock, base, one) for one in plain
    )
    return Fork(base, plain, locked, with_key(lock, base))


def _have_tie(one: Journal, other: Journal) -> bool:
    parts, others = _all_parts(one), _all_parts(other)
    return any(
        part.updated_at == others[key].updated_at and part != others[key]
        for key, part in parts.items()
        if key in others
    )


def _all_parts(journal: Journal) -> dict[tuple[object, ...], Part]:
    parts: dict[tuple[object, ...], Part] = {
        (on, *key): part for on, day in journal.days.items() for key, part in parts_of(day).items()
    }
    return {**parts, **dict(journal.custom_entries.items())}


def merged(ours: Journal, theirs: Journal, base: Journal | None = None) -> Journal:
    """Return two files of one journal merged without the key."""
    return WordAccess(Path("journal.json")).merged(ours, theirs, base)


def in_order(journal: Journal) -> Journal:
    """Return a journal with its conflicts and steps in one order, which depends on how they are sealed."""
    undo, redo = (
        tuple(sorted(steps, key=lambda step: (step.at, repr(step))))
        for steps in (journal.undo_steps, journal.redo_steps)
    )
    conflicts = tuple(sorted(journal.conflicts, key=lambda conflict: conflict.sort_key))
    return structs.replace(journal, conflicts=conflicts, undo_steps=undo, redo_steps=redo)
