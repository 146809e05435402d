"""What the whole test run can be told."""

import gc
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# Hypothesis looks for wrong answers here, not for slow machines.
settings.register_profile(
    "patient", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="take the pictures in assets/pictures anew")


@pytest.fixture(autouse=True)
def unfreeze_gc() -> Iterator[None]:
    """Let each app be collected that a test has opened: an app freezes what there is once it is painted."""
    yield
    gc.unfreeze()


@pytest.fixture
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal with all colours, no motion, and no wishes of its own."""
    for name in ("NO_COLOR", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")
