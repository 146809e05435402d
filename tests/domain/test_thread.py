"""The thread against its specification, from days of a journal to the number shown."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.settings import Settings
from kindtui.domain.state import State
from tests.domain import thread_spec
from tests.support import TODAY, act, journal_of, journal_state, kind_day, line, rest_day

MAKERS: dict[str, Callable[[date], Day]] = {"k": kind_day, "r": rest_day, ".": Day}
FINISHED = st.text("kr.", max_size=60)
GRACES = st.integers(0, 6)


def state_of(finished: str, now: str = "", grace: int = thread_spec.GRACE) -> State:
    """A journal whose last finished day was yesterday; `now` is today's letter, empty while pending."""
    first = TODAY - timedelta(days=len(finished))
    days = [MAKERS[letter](first + timedelta(days=n)) for n, letter in enumerate(finished + now)]
    return journal_state(Journal(journal_of(days).days, Settings(grace=grace)))


def shown(state: State) -> tuple[int, str]:
    return state.thread.kind_days, state.thread.state


@pytest.mark.parametrize(("days", "expected"), thread_spec.EXAMPLES.items())
def test_every_example_of_the_specification(days: str, expected: tuple[int, str]) -> None:
    assert shown(state_of(days)) == expected


@given(FINISHED, st.sampled_from(["", "k", "r"]), GRACES)
def test_the_thread_is_that_of_the_specification(finished: str, now: str, grace: int) -> None:
    assert shown(state_of(finished, now, grace)) == thread_spec.thread(finished + now, grace)


@given(FINISHED, st.sampled_from(["", "k", "r"]), GRACES)
def test_the_runs_are_those_of_the_specification(finished: str, now: str, grace: int) -> None:
    found = state_of(finished, now, grace).runs
    assert [run.kind_days for run in found] == thread_spec.runs(finished + now, grace)


@given(FINISHED, GRACES)
def test_a_run_begins_and_ends_on_a_kind_day(finished: str, grace: int) -> None:
    state = state_of(finished, grace=grace)
    for run in state.runs:
        assert state.marks[run.first].is_kind_day
        assert state.marks[run.last].is_kind_day
        assert run.first <= run.last


@given(FINISHED, GRACES)
def test_a_pending_day_changes_nothing(finished: str, grace: int) -> None:
    before = state_of(finished, grace=grace)
    planned = before.journal.with_day(Day(TODAY, acts=(act("planned"),)))
    assert shown(journal_state(planned)) == shown(before)


@given(FINISHED, GRACES)
def test_a_boundary_kept_counts_like_a_kindness(finished: str, grace: int) -> None:
    before = state_of(finished, grace=grace).journal
    assert shown(journal_state(before.with_day(Day(TODAY, kept=(line(),))))) == shown(
        journal_state(before.with_day(kind_day(TODAY)))
    )


@given(FINISHED.filter(lambda days: "k" in days), GRACES)
def test_a_thread_never_shows_nought_again(finished: str, grace: int) -> None:
    assert state_of(finished, grace=grace).thread.kind_days > 0
