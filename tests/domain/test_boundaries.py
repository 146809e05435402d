"""Three boundary checks a day, and the scripts behind them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindtui.domain.ritual.boundaries import GROUP_NAMES, Check, todays_checks
from tests.support import CATALOG

OWN = tuple(Check(f"own-{number}", "own", f"I rest at {number}.", "") for number in range(30))
DATES = st.dates(date(1970, 1, 1), date(2200, 1, 1))


def shown_on(day: date) -> tuple[Check, ...]:
    return todays_checks(CATALOG.checks, (), day)


@given(DATES)
def test_three_of_different_groups(day: date) -> None:
    shown = shown_on(day)
    assert len(shown) == len({check.group for check in shown}) == 3


@given(DATES)
def test_all_sixteen_come_round_in_any_seven_days(day: date) -> None:
    week = {check.id for n in range(7) for check in shown_on(day + timedelta(days=n))}
    assert week == {check.id for check in CATALOG.checks}
    assert len(week) == 16


@given(DATES)
def test_they_stand_still_for_the_day_and_change_with_it(day: date) -> None:
    assert shown_on(day) == todays_checks(list(CATALOG.checks), (), day)
    assert shown_on(day) != shown_on(day + timedelta(days=1))


@given(DATES, st.integers(1, 30))
def test_own_checks_take_one_place_and_the_sixteen_still_come_round(day: date, count: int) -> None:
    own = OWN[:count]
    week = [todays_checks(CATALOG.checks, own, day + timedelta(days=n)) for n in range(7)]
    assert {check for shown in week for check in shown} >= set(CATALOG.checks)
    for shown in week:
        assert len({check.group for check in shown}) == len(shown) == 3
    assert sum(check.group == "own" for shown in week for check in shown) == 5


@given(DATES, st.integers(1, 30))
def test_every_own_check_has_its_turn(day: date, count: int) -> None:
    days = [day + timedelta(days=n) for n in range(7 * -(-count // 5) + 7)]
    shown = {check for on in days for check in todays_checks(CATALOG.checks, OWN[:count], on)}
    assert shown.issuperset(OWN[:count])


@given(DATES, st.integers(1, 30))
def test_an_own_check_takes_the_third_place_and_leaves_the_other_two(day: date, count: int) -> None:
    assert todays_checks(CATALOG.checks, OWN[:count], day)[:2] == shown_on(day)[:2]


def test_every_group_has_a_name() -> None:
    assert {check.group for check in CATALOG.checks} == set(GROUP_NAMES)


def test_a_script_is_said_aloud_and_never_advice() -> None:
    scripts = {check.id: check.script for check in CATALOG.checks}
    assert not any('"' in script for script in scripts.values())
    for check in CATALOG.checks:
        assert not check.script or f'"{check.script}"' in check.if_not
        assert bool(check.script) == ('"' in check.if_not and '"self"' not in check.if_not)
    assert not scripts["consent-3"]  # about somebody who does harm


def test_the_script_is_the_quoted_part() -> None:
    check = Check("t", "time", "I know.", 'Name an end: "I have fifteen minutes." Then go.')
    assert check.script == "I have fifteen minutes."


def test_the_script_of_an_own_check_is_as_it_was_written() -> None:
    assert Check("t", "own", "I rest.", 'Say "no", kindly.').script == 'Say "no", kindly.'
    assert Check("t", "own", "I rest.", "").script == ""


@pytest.mark.parametrize(
    ("if_not", "script"),
    [
        ("See to that first.", ""),
        ('Do one act from the "self" list first.', ""),
        ('"Not today, Mum." Or shorter: "Not today."', "Not today, Mum."),
        ('Say it once: "That doesn\'t work for me." Then stop there.', "That doesn't work for me."),
    ],
)
def test_only_what_is_quoted_as_said_is_the_script(if_not: str, script: str) -> None:
    assert Check("t", "time", "I know.", if_not).script == script
