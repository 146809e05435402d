"""Locking, another passphrase and unlocking for good, killed or hindered anywhere: no word is lost or shown.

Whoever has the passphrase finishes what was begun, however often that is killed as well.
"""

from itertools import product
from pathlib import Path

import pytest

from tests.faults.lock_world import DEEDS
from tests.faults.trial_count import LONG_RUN, TRIALS
from tests.faults.workers import run_worker

ERRORS = ("EIO", "ENOSPC", "EDQUOT", "EACCES") if LONG_RUN else ("EIO",)
MIN_CALLS = 25  # that write, of the shortest
ERROR_STRIDE = 1 if LONG_RUN else 2
ROOM_STEP = 64 if LONG_RUN else 1024  # bytes


@pytest.mark.parametrize("deed", DEEDS)
def test_it_can_be_killed_at_every_call(deed: str, tmp_path: Path) -> None:
    counts = run_worker("lock_worker", tmp_path, deed, "kill", 1)
    assert counts["trials"] - 1 == counts["cut_short"] > MIN_CALLS
    assert (counts["codes_seen"] > 0) == (deed != "unlock")


@pytest.mark.parametrize("deed", DEEDS)
def test_it_can_be_killed_at_any_moment(deed: str, tmp_path: Path) -> None:
    counts = run_worker("lock_worker", tmp_path, deed, "moments", TRIALS)
    assert counts["trials"] == TRIALS
    assert counts["cut_short"] > TRIALS / 10, "too few kills hit the work for this to mean anything"


@pytest.mark.parametrize(
    ("deed", "error"),
    list(product(DEEDS, ERRORS)),
)
def test_every_call_can_fail(deed: str, error: str, tmp_path: Path) -> None:
    counts = run_worker("lock_worker", tmp_path, deed, error, ERROR_STRIDE)
    assert counts["trials"] > counts["cut_short"] > MIN_CALLS / 2 / ERROR_STRIDE


@pytest.mark.parametrize("deed", DEEDS)
def test_there_can_be_too_little_room_for_some_files(deed: str, tmp_path: Path) -> None:
    counts = run_worker("lock_worker", tmp_path, deed, "room", ROOM_STEP)
    assert counts["trials"] > counts["cut_short"] > 0
