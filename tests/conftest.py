"""Options, marks and fixtures of the whole test run."""

import gc
import os
import signal
from collections import defaultdict
from collections.abc import Iterator
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
    max_examples=50,
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

# Left out of `make test` and run by `make test-faults`: these walk through the many cases of one rule.
SWEEP_PATHS = (
    "cli/test_checkin_more.py", "cli/test_checkin_undo.py", "cli/test_import_undo.py",
    "cli/test_lock_without_library.py", "cli/test_odd_places.py", "cli/test_purge_everywhere.py",
    "cli/test_ten_years.py",
    "domain/test_merge_laws.py", "domain/test_year_of_suggestions.py",
    "first_frame/test_how_often.py", "first_frame/test_real_starts.py",
    "terminal/first_frame/",
    "storage/sealing/test_merge_laws.py",
    "storage/test_redo_persistence.py", "storage/test_undo_persistence.py",
    "storage/test_merge_of_locked_copies.py", "storage/test_use_cases_without_key.py",
    "terminal/test_clipboard.py", "terminal/test_crash.py", "terminal/test_environment.py",
    "terminal/test_gone_folder.py", "terminal/test_input_bytes.py", "terminal/test_keyboard.py",
    "terminal/test_recovery.py", "terminal/test_signals.py", "test_private_members.py",
    "test_two_faces.py", "test_two_faces_of_days.py", "test_moods_are_not_compared.py",
    "tui/test_bindings.py", "tui/test_changes_screen.py", "tui/test_days_ahead.py", "tui/test_days_away.py",
    "tui/test_empty_states.py", "tui/test_left_out_names.py",
    "tui/test_lists_drawn_anew.py", "tui/test_long_entries.py", "tui/test_low_mood_banner.py",
    "tui/test_moved_entries.py", "tui/test_my_acts.py", "tui/test_my_questions.py", "tui/test_occasions.py",
    "tui/test_own_checks.py", "tui/test_past_drafts.py", "tui/test_people.py",
    "tui/test_places_and_cover.py", "tui/test_redo.py", "tui/test_several_lines.py",
    "tui/test_stand_in_keys.py", "tui/test_undo_and_drafts.py",
)  # fmt: skip
USUAL_SIZES = ((80, 24), (40, 12))  # of the window; the other sizes of a test that has these are sweeps
# Of these a short run takes every n-th case, and `make faults` all.
STEPS_OF_A_SHORT_RUN = {
    "test_3_is_for_what_cannot_be_read_or_only_be_read": 2,
    "test_a_backup_is_made_first_and_one_undo_takes_all_of_it_back": 2,
    "test_a_box_that_somebody_else_made_is_refused_whatever_is_in_it": 3,
    "test_a_change_is_taken_back_and_brought_back": 4,
    "test_a_damaged_locked_journal_is_left_as_it_is": 2,
    "test_a_field_of_one_line_says_so_and_runs_no_words_together": 3,
    "test_a_file_that_cannot_be_read_is_named": 4,
    "test_a_forbidden_import_fails": 2,
    "test_a_full_disk_behind_standard_output_is_one_sentence": 3,
    "test_a_gigabyte_of_zeros_is_not_unpacked": 3,
    "test_a_journal_nobody_may_read_is_named": 3,
    "test_a_journal_that_cannot_be_read_is_named": 2,
    "test_a_journal_that_cannot_be_read_leaves_out_the_people_alone": 2,
    "test_a_keyring_of_nonsense_is_a_wrong_passphrase_at_worst": 3,
    "test_a_number_or_a_value_changes_it_at_once": 2,
    "test_a_plain_journal_loads_nothing_of_the_lock": 3,
    "test_a_previewed_theme_is_gone_however_the_list_is_left": 3,
    "test_a_purge_of_everything_leaves_no_word": 2,
    "test_a_reader_that_went_away_and_streams_that_are_closed": 2,
    "test_a_remedy_works_as_printed_in_an_odd_folder": 2,
    "test_a_remedy_works_from_anywhere_however_the_journal_was_named": 2,
    "test_a_save_may_end_while_a_screen_is_being_opened": 2,
    "test_a_screen_can_be_left_in_the_middle_of_what_it_does": 2,
    "test_a_screen_closes_once_however_often_it_is_asked_to": 3,
    "test_a_second_fix_does_nothing_more_and_no_byte_is_lost": 3,
    "test_a_stored_key_that_is_none_is_left_aside_and_said": 4,
    "test_a_window_that_changes_its_size_keeps_the_focused_row_in_sight": 2,
    "test_a_window_too_small_for_the_app_shows_all_of_them": 3,
    "test_after_an_undo_it_can_be_imported_again": 3,
    "test_all_that_is_drawn_meets_wcag_contrast": 2,
    "test_an_export_that_excel_saved_again_is_the_same": 2,
    "test_an_option_there_is_not_is_refused": 4,
    "test_any_key_opens_the_day_all_the_same": 3,
    "test_any_name_is_shown_whole_as_plain_text": 3,
    "test_any_pasted_text_is_plain_text_that_changes_nothing_until_it_is_saved": 10,
    "test_any_text_is_read_back_and_can_be_written_with_a_backslash": 2,
    "test_charts_of_every_width": 2,
    "test_each_word_is_found_with_the_key_and_in_no_plain_file": 4,
    "test_enter_changes_a_setting_and_undo_reverts_it_after_a_restart": 6,
    "test_every_key_is_safe_to_press": 2,
    "test_every_screen_fits_every_size": 2,
    "test_every_use_case_can_be_redone_after_a_restart": 2,
    "test_every_use_case_can_be_undone": 2,
    "test_everything_is_as_before_but_the_words": 3,
    "test_footer_help_and_palette_list_the_same_keys": 2,
    "test_help_has_examples_and_ends_well_when_nobody_reads_it": 3,
    "test_help_is_in_sight_everywhere": 2,
    "test_help_lists_each_key_that_works_here_and_esc_closes_it": 3,
    "test_it_changes_nothing_whatever_happened_to_a_line": 3,
    "test_it_does_what_it_says_without_a_terminal_and_without_colour": 3,
    "test_it_is_added_to_any_day_and_nothing_before_is_lost": 3,
    "test_it_is_associative": 2,
    "test_it_is_commutative": 2,
    "test_it_is_idempotent": 2,
    "test_it_is_taken_back_and_made_again": 2,
    "test_it_is_that_of_the_plain_ones": 6,
    "test_it_loads_nothing_of_the_lock": 2,
    "test_left_selects_the_previous_value": 3,
    "test_long_text_of_any_script_stays_inside_its_box": 2,
    "test_no_name_reaches_the_terminal_as_it_is": 3,
    "test_no_other_letter_leads_to_what_is_there": 4,
    "test_no_text_is_lost_unless_it_was_deleted": 2,
    "test_nobody_is_asked_where_no_word_is_read": 3,
    "test_nothing_changes_nothing": 2,
    "test_nothing_reaches_over_the_edge": 2,
    "test_over_years_the_line_comes_when_it_should_and_no_more_often": 7,
    "test_places_open_from_everything_that_can_have_the_focus": 6,
    "test_places_open_over_the_cover_and_leave_it_there": 4,
    "test_the_breaks_are_the_same_whatever_the_way_in_and_out": 3,
    "test_the_files_of_the_second_stay_as_they_are": 3,
    "test_the_focused_row_is_in_sight_and_nothing_is_cut_sideways": 6,
    "test_the_folder_is_the_one_that_platformdirs_names": 3,
    "test_the_journal_and_what_belongs_to_it_is_never_written_over": 3,
    "test_the_key_after_esc_is_handled_at_once": 3,
    "test_the_morning_goes_on_where_it_was_left": 2,
    "test_the_next_step_is_first_and_nothing_is_told_twice": 2,
    "test_the_same_answers_leave_the_same_files": 2,
    "test_undo_puts_the_answer_back_into_its_field": 3,
    "test_welcome_back_appears_after_three_empty_days": 3,
    "test_what_does_not_fit_is_refused": 2,
    "test_what_gives_no_passphrase_is_named_and_never_repeated": 2,
    "test_what_has_no_key_everywhere_is_opened_by_its_name": 6,
    "test_what_is_logged_is_sealed_and_read_as_in_a_plain_journal": 3,
    "test_what_is_no_name_stays_in_the_field": 3,
    "test_what_is_not_whole_is_found_alone_and_mended_by_what_is_named": 3,
    "test_what_is_typed_is_in_sight_after_a_look_further_down": 2,
    "test_what_libreoffice_saves_now_comes_back": 3,
    "test_what_looks_sealed_and_was_written_is_refused_or_harms_nothing": 5,
    "test_what_was_purged_is_nowhere": 2,
    "test_with_the_key_it_shows_words_and_nothing_that_stands_for_them": 2,
    "test_without_motion_the_line_is_complete_at_once": 3,
}


# Sweeps over locked journals, of which a short run has a few: whole files, and cases beside plain ones.
LOCKED_SWEEPS = (
    "cli/test_lock_streams.py", "cli/test_lock_tampered.py", "cli/test_lock_without_library.py",
    "cli/test_locked_checkin.py", "cli/test_locked_commands.py", "cli/test_locked_files.py",
    "storage/sealing/test_merge_laws.py", "storage/test_use_cases_without_key.py",
)  # fmt: skip
SHARED_SWEEPS = (
    "domain/test_merge_laws.py", "storage/test_redo_persistence.py", "storage/test_undo_persistence.py",
)  # fmt: skip
STEP_OF_LOCKED_SWEEPS = 4
FRAME_SWEEPS, STEP_OF_FRAME_SWEEPS = ("first_frame/", "terminal/first_frame/"), 8


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="take the pictures in assets/pictures anew")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the slow tests and those that sweep, and leave out what a short run has no time for."""
    functions = [item for item in items if isinstance(item, pytest.Function)]
    tests_of_usual_sizes = {item.function for item in functions if _size_of(item) in USUAL_SIZES}
    cases: dict[object, list[pytest.Function]] = defaultdict(list)
    for item in functions:
        path = item.path.relative_to(TESTS).as_posix()
        has_usual_size = item.function in tests_of_usual_sizes
        if path.startswith(SLOW_PATHS):
            item.add_marker(pytest.mark.slow)
        if path.startswith(SWEEP_PATHS) or (has_usual_size and _size_of(item) not in USUAL_SIZES):
            item.add_marker(pytest.mark.sweep)
        cases[item.function].append(item)
    if not LONG_RUN:
        left_out = {
            item
            for of_one_test in cases.values()
            for number, item in enumerate(of_one_test)
            if number % STEPS_OF_A_SHORT_RUN.get(of_one_test[0].function.__name__, 1)
        }
        locked = [item for item in functions if _is_sweep_of_locks(item)]
        left_out |= {item for number, item in enumerate(locked) if number % STEP_OF_LOCKED_SWEEPS}
        frames = [item for item in functions if _is_sweep_of_frames(item)]
        left_out |= {item for number, item in enumerate(frames) if number % STEP_OF_FRAME_SWEEPS}
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]


def _is_sweep_of_locks(item: pytest.Function) -> bool:
    """Return whether it sweeps through cases of locked journals, which plain ones have too."""
    path = item.path.relative_to(TESTS).as_posix()
    is_case = any(word in item.name for word in ("locked", "sealed", "boxes"))
    is_shared = path.startswith(SHARED_SWEEPS) and is_case
    return is_shared or path.startswith(LOCKED_SWEEPS)


def _is_sweep_of_frames(item: pytest.Function) -> bool:
    """Return whether it starts the program again and again for one of many cases of first frames."""
    is_of_frames = item.path.relative_to(TESTS).as_posix().startswith(FRAME_SWEEPS)
    return is_of_frames and item.get_closest_marker("sweep") is not None


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
