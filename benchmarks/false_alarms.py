"""How often the comparison tells of a pattern where kindness does nothing, in made-up worlds.

Run `.venv/bin/python benchmarks/false_alarms.py [PEOPLE] [SEED]`; docs/patterns.md describes the worlds.
"""

import sys
from collections.abc import Callable, Sequence
from math import exp, sqrt
from random import Random
from statistics import fmean, variance
from typing import NamedTuple

from kindtui.domain.insights.comparison import LEAST_OF_A_KIND, PairedDay, compare, t_quantile

SPANS = (75, 150, 365)  # calendar days
MIDDLE = 5.5
LOGGED = 0.85  # of the days
STAYS = 0.6  # of a hidden state, from one day to the next
RANGES = (84, 182, 364, 10_000)  # days

Chance = Callable[[float, float, bool], float]  # log odds of a kind day: felt morning, hidden state, weekend


class World(NamedTuple):
    """What moves kindness and mood; without a `chance` kindness comes in spells of its own.

    At weekends moods are `weekend` points higher. What the evening brings moves kindness by `noon`
    log odds a point, and a kind day adds `gain` points to its evening.
    """

    chance: Chance | None = None
    weekend: float = 0
    noon: float = 0
    gain: float = 0


# Kindness does nothing to the evening in any of these.
WORLDS = {
    "independent": World(),
    "felt mood drives kindness": World(lambda felt, _, __: 0.4 + felt),
    "a hidden state drives both": World(lambda _, hidden, __: 0.4 + 1.5 * hidden),
    "weekends": World(lambda _, __, weekend: 2.0 if weekend else 0.0, weekend=1),
}
# What no comparison of one's own days can see through, and a world in which there is something to see.
BEYOND = {
    "a good afternoon drives both": World(lambda *_: 0.4, noon=1),
    "kindness adds 1 point": World(lambda felt, _, __: 0.4 + 0.5 * felt, gain=1),
}


def lived(luck: Random, days: int, world: World) -> list[PairedDay]:
    """One person's days with both moods.

    A mood is 5.5, a hidden state (standard deviation 1), and what the half day brings (1 as well).
    """
    found, hidden, spell = [], luck.gauss(0, 1), luck.random() < 0.6
    for day in range(days):
        is_weekend = day % 7 in (5, 6)
        hidden = STAYS * hidden + luck.gauss(0, sqrt(1 - STAYS**2))
        base = MIDDLE + hidden + world.weekend * is_weekend
        morning, brought = base + luck.gauss(0, 1), luck.gauss(0, 1)
        spell = luck.random() < (0.8 if spell else 0.3)
        kind = spell
        if world.chance:
            odds = world.chance(morning - MIDDLE, hidden, is_weekend) + world.noon * brought
            kind = luck.random() < 1 / (1 + exp(-odds))
        evening = base + brought + world.gain * kind
        if luck.random() < LOGGED:
            found.append(PairedDay(day, rated(morning), rated(evening), kind, is_weekend))
    return found


def rated(mood: float) -> int:
    """A mood as it is answered: a whole number from 1 to 9."""
    return min(9, max(1, round(mood)))


def people(world: World, span: int, count: int, seed: str) -> list[list[PairedDay]]:
    """The days of that many people."""
    luck = Random(f"{seed} {span}")
    return [lived(luck, span, world) for _ in range(count)]


def tells(rows: Sequence[PairedDay]) -> bool:
    """Whether the comparison tells of a pattern."""
    return compare(rows).verdict == "agree"


def tells_of_some_range(rows: Sequence[PairedDay]) -> bool:
    """Whether it would of the last 12, 26 or 52 weeks, or of all."""
    last = rows[-1].day
    return any(tells([row for row in rows if row.day > last - days]) for days in RANGES)


def tells_plainly(rows: Sequence[PairedDay]) -> bool:
    """Whether the evenings alone, compared by a t test with unequal variances, would tell of a difference."""
    kind, quiet = ([row.evening for row in rows if row.kind is is_kind] for is_kind in (True, False))
    if min(len(kind), len(quiet)) < LEAST_OF_A_KIND:
        return False
    error = sqrt(variance(kind) / len(kind) + variance(quiet) / len(quiet))
    return abs(fmean(kind) - fmean(quiet)) > t_quantile(len(rows) - 2) * error


def rate(told: Callable[[Sequence[PairedDay]], bool], everybody: Sequence[list[PairedDay]]) -> float:
    """The share of people to whom that is told."""
    return sum(map(told, everybody)) / len(everybody)


def main() -> None:
    """Print a row a world and span: how many are told of a pattern, in per cent."""
    count, seed = (int(number) for number in (sys.argv[1:] + ["4000", "1"][len(sys.argv) - 1 :]))
    print(f"{count} people a row, seed {seed}; per cent who are told of a pattern")
    print(f"{'world':30} {'days':>5} {'agree':>6} {'any range':>10} {'evenings alone':>15}")
    for name, world in {**WORLDS, **BEYOND}.items():
        for span in SPANS:
            everybody = people(world, span, count, f"{seed} {name}")
            shares = [100 * rate(told, everybody) for told in (tells, tells_of_some_range, tells_plainly)]
            print(f"{name:30} {span:5} {shares[0]:6.1f} {shares[1]:10.1f} {shares[2]:15.1f}", flush=True)


if __name__ == "__main__":
    main()
