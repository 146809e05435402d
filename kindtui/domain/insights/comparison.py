"""Kind and quiet days compared by the mood of their evenings; docs/patterns.md is the method in full.

Good days make kindness likelier, so a plain comparison of evenings misleads. Two regressions fail in
opposite directions and bracket the truth: the change of mood over the day, and the mood of the
evening adjusted for that of the morning. A direction is told where both agree, and nowhere else.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import sqrt
from operator import mul
from typing import Literal

from msgspec import Struct

from kindtui.domain.journal.day import Mark
from kindtui.domain.journal.journal import Journal

LEAST_DAYS, LEAST_OF_A_KIND = 28, 8
LEAST_TO_AGREE = 60
LAGS = range(1, 8)  # calendar days
LEAST_FREEDOM = 6.0
SATURDAY = 5
NOTHING = 1e-9  # what is left of a column that others explain whole, beside its own size
Z = 1.959963984540054  # the 0.975 quantile of the normal distribution

Verdict = Literal["gathering", "unclear", "agree"]
Column = Sequence[float]
Pairs = Sequence[Sequence[tuple[int, int]]]


class PairedDay(Struct, frozen=True, gc=False):
    """A day that has both moods (1–9); `day` numbers the calendar days from anywhere."""

    day: int
    morning: int
    evening: int
    kind: bool
    weekend: bool


class Estimate(Struct, frozen=True):
    """Points of mood by which kind days differ from quiet ones, and the 95 % interval."""

    points: float
    low: float
    high: float

    @property
    def side(self) -> int:
        """1 or −1 if zero lies outside the interval on that side, else 0."""
        return (self.low > NOTHING) - (self.high < -NOTHING)


class Comparison(Struct, frozen=True):
    """How many days there are of either kind, and both estimates once there are enough to make them."""

    kind: int
    quiet: int
    change: Estimate | None = None
    adjusted: Estimate | None = None

    @property
    def days(self) -> int:
        """How many days are compared."""
        return self.kind + self.quiet

    @property
    def verdict(self) -> Verdict:
        """What may be said."""
        if not _enough(self.kind, self.quiet):
            return "gathering"
        if self.days < LEAST_TO_AGREE or self.change is None or self.adjusted is None:
            return "unclear"
        return "agree" if self.change.side == self.adjusted.side != 0 else "unclear"


def paired_days(journal: Journal, marks: Mapping[date, Mark]) -> Iterator[PairedDay]:
    """The days with both moods, in order; rest days and a today that is still pending are left out."""
    for on, mark in marks.items():
        day = journal.days.get(on)
        if day is not None and (mark.is_kind_day or mark is Mark.QUIET):
            morning, evening = day.rating("mood_morning"), day.rating("mood_evening")
            if morning and evening:
                yield PairedDay(on.toordinal(), morning, evening, mark.is_kind_day, on.weekday() >= SATURDAY)


def compare(rows: Sequence[PairedDay]) -> Comparison:
    """Compare the kind among these days with the others; the days are in order, and each there once."""
    kind = [float(row.kind) for row in rows]
    counted = Comparison(sum(row.kind for row in rows), sum(not row.kind for row in rows))
    if not _enough(counted.kind, counted.quiet):
        return counted
    morning = [float(row.morning) for row in rows]
    evening = [float(row.evening) for row in rows]
    change = [late - early for late, early in zip(evening, morning, strict=True)]
    weekend = [float(row.weekend) for row in rows]
    others = _at_right_angles([[1.0] * len(rows), weekend, _trend(rows)])
    pairs = _pairs(rows)
    return Comparison(
        counted.kind,
        counted.quiet,
        _estimate(kind, change, others, pairs),
        _estimate(kind, evening, _at_right_angles([morning], others), pairs),
    )


def _enough(kind: int, quiet: int) -> bool:
    return kind + quiet >= LEAST_DAYS and min(kind, quiet) >= LEAST_OF_A_KIND


def _trend(rows: Sequence[PairedDay]) -> Column:
    """The day, centred on the middle of first and last and divided by half their span, at least 1."""
    first, last = rows[0].day, rows[-1].day
    half = max(1.0, (last - first) / 2)
    return [(row.day - (first + last) / 2) / half for row in rows]


def _pairs(rows: Sequence[PairedDay]) -> Pairs:
    """For each lag, the places of the days that lie so far apart."""
    place = {row.day: number for number, row in enumerate(rows)}
    return [
        [(number, place[row.day + lag]) for number, row in enumerate(rows) if row.day + lag in place]
        for lag in LAGS
    ]


def _at_right_angles(columns: Sequence[Column], basis: Sequence[Column] = ()) -> Sequence[Column]:
    """The basis with what of each column it does not explain; a column it explains whole is left out."""
    for column in columns:
        left = _without(column, basis)
        if _dot(left, left) > NOTHING * _dot(column, column):
            basis = (*basis, left)
    return basis


def _estimate(kind: Column, outcome: Column, others: Sequence[Column], pairs: Pairs) -> Estimate | None:
    """The slope of `kind` beside the other regressors; None if these tell kind days from quiet ones whole.

    What the others explain is taken out of both (Frisch and Waugh 1933; Lovell 1963), so that the
    slope, its residuals and its error are those of the whole regression.
    """
    x, y = _without(kind, others), _without(outcome, others)
    size = _dot(x, x)
    if size <= NOTHING * _dot(kind, kind):
        return None
    slope = _dot(x, y) / size
    residuals = [b - slope * a for a, b in zip(x, y, strict=True)]
    n, p = len(kind), len(others) + 1
    inflation = _inflation(x, residuals, pairs)
    error = sqrt(inflation * _dot(residuals, residuals) / (n - p) / size)
    reach = t_quantile(max(LEAST_FREEDOM, n / inflation - p)) * error
    return Estimate(slope, slope - reach, slope + reach)


def _without(column: Column, basis: Sequence[Column]) -> Column:
    """Return the residual of `column` after projection onto the orthogonal `basis`."""
    for other in basis:
        share = _dot(other, column) / _dot(other, other)
        column = [own - share * its for own, its in zip(column, other, strict=True)]
    return column


def _inflation(x: Column, residuals: Column, pairs: Pairs) -> float:
    """How much wider the variance is because days near each other are alike; at least 1.

    Both series' autocorrelations enter as a product (Bartlett 1935, for the correlation of two series).
    """
    alike = (
        (1 - lag / len(x)) * _autocorrelation(x, found) * _autocorrelation(residuals, found)
        for lag, found in zip(LAGS, pairs, strict=True)
    )
    return max(1.0, 1 + 2 * sum(alike))


def _autocorrelation(column: Column, pairs: Sequence[tuple[int, int]]) -> float:
    """The products of the pairs that exist beside the squares of all; 0 without size."""
    size = _dot(column, column)
    return sum(column[early] * column[late] for early, late in pairs) / size if size else 0.0


def _dot(one: Column, other: Column) -> float:
    return float(sum(map(mul, one, other)))


def t_quantile(freedom: float) -> float:
    """The 0.975 quantile of Student's t with at least 6 degrees of freedom, right to 0.0002.

    The expansion of Abramowitz and Stegun 1964, 26.7.5.
    """
    z = Z
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / freedom**power for power, term in enumerate(terms, 1))
