"""What is said of a comparison: no more than its verdict allows."""

from kindtui.domain.insights.comparison import LEAST_DAYS, LEAST_OF_A_KIND, Comparison, Estimate

NOTHING_YET = "Nothing can be read from that yet."
MORE = "Good days may make kindness easier; this is a pattern, not proof."
LESS = "This is a pattern, not proof."
MINUS = "−"


def in_words(found: Comparison) -> str:
    """The comparison in a sentence or two."""
    if found.verdict == "gathering":
        days = "1 comparable day" if found.days == 1 else f"{found.days} comparable days"
        return f"{days} so far. I need {LEAST_DAYS}, with {LEAST_OF_A_KIND} of each kind."
    both = sorted((one for one in (found.change, found.adjusted) if one), key=lambda one: one.points)
    return _agreed(found, both) if found.verdict == "agree" else _unclear(found, both)


def _unclear(found: Comparison, both: list[Estimate]) -> str:
    """The widest reach of both intervals, if they can be told."""
    counts = f"{found.days} comparable days ({found.kind} kind, {found.quiet} quiet)"
    if not both:
        return f"{counts}. {NOTHING_YET}"
    low, high = min(one.low for one in both), max(one.high for one in both)
    reach = f"between {_signed(low)} and {_signed(high)} points"
    return f"From {counts} the difference in mood lies {reach}. {NOTHING_YET}"


def _agreed(found: Comparison, both: list[Estimate]) -> str:
    """Both estimates, the nearer to zero first, each with its interval."""
    if both[0].points < 0:
        both = [Estimate(-one.points, -one.high, -one.low) for one in reversed(both)]
        direction, reason = "less", LESS
    else:
        direction, reason = "more", MORE
    points = " to ".join(dict.fromkeys(f"{one.points:.1f}" for one in both))
    reaches = " and ".join(f"{one.low:.1f}–{one.high:.1f}" for one in both)
    return (
        f"Two ways of comparing agree: kind days went with {points} points {direction} "
        f"(n={found.days}; 95% intervals {reaches}). {reason}"
    )


def _signed(points: float) -> str:
    """With one decimal and a sign; nothing is 0.0."""
    text = f"{points:+.1f}"
    return "0.0" if text in ("+0.0", "-0.0") else text.replace("-", MINUS)
