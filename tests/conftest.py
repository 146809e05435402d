"""Options, marks and fixtures of the whole test run."""

import gc
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kindtui import tuning

TESTS = Path(__file__).resolve().parent

tuning.raise_frame_rate()  # as in the app, and before the first import of Textual
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has background jobs ignore it

# Hypothesis looks for wrong answers here, not for slow machines. The same code has the same result each time;
# only "searching", of `make faults`, tries other examples with every run.
settings.register_profile(
    "patient",
    deadline=None,
    max_examples=50,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.register_profile("fast", settings.get_profile("patient"), max_examples=10)
settings.register_profile("searching", settings.get_profile("patient"), max_examples=300, derandomize=False)
settings.load_profile("patient")

# Left out of `make test-fast`: real programs, every screen at every size, checks of the sources, rare states.
SLOW_PATHS = (
    "cli/", "faults/", "model/", "pictures/", "terminal/", "test_docs.py", "test_forbidden_phrases.py",
    "test_import_rules.py", "test_private_members.py", "test_recipes.py", "test_two_faces.py",
    "test_wheel.py", "tui/test_bindings.py", "tui/test_budget.py", "tui/test_end_to_end.py",
    "tui/test_layouts.py", "tui/test_low_mood_banner.py", "tui/test_mouse.py", "tui/test_own_checks.py",
    "tui/test_patterns_screen.py", "tui/test_prompts.py", "tui/test_return_after_gap.py",
    "tui/test_scales.py", "tui/test_sizes.py", "tui/test_themes.py", "tui/test_why_screen.py",
)  # fmt: skip


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="take the pictures in assets/pictures anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests under `SLOW_PATHS`."""
    for item in items:
        if item.path.relative_to(TESTS).as_posix().startswith(SLOW_PATHS):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True)
def unfreeze_gc() -> Iterator[None]:
    """Let the garbage collector free the app of each test; an app freezes all objects once it is painted."""
    yield
    gc.unfreeze()


@pytest.fixture
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulate a terminal with all colours, no animation and no preferences in the environment."""
    for name in ("NO_COLOR", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")
