"""kill -9 at random moments: nothing acknowledged is lost, and the file can always be read."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT
from trial_count import TRIALS

GENEROUS = 400
PATHS = [ROOT, ROOT / "tests", ROOT / "tests" / "faults"]


def killed(folder: Path, kind: str, writers: int, trials: int) -> dict[str, int]:
    """The counts of that many trials."""
    worker = ROOT / "tests" / "faults" / "kill_worker.py"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, PATHS))}
    done = subprocess.run(
        [sys.executable, worker, folder, kind, str(writers), str(trials)],
        capture_output=True, text=True, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    counts: dict[str, int] = json.loads(done.stdout)
    assert not counts["crashed"], done.stderr
    return counts


@pytest.mark.parametrize("writers", [1, 4])
def test_nothing_that_was_called_saved_is_lost(writers: int, tmp_path: Path) -> None:
    counts = killed(tmp_path, "kindtui", writers, TRIALS)
    assert (counts["lost"], counts["unreadable"], counts["left_over"]) == (0, 0, 0)
    assert counts["trials"] == TRIALS
    assert counts["acknowledged"] >= TRIALS
    assert counts["torn"] > TRIALS / 100, "too few kills hit a save for this to mean anything"


def test_writing_in_place_breaks_the_file(tmp_path: Path) -> None:
    counts = killed(tmp_path, "in-place", 1, GENEROUS)
    assert counts["unreadable"] + counts["lost"] > 0


def test_acknowledging_too_early_loses_words(tmp_path: Path) -> None:
    assert killed(tmp_path, "hasty", 1, GENEROUS)["lost"] > 0
