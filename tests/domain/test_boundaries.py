"""Three boundary checks a day, a custom one beside them, and the words behind each."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.journal.journal import Journal
from kindtui.domain.ritual.boundaries import GROUP_NAMES, Check, todays_checks
from tests.support import CATALOG, MORNING, TODAY, journal_state

OWN = tuple(Check(f"own-{number}", "own", f"I rest at {number}.") for number in range(30))
QUOTATION_MARKS = '"“”„«»'
DATES = st.dates(date(1970, 1, 1), date(2200, 1, 1))
OWN_COUNTS = st.integers(1, len(OWN))


def shown_on(day: date, own_count: int = 0) -> tuple[Check, ...]:
    return todays_checks(CATALOG.checks, OWN[:own_count], day)


@given(DATES)
def test_a_day_has_three_of_three_different_groups(day: date) -> None:
    shown = shown_on(day)
    assert len(shown) == len({check.group for check in shown}) == 3


@given(DATES)
def test_all_thirty_come_round_in_any_ten_days(day: date) -> None:
    shown = [check.id for n in range(10) for check in shown_on(day + timedelta(days=n))]
    assert sorted(shown) == sorted(check.id for check in CATALOG.checks)
    assert len(set(shown)) == 30


@given(DATES)
def test_none_is_shown_two_days_running(day: date) -> None:
    assert not set(shown_on(day)) & set(shown_on(day + timedelta(days=1)))


def test_none_is_shown_two_days_running_in_ten_years() -> None:
    days = [set(shown_on(TODAY + timedelta(days=n))) for n in range(3650)]
    assert all(one.isdisjoint(next_one) for one, next_one in pairwise(days))


@given(DATES)
def test_they_stand_still_for_the_day(day: date) -> None:
    assert shown_on(day) == todays_checks(list(CATALOG.checks), (), day)


@given(DATES, OWN_COUNTS)
def test_a_custom_check_is_one_more_of_the_day(day: date, count: int) -> None:
    *shipped, own = shown_on(day, count)
    assert tuple(shipped) == shown_on(day)
    assert own in OWN[:count]


@given(DATES, OWN_COUNTS)
def test_every_custom_check_comes_round(day: date, count: int) -> None:
    days = [shown_on(day + timedelta(days=n), count) for n in range(count)]
    assert {check for shown in days for check in shown if check.group == "own"} == set(OWN[:count])


@given(DATES, st.integers(2, len(OWN)))
def test_of_several_custom_checks_none_is_shown_two_days_running(day: date, count: int) -> None:
    assert not set(shown_on(day, count)) & set(shown_on(day + timedelta(days=1), count))


def test_the_day_shows_custom_checks_that_are_not_archived() -> None:
    kept = CustomEntry("kept", "I stop at six.", MORNING.at, script="I'm off at six.")
    archived = CustomEntry("archived", "I eat first.", MORNING.at, archived=True)
    journal = Journal(custom_entries={("own_checks", one.uid): one for one in (kept, archived)})
    assert [check.id for check in journal_state(journal).checks if check.group == "own"] == ["kept"]


def test_there_are_five_checks_in_each_of_six_groups() -> None:
    groups = [check.group for check in CATALOG.checks]
    assert {group: groups.count(group) for group in groups} == dict.fromkeys(GROUP_NAMES, 5)
    assert len(GROUP_NAMES) == 6
    assert len({check.id for check in CATALOG.checks}) == 30


def test_a_script_has_no_quotation_marks() -> None:
    for check in CATALOG.checks:
        for words in (check.if_not, check.aloud, check.writing, check.script):
            assert not set(words) & set(QUOTATION_MARKS), check.id


def test_every_check_says_what_can_be_done_if_it_does_not_hold() -> None:
    assert all(check.if_not for check in CATALOG.checks)


def test_what_is_written_is_no_longer_than_what_is_said() -> None:
    for check in CATALOG.checks:
        assert bool(check.aloud) == bool(check.writing), check.id
        assert len(check.writing) <= len(check.aloud), check.id


def test_the_shorter_words_are_those_to_copy() -> None:
    assert Check("t", "time", "I know.", aloud="I've got an hour.", writing="An hour?").script == "An hour?"
    assert Check("t", "time", "I know.", aloud="I've got an hour.").script == "I've got an hour."
    for check in CATALOG.checks:
        assert check.script == check.writing


def test_nothing_is_copied_where_there_is_nothing_to_say() -> None:
    scripts = {check.id: check.script for check in CATALOG.checks}
    assert not scripts["consent-3"], "about somebody who does harm"
    assert not Check("t", "time", "I know.", "See to that first.").script


def test_the_script_of_a_custom_check_is_as_it_was_written() -> None:
    words = CustomEntry("a", "I rest.", MORNING.at, script='Say "no", kindly.')
    wordless = CustomEntry("b", "I eat first.", MORNING.at)
    journal = Journal(custom_entries={("own_checks", one.uid): one for one in (words, wordless)})
    assert [check.script for check in journal_state(journal).custom_checks] == ['Say "no", kindly.', ""]
