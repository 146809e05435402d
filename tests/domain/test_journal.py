"""The journal as one value."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kindtui.domain.journal.day import Answer, Day, Mark
from kindtui.domain.journal.journal import Journal, date_range
from tests.support import MORNING, TODAY, act, journal_of, journal_state, kind_day, rest_day

DATES = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(st.sets(DATES, min_size=1), DATES)
def test_marks_run_from_the_first_recorded_day_to_today_without_gaps(days: set[date], today: date) -> None:
    marks = journal_of(map(kind_day, days)).marks(today)
    past = [day for day in days if day <= today]
    assert list(marks) == (list(date_range(min(past), today)) if past else [])
    assert Mark.FUTURE not in marks.values()
    assert {day for day, mark in marks.items() if mark is Mark.KIND} == set(past)


@given(DATES, st.integers(0, 400))
def test_a_span_has_both_ends(first: date, length: int) -> None:
    days = list(date_range(first, first + timedelta(days=length)))
    assert (days[0], days[-1], len(days)) == (first, first + timedelta(days=length), length + 1)


def test_a_change_makes_a_new_journal() -> None:
    before = journal_of([kind_day(TODAY)])
    after = before.with_day(rest_day(TODAY)).with_day(kind_day(date(2026, 1, 1)))
    assert before.days == {TODAY: kind_day(TODAY)}
    assert after.days == {TODAY: rest_day(TODAY), date(2026, 1, 1): kind_day(date(2026, 1, 1))}


def test_a_day_not_recorded_is_empty() -> None:
    assert Journal().day(TODAY) == Day(TODAY)


@given(st.timedeltas(timedelta(days=-5000), timedelta(days=5000)))
def test_a_stamp_is_later_than_the_last_change_and_never_before_now(drift: timedelta) -> None:
    journal = Journal(updated_at=MORNING.at)
    stamp = journal.next_timestamp(MORNING.at + drift)
    assert stamp > MORNING.at
    assert stamp >= MORNING.at + drift
    assert Journal().next_timestamp(MORNING.at + drift) == MORNING.at + drift


def test_names_come_the_latest_first_and_once() -> None:
    who = {1: "Sam", 2: "Noor", 3: "Sam", 4: ""}
    days = [Day(TODAY - timedelta(days=n), who=Answer(name, MORNING.at)) for n, name in who.items()]
    assert journal_state(journal_of(days)).names == ("Sam", "Noor")


def test_yesterdays_plan_is_shown_while_it_is_planned() -> None:
    yesterday = TODAY - timedelta(days=1)
    planned, settled = Day(yesterday, acts=(act("planned"),)), Day(yesterday, acts=(act("done"),))
    assert journal_state(journal_of([planned])).yesterdays_plan == planned
    assert journal_state(journal_of([settled])).yesterdays_plan is None
    assert journal_state(Journal()).yesterdays_plan is None
