"""kill -9 at random moments: nothing acknowledged is lost, and the file can always be read."""

from pathlib import Path

import pytest

from tests.faults.trial_count import LONG_RUN, TRIALS
from tests.faults.word_stores import SOUND_STORES
from tests.faults.workers import run_worker

FEW_TRIALS = 16  # of the journals that take longer to look at
CONTROL_TRIALS = 400  # a broken store is found out long before


@pytest.mark.parametrize("kind", SOUND_STORES)
@pytest.mark.parametrize("writers", [1, 4])
def test_nothing_that_was_called_saved_is_lost(writers: int, kind: str, tmp_path: Path) -> None:
    trials = TRIALS if LONG_RUN or kind == "kindtui" else FEW_TRIALS
    counts = run_worker("kill_worker", tmp_path, kind, writers, trials)
    assert (counts["lost"], counts["unreadable"], counts["left_over"], counts["plain"]) == (0, 0, 0, 0)
    assert counts["trials"] == trials
    assert counts["acknowledged"] >= trials
    assert counts["torn"] > trials / 100 or trials == FEW_TRIALS, (
        "too few kills hit a save for this to mean anything"
    )


def test_writing_in_place_breaks_the_file(tmp_path: Path) -> None:
    counts = run_worker("kill_worker", tmp_path, "in-place", 1, CONTROL_TRIALS)
    assert counts["unreadable"] + counts["lost"] > 0


def test_acknowledging_too_early_loses_words(tmp_path: Path) -> None:
    assert run_worker("kill_worker", tmp_path, "hasty", 1, CONTROL_TRIALS)["lost"] > 0
