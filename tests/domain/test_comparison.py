"""The comparison of kind and quiet days: its figures, against others' code, and what it may say."""

import json
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from scipy import stats

from benchmarks.false_alarms import NULL_WORLDS, detection_share, detects_pattern, simulate_people
from kindtui.domain.insights.comparison import (
    Comparison,
    Estimate,
    PairedDay,
    compare,
    paired_days,
    t_quantile,
)
from kindtui.domain.insights.comparison_words import in_words
from kindtui.domain.journal.day import Answer, Day, Line
from kindtui.domain.journal.journal import ONE_DAY, Journal
from tests.support import MORNING, TODAY, rest_day

EXAMPLES = json.loads(Path(__file__).with_name("comparison_examples.json").read_text("utf-8"))
DIRECTIONS = (" more", " less", "agree")


@st.composite
def lives(draw: st.DrawFn, least: int = 0, most: int = 100) -> list[PairedDay]:
    """Days with gaps of up to two between them; kindness may move the evening by any number of points."""
    effect = draw(st.integers(-8, 8))
    a_day = st.tuples(st.integers(1, 3), st.integers(1, 9), st.integers(-2, 2), st.booleans())
    drawn = draw(st.lists(a_day, min_size=least, max_size=most))
    numbers = accumulate(gap for gap, *_ in drawn)
    return [
        PairedDay(day, morning, min(9, max(1, morning + noise + effect * kind)), kind, day % 7 in (5, 6))
        for day, (_, morning, noise, kind) in zip(numbers, drawn, strict=True)
    ]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_the_reference_examples(example: dict[str, Any]) -> None:
    found = compare([PairedDay(*row) for row in example["rows"] if None not in row])
    expected = example["expected"]
    assert (found.days, found.kind, found.quiet) == (expected["n"], expected["kind"], expected["quiet"])
    assert found.verdict == expected["state"]
    for name, estimate in (("change", found.change), ("adjusted", found.adjusted)):
        if name in expected:
            assert estimate is not None
            assert structs.astuple(estimate) == pytest.approx(expected[name], abs=0.002)
        else:
            assert estimate is None


@given(lives(least=60))
def test_the_estimates_are_those_of_the_whole_regression(rows: list[PairedDay]) -> None:
    """Solved at once by LAPACK, its error by the textbook, its quantile by scipy."""
    found = compare(rows)
    if found.change is None or found.adjusted is None:
        return
    morning, evening = (
        np.array([getattr(row, name) for row in rows], float) for name in ("morning", "evening")
    )
    day = np.array([row.day for row in rows], float)
    others = [np.array([row.weekend for row in rows], float), day]
    assert structs.astuple(found.change) == pytest.approx(
        regressed(rows, evening - morning, others), abs=1e-3
    )
    assert structs.astuple(found.adjusted) == pytest.approx(
        regressed(rows, evening, [*others, morning]), abs=1e-3
    )


def regressed(rows: Sequence[PairedDay], outcome: Any, others: Sequence[Any]) -> tuple[float, float, float]:
    """The slope of kind and its interval from the whole design at once."""
    n, kind = len(rows), np.array([row.kind for row in rows], float)
    rest = np.column_stack([np.ones(n), *(other for other in others if np.ptp(other))])
    design = np.column_stack([rest, kind])
    slopes = np.linalg.lstsq(design, outcome, rcond=None)[0]
    residuals = outcome - design @ slopes
    x = kind - rest @ np.linalg.lstsq(rest, kind, rcond=None)[0]
    days = np.array([row.day for row in rows])
    apart = days[None, :] - days[:, None]

    def alike(series: Any, lag: int) -> float:
        squares = float(series @ series)
        return float((np.outer(series, series) * (apart == lag)).sum()) / squares if squares else 0.0

    lags = ((1 - lag / n) * alike(x, lag) * alike(residuals, lag) for lag in range(1, 8))
    inflation, p = max(1.0, 1 + 2 * sum(lags)), design.shape[1]
    variance = residuals @ residuals / (n - p) * np.linalg.inv(design.T @ design)[-1, -1]
    reach = stats.t.ppf(0.975, max(6, n / inflation - p)) * np.sqrt(inflation * variance)
    return slopes[-1], slopes[-1] - reach, slopes[-1] + reach


@given(st.floats(6, 1e6))
def test_the_quantile_is_that_of_scipy(freedom: float) -> None:
    assert t_quantile(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), abs=2e-4)


@given(lives(most=59))
def test_under_sixty_days_no_direction_is_ever_told(rows: list[PairedDay]) -> None:
    found = compare(rows)
    assert found.verdict != "agree"
    assert not any(word in in_words(found) for word in DIRECTIONS)
    assert in_words(found).endswith(("with 8 of each kind.", "from that yet."))


@given(lives())
def test_what_is_said_is_what_the_verdict_allows(rows: list[PairedDay]) -> None:
    found, sentence = compare(rows), in_words(compare(rows))
    enough = found.days >= 28 and min(found.kind, found.quiet) >= 8
    assert enough or found.verdict == "gathering"
    assert ("I need 28" in sentence) is not enough
    assert ("agree" in sentence) is (found.verdict == "agree")
    if found.verdict == "agree":
        assert found.change
        assert found.adjusted
        assert found.change.side == found.adjusted.side != 0
        assert (" more (" in sentence) is (found.change.side > 0)
        assert "this is a pattern, not proof." in sentence


@given(lives(least=60))
def test_the_other_way_round_is_the_same_with_the_other_sign(rows: list[PairedDay]) -> None:
    turned = [structs.replace(row, morning=10 - row.morning, evening=10 - row.evening) for row in rows]
    for one, other in zip(
        structs.astuple(compare(rows))[2:], structs.astuple(compare(turned))[2:], strict=True
    ):
        if one is not None:
            assert structs.astuple(other) == pytest.approx((-one.points, -one.high, -one.low), abs=1e-6)


@pytest.mark.parametrize(
    ("morning", "evening"),
    [(lambda day: 5, lambda day: 5), (lambda day: day % 9 + 1, lambda day: day % 9 + 1)],
)
def test_where_nothing_differs_nothing_is_told(morning: Any, evening: Any) -> None:
    rows = [PairedDay(day, morning(day), evening(day), day % 3 > 0, day % 7 > 4) for day in range(90)]
    found = compare(rows)
    assert found.verdict == "unclear"
    assert "between 0.0 and 0.0 points" in in_words(found)


def test_kind_days_that_are_the_weekends_cannot_be_told_from_them() -> None:
    rows = [PairedDay(day, 5, 8 if day % 7 > 4 else 4, day % 7 > 4, day % 7 > 4) for day in range(90)]
    sentence = "90 comparable days (25 kind, 65 quiet). Nothing can be read from that yet."
    assert in_words(compare(rows)) == sentence


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (Comparison(15, 4), "19 comparable days so far. I need 28, with 8 of each kind."),
        (Comparison(1, 0), "1 comparable day so far. I need 28, with 8 of each kind."),
        (
            Comparison(34, 14, Estimate(0.3, -0.5, 1.1), Estimate(0.6, -0.1, 1.3)),
            "From 48 comparable days (34 kind, 14 quiet) the difference in mood lies between −0.5 and +1.3 "
            "points. Nothing can be read from that yet.",
        ),
        (
            Comparison(50, 31, Estimate(0.6, 0.2, 1.0), Estimate(1.1, 0.6, 1.6)),
            "Two ways of comparing agree: kind days went with 0.6 to 1.1 points more (n=81; 95% intervals "
            "0.2–1.0 and 0.6–1.6). Good days may make kindness easier; this is a pattern, not proof.",
        ),
        (
            Comparison(50, 31, Estimate(-1.1, -1.6, -0.6), Estimate(-0.6, -1.0, -0.2)),
            "Two ways of comparing agree: kind days went with 0.6 to 1.1 points less (n=81; 95% intervals "
            "0.2–1.0 and 0.6–1.6). This is a pattern, not proof.",
        ),
        (
            Comparison(50, 31, Estimate(0.61, 0.2, 1.0), Estimate(0.62, 0.6, 1.6)),
            "Two ways of comparing agree: kind days went with 0.6 points more (n=81; 95% intervals "
            "0.2–1.0 and 0.6–1.6). Good days may make kindness easier; this is a pattern, not proof.",
        ),
    ],
)
def test_the_words(found: Comparison, sentence: str) -> None:
    assert in_words(found) == sentence


def test_a_row_is_a_day_with_both_moods_that_is_over_and_no_rest() -> None:
    def rated(on: Day, morning: int | None = 4, evening: int | None = 6) -> Day:
        return structs.replace(
            on, mood_morning=Answer(morning, MORNING.at), mood_evening=Answer(evening, MORNING.at)
        )

    kind = (Line("r", "Tea", MORNING, MORNING.at),)
    back = [TODAY - ago * ONE_DAY for ago in range(7)]
    days = [
        rated(Day(back[0])),  # pending
        rated(Day(back[1], received=kind)),
        rated(Day(back[2])),
        rated(rest_day(back[3])),
        rated(Day(back[4], received=kind), evening=None),
        rated(structs.replace(rest_day(back[5]), kept=kind)),
        rated(Day(back[6]), morning=None),
    ]
    journal = Journal({day.day: day for day in days})
    rows = list(paired_days(journal, journal.marks(TODAY)))
    assert [(row.day, row.kind) for row in rows] == [
        (back[5].toordinal(), True),
        (back[2].toordinal(), False),
        (back[1].toordinal(), True),
    ]
    assert [row.weekend for row in rows] == [False, False, True]  # today is a Sunday


@pytest.mark.slow
@pytest.mark.parametrize("world", NULL_WORLDS)
def test_where_kindness_does_nothing_it_seldom_tells_of_a_pattern(world: str) -> None:
    """In short; `benchmarks/false_alarms.py` is the long run."""
    assert (
        detection_share(
            detects_pattern, simulate_people(NULL_WORLDS[world], 75, count=800, seed=f"1 {world}")
        )
        <= 0.03
    )
