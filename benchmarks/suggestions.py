"""Simulate years of suggestions and print what is offered and chosen as a Markdown table.

Run `.venv/bin/python -m benchmarks.suggestions [SEEDS]`; docs/suggestions.md describes the four kinds of
person, and tests/domain/test_year_of_suggestions.py checks the same years.
"""

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from time import process_time

from kindtui.domain.ritual.acts import AUDIENCES, Audience
from tests.domain.year_of_suggestions import (
    DAYS,
    KINDS,
    SEEDS,
    Kind,
    Morning,
    days_until_chosen_is_offered,
    days_until_shown_again,
    simulate_year,
)

Year = Sequence[Morning]

DESCRIPTIONS: Mapping[Kind, str] = {
    "names": "gives a name each morning, takes the first",
    "tired": "low energy, with a name or without, takes the first",
    "nameless": "never gives a name, takes the first",
    "varied": "varies in all of these, sometimes lets go",
}


def main() -> None:
    """Print a row for each figure, with its lowest and highest value among the years of each kind."""
    seeds = range(int(sys.argv[1])) if len(sys.argv) > 1 else SEEDS
    began = process_time()
    years = {kind: [simulate_year(kind, seed) for seed in seeds] for kind in KINDS}
    milliseconds = (process_time() - began) * 1e3 / (len(KINDS) * len(seeds) * DAYS)
    print(
        f"{len(seeds)} people of each kind, {DAYS} mornings each; {milliseconds:.2f} ms of CPU a morning.\n"
    )
    print("| what | " + " | ".join(DESCRIPTIONS[kind] for kind in KINDS) + " |")
    print("| --- |" + " --- |" * len(KINDS))
    for label, figure in FIGURES.items():
        print(f"| {label} | " + " | ".join(_range_of(figure, years[kind]) for kind in KINDS) + " |")


def _different_chosen(year: Year) -> float:
    return len({morning.chosen.id for morning in year})


def _different_shown(year: Year) -> float:
    return len({idea.id for morning in year for idea in morning.shown})


def _least_audiences_in_a_week(year: Year) -> float:
    audiences = [morning.shown[0].audience for morning in year]
    return min(len(set(audiences[first : first + 7])) for first in range(len(year) - 6))


def _contact_share(year: Year) -> float:
    shown = [idea.contact for morning in year for idea in morning.shown]
    return 100 * sum(shown) / len(shown)


def _days_with_same_three(year: Year) -> float:
    return len(year) - len({frozenset(idea.id for idea in morning.shown) for morning in year})


def _audience_share(audience: Audience) -> Callable[[Year], float]:
    def share(year: Year) -> float:
        shown = Counter[str](idea.audience for morning in year for idea in morning.shown)
        return 100 * shown[audience] / shown.total()

    return share


FIGURES: Mapping[str, Callable[[Year], float]] = {
    "different acts chosen": _different_chosen,
    "different acts among the first three": _different_shown,
    "fewest days until an act is among the first three again": days_until_shown_again,
    "fewest days until a chosen act is among them again": days_until_chosen_is_offered,
    "fewest audiences of the first one in seven days": _least_audiences_in_a_week,
    "days with the same three as an earlier day": _days_with_same_three,
    **{f"for {audience}, % of those shown": _audience_share(audience) for audience in AUDIENCES},
    "contact, % of those shown": _contact_share,
}


def _range_of(figure: Callable[[Year], float], years: Sequence[Year]) -> str:
    values = [round(figure(year)) for year in years]
    return f"{min(values)}" if min(values) == max(values) else f"{min(values)}–{max(values)}"


if __name__ == "__main__":
    main()
