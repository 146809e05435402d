"""Strategies for the suggestions: the week before a day, and the ways to ask on it."""

from datetime import date, timedelta
from typing import get_args

from hypothesis import strategies as st

from kindtui.domain.journal.day import ActState, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.ritual.acts import Idea
from kindtui.domain.ritual.suggestions import Offer, offer
from tests.support import CATALOG, act, journal_of

DATES = st.dates(date(2020, 1, 1), date(2040, 1, 1))
ACT_STATES = st.sampled_from(get_args(ActState))
ChosenIdeas = list[tuple[int, Idea, ActState]]

CHOSEN_IDEAS = st.lists(st.tuples(st.integers(1, 7), st.sampled_from(CATALOG.acts), ACT_STATES), max_size=12)


def journal_with_ideas(today: date, chosen: ChosenIdeas) -> Journal:
    """A journal with those ideas, each so many days ago."""
    days: dict[int, Day] = {}
    for number, (ago, idea, state) in enumerate(chosen):
        acts = days[ago].acts if ago in days else ()
        chosen_act = act(state, f"u{number}", idea.id, idea.audience)
        days[ago] = Day(today - timedelta(days=ago), acts=(*acts, chosen_act))
    return journal_of(days.values())


def offer_for(
    journal: Journal, today: date, number: int = 0, *, named: bool = False, low: bool = False
) -> Offer:
    """The offer of the ideas that kindtui ships with."""
    return offer(CATALOG.acts, journal, today, has_name=named, low_energy=low, page=number)
