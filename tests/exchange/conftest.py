"""A desk at which one journal after the other is exported."""

from pathlib import Path

import pytest

from tests.exchange.exported import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A program on the morning of 22 November 2026, in this process."""
    return Desk(tmp_path)
