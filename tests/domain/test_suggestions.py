"""Which three acts are suggested."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.journal.day import Answer, CheckAnswer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.ritual.acts import Idea
from kindtui.domain.state import State
from tests.domain.suggestion_strategies import CHOSEN_IDEAS, DATES, ChosenIdeas, journal_with_ideas, offer_for
from tests.support import CATALOG, EVENING, TODAY, act, journal_of, journal_state, line

FLAGS = st.booleans()
Answers = dict[str, Answer[CheckAnswer]]
PAGES = st.integers(0, 25)


@given(
    DATES, CHOSEN_IDEAS, st.lists(st.sampled_from(CATALOG.acts), max_size=4), PAGES, st.tuples(FLAGS, FLAGS)
)
def test_they_stand_still_whatever_is_recorded_today(
    today: date, chosen: ChosenIdeas, taken: list[Idea], page: int, flags: tuple[bool, bool]
) -> None:
    named, low = flags
    before = journal_with_ideas(today, chosen)
    acts = tuple(act("done", idea.id, idea.id, idea.audience) for idea in taken)
    after = before.with_day(Day(today, acts=acts, received=(line(),)))
    assert offer_for(after, today, page, named=named, low=low) == offer_for(
        before, today, page, named=named, low=low
    )


@given(DATES, CHOSEN_IDEAS, PAGES, FLAGS, FLAGS)
def test_an_act_done_in_the_last_seven_days_is_not_offered(
    today: date, chosen: ChosenIdeas, page: int, named: bool, low: bool
) -> None:
    offered = {
        idea.id
        for idea in offer_for(journal_with_ideas(today, chosen), today, page, named=named, low=low).ideas
    }
    assert offered.isdisjoint(idea.id for _, idea, state in chosen if state == "done")


def test_an_act_done_eight_days_ago_may_come_back() -> None:
    chosen: ChosenIdeas = [(7, idea, "done") for idea in CATALOG.acts]
    assert offer_for(journal_with_ideas(TODAY, chosen), TODAY).ideas == ()
    assert len(offer_for(journal_with_ideas(TODAY - timedelta(days=1), chosen), TODAY).ideas) == 3


@given(DATES, CHOSEN_IDEAS, FLAGS, FLAGS)
def test_the_first_three_are_for_three_audiences(
    today: date, chosen: ChosenIdeas, named: bool, low: bool
) -> None:
    ideas = offer_for(journal_with_ideas(today, chosen), today, named=named, low=low).ideas
    assert len({idea.audience for idea in ideas}) == 3


@given(DATES, CHOSEN_IDEAS)
def test_with_a_name_the_first_is_contact_with_that_person(today: date, chosen: ChosenIdeas) -> None:
    first = offer_for(journal_with_ideas(today, chosen), today, named=True).ideas[0]
    assert first.audience in ("close", "colleague")
    assert first.contact
    assert "Sam" in first.plan_for("Sam")


@given(DATES, CHOSEN_IDEAS, PAGES, FLAGS)
def test_low_energy_leaves_only_small_acts_and_offers_rest(
    today: date, chosen: ChosenIdeas, page: int, named: bool
) -> None:
    offer = offer_for(journal_with_ideas(today, chosen), today, page, named=named, low=True)
    assert offer.includes_rest
    assert offer.ideas
    assert all(idea.low_energy for idea in offer.ideas)


@given(DATES, CHOSEN_IDEAS.filter(lambda chosen: len(chosen) < 5), FLAGS)
def test_low_energy_puts_oneself_first(today: date, chosen: ChosenIdeas, named: bool) -> None:
    assert (
        offer_for(journal_with_ideas(today, chosen), today, named=named, low=True).ideas[0].audience == "self"
    )


@given(DATES, CHOSEN_IDEAS, PAGES, FLAGS)
def test_rest_is_not_offered_otherwise(today: date, chosen: ChosenIdeas, page: int, named: bool) -> None:
    assert not offer_for(journal_with_ideas(today, chosen), today, page, named=named).includes_rest


def test_an_energy_boundary_not_held_today_is_low_energy() -> None:
    answers: Answers = {"energy-2": Answer("not_today", EVENING.at)}
    state = journal_state(Journal().with_day(Day(TODAY, checks=answers)))
    assert state.offer("", 9, 0).includes_rest
    assert state.offer("", 9, 0) == journal_state(Journal()).offer("", 3, 0)


def owning(*owns: CustomEntry, days: tuple[Day, ...] = ()) -> State:
    own = {("own_acts", one.uid): one for one in owns}
    return journal_state(structs.replace(journal_of(days), custom_entries=own))


def offered(state: State, energy: int = 9) -> set[str]:
    return {idea.id for page in range(30) for idea in state.offer("", energy, page).ideas}


def test_an_own_act_joins_unless_it_was_put_away_or_taken_back() -> None:
    here = CustomEntry("here", "feed {who}, the cat", EVENING.at)
    away, back = CustomEntry("away", "b", EVENING.at, archived=True), CustomEntry("back", "", EVENING.at)
    state = owning(here, away, back)
    assert offered(state) & {"here", "away", "back"} == {"here"}
    assert next(idea for idea in state.ideas if idea.id == "here").plan_for("Sam") == "feed {who}, the cat"
    assert not offered(state, energy=2) & {"here"}


def test_an_own_act_done_in_the_last_seven_days_waits() -> None:
    own = CustomEntry("here", "feed the cat", EVENING.at)
    for ago, waits in ((1, True), (7, True), (8, False)):
        done = Day(TODAY - timedelta(days=ago), acts=(act("done", source="here"),))
        assert ("here" not in offered(owning(own, days=(done,)))) == waits


def test_acts_written_lately_are_named_once_unless_they_are_ones_own() -> None:
    def wrote(ago: int, *texts: str) -> Day:
        acts = tuple(structs.replace(act(uid=text), text=text) for text in texts)
        return Day(TODAY - timedelta(days=ago), acts=acts)

    days = (wrote(1, "a", "b"), wrote(0, "c"), wrote(2, "b", "mine"), wrote(40, "long ago"))
    assert owning(CustomEntry("m", "mine", EVENING.at), days=days).recent_written_acts == ("c", "b", "a")


def test_three_and_less_is_low_energy_and_no_answer_is_not() -> None:
    state = journal_state(Journal())
    assert [state.offer("", energy, 0).includes_rest for energy in (1, 3, 4, 9, None)] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_a_boundary_of_another_group_leaves_the_energy_alone() -> None:
    answers: Answers = {"time-1": Answer("not_today", EVENING.at), "energy-1": Answer("holds", EVENING.at)}
    assert not journal_state(Journal().with_day(Day(TODAY, checks=answers))).offer("", None, 0).includes_rest
