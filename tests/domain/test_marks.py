"""What a calendar day shows."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindtui.domain.journal.day import Act, Answer, Day, Line, Mark, mark_of
from tests.support import TODAY, act, line, true_answer

NO_REST = Answer(value=False, updated_at=true_answer().updated_at)
NO_ACTS: tuple[Act, ...] = ()
NO_LINES: tuple[Line, ...] = ()

DAYS = st.builds(
    Day,
    st.just(TODAY),
    rest=st.sampled_from([None, true_answer(), NO_REST]),
    acts=st.sampled_from([NO_ACTS, (act("planned"),), (act("let_go"),), (act("planned"), act("done", "b"))]),
    received=st.sampled_from([NO_LINES, (line(),)]),
    kept=st.sampled_from([NO_LINES, (line(),)]),
)
LATER = st.integers(1, 400).map(timedelta)


@pytest.mark.parametrize(
    ("day", "mark"),
    [
        (Day(TODAY), Mark.QUIET),
        (Day(TODAY, acts=(act("planned"), act("let_go", "b"))), Mark.QUIET),
        (Day(TODAY, rest=NO_REST), Mark.QUIET),
        (Day(TODAY, rest=true_answer()), Mark.REST),
        (Day(TODAY, rest=true_answer(), acts=(act("planned"),)), Mark.REST),
        (Day(TODAY, acts=(act("done"),)), Mark.KIND),
        (Day(TODAY, received=(line(),)), Mark.KIND),
        (Day(TODAY, kept=(line(),)), Mark.KEPT),
        (Day(TODAY, kept=(line(),), received=(line(),)), Mark.KIND),
        (Day(TODAY, rest=true_answer(), received=(line(),)), Mark.KIND),
        (Day(TODAY, rest=true_answer(), kept=(line(),)), Mark.KEPT),
    ],
)
def test_each_mark_of_a_finished_day(day: Day, mark: Mark) -> None:
    assert mark_of(day, TODAY, TODAY + timedelta(days=1)) is mark


@given(st.none() | DAYS)
def test_today_is_never_quiet(day: Day | None) -> None:
    finished = mark_of(day, TODAY, TODAY + timedelta(days=1))
    now = mark_of(day, TODAY, TODAY)
    assert now is (Mark.PENDING if finished is Mark.QUIET else finished)


@given(st.none() | DAYS, LATER)
def test_a_finished_day_is_never_pending(day: Day | None, later: timedelta) -> None:
    assert mark_of(day, TODAY, TODAY + later) in (Mark.KIND, Mark.KEPT, Mark.REST, Mark.QUIET)


@given(st.none() | DAYS, LATER)
def test_a_day_to_come_is_future_whatever_it_holds(day: Day | None, later: timedelta) -> None:
    assert mark_of(day, TODAY, TODAY - later) is Mark.FUTURE


@given(DAYS)
def test_a_kind_day_is_one_with_something_given_received_or_kept(day: Day) -> None:
    done = any(one.state == "done" for one in day.acts)
    assert mark_of(day, TODAY, TODAY).is_kind_day == day.is_kind == bool(done or day.received or day.kept)


def test_a_day_that_was_never_opened_is_quiet() -> None:
    assert mark_of(None, date(2026, 11, 1), TODAY) is Mark.QUIET
