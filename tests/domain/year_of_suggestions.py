"""A simulated year of mornings: what a person is offered each day, and what they choose."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Literal, NamedTuple, get_args

from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.journal.day import Act, ActState, Answer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.ritual.acts import Idea
from kindtui.domain.ritual.suggestions import Situation, offer
from kindtui.domain.settings import Settings
from tests.support import MORNING, journal_state

DAYS = 365
SEEDS = range(10)
NAMES = ("Sam", "Noor", "Lin", "my mum", "the neighbours", "James", "Ana Luísa", "Jo")
Kind = Literal["names", "tired", "nameless", "varied"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Morning(NamedTuple):
    """One day: the answers of the morning, the first three suggestions, and the one that was chosen."""

    kind: Kind
    on: date
    who: str
    low_energy: bool
    shown: tuple[Idea, ...]
    chosen: Idea
    state: ActState


class Mood(NamedTuple):
    """What a person brings to a morning: a name, if any, and what becomes of which of the three."""

    who: str
    low_energy: bool = False
    place: int = 0
    state: ActState = "done"


def _varied_mood(rng: Random) -> Mood:
    return Mood(
        who=rng.choice(NAMES) if rng.random() < 0.6 else "",
        low_energy=rng.random() < 0.25,
        place=rng.randrange(3),
        state="let_go" if rng.random() < 0.2 else "done",
    )


MOODS: Mapping[Kind, Callable[[Random], Mood]] = {
    "names": lambda rng: Mood(rng.choice(NAMES)),
    "tired": lambda rng: Mood(rng.choice(NAMES) if rng.random() < 0.5 else "", low_energy=True),
    "nameless": lambda _: Mood(""),
    "varied": _varied_mood,
}


def simulate_year(
    kind: Kind, seed: int, settings: Settings = Settings(), own_acts: tuple[CustomEntry, ...] = ()
) -> tuple[Morning, ...]:
    """Return the mornings of a year that begins on a day between 2020 and 2039, which the seed decides."""
    rng = Random(f"{kind} {seed}")
    first = date(2020, 1, 1) + timedelta(days=rng.randrange(20 * DAYS))
    entries = {("own_acts", entry.uid): entry for entry in own_acts}
    ideas = journal_state(Journal(settings=settings, custom_entries=entries)).ideas
    days: dict[date, Day] = {}
    journal, mornings = Journal(days, settings, custom_entries=entries), list[Morning]()
    for number in range(DAYS):
        on, mood = first + timedelta(days=number), MOODS[kind](rng)
        situation = Situation(mood.who, mood.low_energy, unsuggested=settings.unsuggested)
        shown = offer(ideas, journal, on, situation, page=0).ideas
        chosen = shown[mood.place]
        mornings.append(Morning(kind, on, mood.who, mood.low_energy, shown, chosen, mood.state))
        days[on] = _day(mornings[-1])
    return tuple(mornings)


def days_until_shown_again(year: Sequence[Morning]) -> int:
    """Return the shortest time from one place among the first three to the next of the same act."""
    shown = [[idea.id for idea in morning.shown] for morning in year]
    return _shortest_distance(shown, shown)


def days_until_chosen_is_offered(year: Sequence[Morning]) -> int:
    """Return the shortest time from the choice of an act to its next place among the first three."""
    chosen = [[morning.chosen.id] for morning in year]
    return _shortest_distance(chosen, [[idea.id for idea in morning.shown] for morning in year])


def _shortest_distance(before: Sequence[Sequence[str]], after: Sequence[Sequence[str]]) -> int:
    """Return the fewest days from an id of `before` to the same one on a later day of `after`."""
    last, shortest = dict[str, int](), len(before)
    for number, (seen_before, seen_after) in enumerate(zip(before, after, strict=True)):
        shortest = min([shortest, *(number - last[one] for one in seen_after if one in last)])
        last.update(dict.fromkeys(seen_before, number))
    return shortest


def _day(morning: Morning) -> Day:
    act = Act(
        uid="a",
        text=morning.chosen.plan_for(morning.who),
        state=morning.state,
        written=MORNING,
        updated_at=MORNING.at,
        who=morning.who,
        audience=morning.chosen.audience,
        source=morning.chosen.id,
    )
    return Day(morning.on, who=Answer(morning.who, MORNING.at), acts=(act,))
