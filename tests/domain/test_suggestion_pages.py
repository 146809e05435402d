"""The pages of suggestions, the ways and audiences they are chosen from, and what weighs in their order."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from msgspec import structs

from kindtui.domain.insights.patterns import patterns
from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.ritual.acts import AUDIENCES, PATHWAYS, Idea, Pathway
from kindtui.domain.ritual.suggestions import Situation, offer
from kindtui.domain.settings import Settings
from tests.domain.suggestion_strategies import (
    CHOSEN_IDEAS,
    DATES,
    FEW_IDEAS,
    FILTERED_SITUATIONS,
    IDEAS,
    PAGES,
    SETTINGS,
    SITUATIONS,
    SWITCHES,
    ChosenIdeas,
    ids_offered,
    journal_with_ideas,
    offer_for,
    own_acts,
    settings_without,
    state_of_few,
)
from tests.support import CATALOG, TODAY, act, journal_of, journal_state

YEAR = [TODAY + timedelta(days=n) for n in range(365)]
RETIRED = [idea for idea in CATALOG.acts if idea.retired]


@given(DATES, CHOSEN_IDEAS, SITUATIONS)
def test_pages_cover_what_is_left_without_repeats_and_come_round(
    today: date, chosen: ChosenIdeas, situation: Situation
) -> None:
    journal = journal_with_ideas(today, chosen)
    recent = {idea.id for _, idea, _ in chosen}
    ideas = FEW_IDEAS[::2]
    fitting = [idea for idea in ideas if not situation.low_energy or (idea.low_energy and not idea.needs_out)]
    left = [idea for idea in fitting if idea.id not in recent]
    count = len(left) // 3
    pages = [offer(ideas, journal, today, situation, number).ideas for number in range(count + 1)]
    seen = [idea.id for page in pages[:count] for idea in page]
    assert len(seen) == len(set(seen)) == count * 3
    assert pages[count] == pages[0]


def test_no_three_stand_together_again_within_two_months() -> None:
    """Of a person who records nothing, so that nothing but the date keeps them apart."""
    last_seen: dict[frozenset[str], date] = {}
    for on in YEAR:
        three = frozenset(idea.id for idea in offer_for(Journal(), on).ideas)
        assert on - last_seen.get(three, date.min) > timedelta(days=60)
        last_seen[three] = on


def test_contact_weighs_more() -> None:
    shown = [idea for day in YEAR for idea in offer_for(Journal(), day).ideas]
    share = sum(idea.contact for idea in shown) / len(shown)
    assert share > sum(idea.contact for idea in IDEAS) / len(IDEAS) + 0.08


@pytest.mark.parametrize("who", ["", "Sam"])
@pytest.mark.parametrize("low", [False, True])
def test_every_audience_is_among_the_first_three_within_any_week(who: str, low: bool) -> None:
    situation = Situation(who, low_energy=low)
    shown = [{idea.audience for idea in offer_for(Journal(), day, situation).ideas} for day in YEAR]
    assert min(len(set.union(*shown[first : first + 7])) for first in range(len(YEAR) - 6)) == 5


@given(DATES, CHOSEN_IDEAS, FILTERED_SITUATIONS, PAGES)
def test_filtered_by_a_way_every_idea_has_it(
    today: date, chosen: ChosenIdeas, situation: Situation, page: int
) -> None:
    ideas = offer_for(journal_with_ideas(today, chosen), today, situation, page).ideas
    assert len(ideas) == 3
    assert {idea.pathway for idea in ideas} == {situation.pathway}
    assert all(idea.low_energy for idea in ideas) or not situation.low_energy


@pytest.mark.parametrize("way", PATHWAYS)
def test_filtered_by_a_way_every_idea_that_has_it_is_on_a_page(way: Pathway) -> None:
    state = journal_state(Journal())
    ideas = {idea.id for idea in IDEAS if idea.pathway == way}
    pages = range(len(ideas) // 3)
    shown = [idea.id for page in pages for idea in state.offer("", None, page, way).ideas]
    assert len(set(shown)) == len(shown) == len(ideas) // 3 * 3
    assert set(shown) <= ideas


@given(SETTINGS, CHOSEN_IDEAS, SITUATIONS | FILTERED_SITUATIONS, PAGES)
def test_nothing_is_offered_for_an_audience_that_is_switched_off(
    settings: Settings, chosen: ChosenIdeas, situation: Situation, page: int
) -> None:
    journal = structs.replace(journal_with_ideas(TODAY, chosen), settings=settings)
    energy = 2 if situation.low_energy else 9
    ideas = journal_state(journal).offer(situation.who, energy, page, situation.pathway).ideas
    assert len(ideas) == 3
    for idea in ideas:
        assert idea.audience == "self" or getattr(settings, f"acts_{idea.audience}")
        assert settings.acts_out or not idea.needs_out


@pytest.mark.parametrize("off", [*combinations(SWITCHES, 1), ("acts_colleague", "acts_stranger", "acts_out")])
def test_switched_off_none_is_left_on_any_page(off: tuple[str, ...]) -> None:
    settings = settings_without(off)
    offered = ids_offered(state_of_few(structs.replace(Journal(), settings=settings)))
    shown = [idea for idea in FEW_IDEAS if idea.id in offered]
    assert {idea.audience for idea in shown} == set(AUDIENCES) - {name.removeprefix("acts_") for name in off}
    assert not any(idea.needs_out for idea in shown) or "acts_out" not in off


def test_own_acts_stay_when_every_audience_is_switched_off() -> None:
    entries = {("own_acts", one.uid): one for one in own_acts("feed the cat")}
    everything_off = settings_without(SWITCHES)
    journal = Journal(settings=everything_off, custom_entries=entries)
    assert "feed the cat" in ids_offered(state_of_few(journal))


def test_an_act_that_was_retired_is_never_offered() -> None:
    retired = {idea.id for idea in RETIRED}
    assert retired
    state = state_of_few(Journal())
    for who, energy in (("", 9), ("Sam", 9), ("", 2), ("Sam", 2)):
        assert retired.isdisjoint(ids_offered(state, who, energy))


@pytest.mark.parametrize("idea", RETIRED, ids=lambda idea: idea.id)
def test_patterns_still_counts_the_way_that_a_retired_act_served(idea: Idea) -> None:
    state = journal_state(journal_of([Day(TODAY, acts=(act("done", "a", idea.id, idea.audience),))]))
    found = patterns(state.journal, state.marks, TODAY, None, names=state.names, ideas=state.catalog.acts)
    assert dict(found.pathways)[idea.pathway] == dict(found.audiences)[idea.audience] == 1
