"""Locks whose keys are derived in no time."""

from collections.abc import Iterator

import pytest

from tests.support import derive_keys_cheaply


@pytest.fixture(scope="package", autouse=True)
def _cheap_locks() -> Iterator[None]:
    """Derive the keys of all these tests cheaply."""
    with pytest.MonkeyPatch.context() as patch:
        derive_keys_cheaply(patch)
        yield
