"""A lock whose keys are derived in no time."""

import pytest


@pytest.fixture(autouse=True)
def _cheap(cheap_lock: None) -> None:
    """Derive the keys of all these tests cheaply."""
