"""What a stretch of days held: every act and kind day is counted once, whatever the stretch."""

from datetime import date, timedelta
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.insights.patterns import Patterns, patterns
from kindtui.domain.insights.weeks import WEEK_RANGES
from kindtui.domain.journal.day import ActState, Answer, Day
from kindtui.domain.journal.journal import ONE_DAY, Journal
from kindtui.domain.settings import Settings, WeekStart
from kindtui.domain.state import State
from tests.support import CATALOG, MORNING, TODAY, act, journal_of, journal_state, kind_day, line, rest_day

NAMES = st.sampled_from(["", "Sam", "sam", "Lin", " Noor "])
IDEAS = st.none() | st.sampled_from(CATALOG.acts)
WEEKS = st.sampled_from(list(WEEK_RANGES.values()))


def patterns_of(state: State, weeks: int | None) -> Patterns:
    return patterns(
        state.journal, state.marks, state.today, weeks, names=state.names, ideas=state.catalog.acts
    )


@st.composite
def journals(draw: st.DrawFn) -> Journal:
    days = {}
    for ago in draw(st.sets(st.integers(0, 900), max_size=25)):
        on = TODAY - ago * ONE_DAY
        acts = []
        for number, (state, name, idea) in enumerate(
            draw(st.lists(st.tuples(st.sampled_from(get_args(ActState)), NAMES, IDEAS), max_size=3))
        ):
            taken = act(state, f"{ago}-{number}", idea.id if idea else "", idea.audience if idea else "")
            acts.append(structs.replace(taken, who=name))
        kept = (line("I said no", f"k{ago}"),) if draw(st.booleans()) else ()
        who = draw(st.none() | NAMES.map(lambda name: Answer(name, MORNING.at)))
        days[on] = Day(on, who=who, acts=tuple(acts), kept=kept)
    return Journal(days, Settings(week_start=draw(st.sampled_from(get_args(WeekStart)))))


@given(journals(), WEEKS)
def test_every_kind_day_and_every_act_done_is_counted_once(journal: Journal, weeks: int | None) -> None:
    state = journal_state(journal)
    found = patterns_of(state, weeks)
    days = [day for on, day in journal.days.items() if found.first <= on <= TODAY]
    kind = sum(day.is_kind for day in days)
    assert sum(count for _, count in found.weekdays) == sum(count for _, count in found.months) == kind
    given = sum(len(day.gave) for day in days)
    assert sum(count for _, count in found.audiences) == sum(count for _, count in found.pathways) == given


@given(journals())
def test_a_longer_stretch_counts_no_less(journal: Journal) -> None:
    state = journal_state(journal)
    counted = [patterns_of(state, weeks) for weeks in WEEK_RANGES.values()]
    for shorter, longer in pairwise(counted):
        assert longer.first <= shorter.first
        for one, other in ((shorter.weekdays, longer.weekdays), (shorter.pathways, longer.pathways)):
            assert all(few <= many for (_, few), (_, many) in zip(one, other, strict=True))
        assert set(dict(shorter.days_per_name)) <= set(dict(longer.days_per_name))
    assert sum(count for _, count in counted[-1].weekdays) == sum(
        day.is_kind for day in journal.days.values()
    )


@given(journals(), WEEKS)
def test_names_count_once_a_day_in_one_spelling(journal: Journal, weeks: int | None) -> None:
    state = journal_state(journal)
    found = patterns_of(state, weeks)
    named: dict[str, set[date]] = {}
    for on, day in journal.days.items():
        for done in day.gave if on >= found.first else ():
            named.setdefault(done.who.strip().lower(), set()).add(on)
    named.pop("", None)
    assert {name.lower(): count for name, count in found.days_per_name} == {
        name: len(days) for name, days in named.items()
    }
    assert [count for _, count in found.days_per_name] == sorted(
        (len(days) for days in named.values()), reverse=True
    )


@given(journals(), WEEKS)
def test_names_not_mentioned_lately_are_of_the_stretch_and_of_no_day_since(
    journal: Journal, weeks: int | None
) -> None:
    found = patterns_of(journal_state(journal), weeks)

    def names_between(first: date, last: date) -> set[str]:
        days = [day for on, day in journal.days.items() if first <= on <= last]
        written = [done.who for day in days for done in day.acts] + [day.who.value for day in days if day.who]
        return {name.strip().lower() for name in written} - {""}

    lately = TODAY - timedelta(days=27)
    expected = names_between(found.first, TODAY) - names_between(lately, TODAY)
    assert {name.lower() for name in found.names_not_recent} == expected


@pytest.mark.parametrize(
    ("start", "first"),
    [("monday", date(2026, 8, 31)), ("sunday", date(2026, 9, 6)), ("saturday", date(2026, 9, 5))],
)
def test_a_stretch_is_of_whole_weeks_and_the_week_begins_where_it_is_set(
    start: WeekStart, first: date
) -> None:
    old = Journal({date(2020, 1, 1): kind_day(date(2020, 1, 1))}, Settings(week_start=start))
    found = patterns_of(journal_state(old), 12)
    assert found.first == first
    assert found.weekdays[0][0] == first.weekday()


def test_months_go_round_the_year_and_end_with_this_one() -> None:
    days = [kind_day(date(year, 11, 3)) for year in (2023, 2024, 2025, 2026)] + [kind_day(date(2026, 2, 1))]
    found = patterns_of(journal_state(journal_of(days)), None)
    assert [month for month, _ in found.months] == [12, *range(1, 12)]
    assert dict(found.months)[11] == 4
    assert [month for month, _ in patterns_of(journal_state(journal_of(days)), 12).months] == [8, 9, 10, 11]


@pytest.mark.parametrize(
    ("first", "weeks", "together"),
    [
        (date(2025, 10, 31), None, True),
        (date(2025, 11, 1), None, False),
        (date(2020, 1, 1), 52, False),
    ],
)
def test_months_of_two_years_in_one_are_told(first: date, weeks: int | None, together: bool) -> None:
    assert patterns_of(journal_state(journal_of([kind_day(first)])), weeks).merges_years is together


def test_a_year_has_the_month_it_began_in_apart_from_this_one() -> None:
    days = [kind_day(date(2020, 1, 1)), kind_day(date(2025, 11, 30)), kind_day(TODAY)]
    found = patterns_of(journal_state(journal_of(days)), 52)
    assert [month for month, _ in found.months] == [11, 12, *range(1, 12)]
    assert [count for _, count in found.months] == [1, *[0] * 11, 1]


def test_an_act_in_own_words_serves_no_way_and_rest_is_not_counted() -> None:
    idea = CATALOG.acts[0]
    days = [
        Day(TODAY, acts=(act("done", "a"), act("done", "b", idea.id, idea.audience), act("planned", "c"))),
        rest_day(TODAY - ONE_DAY),
    ]
    found = patterns_of(journal_state(journal_of(days)), None)
    assert dict(found.pathways) == dict.fromkeys(dict(found.pathways), 0) | {"": 1, idea.pathway: 1}
    assert dict(found.audiences)[idea.audience] == 1
    assert dict(found.months) == {11: 1}


def test_without_days_everything_is_nothing() -> None:
    found = patterns_of(journal_state(Journal()), None)
    assert (found.first, found.days_per_name, found.names_not_recent) == (TODAY, (), ())
    assert found.months == ((11, 0),)
