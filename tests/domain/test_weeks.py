"""Kind days per week, for the chart."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindtui.domain.insights.thread import headline_of
from kindtui.domain.insights.weeks import (
    FIRST_WEEKDAY,
    MAX_BARS,
    WEEK_RANGES,
    calendar_weeks,
    kind_days_per_week,
    window_start,
)
from kindtui.domain.journal.day import Mark
from kindtui.domain.settings import WeekStart
from tests.support import TODAY

MARKS = st.dictionaries(st.dates(date(2000, 1, 1), TODAY), st.sampled_from(Mark), max_size=30)


@given(MARKS, st.sampled_from(list(WEEK_RANGES.values())))
def test_bars_follow_each_other_from_monday_and_this_week_is_the_last(
    marks: dict[date, Mark], weeks: int | None
) -> None:
    found = kind_days_per_week(marks, TODAY, weeks)
    length = timedelta(weeks=found.weeks_per_bar)
    assert all(start.weekday() == 0 for start in found.start_dates)
    assert all(
        later - earlier == length
        for earlier, later in zip(found.start_dates, found.start_dates[1:], strict=False)
    )
    assert found.start_dates[-1] <= TODAY < found.start_dates[-1] + length
    assert len(found.start_dates) == len(found.kind_days) <= MAX_BARS


@given(MARKS)
def test_all_of_them_leaves_no_kind_day_out(marks: dict[date, Mark]) -> None:
    found = kind_days_per_week(marks, TODAY, None)
    assert sum(found.kind_days) == sum(mark.is_kind_day for mark in marks.values())
    assert max(found.kind_days) <= found.max_per_bar


@pytest.mark.parametrize(("ago", "counted"), [(0, True), (6, True), (83, True), (84, False)])
def test_twelve_weeks_are_whole_weeks(ago: int, counted: bool) -> None:
    found = kind_days_per_week({TODAY - timedelta(days=ago): Mark.KEPT}, TODAY, 12)
    assert len(found.kind_days) == 12
    assert sum(found.kind_days) == counted


def test_today_is_in_the_last_bar_and_nothing_is_one_empty_bar() -> None:
    assert kind_days_per_week({TODAY: Mark.KIND}, TODAY, 12).kind_days[-1] == 1
    assert kind_days_per_week({}, TODAY, None).kind_days == (0,)


DECIDED = st.sampled_from([Mark.KIND, Mark.KEPT, Mark.REST, Mark.QUIET])


@given(
    st.lists(DECIDED, max_size=60),
    st.sampled_from([Mark.PENDING, Mark.KIND, Mark.REST]),
    st.sampled_from(list(FIRST_WEEKDAY)),
    st.integers(0, 6),
)
def test_the_weeks_of_the_window_count_what_the_headline_counts(
    past: list[Mark], mark_today: Mark, week_start: WeekStart, days_later: int
) -> None:
    today = TODAY + timedelta(days=days_later)
    first = today - timedelta(days=len(past))
    marks = {first + timedelta(days=number): mark for number, mark in enumerate([*past, mark_today])}
    weeks = calendar_weeks(marks, window_start(marks, today), today, week_start)
    assert sum(week.kind_days for week in weeks) == headline_of(marks).kind_days
    assert all(week.first.weekday() == FIRST_WEEKDAY[week_start] for week in weeks)
    assert 4 <= len(weeks) <= 5
