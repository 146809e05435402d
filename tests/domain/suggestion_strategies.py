"""Strategies for the suggestions: the weeks before a day, and the ways to ask on it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import get_args

from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.journal.day import ActState, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.ritual.acts import PATHWAYS, Idea
from kindtui.domain.ritual.catalog import Catalog
from kindtui.domain.ritual.suggestions import Offer, Situation, offer
from kindtui.domain.settings import Settings
from kindtui.domain.state import State
from tests.support import CATALOG, EVENING, MORNING, act, journal_of, journal_state

IDEAS = journal_state(Journal()).ideas
FEW_IDEAS = IDEAS[::6]  # enough for tests that turn every page, as a late page takes a while
FEW_PAGES = range(1 + len(FEW_IDEAS) // 3)
NOTHING_SAID = Situation()
DATES = st.dates(date(2020, 1, 1), date(2040, 1, 1))
ACT_STATES = st.sampled_from(get_args(ActState))
NAMES = st.sampled_from(["", "Sam", "my mum", "nobody"])
SITUATIONS = st.builds(Situation, who=NAMES, low_energy=st.booleans())
FILTERED_SITUATIONS = st.builds(
    Situation, who=NAMES, low_energy=st.booleans(), pathway=st.sampled_from(PATHWAYS)
)
PAGES = st.integers(0, 30)
ChosenIdeas = list[tuple[int, Idea, ActState]]

CHOSEN_IDEAS = st.lists(st.tuples(st.integers(1, 60), st.sampled_from(IDEAS), ACT_STATES), max_size=60)

SWITCHES = ("acts_close", "acts_colleague", "acts_stranger", "acts_community", "acts_out")


def settings_without(switches: Iterable[str]) -> Settings:
    """Settings with those switches turned off."""
    return structs.replace(Settings(), **dict.fromkeys(switches, False))


SETTINGS = st.sets(st.sampled_from(SWITCHES)).map(settings_without)


def journal_with_ideas(today: date, chosen: ChosenIdeas) -> Journal:
    """A journal with those ideas, each so many days ago."""
    days: dict[int, Day] = {}
    for number, (ago, idea, state) in enumerate(chosen):
        acts = days[ago].acts if ago in days else ()
        chosen_act = act(state, f"u{number}", idea.id, idea.audience)
        days[ago] = Day(today - timedelta(days=ago), acts=(*acts, chosen_act))
    return journal_of(days.values())


def offer_for(journal: Journal, today: date, situation: Situation = NOTHING_SAID, page: int = 0) -> Offer:
    """The offer of the ideas that kindtui ships with."""
    return offer(IDEAS, journal, today, situation, page)


def ids_on_pages(journal: Journal, today: date, situation: Situation = NOTHING_SAID) -> set[str]:
    """The ids of the few ideas that are offered on a day, on any page."""
    offers = (offer(FEW_IDEAS, journal, today, situation, page) for page in FEW_PAGES)
    return {idea.id for one in offers for idea in one.ideas}


def state_of_few(journal: Journal) -> State:
    """A journal's state where every sixth act ships, and every retired one."""
    acts = (*FEW_IDEAS, *(idea for idea in CATALOG.acts if idea.retired))
    catalog = Catalog(CATALOG.load)
    vars(catalog)["acts"] = acts
    return State(journal, MORNING, catalog)


def ids_offered(state: State, who: str = "", energy: int | None = None) -> set[str]:
    """The ids of what the state of few ideas offers on any page."""
    return {idea.id for page in FEW_PAGES for idea in state.offer(who, energy, page).ideas}


def own_acts(*texts: str) -> tuple[CustomEntry, ...]:
    """Acts of a person's own; the uid of each is its text."""
    return tuple(CustomEntry(text, text, EVENING.at) for text in texts)
