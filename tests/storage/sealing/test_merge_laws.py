"""Locked copies of one journal are merged without the key as they would be merged with it."""

from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.merge import merge
from kindtui.storage import find
from kindtui.storage.sealing import keys
from kindtui.storage.sealing.sealer import BoxSealer
from kindtui.storage.sealing.word_access import WordAccess
from tests.domain.merge_strategies import all_texts
from tests.storage.sealing.locked_copies import (
    Fork,
    forks,
    in_order,
    merged,
    opened,
    with_key,
    without_key,
)
from tests.support import MORNING

ANYWHERE = Path("journal.json")
LOCK = keys.make_lock("any", MORNING.at, keys.Cost(1, 8192))


@given(forks(LOCK))
def test_the_copies_are_what_they_stand_for(fork: Fork) -> None:
    for locked, plain in zip(fork.locked, fork.plain, strict=True):
        assert opened(LOCK, locked) == plain
    assert opened(LOCK, fork.locked_base) == fork.base


@given(forks(LOCK))
def test_it_is_commutative(fork: Fork) -> None:
    one, other = fork.locked
    assert merged(one, other) == merged(other, one)
    assert merged(one, other, fork.locked_base) == merged(other, one, fork.locked_base)


@given(forks(LOCK, 3))
def test_it_is_associative(fork: Fork) -> None:
    one, two, three = fork.locked
    assert merged(merged(one, two), three) == merged(one, merged(two, three))


@given(forks(LOCK))
def test_it_is_idempotent(fork: Fork) -> None:
    one, other = fork.locked
    both = merged(one, other)
    assert merged(one, one) == in_order(one)
    assert merged(both, both) == merged(both, one) == merged(other, both) == both


@given(forks(LOCK))
def test_it_gives_what_a_merge_of_the_words_gives(fork: Fork) -> None:
    one, other = fork.plain
    locked, locked_other = fork.locked
    both, with_words = opened(LOCK, merged(locked, locked_other)), merge(one, other)
    assert all_texts(both) == all_texts(with_words)
    assert len(both.conflicts) == len(with_words.conflicts), "no conflict is invented"
    both, with_words = (
        opened(LOCK, merged(locked, locked_other, fork.locked_base)),
        merge(one, other, fork.base),
    )
    assert all_texts(both) == all_texts(with_words)
    assert len(both.conflicts) == len(with_words.conflicts)


@given(forks(LOCK))
def test_what_was_opened_and_saved_since_is_the_same_as_its_box(fork: Fork) -> None:
    for locked, plain in zip(fork.locked, fork.plain, strict=True):
        saved = resealed(locked)
        assert in_order(opened(LOCK, merged(locked, saved))) == in_order(plain)
        assert in_order(opened(LOCK, merged(saved, locked))) == in_order(plain)
        assert merged(locked, saved).conflicts == merged(locked, locked).conflicts, "no conflict is invented"


def resealed(locked: Journal) -> Journal:
    """The file after a save with the key."""
    access = WordAccess(ANYWHERE)
    access.use_keys(LOCK.keys, LOCK.keyring)
    return access.sealed(access.opened(locked), locked)


@given(forks(LOCK))
def test_an_older_copy_adds_nothing(fork: Fork) -> None:
    for locked, plain in zip(fork.locked, fork.plain, strict=True):
        both = opened(LOCK, merged(locked, fork.locked_base))
        with_words = merge(plain, fork.base)
        assert all_texts(both) == all_texts(with_words)
        assert len(both.conflicts) == len(with_words.conflicts)


# With a copy that is plain.


def seal_into(locked: Journal, plain: Journal) -> Journal:
    """The locked file after a plain copy was merged into it without the key."""
    access = WordAccess(ANYWHERE)
    access.opened(locked)
    return access.sealed(access.merged(locked, plain), locked)


@given(forks(LOCK), st.booleans())
def test_a_plain_copy_loses_nothing_and_leaves_no_word_plain(fork: Fork, is_base: bool) -> None:
    locked, (one, other) = fork.locked[0], fork.plain
    copy = fork.base if is_base else other
    both = seal_into(locked, copy)
    assert both.keyring == LOCK.keyring
    with_words = merge(one, copy)
    assert all_texts(opened(LOCK, both)) == all_texts(with_words)
    assert len(opened(LOCK, both).conflicts) == len(with_words.conflicts)
    data = msgspec.json.encode(
        [list(both.days.values()), both.conflicts, both.undo_steps, both.redo_steps,
         list(both.custom_entries.values())]
    )  # fmt: skip
    long_texts = {text for text in all_texts(with_words) if len(text) > 1}
    assert not find.contains_any(long_texts, data)


@given(forks(LOCK))
def test_two_machines_that_seal_one_plain_copy_invent_no_conflict(fork: Fork) -> None:
    """Each puts the same words into boxes of its own."""
    one, other = (
        BoxSealer(LOCK.keyring).sealed(structs.replace(fork.base, keyring=LOCK.keyring)) for _ in "12"
    )
    both = opened(LOCK, merged(one, other))
    assert all_texts(both) == all_texts(fork.base)
    assert len(both.conflicts) == len(fork.base.conflicts)


@given(forks(LOCK))
def test_with_the_key_it_gives_the_same(fork: Fork) -> None:
    one, other = fork.locked
    access = WordAccess(ANYWHERE)
    access.use_keys(LOCK.keys, LOCK.keyring)
    both = access.merged(access.opened(one), other)
    assert structs.replace(both, keyring=None) == merge(*fork.plain)
    assert all_texts(opened(LOCK, merged(one, other))) == all_texts(both)


def test_the_later_keyring_counts() -> None:
    plain = Journal()
    new = keys.change_passphrase(LOCK.keyring, LOCK.keys, "new", MORNING.at.replace(year=2030))
    one, other = with_key(LOCK, plain), with_key(new, plain)
    access = WordAccess(ANYWHERE)
    access.use_keys(LOCK.keys, LOCK.keyring)
    assert access.sealed(access.merged(access.opened(one), other), one).keyring == new.keyring
    assert access.sealed(access.merged(access.opened(other), one), other).keyring == new.keyring
    assert without_key(new, plain, plain) == other
