"""The power is cut at random moments: nothing acknowledged is lost, and the file can always be read."""

import shutil
from pathlib import Path

import pytest

from tests.faults.lock_world import DEEDS
from tests.faults.mounts import ext4_skip_reason
from tests.faults.trial_count import LONG_RUN, TRIALS
from tests.faults.word_stores import SOUND_STORES
from tests.faults.workers import run_worker

pytestmark = pytest.mark.skipif(bool(ext4_skip_reason()), reason=ext4_skip_reason())

CONTROL_TRIALS = 200
CUTS, CUTS_OF_LOCKS = (TRIALS, TRIALS) if LONG_RUN else (8, 3)


def cut(folder: Path, kind: str, trials: int, worker: str = "power_worker") -> dict[str, int]:
    """Return the counts of that many trials, whose mounts no other process sees."""
    own_namespace = (unshare, "--mount") if (unshare := shutil.which("unshare")) else ()
    return run_worker(worker, folder, kind, trials, prefix=own_namespace)


@pytest.mark.parametrize("kind", SOUND_STORES)
def test_nothing_that_was_called_saved_is_lost_with_the_power(kind: str, tmp_path: Path) -> None:
    counts = cut(tmp_path, kind, CUTS)
    assert (counts["lost"], counts["unreadable"], counts["left_over"], counts["plain"]) == (0, 0, 0, 0)
    assert counts["trials"] == CUTS
    assert counts["acknowledged"] >= CUTS


@pytest.mark.parametrize("deed", DEEDS)
def test_a_lock_can_be_finished_after_the_power_was_cut(deed: str, tmp_path: Path) -> None:
    counts = cut(tmp_path, deed, CUTS_OF_LOCKS, "lock_power_worker")
    assert counts["trials"] == CUTS_OF_LOCKS >= counts["cut_short"] > 0


def test_without_a_sync_of_the_file_the_journal_is_found_broken(tmp_path: Path) -> None:
    counts = cut(tmp_path, "no-sync", CONTROL_TRIALS)
    assert counts["lost"] + counts["unreadable"] > 0


def test_without_a_sync_of_the_folder_words_are_lost(tmp_path: Path) -> None:
    assert cut(tmp_path, "no-folder-sync", CONTROL_TRIALS)["lost"] > 0
