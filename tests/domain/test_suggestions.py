"""Which three acts are suggested."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from support import EVENING, TODAY, WORDS, act, journal_of, line, seen
from weeks import CHOSEN, DATES, Chosen, asked, week_before

from kindtui.domain.journal.day import Answer, CheckAnswer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.own_words import Own
from kindtui.domain.ritual.acts import Idea
from kindtui.domain.state import State

FLAGS = st.booleans()
Answers = dict[str, Answer[CheckAnswer]]
PAGES = st.integers(0, 25)


@given(DATES, CHOSEN, st.lists(st.sampled_from(WORDS.acts), max_size=4), PAGES, st.tuples(FLAGS, FLAGS))
def test_they_stand_still_whatever_is_recorded_today(
    today: date, chosen: Chosen, taken: list[Idea], page: int, flags: tuple[bool, bool]
) -> None:
    named, low = flags
    before = week_before(today, chosen)
    acts = tuple(act("done", idea.id, idea.id, idea.audience) for idea in taken)
    after = before.with_day(Day(today, acts=acts, received=(line(),)))
    assert asked(after, today, page, named=named, low=low) == asked(before, today, page, named=named, low=low)


@given(DATES, CHOSEN, PAGES, FLAGS, FLAGS)
def test_an_act_done_in_the_last_seven_days_is_not_offered(
    today: date, chosen: Chosen, page: int, named: bool, low: bool
) -> None:
    offered = {idea.id for idea in asked(week_before(today, chosen), today, page, named=named, low=low).ideas}
    assert offered.isdisjoint(idea.id for _, idea, state in chosen if state == "done")


def test_an_act_done_eight_days_ago_may_come_back() -> None:
    chosen: Chosen = [(7, idea, "done") for idea in WORDS.acts]
    assert asked(week_before(TODAY, chosen), TODAY).ideas == ()
    assert len(asked(week_before(TODAY - timedelta(days=1), chosen), TODAY).ideas) == 3


@given(DATES, CHOSEN, FLAGS, FLAGS)
def test_the_first_three_are_for_three_audiences(today: date, chosen: Chosen, named: bool, low: bool) -> None:
    ideas = asked(week_before(today, chosen), today, named=named, low=low).ideas
    assert len({idea.audience for idea in ideas}) == 3


@given(DATES, CHOSEN)
def test_with_a_name_the_first_is_contact_with_that_person(today: date, chosen: Chosen) -> None:
    first = asked(week_before(today, chosen), today, named=True).ideas[0]
    assert first.audience in ("close", "colleague")
    assert first.contact
    assert "Sam" in first.plan_for("Sam")


@given(DATES, CHOSEN, PAGES, FLAGS)
def test_low_energy_leaves_only_small_acts_and_offers_rest(
    today: date, chosen: Chosen, page: int, named: bool
) -> None:
    offer = asked(week_before(today, chosen), today, page, named=named, low=True)
    assert offer.rest
    assert offer.ideas
    assert all(idea.low_energy for idea in offer.ideas)


@given(DATES, CHOSEN.filter(lambda chosen: len(chosen) < 5), FLAGS)
def test_low_energy_puts_oneself_first(today: date, chosen: Chosen, named: bool) -> None:
    assert asked(week_before(today, chosen), today, named=named, low=True).ideas[0].audience == "self"


@given(DATES, CHOSEN, PAGES, FLAGS)
def test_rest_is_not_offered_otherwise(today: date, chosen: Chosen, page: int, named: bool) -> None:
    assert not asked(week_before(today, chosen), today, page, named=named).rest


def test_an_energy_boundary_not_held_today_is_low_energy() -> None:
    answers: Answers = {"energy-2": Answer("not_today", EVENING.at)}
    state = seen(Journal().with_day(Day(TODAY, checks=answers)))
    assert state.offer("", 9, 0).rest
    assert state.offer("", 9, 0) == seen(Journal()).offer("", 3, 0)


def owning(*owns: Own, days: tuple[Day, ...] = ()) -> State:
    own = {("own_acts", one.uid): one for one in owns}
    return seen(structs.replace(journal_of(days), own=own))


def offered(state: State, energy: int = 9) -> set[str]:
    return {idea.id for page in range(30) for idea in state.offer("", energy, page).ideas}


def test_an_own_act_joins_unless_it_was_put_away_or_taken_back() -> None:
    here = Own("here", "feed {who}, the cat", EVENING.at)
    away, back = Own("away", "b", EVENING.at, archived=True), Own("back", "", EVENING.at)
    state = owning(here, away, back)
    assert offered(state) & {"here", "away", "back"} == {"here"}
    assert next(idea for idea in state.ideas if idea.id == "here").plan_for("Sam") == "feed {who}, the cat"
    assert not offered(state, energy=2) & {"here"}


def test_an_own_act_done_in_the_last_seven_days_waits() -> None:
    own = Own("here", "feed the cat", EVENING.at)
    for ago, waits in ((1, True), (7, True), (8, False)):
        done = Day(TODAY - timedelta(days=ago), acts=(act("done", source="here"),))
        assert ("here" not in offered(owning(own, days=(done,)))) == waits


def test_acts_written_lately_are_named_once_unless_they_are_ones_own() -> None:
    def wrote(ago: int, *texts: str) -> Day:
        acts = tuple(structs.replace(act(uid=text), text=text) for text in texts)
        return Day(TODAY - timedelta(days=ago), acts=acts)

    days = (wrote(1, "a", "b"), wrote(0, "c"), wrote(2, "b", "mine"), wrote(40, "long ago"))
    assert owning(Own("m", "mine", EVENING.at), days=days).written_acts == ("c", "b", "a")


def test_three_and_less_is_low_energy_and_no_answer_is_not() -> None:
    state = seen(Journal())
    assert [state.offer("", energy, 0).rest for energy in (1, 3, 4, 9, None)] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_a_boundary_of_another_group_leaves_the_energy_alone() -> None:
    answers: Answers = {"time-1": Answer("not_today", EVENING.at), "energy-1": Answer("holds", EVENING.at)}
    assert not seen(Journal().with_day(Day(TODAY, checks=answers))).offer("", None, 0).rest
