"""Spoilt files: refused in words or read, never a crash, never changed by reading, and soon."""

import time
from pathlib import Path
from random import Random

from kindtui.storage import codec
from kindtui.storage.errors import ReadOnlyError, UnreadableError
from kindtui.storage.file_store import FileStore
from tests.faults.mutations import mutate, sample_journal_bytes
from tests.faults.trial_count import LONG_RUN, TRIALS
from tests.faults.word_stores import word_change
from tests.faults.workers import run_worker
from tests.support import FakeClock, texts

IN_MEMORY = 2_000 * TRIALS if LONG_RUN else 2_000
ON_DISK = 20 * TRIALS if LONG_RUN else 200
LONGEST = 1.0  # seconds


def test_the_file_that_is_spoilt_is_whole() -> None:
    journal, _ = codec.decode(codec.parse(sample_journal_bytes()))
    assert len(journal.days) > 3
    assert journal.conflicts
    assert len(journal.undo_steps) > 3


def test_no_spoilt_file_crashes_the_reader() -> None:
    # In a process of its own, because it measures time.
    counts = run_worker("mutate_worker", 1, IN_MEMORY)
    assert counts["files"] == IN_MEMORY
    assert counts["crashes"] == {}
    assert 0 < counts["read"] < IN_MEMORY
    assert counts["slowest"] < LONGEST


def test_no_spoilt_file_crashes_the_store_or_is_changed(tmp_path: Path) -> None:
    data, read = sample_journal_bytes(), 0
    for number in range(ON_DISK):
        wrong = mutate(data, Random(f"disk-{number}"))
        path = tmp_path / str(number) / "journal.json"
        path.parent.mkdir()
        path.write_bytes(wrong)
        began = time.perf_counter()
        try:
            before = FileStore(path, FakeClock()).load()
        except UnreadableError:
            before = None
        assert time.perf_counter() - began < LONGEST
        assert path.read_bytes() == wrong
        try:
            FileStore(path, FakeClock()).transact(word_change("a word"))
        except (UnreadableError, ReadOnlyError):
            assert path.read_bytes() == wrong
        else:
            read += 1
            assert before is not None
            assert texts(FileStore(path, FakeClock()).load()) == texts(before) | {"a word"}
    assert 0 < read < ON_DISK
