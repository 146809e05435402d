"""Random years of commands, keys and journeys: the disk and the status are what plain rules expect.

Half of the years have a locked journal.
"""

import os
from pathlib import Path

import pytest

from tests.model.year import RandomYear

SEED = 20261122
DAYS = int(os.environ.get("KINDTUI_DAYS", "30"))
LOCKED_DAYS = 10  # of a short run
A_YEAR = 365

pytestmark = [pytest.mark.usefixtures("plain_terminal"), pytest.mark.sweep]


@pytest.fixture(scope="module")
def deeds_left_out() -> list[set[str]]:
    """The deeds that never happened, of each year that went by in this run."""
    return []


@pytest.mark.parametrize("number", range(-(-DAYS // A_YEAR)))
async def test_every_word_and_count_is_as_expected(
    number: int, deeds_left_out: list[set[str]], tmp_path: Path
) -> None:
    days = min(A_YEAR, DAYS - number * A_YEAR)
    year = RandomYear(tmp_path, SEED + number, days, is_locked=number % 4 in (1, 2))
    await year.live()
    deeds_left_out.append(year.passed_over)


@pytest.mark.skipif(DAYS > A_YEAR, reason="Half of the years are locked.")
async def test_a_locked_journal_is_kept_as_a_plain_one(tmp_path: Path) -> None:
    await RandomYear(tmp_path, SEED, LOCKED_DAYS, is_locked=True).live()


@pytest.mark.skipif(DAYS < 5 * A_YEAR, reason="Rare deeds do not happen in every year.")
def test_every_deed_happened(deeds_left_out: list[set[str]]) -> None:
    assert set.intersection(*deeds_left_out) == set()
