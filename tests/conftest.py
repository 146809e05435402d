"""What the whole test run can be told."""

import gc
from collections.abc import Iterator

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="take the pictures in assets/pictures anew")


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """Let each app be collected that a test has opened: an app freezes what there is once it is painted."""
    yield
    gc.unfreeze()
