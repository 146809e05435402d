"""The app is left while it saves, at random instants and in every way: no word that was typed is lost."""

import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.faults.trial_count import LONG_RUN, TRIALS
from tests.faults.workers import run_worker

SEED, QUICK_TRIALS = 1, 6


ASKS = find_spec("kindtui.tui.unlock") is not None  # for a passphrase


@pytest.mark.skipif(shutil.which("gcc") is None, reason="gcc is not here")
@pytest.mark.parametrize(
    "kind",
    [
        "plain",
        pytest.param("locked", marks=pytest.mark.skipif(not ASKS, reason="the app asks for no passphrase")),
    ],
)
def test_every_word_typed_is_in_the_journal_or_a_draft(kind: str, tmp_path: Path) -> None:
    trials = TRIALS if LONG_RUN else QUICK_TRIALS
    counts = run_worker("leave_worker", tmp_path, SEED, trials, kind)
    assert (counts["lost"], counts["plain"], counts["failed"]) == (0, 0, 0)
    assert counts["trials"] == trials
    assert counts["words"] >= trials
