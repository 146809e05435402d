"""A little of each suite of tests/faults on a locked journal, so that `make test` has it too."""

from pathlib import Path

import pytest

from tests.faults.lock_world import DEEDS
from tests.faults.test_injected_errors import CALLS, FIRST, SECOND, can_attach, check, save_with
from tests.faults.word_stores import LOCKED_STORES
from tests.faults.workers import run_worker

TRIALS = 4
STRIDE = 5  # how many calls lie between those that are killed

of_each_kind = pytest.mark.parametrize("kind", LOCKED_STORES)


@of_each_kind
def test_writers_that_are_killed_lose_nothing_and_leave_nothing_plain(kind: str, tmp_path: Path) -> None:
    counts = run_worker("kill_worker", tmp_path, kind, 2, TRIALS)
    assert (counts["lost"], counts["unreadable"], counts["left_over"], counts["plain"]) == (0, 0, 0, 0)
    assert counts["acknowledged"] >= TRIALS


@of_each_kind
@pytest.mark.parametrize(("call", "fault"), [("rename", "signal=SIGKILL"), ("sync", "error=EIO")])
def test_a_save_that_is_killed_or_fails_leaves_a_whole_file(
    call: str, fault: str, kind: str, tmp_path: Path
) -> None:
    if not can_attach():
        pytest.skip("strace cannot be used here")
    store, path = LOCKED_STORES[kind], tmp_path / "data" / "journal.json"
    store(path).begin()
    for word in (FIRST, SECOND):
        store(path).save(word, 0, lambda: None)
    check(save_with(f"{CALLS[call]}:{fault}:when=1", kind, path, tmp_path / "log"), kind, path)


@pytest.mark.parametrize("deed", DEEDS)
def test_a_lock_that_is_killed_can_be_finished_by_whoever_has_the_passphrase(
    deed: str, tmp_path: Path
) -> None:
    counts = run_worker("lock_worker", tmp_path, deed, "kill", STRIDE)
    assert counts["cut_short"] > STRIDE
