"""Spoilt files, plain or locked: refused in words or read, soon, never a crash, never changed by reading."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import pytest

from kindtui.domain.sealed_text import is_sealed
from kindtui.storage import codec
from kindtui.storage.errors import ReadOnlyError, UnreadableError
from kindtui.storage.file_store import FileStore
from tests.faults.mutations import mutate, sample_journal_bytes, sample_locked_journal_bytes
from tests.faults.trial_count import LONG_RUN, TRIALS
from tests.faults.word_stores import word_change
from tests.faults.workers import run_worker
from tests.locked_journals import LOCK, store_at
from tests.support import FakeClock, texts

IN_MEMORY = 2_000 * TRIALS if LONG_RUN else 2_000
ON_DISK = 20 * TRIALS if LONG_RUN else 200
LONGEST = 1.0  # seconds
SAMPLES = {"plain": sample_journal_bytes, "locked": sample_locked_journal_bytes}
STORES = {
    "plain": partial(FileStore, clock=FakeClock()),
    "locked": partial(store_at, has_key=True),
    "locked, no key": partial(store_at, has_key=False),
}


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_the_file_that_is_spoilt_is_whole(sample: Callable[[], bytes]) -> None:
    journal, _ = codec.decode(codec.parse(sample()))
    assert len(journal.days) > 3
    assert journal.conflicts
    assert len(journal.undo_steps) > 3


@pytest.mark.parametrize("kind", SAMPLES)
def test_no_spoilt_file_crashes_the_reader(kind: str) -> None:
    # In a process of its own, because it measures time.
    counts = run_worker("mutate_worker", 1, IN_MEMORY, kind)
    assert counts["files"] == IN_MEMORY
    assert counts["crashes"] == {}
    assert 0 < counts["read"] < IN_MEMORY
    assert counts["slowest"] < LONGEST


@pytest.mark.parametrize("kind", STORES)
def test_no_spoilt_file_crashes_the_store_or_is_changed(kind: str, tmp_path: Path) -> None:
    data, read = SAMPLES[kind.partition(",")[0]](), 0
    for number in range(ON_DISK):
        wrong = mutate(data, Random(f"disk-{number}"))
        path = tmp_path / str(number) / "journal.json"
        path.parent.mkdir()
        path.write_bytes(wrong)
        began = time.perf_counter()
        try:
            before = STORES[kind](path).load()
        except UnreadableError:
            before = None
        assert time.perf_counter() - began < LONGEST
        assert path.read_bytes() == wrong
        try:
            STORES[kind](path).transact(word_change("a word"))
        except (UnreadableError, ReadOnlyError):
            assert path.read_bytes() == wrong
        else:
            read += 1
            assert before is not None
            if kind == "locked, no key" and STORES[kind](path).load().keyring != LOCK.keyring:
                continue  # nobody can tell, and the word is in a box of a spoilt lock
            with_word = STORES[kind.partition(",")[0]](path).load()
            assert "a word" in texts(with_word)
            assert not any(is_sealed(text) for text in texts(with_word))
            assert texts(with_word) == texts(before) | {"a word"} or kind == "locked, no key"
    assert 0 < read < ON_DISK
