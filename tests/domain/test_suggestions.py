"""Which three acts are suggested, and which are left out for a while."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.journal.day import ActState, Answer, CheckAnswer, Day
from kindtui.domain.journal.journal import ONE_DAY, Journal
from kindtui.domain.ritual.acts import Idea
from kindtui.domain.ritual.suggestions import Situation
from kindtui.domain.sentences import addressee
from kindtui.domain.state import State
from tests.domain.suggestion_strategies import (
    CHOSEN_IDEAS,
    DATES,
    FEW_IDEAS,
    IDEAS,
    NAMES,
    PAGES,
    SITUATIONS,
    ChosenIdeas,
    ids_offered,
    ids_on_pages,
    journal_with_ideas,
    offer_for,
    own_acts,
    state_of_few,
)
from tests.support import (
    EVENING,
    TODAY,
    act,
    journal_of,
    journal_state,
    line,
    true_answer,
)

Answers = dict[str, Answer[CheckAnswer]]


@given(DATES, CHOSEN_IDEAS, st.lists(st.sampled_from(IDEAS), max_size=4), PAGES, SITUATIONS)
def test_they_stand_still_whatever_is_recorded_today_or_after_it(
    today: date, chosen: ChosenIdeas, taken: list[Idea], page: int, situation: Situation
) -> None:
    before = journal_with_ideas(today, chosen)
    acts = tuple(structs.replace(act("done", i.id, i.id, i.audience), who="Sam") for i in taken)
    full = Day(
        today,
        who=Answer("Sam", EVENING.at),
        energy=Answer(2, EVENING.at),
        rest=true_answer(),
        acts=acts,
        received=(line(),),
        kept=(line(),),
    )
    after = before.with_day(full).with_day(structs.replace(full, day=today + ONE_DAY))
    assert offer_for(after, today, situation, page) == offer_for(before, today, situation, page)


@given(DATES, CHOSEN_IDEAS, SITUATIONS, st.integers(1, 14), SITUATIONS)
def test_the_first_three_were_not_among_the_first_three_of_fourteen_days_however_one_asks(
    today: date, chosen: ChosenIdeas, situation: Situation, ago: int, earlier_situation: Situation
) -> None:
    journal = journal_with_ideas(today, chosen[:12])
    earlier = offer_for(journal, today - timedelta(days=ago), earlier_situation).ideas
    assert not {idea.id for idea in earlier} & {
        idea.id for idea in offer_for(journal, today, situation).ideas
    }


@given(DATES, CHOSEN_IDEAS, PAGES, SITUATIONS)
def test_what_was_chosen_in_the_last_sixty_days_is_not_offered(
    today: date, chosen: ChosenIdeas, page: int, situation: Situation
) -> None:
    offered = {idea.id for idea in offer_for(journal_with_ideas(today, chosen), today, situation, page).ideas}
    assert offered.isdisjoint(idea.id for _, idea, _ in chosen)


def test_what_was_chosen_longer_ago_may_come_back() -> None:
    half = {idea.id for idea in FEW_IDEAS[::2]}
    journal = journal_with_ideas(TODAY, [(60, idea, "done") for idea in FEW_IDEAS[::2]])
    assert not ids_on_pages(journal, TODAY) & half
    assert len(ids_on_pages(journal, TODAY + ONE_DAY) & half) >= len(half) - 2


def test_when_everything_was_chosen_there_are_still_three() -> None:
    journal = journal_with_ideas(TODAY, [(1, idea, "done") for idea in IDEAS])
    assert len(offer_for(journal, TODAY).ideas) == 3


@given(DATES, CHOSEN_IDEAS, SITUATIONS)
def test_the_first_three_are_for_three_audiences(
    today: date, chosen: ChosenIdeas, situation: Situation
) -> None:
    ideas = offer_for(journal_with_ideas(today, chosen), today, situation).ideas
    assert len({idea.audience for idea in ideas}) == len(ideas) == 3


@given(DATES, CHOSEN_IDEAS, st.booleans(), st.sampled_from(["Sam", "my mum", "maybe Jo"]))
def test_with_a_name_the_first_is_for_that_person(
    today: date, chosen: ChosenIdeas, low: bool, who: str
) -> None:
    first = offer_for(journal_with_ideas(today, chosen), today, Situation(who, low_energy=low)).ideas[0]
    assert first.has_name_placeholder
    assert addressee(who) in first.plan_for(who)


@given(DATES, CHOSEN_IDEAS, st.booleans(), st.sampled_from(["nobody", "not sure", "—"]), PAGES)
def test_a_name_that_is_none_asks_as_no_name_does(
    today: date, chosen: ChosenIdeas, low: bool, who: str, page: int
) -> None:
    journal = journal_with_ideas(today, chosen)
    unnamed = offer_for(journal, today, Situation("", low_energy=low), page)
    assert offer_for(journal, today, Situation(who, low_energy=low), page) == unnamed


@given(DATES, CHOSEN_IDEAS, PAGES, NAMES)
def test_low_energy_leaves_only_small_acts_and_offers_rest(
    today: date, chosen: ChosenIdeas, page: int, who: str
) -> None:
    offer = offer_for(journal_with_ideas(today, chosen), today, Situation(who, low_energy=True), page)
    assert offer.includes_rest
    assert offer.ideas
    assert all(idea.low_energy for idea in offer.ideas)


@given(DATES, CHOSEN_IDEAS, NAMES)
def test_with_low_energy_one_of_the_three_is_for_oneself(today: date, chosen: ChosenIdeas, who: str) -> None:
    ideas = offer_for(journal_with_ideas(today, chosen), today, Situation(who, low_energy=True)).ideas
    assert [idea.audience for idea in ideas].count("self") == 1


def test_with_low_energy_oneself_is_not_always_the_first() -> None:
    tired = Situation(low_energy=True)
    days = [offer_for(Journal(), TODAY + timedelta(days=n), tired).ideas for n in range(60)]
    assert {[idea.audience for idea in ideas].index("self") for ideas in days} == {0, 1, 2}


@given(DATES, CHOSEN_IDEAS, PAGES, NAMES)
def test_rest_is_not_offered_otherwise(today: date, chosen: ChosenIdeas, page: int, who: str) -> None:
    assert not offer_for(journal_with_ideas(today, chosen), today, Situation(who), page).includes_rest


def is_offered_after(state: ActState, idea: Idea, *days_ago: int) -> bool:
    journal = journal_with_ideas(TODAY, [(ago, idea, state) for ago in days_ago])
    return idea.id in ids_on_pages(journal, TODAY)


# The pages hold whole threes, so that up to two of the ideas are on none of them.
OFFERED = [idea for idea in FEW_IDEAS if idea.id in ids_on_pages(Journal(), TODAY)][::9]


@pytest.mark.parametrize("idea", OFFERED, ids=lambda idea: idea.id)
@pytest.mark.parametrize("earlier", [62, 100, 200, 300])
def test_an_act_let_go_twice_stays_out_for_ninety_days(idea: Idea, earlier: int) -> None:
    for latest in (1, 61, 75, 90):
        assert not is_offered_after("let_go", idea, latest, earlier), latest


@pytest.mark.parametrize("idea", OFFERED, ids=lambda idea: idea.id)
def test_an_act_let_go_once_or_long_ago_or_done_twice_is_not_out(idea: Idea) -> None:
    assert is_offered_after("let_go", idea, 61)
    assert is_offered_after("let_go", idea, 91, 120)
    assert is_offered_after("done", idea, 61, 75)


def test_what_was_chosen_often_for_one_person_comes_sooner_for_them() -> None:
    """After 60 days, in half a year of mornings; both persons have favourites of their own."""
    ideas = [idea for idea in IDEAS if idea.audience == "close" and idea.has_name_placeholder]
    favourites = {"Sam": ideas[:15], "Noor": ideas[15:30]}
    days = []
    for number in range(60):
        acts = [
            structs.replace(act("done", who, favourites[who][number % 15].id, "close"), who=who)
            for who in favourites
        ]
        days.append(Day(TODAY - timedelta(days=61 + number), acts=tuple(acts)))
    journal = journal_of(days)
    mornings = [TODAY + timedelta(days=number) for number in range(180)]
    for who, other in (("Sam", "Noor"), ("Noor", "Sam")):
        waits = []
        for spelling in (who, f"{who.lower()} ", other, ""):
            shown = [{i.id for i in offer_for(journal, on, Situation(spelling)).ideas} for on in mornings]
            waits.append(
                sum(
                    next((n for n, ids in enumerate(shown) if idea.id in ids), len(mornings))
                    for idea in favourites[who]
                )
            )
        assert waits[0] == waits[1], "the same person, spelt otherwise"
        assert waits[0] * 1.25 < min(waits[2:]), waits


def test_a_favourite_of_one_person_waits_for_sixty_days_as_well() -> None:
    favourite = next(idea for idea in IDEAS if idea.audience == "close" and idea.has_name_placeholder)
    days = [
        Day(TODAY - timedelta(days=ago), acts=(structs.replace(act("done", "f", favourite.id), who="Sam"),))
        for ago in (60, 90, 120, 150)
    ]
    assert favourite.id not in ids_on_pages(journal_of(days), TODAY, Situation("Sam"))


def test_an_energy_boundary_not_held_today_is_low_energy() -> None:
    answers: Answers = {"energy-2": Answer("not_today", EVENING.at)}
    state = journal_state(Journal().with_day(Day(TODAY, checks=answers)))
    assert state.offer("", 9, 0).includes_rest
    assert state.offer("", 9, 0) == journal_state(Journal()).offer("", 3, 0)


def test_a_boundary_of_another_group_leaves_the_energy_alone() -> None:
    answers: Answers = {"time-1": Answer("not_today", EVENING.at), "energy-1": Answer("holds", EVENING.at)}
    assert not journal_state(Journal().with_day(Day(TODAY, checks=answers))).offer("", None, 0).includes_rest


def test_three_and_less_is_low_energy_and_no_answer_is_not() -> None:
    state = journal_state(Journal())
    includes_rest = [state.offer("", energy, 0).includes_rest for energy in (1, 3, 4, 9, None)]
    assert includes_rest == [True, True, False, False, False]


def owning(*owns: CustomEntry, days: tuple[Day, ...] = ()) -> State:
    own = {("own_acts", one.uid): one for one in owns}
    return state_of_few(structs.replace(journal_of(days), custom_entries=own))


def test_an_own_act_joins_unless_it_was_put_away_or_taken_back() -> None:
    (here,) = own_acts("feed {who}, the cat")
    away, back = CustomEntry("away", "b", EVENING.at, archived=True), CustomEntry("back", "", EVENING.at)
    state = owning(here, away, back)
    assert ids_offered(state) & {here.uid, "away", "back"} == {here.uid}
    assert next(i for i in state.ideas if i.id == here.uid).plan_for("Sam") == "feed {who}, the cat"
    assert not ids_offered(state, energy=2) & {here.uid}


def test_an_own_act_chosen_in_the_last_sixty_days_waits() -> None:
    (own,) = own_acts("feed the cat")
    for ago, waits in ((1, True), (60, True), (61, False)):
        done = Day(TODAY - timedelta(days=ago), acts=(act("done", source=own.uid),))
        assert (own.uid not in ids_offered(owning(own, days=(done,)))) == waits


def test_an_own_act_leaves_the_others_where_they_were() -> None:
    """So that writing one, or putting it away, brings back nothing that was shown lately."""
    first, second = (owning(*own_acts(*texts)) for texts in ((), ("feed the cat", "water the tree")))
    pages = [{i.id for i in state.offer("Sam", 9, 0).ideas} for state in (first, second)]
    assert len(pages[0] | pages[1]) <= 5


def test_acts_written_lately_are_named_once_unless_they_are_ones_own() -> None:
    def wrote(ago: int, *texts: str) -> Day:
        acts = tuple(structs.replace(act(uid=text), text=text) for text in texts)
        return Day(TODAY - timedelta(days=ago), acts=acts)

    days = (wrote(1, "a", "b"), wrote(0, "c"), wrote(2, "b", "mine"), wrote(40, "long ago"))
    assert owning(CustomEntry("m", "mine", EVENING.at), days=days).recent_written_acts == ("c", "b", "a")
