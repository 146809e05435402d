"""Spoilt files: refused in words or read, never a crash, never changed by reading, and soon."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from mutations import mutate, sample_journal_bytes
from support import ROOT, FakeClock, texts
from trial_count import LONG_RUN, TRIALS
from word_stores import word_change

from kindtui.storage import codec
from kindtui.storage.errors import ReadOnlyError, UnreadableError
from kindtui.storage.store import FileStore

IN_MEMORY = 2_000 * TRIALS if LONG_RUN else 2_000
ON_DISK = 20 * TRIALS if LONG_RUN else 200
LONGEST = 1.0  # seconds


def spoilt(seed: int, count: int) -> dict[str, object]:
    """What happened to that many files; a program of its own, because it counts time."""
    paths = [ROOT, ROOT / "tests", ROOT / "tests" / "faults"]
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "faults" / "mutate_worker.py", str(seed), str(count)],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths))},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    counts: dict[str, object] = json.loads(done.stdout)
    return counts


def test_the_file_that_is_spoilt_is_whole() -> None:
    journal, _ = codec.decode(codec.parse(sample_journal_bytes()))
    assert len(journal.days) > 3
    assert journal.conflicts
    assert len(journal.undo_steps) > 3


def test_no_spoilt_file_crashes_the_reader() -> None:
    counts = spoilt(1, IN_MEMORY)
    assert counts["files"] == IN_MEMORY
    assert counts["crashes"] == {}
    assert 0 < int(str(counts["read"])) < IN_MEMORY
    assert float(str(counts["slowest"])) < LONGEST


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
