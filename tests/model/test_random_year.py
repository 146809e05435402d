"""Random years of commands, keys and journeys: the disk and the status are what plain rules expect."""

import os
from pathlib import Path

import pytest

from tests.model.year import RandomYear

SEED = 20261122
DAYS = int(os.environ.get("KINDTUI_DAYS", "50"))
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
    year = RandomYear(tmp_path, SEED + number, min(A_YEAR, DAYS - number * A_YEAR))
    await year.live()
    deeds_left_out.append(year.passed_over)


@pytest.mark.skipif(DAYS < 5 * A_YEAR, reason="Rare deeds do not happen in every year.")
def test_every_deed_happened(deeds_left_out: list[set[str]]) -> None:
    assert set.intersection(*deeds_left_out) == set()
