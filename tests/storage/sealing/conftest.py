"""Locks whose keys are derived in no time."""

from collections.abc import Iterator

import pytest

from tests.support import cheap_locks


@pytest.fixture(scope="package", autouse=True)
def _cheap_locks() -> Iterator[None]:
    """Derive the keys of all these tests cheaply."""
    with cheap_locks():
        yield
