"""kill -9 at random moments: nothing acknowledged is lost, and the file can always be read."""

from pathlib import Path

import pytest

from tests.faults.trial_count import TRIALS
from tests.faults.workers import run_worker

CONTROL_TRIALS = 400  # a broken store is found out long before


@pytest.mark.parametrize("writers", [1, 4])
def test_nothing_that_was_called_saved_is_lost(writers: int, tmp_path: Path) -> None:
    counts = run_worker("kill_worker", tmp_path, "kindtui", writers, TRIALS)
    assert (counts["lost"], counts["unreadable"], counts["left_over"]) == (0, 0, 0)
    assert counts["trials"] == TRIALS
    assert counts["acknowledged"] >= TRIALS
    assert counts["torn"] > TRIALS / 100, "too few kills hit a save for this to mean anything"


def test_writing_in_place_breaks_the_file(tmp_path: Path) -> None:
    counts = run_worker("kill_worker", tmp_path, "in-place", 1, CONTROL_TRIALS)
    assert counts["unreadable"] + counts["lost"] > 0


def test_acknowledging_too_early_loses_words(tmp_path: Path) -> None:
    assert run_worker("kill_worker", tmp_path, "hasty", 1, CONTROL_TRIALS)["lost"] > 0
