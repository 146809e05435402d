"""Options, marks and fixtures of the whole test run."""

import gc
import os
import signal
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kindtui import tuning
from tests.faults.trial_count import LONG_RUN
from tests.support import cheap_locks

TESTS = Path(__file__).resolve().parent

tuning.raise_frame_rate()  # as in the app, and before the first import of Textual
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has background jobs ignore it
# The defaults of whoever runs the tests change nothing in them.
os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_CONFIG_DIRS"] = os.devnull
os.environ["XDG_CACHE_HOME"] = os.devnull  # no first frames are kept, except where a test asks for it
os.environ.pop("KINDTUI_THEME", None)
os.environ.pop("KINDTUI_PASSPHRASE_COMMAND", None)

# Hypothesis looks for wrong answers here, not for slow machines. The same code has the same result each time;
# only "searching", of `make faults`, tries other examples with every run.
settings.register_profile(
    "patient",
    deadline=None,
    max_examples=25,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.register_profile("fast", settings.get_profile("patient"), max_examples=10)
settings.register_profile("searching", settings.get_profile("patient"), max_examples=300, derandomize=False)
settings.load_profile("patient")

# Left out of `make test-fast`: real programs, every screen at every size, checks of the sources, rare states.
SLOW_PATHS = (
    "cli/", "faults/", "first_frame/", "model/", "pictures/", "storage/test_locked_journal_faults.py",
    "terminal/", "test_docs.py", "test_forbidden_phrases.py",
    "test_import_rules.py", "test_private_members.py", "test_recipes.py", "test_two_faces.py",
    "test_wheel.py", "tui/test_bindings.py", "tui/test_budget.py", "tui/test_end_to_end.py",
    "tui/test_layouts.py", "tui/test_low_mood_banner.py", "tui/test_mouse.py", "tui/test_own_checks.py",
    "tui/test_patterns_screen.py", "tui/test_prompts.py", "tui/test_return_after_gap.py",
    "tui/test_scales.py", "tui/test_sizes.py", "tui/test_themes.py", "tui/test_why_screen.py",
)  # fmt: skip

# Left out of `make test`: these walk through the many cases of one rule. `make test-faults` runs a third.
SWEEP_PATHS = (
    "cli/test_checkin_more.py", "cli/test_checkin_undo.py", "cli/test_edit.py",
    "cli/test_import_command.py", "cli/test_import_undo.py", "cli/test_lock_hindered.py",
    "cli/test_lock_without_library.py", "cli/test_odd_places.py", "cli/test_purge_everywhere.py",
    "cli/test_ten_years.py", "domain/test_merge_base.py", "domain/test_merge_laws.py",
    "domain/test_quiet_line.py", "domain/test_year_of_suggestions.py", "first_frame/test_how_often.py",
    "first_frame/test_real_starts.py", "storage/sealing/test_merge_laws.py",
    "storage/sealing/test_round_trip.py", "storage/test_changes.py",
    "storage/test_locked_journal_faults.py", "storage/test_long_journals.py",
    "storage/test_merge_of_locked_copies.py", "storage/test_redo_persistence.py",
    "storage/test_undo_persistence.py", "storage/test_use_cases_without_key.py", "terminal/first_frame/",
    "terminal/test_clipboard.py", "terminal/test_crash.py", "terminal/test_environment.py",
    "terminal/test_gone_folder.py", "terminal/test_hostile_text.py", "terminal/test_input_bytes.py",
    "terminal/test_keyboard.py", "terminal/test_recovery.py", "terminal/test_several_lines.py",
    "terminal/test_signals.py", "terminal/test_too_small.py", "terminal/test_typed_text.py",
    "test_moods_are_not_compared.py", "test_private_members.py", "test_two_faces.py",
    "test_two_faces_of_days.py", "tui/test_bindings.py", "tui/test_changes_screen.py",
    "tui/test_days_ahead.py", "tui/test_days_away.py", "tui/test_empty_states.py",
    "tui/test_failed_saves.py", "tui/test_left_out_names.py", "tui/test_lists_drawn_anew.py",
    "tui/test_lock_screen.py", "tui/test_long_entries.py", "tui/test_low_mood_banner.py",
    "tui/test_moved_entries.py", "tui/test_my_acts.py", "tui/test_my_questions.py", "tui/test_occasions.py",
    "tui/test_own_checks.py", "tui/test_past_drafts.py", "tui/test_patterns_screen.py",
    "tui/test_people.py", "tui/test_places_and_cover.py", "tui/test_prompts.py", "tui/test_redo.py",
    "tui/test_return_after_gap.py", "tui/test_scales.py", "tui/test_several_lines.py",
    "tui/test_stand_in_keys.py", "tui/test_streak_screen.py", "tui/test_textual_compat.py",
    "tui/test_this_day_before.py", "tui/test_typing.py", "tui/test_undo_and_drafts.py",
)  # fmt: skip
USUAL_SIZES = ((80, 24), (40, 12))  # of the window; the other sizes of a test that has these are sweeps
# How many cases of one test a short run takes, evenly spread; `make faults` takes all.
MOST_CASES, MOST_CASES_OF_A_SWEEP = 4, 2


# Sweeps over locked journals, of which a short run has a few: whole files, and cases beside plain ones.
LOCKED_SWEEPS = (
    "cli/test_lock_streams.py", "cli/test_lock_tampered.py", "cli/test_lock_without_library.py",
    "cli/test_locked_checkin.py", "cli/test_locked_commands.py", "cli/test_locked_files.py",
    "storage/sealing/test_merge_laws.py", "storage/test_use_cases_without_key.py",
)  # fmt: skip
SHARED_SWEEPS = (
    "domain/test_merge_laws.py", "storage/test_redo_persistence.py", "storage/test_undo_persistence.py",
)  # fmt: skip
FRAME_SWEEPS = ("first_frame/", "terminal/first_frame/")  # each starts the program many times
# A short run takes every n-th of these.
STEP_OF_SWEEPS, STEP_OF_LOCKED_SWEEPS, STEP_OF_FRAME_SWEEPS = 3, 5, 8


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="take the pictures in assets/pictures anew")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the slow tests and those that sweep, and leave out what a short run has no time for."""
    functions = [item for item in items if isinstance(item, pytest.Function)]
    tests_of_usual_sizes = {item.function for item in functions if _size_of(item) in USUAL_SIZES}
    cases: dict[tuple[object, bool], list[pytest.Function]] = defaultdict(list)
    for item in functions:
        path = item.path.relative_to(TESTS).as_posix()
        has_usual_size = item.function in tests_of_usual_sizes
        if path.startswith(SLOW_PATHS):
            item.add_marker(pytest.mark.slow)
        if path.startswith(SWEEP_PATHS) or (has_usual_size and _size_of(item) not in USUAL_SIZES):
            item.add_marker(pytest.mark.sweep)
        cases[item.function, _is_sweep(item)].append(item)
    if not LONG_RUN:
        groups: dict[int, list[pytest.Function]] = defaultdict(list)
        for (_, is_sweep), of_one_test in cases.items():
            for item in _spread(of_one_test, MOST_CASES_OF_A_SWEEP if is_sweep else MOST_CASES):
                groups[_step_of(item)].append(item)
        taken = {item for step, of_one_step in groups.items() for item in of_one_step[::step]}
        left_out = set(functions) - taken
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]


def _spread(items: Sequence[pytest.Function], most: int) -> Sequence[pytest.Function]:
    """Return at most `most` of the items, evenly spread."""
    step = max(len(items) / most, 1)
    return [items[int(number * step)] for number in range(min(most, len(items)))]


def _is_sweep(item: pytest.Function) -> bool:
    return item.get_closest_marker("sweep") is not None


def _step_of(item: pytest.Function) -> int:
    """Return the n for which a short run takes every n-th test of this kind."""
    path = item.path.relative_to(TESTS).as_posix()
    is_shared_case = any(word in item.name for word in ("locked", "sealed", "boxes"))
    if path.startswith(LOCKED_SWEEPS) or (path.startswith(SHARED_SWEEPS) and is_shared_case):
        return STEP_OF_LOCKED_SWEEPS
    if not _is_sweep(item):
        return 1
    return STEP_OF_FRAME_SWEEPS if path.startswith(FRAME_SWEEPS) else STEP_OF_SWEEPS


def _size_of(item: pytest.Function) -> object:
    return item.callspec.params.get("size") if hasattr(item, "callspec") else None


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


@pytest.fixture(name="cheap_locks")
def fixture_cheap_locks() -> Iterator[None]:
    """Let locks that are set in this process cost next to nothing; see `tests.support`."""
    with cheap_locks():
        yield


@pytest.fixture(autouse=True)
def nobody_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no command in this process ask for a passphrase on the terminal of whoever runs the tests."""
    monkeypatch.setattr("kindtui.cli.hidden_input.TERMINAL", os.devnull)
