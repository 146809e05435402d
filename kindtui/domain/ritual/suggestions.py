"""Three acts to choose from, which stay the same all day and do not come back for weeks."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from random import Random

from msgspec import Struct

from kindtui.domain.journal.day import Act
from kindtui.domain.journal.journal import Journal
from kindtui.domain.ritual.acts import AUDIENCES, PATHWAYS, Audience, Idea, Pathway
from kindtui.domain.ritual.aliases import NO_ALIASES, Aliases
from kindtui.domain.sentences import addressee
from kindtui.domain.settings import OUTSIDE
from kindtui.domain.text import casefolded
from kindtui.texts import get_text

OFFER_SIZE = 3
HANDS = 15  # the days from one turn of a hand of ideas to the next
CHOSEN_PERIOD = timedelta(days=60)
SEASON = timedelta(days=90)
DAYS_PER_YEAR = 365
MAX_LOW_ENERGY = 3
CONTACT_WEIGHT = 2.0
OWN_WEIGHT = 3.0

# The audiences that take turns where somebody is named: for the first act, and for those beside it. Each of
# the five is shown about equally often in a year, as strangers are never first, and low energy adds oneself.
NAMED_AUDIENCES: tuple[Audience, ...] = ("close", "colleague", "community")
OTHER_AUDIENCES: tuple[Audience, ...] = (
    "community", "stranger", "community", "self", "colleague", "stranger", "colleague", "close", "self",
    "close", "stranger",
)  # fmt: skip

WRITE_OWN, NEXT_OFFER, NEXT_PATHWAY, REST, RECEIVE = "own", "others", "pathway", "rest", "receive"
OTHER_CHOICES: Mapping[str, str] = {
    REST: get_text("ritual.offer.rest"),
    RECEIVE: get_text("ritual.offer.receive"),
    WRITE_OWN: get_text("ritual.offer.write_own"),
    NEXT_OFFER: get_text("ritual.offer.three_more"),
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


class Situation(Struct, frozen=True):
    """What the suggestions of a day depend on, besides the days before it.

    Attributes:
        who: The answer to "who?"; it may be empty.
        low_energy: Whether the day is one of low energy.
        pathway: The one of the four ways to choose from; None for all of them.
        unsuggested: The audiences that are switched off, and `OUTSIDE` if acts outside the house are.
        aliases: The names that are now known by another one.
    """

    who: str = ""
    low_energy: bool = False
    pathway: Pathway | None = None
    unsuggested: Collection[str] = ()
    aliases: Aliases = NO_ALIASES


def next_pathway(pathway: Pathway | None) -> Pathway | None:
    """Return the way to choose from after this one: each of the four in turn, then all of them."""
    order = (None, *PATHWAYS)
    return order[(order.index(pathway) + 1) % len(order)]


def offer(ideas: Sequence[Idea], journal: Journal, today: date, situation: Situation, page: int) -> Offer:
    """Return one page of the offer for today; pages are counted from 0 and wrap around.

    The rule, in words:

    - All ideas are dealt into 15 hands, each with its share of every audience. The first three of a day come
      from the hand of that day, so that none of them was among the first three of the 14 days before.
    - An act that was chosen in the last 60 days is left out, and one that was let go twice in a year is left
      out for 90 days.
    - The three are for three audiences, which take turns from day to day. With a name, the first is meant for
      that person, and the others rather for nobody in particular. With low energy, all three take little of
      it and can be done at home, and one of them is for oneself.
    - Within an audience chance decides, seeded by the date. An act with contact counts double, a custom one
      three times, and one that was chosen for the same person before counts once more for each time.
    - The pages after the first show the rest of the hand, then custom acts, then the other hands, those of
      the days around today last.

    Nothing that is recorded today changes the offer. If the rule leaves fewer than three, the acts that were
    left out come back.
    """
    past_acts = list(_acts_before(journal, today))
    fitting = [idea for idea in ideas if _fits(idea, situation)]
    left_out = _left_out(past_acts, today)
    pool = [idea for idea in fitting if idea.id not in left_out]
    if len(pool) < OFFER_SIZE:
        pool = fitting
    hands = _hands(tuple(ideas))
    variates = _variates(ideas, today, _times_chosen_for(situation, past_acts))
    ranked = sorted(pool, key=lambda idea: _sort_key(idea, today, hands, variates))
    number = page % max(1, len(ranked) // OFFER_SIZE)
    shown = next(islice(_pages(ranked, hands, today, situation), number, None), ())
    return Offer(shown, includes_rest=situation.low_energy)


def _fits(idea: Idea, situation: Situation) -> bool:
    """Return whether an idea suits the energy, the way that was asked for, and the settings."""
    return (
        (not situation.low_energy or (idea.low_energy and not idea.needs_out))
        and situation.pathway in (None, idea.pathway)
        and idea.audience not in situation.unsuggested
        and not (idea.needs_out and OUTSIDE in situation.unsuggested)
    )


def _acts_before(journal: Journal, today: date) -> Iterator[tuple[date, Act]]:
    """Yield the acts of the last year that were suggestions or custom acts, with their days."""
    last = today.toordinal()
    for on in map(date.fromordinal, range(last - DAYS_PER_YEAR, last)):
        if day := journal.days.get(on):
            yield from ((on, act) for act in day.acts if act.source)


def _left_out(past_acts: Iterable[tuple[date, Act]], today: date) -> set[str]:
    """Return the ids of the acts that were chosen lately, or let go twice."""
    chosen, let_go_lately, times_let_go = set[str](), set[str](), Counter[str]()
    for on, act in past_acts:
        if today - on <= CHOSEN_PERIOD:
            chosen.add(act.source)
        if act.state == "let_go":
            times_let_go[act.source] += 1
            if today - on <= SEASON:
                let_go_lately.add(act.source)
    return chosen | {source for source in let_go_lately if times_let_go[source] > 1}


def _times_chosen_for(situation: Situation, past_acts: Iterable[tuple[date, Act]]) -> Counter[str]:
    """Return how often each act was chosen for the person, by the id of the act."""

    def present_name(who: str) -> str:
        return casefolded(addressee(situation.aliases.name_for(who)))

    name = present_name(situation.who)
    acts = [act for _, act in past_acts] if name else []
    spellings = {one for one in {act.who for act in acts} if present_name(one) == name}
    return Counter(act.source for act in acts if act.who in spellings)


def _variates(ideas: Iterable[Idea], today: date, times_chosen: Counter[str]) -> Mapping[str, float]:
    """Return a random number for each idea, by its id; the higher its weight, the lower it tends to be.

    Sorting by exponential variates whose rates are the weights gives a weighted sample without
    replacement (Efraimidis & Spirakis 2006).
    """
    rng = Random(today.isoformat())
    return {idea.id: rng.expovariate(_weight(idea, times_chosen[idea.id])) for idea in ideas}


def _sort_key(
    idea: Idea, today: date, hands: Mapping[str, int], variates: Mapping[str, float]
) -> tuple[bool, bool, int, float]:
    """Return the place of an idea: today's hand first, then the hands whose turn is farthest from today."""
    days_ahead = (hands[idea.id] - today.toordinal()) % HANDS
    distance = min(days_ahead, HANDS - days_ahead)
    return distance > 0, distance > 0 and not idea.own, -distance, variates[idea.id]


def _weight(idea: Idea, times_chosen: int) -> float:
    weight = OWN_WEIGHT if idea.own else CONTACT_WEIGHT if idea.contact else 1.0
    return weight * (1 + times_chosen)


@lru_cache(maxsize=2)
def _hands(ideas: tuple[Idea, ...]) -> Mapping[str, int]:
    """Return the number of the hand that each idea is dealt to, by the id of the idea.

    The ideas are shuffled, sorted by kind and dealt in turn, so that every hand has its share of each
    audience and way, with and without a name. A custom idea goes by its id, so that it stays in its hand when
    others come and go.
    """
    rng = Random("hands")
    shuffled = sorted((idea for idea in ideas if not idea.own), key=lambda _: rng.random())
    dealt = sorted(
        shuffled,
        key=lambda idea: (idea.audience, idea.has_name_placeholder, idea.pathway, idea.low_energy),
    )
    numbers = {idea.id: number % HANDS for number, idea in enumerate(dealt)}
    return numbers | {idea.id: Random(idea.id).randrange(HANDS) for idea in ideas if idea.own}


def _pages(
    ranked: Sequence[Idea], hands: Mapping[str, int], today: date, situation: Situation
) -> Iterator[tuple[Idea, ...]]:
    """Yield pages of three ideas; the first is from today's hand if that has three."""
    todays_hand = [idea for idea in ranked if hands[idea.id] == today.toordinal() % HANDS]
    pool, remaining = todays_hand, list(ranked)
    turn = today.toordinal() + today.toordinal() // HANDS
    while len(remaining) >= OFFER_SIZE:
        page = _page(pool if len(pool) >= OFFER_SIZE else remaining, turn, situation)
        yield tuple(page)
        pool = remaining = [idea for idea in remaining if idea not in page]
        turn += OFFER_SIZE
    if len(ranked) < OFFER_SIZE:
        yield tuple(ranked)


def _page(pool: Sequence[Idea], turn: int, situation: Situation) -> list[Idea]:
    """Return three ideas of the pool, each the first for the audience whose turn it is.

    If somebody is named, the first is for that person, and the others need not be.
    """
    page: list[Idea] = []
    has_name = bool(addressee(situation.who))
    for slot in range(OFFER_SIZE):
        left = [idea for idea in pool if idea not in page]
        audiences = _in_turn(AUDIENCES, turn)
        if has_name:
            audiences = _in_turn(OTHER_AUDIENCES if page else NAMED_AUDIENCES, turn)
            with_name = [idea for idea in left if idea.has_name_placeholder]
            without_name = [idea for idea in left if not idea.has_name_placeholder]
            left = [*without_name, *with_name] if page else with_name or without_name
        if situation.low_energy and slot == 1 + turn % 2:  # so that oneself is not always the first
            audiences = ("self", *audiences)
        unused = [audience for audience in audiences if audience not in {idea.audience for idea in page}]
        page.append(_first_for(unused, left))
    return page


def _first_for(audiences: Sequence[str], ideas: Sequence[Idea]) -> Idea:
    """Return the first idea for the first of the audiences that has one; a custom idea is for any."""
    order = {audience: place for place, audience in reversed(list(enumerate(audiences)))}
    return min(ideas, key=lambda idea: 0 if idea.own else order.get(idea.audience, len(audiences)))


def _in_turn(audiences: Sequence[Audience], turn: int) -> tuple[Audience, ...]:
    first = turn % len(audiences)
    return (*audiences[first:], *audiences[:first])
