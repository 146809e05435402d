"""Three acts to choose from, which stay the same all day."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from random import Random

from msgspec import Struct

from kindtui.domain.journal.journal import Journal
from kindtui.domain.ritual.acts import Idea

OFFER_SIZE = 3
LOOK_BACK = timedelta(weeks=1)
MAX_LOW_ENERGY = 3
CONTACT_WEIGHT = 2.0

WRITE_OWN, NEXT_OFFER, REST, RECEIVE = "own", "others", "rest", "receive"
OTHER_CHOICES = {
    REST: "Rest today. It is as good a choice as any.",
    RECEIVE: "Write down something kind that came my way",
    WRITE_OWN: "Write my own",
    NEXT_OFFER: "Three others",
}


class Offer(Struct, frozen=True):
    """Up to three ideas, and whether rest is offered as an equal choice."""

    ideas: tuple[Idea, ...]
    includes_rest: bool

    def choices(self, who: str, *, rest_first: bool) -> dict[str, str]:
        """Return the text of every choice by its id; with `rest_first`, rest and receiving come first."""
        plans = {idea.id: idea.plan_for(who) for idea in self.ideas}
        ideas = {idea_id: plan[:1].upper() + plan[1:] for idea_id, plan in plans.items()}
        first = [REST, RECEIVE] if rest_first else []
        last = [REST] if self.includes_rest and not rest_first else []
        return {
            **{way: OTHER_CHOICES[way] for way in first},
            **ideas,
            **{way: OTHER_CHOICES[way] for way in (*last, WRITE_OWN, NEXT_OFFER)},
        }


def offer(
    ideas: Sequence[Idea], journal: Journal, today: date, *, has_name: bool, low_energy: bool, page: int
) -> Offer:
    """Return one page of the offer for today; pages are counted from 0 and wrap around.

    The offer depends on the seven days before today but not on the entries of today, so that it stays
    the same all day. An act done in those seven days is not offered.
    """
    week = [day for on, day in journal.days.items() if today - LOOK_BACK <= on < today]
    done = {act.source for day in week for act in day.gave}
    audiences = Counter(act.audience for day in week for act in day.acts)
    candidates = [idea for idea in ideas if idea.id not in done and (idea.low_energy or not low_energy)]
    ranked = sorted(candidates, key=lambda idea: _sort_key(idea, today, audiences[idea.audience]))
    pages = _pages(ranked, has_name=has_name, low_energy=low_energy)
    return Offer(pages[page % len(pages)] if pages else (), includes_rest=low_energy)


def _sort_key(idea: Idea, today: date, recent_count: int) -> float:
    """Return the sort key of an idea for the day.

    Sorting by exponential variates whose rates are the weights gives a weighted sample without
    replacement (Efraimidis & Spirakis 2006). An idea with contact weighs double, and an audience
    weighs less the more often it was chosen in the last week.
    """
    weight = (CONTACT_WEIGHT if idea.contact else 1.0) / (1 + recent_count)
    return Random(f"{today.isoformat()} {idea.id}").expovariate(weight)


def _pages(ranked: list[Idea], *, has_name: bool, low_energy: bool) -> list[tuple[Idea, ...]]:
    """Return pages of three ideas in ranked order, each with audiences as different as possible.

    The first suggestion follows from what the morning said: kindness to oneself if energy is low, else
    contact with the person who was named, else the idea that ranks highest.
    """
    slot_filters: list[Callable[[Idea], bool]] = []
    if low_energy:
        slot_filters.append(lambda idea: idea.audience == "self")
    if has_name:
        slot_filters.append(_is_personal_contact)
    remaining, pages = list(ranked), []
    while len(remaining) >= OFFER_SIZE:
        page: list[Idea] = []
        for slot in range(OFFER_SIZE):
            matches = slot_filters[slot] if slot < len(slot_filters) else _new_audience_filter(page)
            page.append(_first_matching(remaining, matches))
            remaining.remove(page[-1])
        pages.append(tuple(page))
    return pages or ([tuple(remaining)] if remaining else [])


def _is_personal_contact(idea: Idea) -> bool:
    return idea.audience in ("close", "colleague") and idea.contact and idea.has_name_placeholder


def _new_audience_filter(page: list[Idea]) -> Callable[[Idea], bool]:
    used = {idea.audience for idea in page}
    return lambda idea: idea.audience not in used


def _first_matching(ideas: Iterable[Idea], matches: Callable[[Idea], bool]) -> Idea:
    """Return the first idea that matches, or else the first of all."""
    pool = list(ideas)
    return next((idea for idea in pool if matches(idea)), pool[0])
