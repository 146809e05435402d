"""Three acts to choose from, which stand still for the day."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from random import Random

from msgspec import Struct

from kindtui.domain.journal.journal import Journal
from kindtui.domain.ritual.acts import Idea

OFFER_SIZE = 3
LOOK_BACK = timedelta(days=7)
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
    """What is put before a person: up to three ideas, and whether rest is an equal choice."""

    ideas: tuple[Idea, ...]
    includes_rest: bool

    def choices(self, who: str, *, rest_first: bool) -> dict[str, str]:
        """All that can be chosen, by the id of an idea or of another way; on a hard day rest comes first."""
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
    """The offer of that number (0 is the first; the pages come round again).

    It depends on the seven days before today alone, never on today's own entries, so that it
    stands still for the day. An act done in those days is not offered.
    """
    week = [day for on, day in journal.days.items() if today - LOOK_BACK <= on < today]
    done = {act.source for day in week for act in day.gave}
    audiences = Counter(act.audience for day in week for act in day.acts)
    candidates = [idea for idea in ideas if idea.id not in done and (idea.low_energy or not low_energy)]
    ranked = sorted(candidates, key=lambda idea: _sort_key(idea, today, audiences[idea.audience]))
    pages = _pages(ranked, has_name=has_name, low_energy=low_energy)
    return Offer(pages[page % len(pages)] if pages else (), includes_rest=low_energy)


def _sort_key(idea: Idea, today: date, recent_count: int) -> float:
    """A place in the day's order, lower first.

    An exponential variate with the idea's weight as its rate gives a weighted sample without
    replacement (Efraimidis & Spirakis 2006). Contact weighs double; an audience weighs less
    the more often it was chosen in the week.
    """
    weight = (CONTACT_WEIGHT if idea.contact else 1.0) / (1 + recent_count)
    return Random(f"{today.isoformat()} {idea.id}").expovariate(weight)


def _pages(ranked: list[Idea], *, has_name: bool, low_energy: bool) -> list[tuple[Idea, ...]]:
    """Cut the order into pages of three, each with audiences as different as possible."""
    slot_filters: list[Callable[[Idea], bool]] = []
    if low_energy:
        slot_filters.append(lambda idea: idea.audience == "self")
    if has_name:
        slot_filters.append(_is_personal_contact)
    remaining, pages = list(ranked), []
    while len(remaining) >= OFFER_SIZE:
        page: list[Idea] = []
        for place in range(OFFER_SIZE):
            matches = slot_filters[place] if place < len(slot_filters) else _new_audience_filter(page)
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
    """The first idea that is wanted, else the first of all."""
    pool = list(ideas)
    return next((idea for idea in pool if matches(idea)), pool[0])
