"""Days away: they rest as if each had been marked by hand once it came, whatever else is done and undone."""

import re
from collections.abc import Iterable
from contextlib import suppress
from copy import deepcopy
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.insights.lately import latest_days
from kindtui.domain.journal.away import Away
from kindtui.domain.journal.journal import Journal, date_range
from kindtui.domain.journal.merge import merge
from kindtui.domain.journal.purge import purge, purge_everything, with_purges_of
from kindtui.domain.parse_date import parse_days_away, parse_future_date, parse_natural_date
from kindtui.domain.requests import (
    DayRemoved,
    DaysAwayChosen,
    DaysAwayEnded,
    PartRemoved,
    ReceivedWritten,
    RestChosen,
)
from kindtui.domain.state import State
from kindtui.session import Session
from kindtui.storage.store import MemoryStore
from tests.support import (
    CATALOG,
    EVENING,
    MORNING,
    TODAY,
    FakeClock,
    journal_of,
    journal_state,
    kind_day,
    rest_day,
)

LATER = MORNING.at + timedelta(days=400)
DAYS = st.integers(-6, 6).map(lambda days: TODAY + timedelta(days=days))


def on(days: int) -> date:
    """The day that many days from today."""
    return TODAY + timedelta(days=days)


def away(first: int, last: int, uid: str = "a") -> Away:
    return Away(uid, on(first), on(last), MORNING.at)


def journal_away(ranges: Iterable[Away], *kind: int) -> Journal:
    journal = journal_of(kind_day(on(days)) for days in sorted(kind))
    return structs.replace(journal, away={one.uid: one for one in ranges})


def marked_by_hand(journal: Journal, today: date) -> Journal:
    """The journal without days away, in which each of them that has come is a rest day."""
    for one in journal.away.values():
        for day in date_range(one.first, min(one.last, today)):
            journal = journal.with_day(structs.replace(journal.day(day), rest=rest_day(day).rest))
    return structs.replace(journal, away={})


def seen(state: State) -> object:
    """All that is counted of a state."""
    late = latest_days(state.lived, state.today)
    return dict(state.marks), state.runs, state.thread, state.headline, state.due, state.is_new, late


@given(
    st.lists(st.tuples(st.integers(-60, 10), st.integers(0, 40)), max_size=4),
    st.sets(st.integers(-60, 3)),
    st.booleans(),
    st.integers(0, 3),
)
def test_days_away_count_as_if_each_had_been_marked_by_hand(
    ranges: list[tuple[int, int]], kind: set[int], is_evening: bool, grace: int
) -> None:
    ranges_away = (away(first, first + length, f"{uid}") for uid, (first, length) in enumerate(ranges))
    journal = journal_away(ranges_away, *kind)
    journal = structs.replace(journal, settings=structs.replace(journal.settings, grace=grace))
    moment = EVENING if is_evening else MORNING
    by_hand = journal_state(marked_by_hand(journal, TODAY), moment)
    assert seen(journal_state(journal, moment)) == seen(by_hand)
    assert max(journal_state(journal).marks, default=TODAY) == TODAY


def test_nothing_is_due_on_a_day_away_and_the_days_ahead_have_not_come() -> None:
    for moment in (MORNING, EVENING):
        state = journal_state(journal_away([away(-1, 3)]), moment)
        assert (state.due, state.away_until, sorted(state.marks)) == ("nothing", on(3), [on(-1), TODAY])
    assert journal_state(journal_away([away(1, 3)])).due == "morning"
    assert journal_state(journal_away([away(-3, -1)])).due == "morning"


def test_days_away_that_follow_each_other_end_with_the_last() -> None:
    assert journal_state(journal_away([away(-1, 2), away(3, 5, "b"), away(1, 4, "c")])).away_until == on(5)


def test_a_kind_day_within_is_kind_and_not_resting() -> None:
    state = journal_state(journal_away([away(-1, 3)], 0))
    assert (state.marks[TODAY], state.away_until, state.due) == ("kind", None, "nothing")


@pytest.mark.parametrize(("first", "last", "is_greeted"), [(-9, -1, True), (-9, -2, True), (-3, 3, False)])
def test_a_return_from_days_away_is_greeted_without_a_count(first: int, last: int, is_greeted: bool) -> None:
    greeting = journal_state(journal_away([away(first, last)], -30)).greeting
    assert greeting == ("Welcome back. Nothing was lost." if is_greeted else "")


def test_rest_that_was_marked_by_hand_is_greeted_as_before() -> None:
    assert journal_state(journal_of([kind_day(on(-3)), rest_day(on(-2)), rest_day(on(-1))])).greeting == ""


class Model:
    """The days that rest, as plain sets: those marked by hand, those away, and those left out of these."""

    def __init__(self) -> None:
        self.by_hand: set[date] = set()
        self.away: set[date] = set()
        self.left_out: set[date] = set()

    @property
    def resting(self) -> set[date]:
        return self.by_hand | (self.away - self.left_out)

    @property
    def spans(self) -> list[set[date]]:
        """The days away, each with those that follow it, in order."""
        spans: list[set[date]] = []
        for day in sorted(self.away):
            if spans and day - timedelta(days=1) in spans[-1]:
                spans[-1].add(day)
            else:
                spans.append({day})
        return spans

    def span_with(self, day: date) -> set[date]:
        return next((span for span in self.spans if day in span), set())

    def rest(self, day: date, is_rest_day: bool) -> None:
        if is_rest_day:
            self.by_hand.add(day)
        else:
            self.by_hand.discard(day)
            self.left_out |= {day} & self.away

    def choose(self, chosen: set[date], today: date, changed: set[date]) -> None:
        if min(chosen) == today and not changed:
            changed = self.span_with(today)
        if not changed and chosen <= self.away - self.left_out:
            return
        self.left_out -= {today} & chosen if changed else chosen
        self.away = (self.away - {day for day in changed if day >= today}) | chosen
        self.left_out &= self.away

    def end(self, span: set[date], today: date) -> None:
        if span and min(span) <= today <= max(span):
            self.by_hand.discard(today)
        self.away -= {day for day in span if day >= today}
        self.left_out &= self.away


class Step(NamedTuple):
    """Something that is done: for the days from `first` on, or up to six days ago."""

    name: str
    first: int
    length: int
    number: int  # of the days away it is about


STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(["choose", "edit", "end", "rest", "ordinary", "remove", "clear", "night", "undo"]),
        st.integers(-6, 6),
        st.integers(0, 5),
        st.integers(0, 3),
    ),
    max_size=25,
)


def do(session: Session, model: Model, step: Step) -> None:
    """Request a step, and follow it in the model."""
    journal, today = session.open().journal, session.open().today
    day, first = today - timedelta(days=abs(step.first)), today + timedelta(days=step.first)
    last = first + timedelta(days=step.length)
    chosen = set(date_range(first, last))
    uids = [uid for uid, one in sorted(journal.away.items()) if not one.removed]
    uid = [*uids, "gone"][step.number % (len(uids) + 1)]
    span = model.span_with(journal.away[uid].first) if uid != "gone" else set()
    match step.name:
        case "choose":
            session.submit(DaysAwayChosen(first, last))
            model.choose(chosen, today, set())
        case "edit":
            session.submit(DaysAwayChosen(first, last, uid))
            model.choose(chosen, today, span)
        case "end":
            session.submit(DaysAwayEnded(today, uid))
            model.end(span, today)
        case "rest" | "ordinary" as name:
            session.submit(RestChosen(day, is_rest_day=name == "rest"))
            model.rest(day, name == "rest")
        case "remove" | "clear" as name:
            session.submit(PartRemoved(day, "rest", "") if name == "remove" else DayRemoved(day))
            model.rest(day, False)


@given(STEPS)
def test_the_days_that_rest_follow_from_what_was_said_last(steps: list[Step]) -> None:
    clock = FakeClock()
    session = Session(MemoryStore(), clock, CATALOG)
    model, past = Model(), list[Model]()
    for step in steps:
        journal, before = session.open().journal, deepcopy(model)
        if step.name == "night":
            clock.move(days=1)
        elif step.name == "undo":
            if past:
                session.undo()
                model = past.pop()
        else:
            do(session, model, step)
            if session.open().journal.undo_steps != journal.undo_steps:
                past.append(before)
        state = session.open()
        around = list(date_range(state.today - timedelta(days=40), state.today + timedelta(days=15)))
        assert {day for day in around if state.journal.is_rest_day(day)} == model.resting
        rests = {day for day, mark in state.marks.items() if mark == "rest"}
        assert rests == {day for day in model.resting if day <= state.today}
        assert not state.days_ahead
        spans = [(span.first, span.last) for span in state.journal.away_spans_from(date.min)]
        assert spans == [(min(span), max(span)) for span in model.spans]
        ranges = [one for one in state.journal.away.values() if not one.removed]
        assert len(ranges) == len(spans), "those that overlap or meet are joined"


@pytest.mark.parametrize(("first", "last"), [(0, 1), (0, 9), (3, 9)])
@pytest.mark.parametrize("by_uid", [False, True])
def test_overlapping_copies_change_as_one_and_keep_the_days_already_rested(
    first: int, last: int, by_uid: bool
) -> None:
    store = MemoryStore(journal_away([away(-3, 2), away(-1, 4, "b")], -9))
    session = Session(store, FakeClock(), CATALOG)
    if not by_uid and first:
        session.submit(DaysAwayChosen(on(first), on(last)))
        rests = {*date_range(on(-3), on(last))}
    else:
        session.submit(DaysAwayChosen(on(first), on(last), "b" if by_uid else ""))
        rests = {*date_range(on(-3), on(-1)), *date_range(on(first), on(last))}
    journal = session.open().journal
    assert {day for day in date_range(on(-9), on(12)) if journal.is_rest_day(day)} == rests
    undone = session.undo()
    assert undone.undone
    assert undone.undone.label == "you changed your days of rest"
    assert [span.last for span in undone.state.journal.away_spans_from(TODAY)] == [on(4)]
    assert not undone.state.journal.undo_steps


def test_rest_planned_and_ended_are_one_step_each_with_their_own_words() -> None:
    session = Session(MemoryStore(), FakeClock(), CATALOG)
    session.submit(DaysAwayChosen(TODAY, on(3)))
    (uid,) = session.open().journal.away
    session.submit(RestChosen(TODAY, is_rest_day=False))
    session.submit(DaysAwayChosen(TODAY, on(5), uid))
    session.submit(DaysAwayEnded(TODAY, uid))
    labels = []
    for _ in range(4):
        undone = session.undo().undone
        assert undone
        labels.append(undone.label)
    assert labels == [
        "you ended your days of rest",
        "you changed your days of rest",
        "you made a rest day an ordinary one",
        "you planned days to rest",
    ]
    assert not session.open().journal.is_rest_day(TODAY)


def test_all_of_a_span_end_together_and_come_back_together() -> None:
    ranges = [away(-2, 3), away(0, 5, "b"), away(6, 7, "c"), away(9, 12, "d")]
    session = Session(MemoryStore(journal_away(ranges)), FakeClock(), CATALOG)
    session.submit(RestChosen(TODAY, is_rest_day=True))
    before = session.open().journal
    session.submit(DaysAwayEnded(TODAY, "a"))
    after = session.open().journal
    assert [day for day in date_range(on(-3), on(12)) if after.is_rest_day(day)] == [
        *date_range(on(-2), on(-1)),
        *date_range(on(9), on(12)),
    ]
    session.undo()
    restored = session.open().journal
    days = list(date_range(on(-3), on(12)))
    assert [restored.is_rest_day(day) for day in days] == [before.is_rest_day(day) for day in days]


def test_ending_a_rest_under_way_is_called_so_and_changing_it_is_not() -> None:
    session = Session(MemoryStore(journal_away([away(-2, 9)])), FakeClock(), CATALOG)
    session.submit(DaysAwayChosen(TODAY, on(4)))
    session.submit(DaysAwayEnded(TODAY, "a"))
    labels = [undone.label for undone in (session.undo().undone, session.undo().undone) if undone]
    assert labels == ["you ended your days of rest", "you changed your days of rest"]


def test_days_too_many_to_be_joined_stay_apart_and_are_one_span() -> None:
    session = Session(MemoryStore(journal_away([away(-700, 20)])), FakeClock(), CATALOG)
    session.submit(DaysAwayChosen(on(21), on(60)))
    journal = session.open().journal
    assert [(span.first, span.last) for span in journal.away_spans_from(TODAY)] == [(on(-700), on(60))]
    session.submit(DaysAwayChosen(TODAY, on(30)))
    assert [span.last for span in session.open().journal.away_spans_from(TODAY)] == [on(30)]


def test_a_purged_day_leaves_the_days_away_and_purging_all_takes_them_for_good() -> None:
    journal = structs.replace(journal_away([away(-2, 3)], -1), updated_at=MORNING.at)
    assert purge(journal, [on(-1)], LATER).away == journal.away
    purged = purge_everything(journal, LATER)
    assert not purged.is_rest_day(TODAY)
    newer = structs.replace(away(-2, 9), updated_at=LATER + timedelta(days=1))
    for merged in (merge(purged, journal_away([newer])), with_purges_of(journal_away([newer]), [purged])):
        assert not merged.is_rest_day(TODAY)
        assert str(on(9)) not in repr(merged.away)


@pytest.mark.parametrize(("first", "last"), [(0, -1), (0, 733)])
def test_days_away_that_cannot_be_are_refused(first: int, last: int) -> None:
    with pytest.raises(ValueError, match="days away"):
        away(first, last)


def test_a_received_kindness_leaves_the_days_away_as_they_are() -> None:
    session = Session(MemoryStore(journal_away([away(0, 3)])), FakeClock(), CATALOG)
    session.submit(ReceivedWritten(TODAY, "tea"))
    state = session.open()
    assert state.marks[TODAY] == "kind"
    assert state.journal.is_rest_day(on(3))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("sunday", TODAY, date(2026, 11, 29)),
        ("until next Fri", TODAY, date(2026, 11, 27)),
        ("6 dec", TODAY, date(2026, 12, 6)),
        ("the 6th of December", TODAY, date(2026, 12, 6)),
        ("6.12.", TODAY, date(2026, 12, 6)),
        ("22 nov", TODAY, TODAY),
        ("3 jan", TODAY, date(2027, 1, 3)),
        ("today", TODAY, TODAY),
        ("tomorrow", TODAY, date(2026, 11, 23)),
        ("in 2 weeks", TODAY, date(2026, 12, 6)),
        ("2026-12-06", TODAY, date(2026, 12, 6)),
        ("1 dec..6 dec", date(2026, 12, 1), date(2026, 12, 6)),
        ("1 Dec to 6 Jan", date(2026, 12, 1), date(2027, 1, 6)),
        ("from tomorrow until Tuesday", date(2026, 11, 23), date(2026, 11, 24)),
        ("monday – friday", date(2026, 11, 23), date(2026, 11, 27)),
        ("2026-12-01 - 2026-12-06", date(2026, 12, 1), date(2026, 12, 6)),
        ("yesterday to today", date(2026, 11, 21), TODAY),
        ("2 weeks ago .. last friday", date(2026, 11, 8), date(2026, 11, 20)),
        ("20 nov to 25 nov", date(2026, 11, 20), date(2026, 11, 25)),
        ("20 nov to 21 nov", date(2026, 11, 20), date(2026, 11, 21)),
        ("23.9. to today", date(2026, 9, 23), TODAY),
        ("22 sep to 25 sep", date(2027, 9, 22), date(2027, 9, 25)),
        ("since friday to tuesday", date(2026, 11, 20), date(2026, 11, 24)),
        ("friday to today", date(2026, 11, 20), TODAY),
        ("1 mar", TODAY, date(2027, 3, 1)),
        ("20 nov 2027", TODAY, date(2027, 11, 20)),
        ("30 nov to 20 nov 2027", date(2026, 11, 30), date(2027, 11, 20)),
    ],
)
def test_days_to_rest_are_read_as_people_write_them(text: str, first: date, last: date) -> None:
    assert parse_days_away(text, TODAY) == (first, last)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "can read"),
        ("soon", "can read"),
        ("sunday to", "can read"),
        ("32 dec", "can read"),
        ("in 99999 weeks", "two years"),
        ("yesterday", "is over"),
        ("2026-11-21", "is over"),
        ("20 nov", "Friday 20 November is over"),
        ("until the 23rd of September", "is over"),
        ("22 sep", "until Wednesday 22 September 2027. If you mean that, write the date with its year"),
        ("30 nov to 20 nov", "until Saturday 20 November 2027"),
        ("30 nov 2026 to 20 nov", "with its year"),
        ("in 20 weeks", "with its year"),
        ("2026-12-06 to 2026-12-01", "first day first"),
        ("2026-12-06 to 2029-12-01", "two years"),
        ("2028-12-06 to 2028-12-07", "a year away"),
        ("2020-12-06 to 2020-12-07", "a year away"),
    ],
)
def test_what_is_no_such_days_is_answered_in_one_sentence(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        parse_days_away(text, TODAY)


FORMATS = st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%b %d, %Y", "%d.%m.%Y", "%A"])


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(1, 7), FORMATS)
def test_a_day_ahead_is_read_in_every_form(today: date, days: int, date_format: str) -> None:
    day = today + timedelta(days=days)
    assert parse_future_date(day.strftime(date_format), today) == day


@given(
    st.dates(date(1950, 1, 1), date(2150, 1, 1)),
    st.dates(date(1952, 1, 1), date(1952, 12, 31)),
    st.sampled_from(["%d %B", "%B %d", "%d.%m."]),
)
def test_a_date_without_a_year_is_the_next_one_as_it_is_the_last_one_elsewhere(
    today: date, any_day: date, date_format: str
) -> None:
    text = any_day.strftime(date_format)
    back = parse_natural_date(text, today)
    if timedelta(0) < today - back <= timedelta(days=60):
        with pytest.raises(ValueError, match="is over"):
            parse_future_date(text, today)
        return
    ahead = parse_future_date(text, today)
    assert back <= today <= ahead
    assert (ahead.month, ahead.day) == (back.month, back.day) == (any_day.month, any_day.day)
    if text[:2] != "29":
        assert (ahead - back).days in (0, 365, 366)


@given(st.text(max_size=20), st.dates())
def test_any_text_is_days_or_a_sentence(text: str, today: date) -> None:
    with suppress(ValueError):
        first, last = parse_days_away(text, today)
        assert first <= last
        assert last - max(first, today) <= timedelta(days=100) or re.search(r"\d{4}", text)
