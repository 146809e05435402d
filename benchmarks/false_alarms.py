"""Measure how often the comparison reports a pattern in simulated worlds where kindness has no effect.

Run `.venv/bin/python -m benchmarks.false_alarms [PEOPLE] [SEED]`; docs/patterns.md describes the worlds.
"""

import sys
from collections.abc import Callable, Sequence
from math import exp, sqrt
from random import Random
from statistics import fmean, variance
from typing import NamedTuple

from kindtui.domain.insights.comparison import LEAST_OF_A_KIND, PairedDay, compare, t_quantile

SPAN_DAYS = (75, 150, 365)  # calendar days
MEAN_MOOD = 5.5
LOGGED_SHARE = 0.85  # of the days
STATE_PERSISTENCE = 0.6  # of a hidden state, from one day to the next
RANGE_DAYS = (84, 182, 364, 10_000)  # days

KindDayLogOdds = Callable[
    [float, float, bool], float
]  # log odds of a kind day: felt morning, hidden state, weekend


class World(NamedTuple):
    """The causes of kindness and mood; without a `chance` kindness comes in spells.

    At weekends moods are `weekend` points higher. What the evening brings moves kindness by `noon`
    log odds a point, and a kind day adds `gain` points to its evening.
    """

    kind_day_log_odds: KindDayLogOdds | None = None
    weekend_effect: float = 0
    afternoon_effect: float = 0
    kindness_effect: float = 0


# Kindness does nothing to the evening in any of these.
NULL_WORLDS = {
    "independent": World(),
    "felt mood drives kindness": World(lambda felt, _, __: 0.4 + felt),
    "a hidden state drives both": World(lambda _, hidden, __: 0.4 + 1.5 * hidden),
    "weekends": World(lambda _, __, weekend: 2.0 if weekend else 0.0, weekend_effect=1),
}
# What no comparison of one's own days can see through, and a world in which there is something to see.
CONTRAST_WORLDS = {
    "a good afternoon drives both": World(lambda *_: 0.4, afternoon_effect=1),
    "kindness adds 1 point": World(lambda felt, _, __: 0.4 + 0.5 * felt, kindness_effect=1),
}


def simulate_days(rng: Random, days: int, world: World) -> list[PairedDay]:
    """Simulate the days of one person, each with both moods.

    A mood is 5.5, a hidden state (standard deviation 1), and what the half day brings (1 as well).
    """
    paired_days, hidden, in_kind_spell = [], rng.gauss(0, 1), rng.random() < 0.6
    for day in range(days):
        is_weekend = day % 7 in (5, 6)
        hidden = STATE_PERSISTENCE * hidden + rng.gauss(0, sqrt(1 - STATE_PERSISTENCE**2))
        base = MEAN_MOOD + hidden + world.weekend_effect * is_weekend
        morning, afternoon_shock = base + rng.gauss(0, 1), rng.gauss(0, 1)
        in_kind_spell = rng.random() < (0.8 if in_kind_spell else 0.3)
        kind = in_kind_spell
        if world.kind_day_log_odds:
            log_odds = (
                world.kind_day_log_odds(morning - MEAN_MOOD, hidden, is_weekend)
                + world.afternoon_effect * afternoon_shock
            )
            kind = rng.random() < 1 / (1 + exp(-log_odds))
        evening = base + afternoon_shock + world.kindness_effect * kind
        if rng.random() < LOGGED_SHARE:
            paired_days.append(PairedDay(day, to_rating(morning), to_rating(evening), kind, is_weekend))
    return paired_days


def to_rating(mood: float) -> int:
    """Return a mood as a rating, a whole number from 1 to 9."""
    return min(9, max(1, round(mood)))


def simulate_people(world: World, span: int, count: int, seed: str) -> list[list[PairedDay]]:
    """Simulate the days of `count` people."""
    rng = Random(f"{seed} {span}")
    return [simulate_days(rng, span, world) for _ in range(count)]


def detects_pattern(rows: Sequence[PairedDay]) -> bool:
    """Return whether the comparison reports a pattern."""
    return compare(rows).verdict == "agree"


def detects_in_any_range(rows: Sequence[PairedDay]) -> bool:
    """Return whether it reports one in the last 12, 26 or 52 weeks, or in all days."""
    last = rows[-1].day
    return any(detects_pattern([row for row in rows if row.day > last - days]) for days in RANGE_DAYS)


def detects_by_t_test(rows: Sequence[PairedDay]) -> bool:
    """Return whether a t test with unequal variances finds a difference between the evenings."""
    kind, quiet = ([row.evening for row in rows if row.kind is is_kind] for is_kind in (True, False))
    if min(len(kind), len(quiet)) < LEAST_OF_A_KIND:
        return False
    error = sqrt(variance(kind) / len(kind) + variance(quiet) / len(quiet))
    return abs(fmean(kind) - fmean(quiet)) > t_quantile(len(rows) - 2) * error


def detection_share(
    detects: Callable[[Sequence[PairedDay]], bool], population: Sequence[list[PairedDay]]
) -> float:
    """Return the share of people for whom `detects` is true."""
    return sum(map(detects, population)) / len(population)


def main() -> None:
    """Print for each world and span to how many per cent of people a pattern is reported."""
    count, seed = (int(number) for number in (sys.argv[1:] + ["4000", "1"][len(sys.argv) - 1 :]))
    print(f"{count} people a row, seed {seed}; per cent who are told of a pattern")
    print(f"{'world':30} {'days':>5} {'agree':>6} {'any range':>10} {'evenings alone':>15}")
    for name, world in {**NULL_WORLDS, **CONTRAST_WORLDS}.items():
        for span in SPAN_DAYS:
            population = simulate_people(world, span, count, f"{seed} {name}")
            shares = [
                100 * detection_share(told, population)
                for told in (detects_pattern, detects_in_any_range, detects_by_t_test)
            ]
            print(f"{name:30} {span:5} {shares[0]:6.1f} {shares[1]:10.1f} {shares[2]:15.1f}", flush=True)


if __name__ == "__main__":
    main()
