"""Three boundary checks a day, and the scripts behind them."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from support import WORDS

from kindtui.domain.boundaries import GROUP_NAMES, Check, todays_checks

DATES = st.dates(date(1970, 1, 1), date(2200, 1, 1))


def shown_on(day: date) -> tuple[Check, ...]:
    return todays_checks(WORDS.checks, day)


@given(DATES)
def test_three_of_different_groups(day: date) -> None:
    shown = shown_on(day)
    assert len(shown) == len({check.group for check in shown}) == 3


@given(DATES)
def test_all_sixteen_come_round_in_any_seven_days(day: date) -> None:
    week = {check.id for n in range(7) for check in shown_on(day + timedelta(days=n))}
    assert week == {check.id for check in WORDS.checks}
    assert len(week) == 16


@given(DATES)
def test_they_stand_still_for_the_day_and_change_with_it(day: date) -> None:
    assert shown_on(day) == todays_checks(list(WORDS.checks), day)
    assert shown_on(day) != shown_on(day + timedelta(days=1))


def test_every_group_has_a_name_and_every_check_a_script() -> None:
    assert {check.group for check in WORDS.checks} == set(GROUP_NAMES)
    assert all(check.script and '"' not in check.script for check in WORDS.checks)


def test_the_script_is_the_quoted_part() -> None:
    check = Check("t", "time", "I know.", 'Name an end: "I have fifteen minutes." Then go.')
    assert check.script == "I have fifteen minutes."


def test_without_a_quotation_all_of_it_is_the_script() -> None:
    assert Check("t", "time", "I know.", "See to that first.").script == "See to that first."
