"""A random year of commands, keys and journeys: the disk and the status are what plain rules expect."""

import os
from pathlib import Path

import pytest

from tests.model.year import RandomYear

SEED = 20261122
DAYS = int(os.environ.get("KINDTUI_DAYS", "50"))
A_YEAR = 365

pytestmark = pytest.mark.usefixtures("plain_terminal")


@pytest.mark.parametrize("number", range(-(-DAYS // A_YEAR)))
async def test_every_word_and_count_is_as_expected(number: int, tmp_path: Path) -> None:
    days = min(A_YEAR, DAYS - number * A_YEAR)
    year = RandomYear(tmp_path, SEED + number, days)
    await year.live()
    if days == A_YEAR:
        assert year.passed_over == set()
