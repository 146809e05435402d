"""Three acts to choose from, which stand still for the day."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from random import Random

from msgspec import Struct

from kindtui.domain.journal.journal import Journal
from kindtui.domain.ritual.acts import Idea

SIZE = 3
LOOK_BACK = timedelta(days=7)
LOW_ENERGY = 3
CONTACT_WEIGHT = 2.0

OWN, OTHERS, REST, RECEIVE = "own", "others", "rest", "receive"
OTHER_WAYS = {
    REST: "Rest today. It is as good a choice as any.",
    RECEIVE: "Write down something kind that came my way",
    OWN: "Write my own",
    OTHERS: "Three others",
}


class Offer(Struct, frozen=True):
    """What is put before a person: up to three ideas, and whether rest is an equal choice."""

    ideas: tuple[Idea, ...]
    rest: bool

    def ways(self, who: str, *, rest_first: bool) -> dict[str, str]:
        """All that can be chosen, by the id of an idea or of another way; on a hard day rest comes first."""
        plans = {idea.id: idea.plan_for(who) for idea in self.ideas}
        ideas = {idea_id: plan[:1].upper() + plan[1:] for idea_id, plan in plans.items()}
        first = [REST, RECEIVE] if rest_first else []
        last = [REST] if self.rest and not rest_first else []
        return {
            **{way: OTHER_WAYS[way] for way in first},
            **ideas,
            **{way: OTHER_WAYS[way] for way in (*last, OWN, OTHERS)},
        }


def offer(
    ideas: Sequence[Idea], journal: Journal, today: date, *, named: bool, low: bool, number: int
) -> Offer:
    """The offer of that number (0 is the first; the pages come round again).

    It depends on the seven days before today alone, never on today's own entries, so that it
    stands still for the day. An act done in those days is not offered.
    """
    week = [day for on, day in journal.days.items() if today - LOOK_BACK <= on < today]
    done = {act.source for day in week for act in day.gave}
    audiences = Counter(act.audience for day in week for act in day.acts)
    fresh = [idea for idea in ideas if idea.id not in done and (idea.low_energy or not low)]
    ranked = sorted(fresh, key=lambda idea: _rank(idea, today, audiences[idea.audience]))
    pages = _pages(ranked, named=named, low=low)
    return Offer(pages[number % len(pages)] if pages else (), rest=low)


def _rank(idea: Idea, today: date, recently: int) -> float:
    """A place in the day's order, lower first.

    An exponential variate with the idea's weight as its rate gives a weighted sample without
    replacement (Efraimidis & Spirakis 2006). Contact weighs double; an audience weighs less
    the more often it was chosen in the week.
    """
    weight = (CONTACT_WEIGHT if idea.contact else 1.0) / (1 + recently)
    return Random(f"{today.isoformat()} {idea.id}").expovariate(weight)


def _pages(ranked: list[Idea], *, named: bool, low: bool) -> list[tuple[Idea, ...]]:
    """Cut the order into pages of three, each with audiences as different as possible."""
    leads: list[Callable[[Idea], bool]] = []
    if low:
        leads.append(lambda idea: idea.audience == "self")
    if named:
        leads.append(_suits_a_name)
    rest, pages = list(ranked), []
    while len(rest) >= SIZE:
        page: list[Idea] = []
        for place in range(SIZE):
            wanted = leads[place] if place < len(leads) else _other_audience(page)
            page.append(_first(rest, wanted))
            rest.remove(page[-1])
        pages.append(tuple(page))
    return pages or ([tuple(rest)] if rest else [])


def _suits_a_name(idea: Idea) -> bool:
    return idea.audience in ("close", "colleague") and idea.contact and idea.names_someone


def _other_audience(page: list[Idea]) -> Callable[[Idea], bool]:
    used = {idea.audience for idea in page}
    return lambda idea: idea.audience not in used


def _first(ideas: Iterable[Idea], wanted: Callable[[Idea], bool]) -> Idea:
    """The first idea that is wanted, else the first of all."""
    pool = list(ideas)
    return next((idea for idea in pool if wanted(idea)), pool[0])
