"""Merging with a locked copy keeps the same texts as merging the same copies in plain, and seals each."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.merge import merge
from kindtui.domain.journal.parts import parts_of, texts_of_part
from kindtui.storage.sealing.word_access import WordAccess
from tests.domain.merge_strategies import all_texts, journals
from tests.locked_journals import LOCK, WORLDS, opened, plain_in
from tests.storage.store_helpers import journal_bytes

FAILS = pytest.mark.xfail(
    reason="two journals are compared as JSON, which has no keys of several parts", run=False
)
CASES = [
    pytest.param(*case, marks=FAILS if "plain" not in case[1:] and not case[0] else ())
    for case in product([True, False], WORLDS, WORLDS)
    if case[1:] != ("plain", "plain")
]


def merged_in_file(ours: Journal, theirs: Journal, *, has_key: bool) -> Journal:
    """What is in the file of our journal after it was merged with theirs."""
    access = WordAccess(Path("journal.json"))
    access.unlocker = lambda keyring: LOCK.keys
    if has_key:
        access.use_keys(LOCK.keys, LOCK.keyring)
    return access.sealed(access.merged(access.opened(ours), theirs), ours)


def dated_texts(journal: Journal) -> Iterator[tuple[Any, str]]:
    """Each text with what tells it from others without the key: its place and its time."""
    for on, day in journal.days.items():
        for key, part in parts_of(day).items():
            for text in texts_of_part(key[0], part):
                yield (on, *key, part.updated_at), text
    for (kind, uid), own in journal.custom_entries.items():
        for text in own.texts:
            yield (kind, uid, own.updated_at), text
    for conflict in journal.conflicts:
        yield (conflict.day, conflict.part, conflict.uid, conflict.updated_at), conflict.text


@pytest.mark.parametrize(("has_key", "our_way", "their_way"), CASES)
@given(journals(), journals())
def test_it_is_that_of_the_plain_ones(
    has_key: bool, our_way: str, their_way: str, ours: Journal, theirs: Journal
) -> None:
    stored = merged_in_file(
        WORLDS[our_way].sealed(ours), WORLDS[their_way].sealed(theirs), has_key=has_key or our_way == "plain"
    )
    expected, found = all_texts(merge(ours, theirs)), all_texts(opened(stored))
    assert found <= expected
    both = dict(dated_texts(ours)).keys() & dict(dated_texts(theirs)).keys()
    of_one_time = {text for journal in (ours, theirs) for at, text in dated_texts(journal) if at in both}
    assert expected - found <= of_one_time
    if stored.is_locked:
        assert plain_in(journal_bytes(stored), expected) == set()
