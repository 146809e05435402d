"""The labels below a chart: months or years, where each begins."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

MAX_DAYS_WITH_MONTHS = 770  # above, the years are named instead


def labels_by_index(starts: Sequence[date], span: int) -> dict[int, str]:
    """Return the month, or year, of the first date and of each that begins another one.

    Args:
        starts: The first date of each bar or point, in order.
        span: How many days each of them stands for.
    """
    form = "%b" if len(starts) * span <= MAX_DAYS_WITH_MONTHS else "%Y"
    names = [f"{start:{form}}" for start in starts]
    return {0: names[0]} | {
        index: name for index, (before, name) in enumerate(pairwise(names), 1) if name != before
    }


def label_line(labels: Mapping[int, str], min_column: int, width: int) -> str:
    """Return a line of labels by their columns; where there is no room for all, the later ones stay."""
    line = [" "] * width
    free_columns = width + 1
    for wanted, label in sorted(labels.items(), reverse=True):
        column = min(wanted, width - len(label))
        if column >= min_column and column + len(label) < free_columns:
            line[column : column + len(label)] = label
            free_columns = column
    return "".join(line).rstrip()
