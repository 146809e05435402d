"""Kindnesses of this day in other years, of about a year ago, and with a person of today in them."""

from calendar import isleap
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.journal.day import SCALES, Answer, Day, ScaleName
from kindtui.domain.journal.journal import Journal
from kindtui.domain.ritual.left_out_names import mentions, name_key
from kindtui.domain.ritual.this_day_before import kindnesses_of_this_day, kindnesses_with
from kindtui.domain.settings import Settings
from tests.support import MORNING, TODAY, act, journal_of, journal_state, line

DATES = st.dates(date(2012, 1, 1), date(2032, 12, 31))
TEXTS = st.sampled_from(
    ["tea from Noor", "Jonas lent me a coat", "a smile", "JONAS'S mother waved", "Jonasson"]
)
DAYS = st.dictionaries(DATES, st.tuples(TEXTS, st.booleans()), max_size=12)
LEFT_OUT = st.sampled_from([frozenset(), frozenset({name_key("Jonas")}), frozenset({name_key("Noor")})])


def received(on: date, text: str = "tea", in_jar: bool = True) -> Day:
    return Day(on, received=(structs.replace(line(text, f"r{on}"), in_jar=in_jar),))


def around(today: date, days: dict[date, tuple[str, bool]]) -> Journal:
    """Those days, and as many on the date of today in other years or near it."""
    near = [today.replace(day=min(28, today.day), year=today.year - back) for back in range(4)]
    moved = {near[i % 4] + timedelta(i - 5): entry for i, entry in enumerate(days.values())}
    return journal_of(received(on, *entry) for on, entry in (days | moved).items())


@given(DATES, DAYS, LEFT_OUT)
def test_only_lines_that_the_jar_may_show_come_up_and_only_from_before(
    today: date, days: dict[date, tuple[str, bool]], left_out: frozenset[str]
) -> None:
    journal = around(today, days)
    for one in (
        *kindnesses_of_this_day(journal, today, left_out),
        *kindnesses_with(["Jonas", "Noor"], journal, today, left_out),
    ):
        assert one.on < today
        assert one.line in journal.days[one.on].received
        assert one.line.in_jar
        assert not mentions(one.line.text, left_out)


@given(DATES, DAYS)
def test_this_day_is_the_same_date_or_at_most_one_day_within_a_week_of_a_year_ago(
    today: date, days: dict[date, tuple[str, bool]]
) -> None:
    journal = around(today, days)
    found = kindnesses_of_this_day(journal, today)
    assert found == kindnesses_of_this_day(journal, today)
    dates = [one.on for one in found]
    assert dates == sorted(dates, reverse=True)
    about = {one.on for one in found if one.heading == "About a year ago"}
    assert len(about) <= 1
    for on in about:
        assert abs((on - today).days + 365) <= 8
    for one in found:
        if one.on not in about:
            assert one.heading == f"This day in {one.on.year}"
            same = (one.on.month, one.on.day) == (today.month, today.day)
            assert same or ((one.on.month, one.on.day) == (2, 29) and not isleap(today.year))
    recorded = {on for on, day in journal.days.items() if on < today and day.received[0].in_jar}
    same_dates = {on for on in recorded if (on.month, on.day) == (today.month, today.day)}
    assert same_dates <= set(dates)


def test_a_leap_day_has_its_own_date_and_comes_on_the_28th_in_other_years() -> None:
    leap_day, day_before = date(2024, 2, 29), date(2024, 2, 28)
    journal = journal_of(
        [received(leap_day, "leap"), received(day_before, "28th"), received(date(2025, 3, 2))]
    )

    def texts(today: date) -> list[str]:
        return [f"{one.heading}: {one.line.text}" for one in kindnesses_of_this_day(journal, today)]

    assert texts(date(2028, 2, 29)) == ["This day in 2024: leap"]
    assert texts(date(2026, 2, 28)) == [
        "About a year ago: tea",
        "This day in 2024: leap",
        "This day in 2024: 28th",
    ]
    assert texts(date(2028, 2, 28)) == ["This day in 2024: 28th"]
    journal = journal.with_day(received(date(2027, 2, 27), "near"))
    assert texts(date(2028, 2, 29)) == ["About a year ago: near", "This day in 2024: leap"]


@pytest.mark.parametrize(("days", "is_near"), [(7, True), (-7, True), (8, False), (-8, False)])
def test_about_a_year_ago_is_within_a_week(days: int, is_near: bool) -> None:
    journal = journal_of([received(date(2025, 11, 22) + timedelta(days))])
    assert bool(kindnesses_of_this_day(journal, TODAY)) is is_near


def test_of_last_year_the_same_date_comes_rather_than_a_day_near_it() -> None:
    journal = journal_of([received(date(2025, 11, 22), "same"), received(date(2025, 11, 23), "near")])
    assert [one.line.text for one in kindnesses_of_this_day(journal, TODAY)] == ["same"]
    assert [one.line.text for one in kindnesses_of_this_day(journal, date(2026, 11, 21))] == ["same"]


@given(st.lists(st.text(max_size=30), max_size=8), st.text(min_size=1, max_size=6))
def test_a_person_is_found_wherever_a_whole_word_names_them(texts: list[str], name: str) -> None:
    days = [received(TODAY - timedelta(n), f"{text} {name}") for n, text in enumerate(texts, start=1)]
    journal = journal_of(
        [*days, *(received(TODAY - timedelta(50 + n), text) for n, text in enumerate(texts))]
    )
    found = {one.on for one in kindnesses_with([name], journal, TODAY)}
    key = frozenset({name_key(name)})
    expected = {day.day for on, day in journal.days.items() if mentions(day.received[0].text, key)}
    assert found <= expected
    assert found == expected or not found  # "nobody" and the like are no names


def test_the_person_of_today_comes_after_this_day_and_no_kindness_comes_twice() -> None:
    journal = journal_of([
        received(date(2025, 11, 22), "Jonas lent me a coat"),
        received(date(2026, 11, 2), "tea with jonas"),
        received(date(2026, 11, 5), "Noor rang"),
        received(date(2026, 11, 9), "Jonasson waved"),
        Day(TODAY, who=Answer("Jonas", MORNING.at), acts=(structs.replace(act("planned"), who="Noor"),)),
    ])  # fmt: skip
    state = journal_state(journal)
    assert [(one.heading, one.line.text) for one in state.earlier_kindnesses] == [
        ("This day in 2025", "Jonas lent me a coat"),
        ("A kindness with Noor", "Noor rang"),
        ("A kindness with Jonas", "tea with jonas"),
    ]
    left_out = {("left_out_names", "n"): CustomEntry("n", "jonas", MORNING.at)}
    state = journal_state(structs.replace(journal, custom_entries=left_out))
    assert [one.line.text for one in state.earlier_kindnesses] == ["Noor rang"]
    assert state.this_day_before == ()


def test_on_a_hard_day_there_is_none() -> None:
    tired = [Day(TODAY - timedelta(n), energy=Answer(1, MORNING.at)) for n in range(1, 8)]
    journal = journal_of([received(date(2025, 11, 22)), *tired])
    assert journal_state(journal).is_hard_day
    assert journal_state(journal).earlier_kindnesses == journal_state(journal).this_day_before == ()
    calm = structs.replace(journal, settings=Settings(low_mood=False))
    assert len(journal_state(calm).earlier_kindnesses) == 1


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("low_mood", [True, False])
def test_on_a_day_with_a_very_low_answer_there_is_none(scale: ScaleName, low_mood: bool) -> None:
    for rating in range(1, 10):
        today = structs.replace(Day(TODAY), **{scale: Answer(rating, MORNING.at)})
        journal = journal_of([received(date(2025, 11, 22)), today])
        state = journal_state(structs.replace(journal, settings=Settings(low_mood=low_mood)))
        assert bool(state.this_day_before) == bool(state.earlier_kindnesses) == (rating > 2)


def test_after_hard_evenings_there_is_none_although_the_quiet_line_came_some_days_ago() -> None:
    evenings = [Day(TODAY - timedelta(n), mood_evening=Answer(1, MORNING.at)) for n in range(1, 7)]
    settings = Settings(scales=True, low_mood_told=TODAY - timedelta(days=2))
    journal = structs.replace(journal_of([received(date(2025, 11, 22)), *evenings]), settings=settings)
    state = journal_state(journal)
    assert not state.is_hard_day
    assert state.this_day_before == state.earlier_kindnesses == ()
