"""The power is cut at random moments: nothing acknowledged is lost, and the file can always be read."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from mounts import ext4_skip_reason
from support import ROOT
from trial_count import LONG_RUN, TRIALS

pytestmark = pytest.mark.skipif(bool(ext4_skip_reason()), reason=ext4_skip_reason())

GENEROUS = 200
CUTS = TRIALS if LONG_RUN else 8
PATHS = [ROOT, ROOT / "tests", ROOT / "tests" / "faults"]


def cut(folder: Path, kind: str, trials: int) -> dict[str, int]:
    """The counts of that many trials, whose mounts nobody else sees."""
    alone = [unshare, "--mount"] if (unshare := shutil.which("unshare")) else []
    worker = ROOT / "tests" / "faults" / "power_worker.py"
    done = subprocess.run(
        [*alone, sys.executable, worker, folder, kind, str(trials)],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, PATHS))},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    counts: dict[str, int] = json.loads(done.stdout)
    assert not counts["crashed"], done.stderr
    return counts


def test_nothing_that_was_called_saved_is_lost_with_the_power(tmp_path: Path) -> None:
    counts = cut(tmp_path, "kindtui", CUTS)
    assert (counts["trials"], counts["lost"], counts["unreadable"], counts["left_over"]) == (CUTS, 0, 0, 0)
    assert counts["acknowledged"] >= CUTS


def test_without_a_sync_of_the_file_the_journal_is_found_broken(tmp_path: Path) -> None:
    counts = cut(tmp_path, "no-sync", GENEROUS)
    assert counts["lost"] + counts["unreadable"] > 0


def test_without_a_sync_of_the_folder_words_are_lost(tmp_path: Path) -> None:
    assert cut(tmp_path, "no-folder-sync", GENEROUS)["lost"] > 0
