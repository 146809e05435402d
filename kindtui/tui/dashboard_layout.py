"""Which panels stand around the card of Today, and where: cells alone, so that every size can be tested."""

from collections.abc import Callable, Collection, Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

GAP = 1  # columns between two panels, and rows between the parts of the day and the panels below them
MIN_COLUMNS, MIN_ROWS = 48, 12  # in less room the card is alone
TWO_COLUMNS, THREE_COLUMNS = 108, 168
MIN_ROWS_WITH_GAP = 18
MAX_MAIN_COLUMNS = 88  # longer lines are hard to read
WEEK_COLUMNS, WINDOW_COLUMNS = 19, 40
MAX_SEAM_SHIFT = 2  # rows, so that two columns are divided at the same one
ROOMY_ROWS = 2  # a panel with so many rows more than it needs has a blank one at its top


class PanelName(StrEnum):
    """The panels."""

    WEEK = "week"
    WINDOW = "window"
    KIND_WEEKS = "kind_weeks"
    BOUNDARIES = "boundaries"
    LATELY = "lately"
    FOR_WHOM = "for_whom"
    THIS_DAY = "this_day"


class Place(NamedTuple):
    """The cells of a panel, counted from the top left of the card."""

    panel: PanelName
    x: int
    y: int
    width: int
    height: int


class Rows(NamedTuple):
    """How many rows a panel needs, with its border, and how many it has a use for."""

    least: int
    most: int


class _Item(NamedTuple):
    panel: PanelName
    rows: Rows


# The fewest and the most rows of the panels whose height does not depend on their width.
FIXED_ROWS = {
    PanelName.WEEK: Rows(5, 6),
    PanelName.WINDOW: Rows(9, 12),
    PanelName.KIND_WEEKS: Rows(7, 20),
    PanelName.LATELY: Rows(5, 31),
    PanelName.FOR_WHOM: Rows(8, 11),
    PanelName.THIS_DAY: Rows(5, 7),
}
SPACED_ROWS = {
    **FIXED_ROWS,
    PanelName.WINDOW: Rows(9, 17),
    PanelName.KIND_WEEKS: Rows(7, 24),
    PanelName.FOR_WHOM: Rows(8, 16),
}
# From top to bottom in each column, and what is left out first where there is no room for all.
SIDE_OF_TWO = (PanelName.WINDOW, PanelName.KIND_WEEKS, PanelName.BOUNDARIES)
MAIN_OF_TWO = (PanelName.THIS_DAY, PanelName.LATELY, PanelName.FOR_WHOM)
MAIN_OF_THREE = (PanelName.THIS_DAY, PanelName.LATELY)
MIDDLE_OF_THREE = (PanelName.WINDOW, PanelName.FOR_WHOM)
RIGHT_OF_THREE = (PanelName.BOUNDARIES, PanelName.KIND_WEEKS)
BY_RISING_PRIORITY = (
    PanelName.FOR_WHOM,
    PanelName.KIND_WEEKS,
    PanelName.LATELY,
    PanelName.THIS_DAY,
    PanelName.WEEK,
    PanelName.WINDOW,
    PanelName.BOUNDARIES,
)
# Below each other in a single column; of those in a pair, the second one stands alone if both do not fit.
PAIRS = (
    (PanelName.WEEK, PanelName.BOUNDARIES),
    (PanelName.THIS_DAY,),
    (PanelName.LATELY,),
    (PanelName.WINDOW, PanelName.KIND_WEEKS),
    (PanelName.FOR_WHOM,),
)
FIRST_OF_PAIR_COLUMNS = {PanelName.WEEK: WEEK_COLUMNS, PanelName.WINDOW: WINDOW_COLUMNS}

RowsOfChecks = Callable[[int], int]  # the rows of today's boundaries, borders included, at a width
RowsOf = Callable[[PanelName, int], Rows]


def main_columns(columns: int) -> int:
    """Return the width of the card, whether there are panels yet or not."""
    if columns >= THREE_COLUMNS:
        return min(MAX_MAIN_COLUMNS, columns * 2 // 5)
    if columns >= TWO_COLUMNS:
        return min(MAX_MAIN_COLUMNS, round(columns * 0.61))
    return columns


def place_panels(
    columns: int,
    rows: int,
    rows_used: int,
    rows_of_checks: RowsOfChecks,
    left_out: Collection[PanelName] = (),
) -> tuple[Place, ...]:
    """Return the panels that fit without scrolling, none of them over the card or its parts.

    Args:
        columns: The columns there are.
        rows: The rows there are.
        rows_used: The rows of the card and of the parts of the day below it.
        rows_of_checks: How high the panel of today's boundaries is at a width.
        left_out: The panels that have nothing to show.
    """
    if columns < MIN_COLUMNS or rows < MIN_ROWS or rows_used > rows:
        return ()
    gap = GAP if rows >= MIN_ROWS_WITH_GAP else 0
    below = rows_used + gap
    fixed_rows = SPACED_ROWS if columns >= THREE_COLUMNS else FIXED_ROWS

    def rows_of(panel: PanelName, width: int) -> Rows:
        if panel in left_out:
            return Rows(rows + 1, rows + 1)  # never to fit
        if panel is not PanelName.BOUNDARIES:
            return fixed_rows[panel]
        least = rows_of_checks(width)
        return Rows(least, least + ROOMY_ROWS)

    if columns >= THREE_COLUMNS:
        return _three_columns(columns, rows, below, rows_of)
    if columns >= TWO_COLUMNS:
        return _two_columns(columns, rows, below, rows_of)
    return _one_column(columns, rows, below, rows_of)


def _two_columns(columns: int, rows: int, below: int, rows_of: RowsOf) -> tuple[Place, ...]:
    main = main_columns(columns)
    side = columns - main - GAP
    main_items = _fitting(MAIN_OF_TWO, main, rows - below, rows_of)
    side_items = _fitting(SIDE_OF_TWO, side, rows, rows_of)
    bottom = _common_bottom(rows, [(below, main_items), (0, side_items)])
    main_places = _stacked(main_items, 0, below, main, bottom)
    side_places = _stacked(side_items, main + GAP, 0, side, bottom)
    return (*main_places, *_aligned(side_places, side_items, main_places))


def _three_columns(columns: int, rows: int, below: int, rows_of: RowsOf) -> tuple[Place, ...]:
    main = main_columns(columns)
    middle = (columns - main - 2 * GAP) // 2
    right = columns - main - middle - 2 * GAP
    stacks = [
        (0, below, main, _fitting(MAIN_OF_THREE, main, rows - below, rows_of)),
        (main + GAP, 0, middle, _fitting(MIDDLE_OF_THREE, middle, rows, rows_of)),
        (main + middle + 2 * GAP, 0, right, _fitting(RIGHT_OF_THREE, right, rows, rows_of)),
    ]
    bottom = _common_bottom(rows, [(y, items) for _, y, _, items in stacks])
    first, second, third = (_stacked(items, x, y, width, bottom) for x, y, width, items in stacks)
    second = _aligned(second, stacks[1][-1], first)
    return (*first, *second, *_aligned(third, stacks[2][-1], second))


def _one_column(columns: int, rows: int, below: int, rows_of: RowsOf) -> tuple[Place, ...]:
    bands: list[list[_Item]] = []
    for pair in PAIRS:
        room = rows - below - sum(_least(band) for band in bands)
        for candidate in (pair, pair[-1:]):
            band = _band(candidate, columns, rows_of)
            if _least(band) <= room:
                bands.append(band)
                break
    ranges = [Rows(_least(band), max(item.rows.most for item in band)) for band in bands]
    places: list[Place] = []
    y = below
    for band, height in zip(bands, _shared_out(ranges, rows - below), strict=True):
        x = 0
        for (panel, _), width in zip(band, _band_widths([one.panel for one in band], columns), strict=True):
            places.append(Place(panel, x, y, width, height))
            x += width + GAP
        y += height
    return tuple(places)


def _band(panels: Sequence[PanelName], columns: int, rows_of: RowsOf) -> list[_Item]:
    widths = _band_widths(panels, columns)
    return [_Item(panel, rows_of(panel, width)) for panel, width in zip(panels, widths, strict=True)]


def _band_widths(panels: Sequence[PanelName], columns: int) -> tuple[int, ...]:
    if len(panels) == 1:
        return (columns,)
    first = min(FIRST_OF_PAIR_COLUMNS[panels[0]], columns - GAP)
    return first, columns - first - GAP


def _least(band: Iterable[_Item]) -> int:
    return max(item.rows.least for item in band)


def _fitting(panels: Iterable[PanelName], width: int, rows: int, rows_of: RowsOf) -> list[_Item]:
    """Return the panels of a column that fit, without those that matter least where not all do."""
    items = [_Item(panel, rows_of(panel, width)) for panel in panels]
    items.sort(key=lambda item: BY_RISING_PRIORITY.index(item.panel), reverse=True)
    chosen: list[_Item] = []
    for item in items:
        if sum(one.rows.least for one in (*chosen, item)) <= rows:
            chosen.append(item)
    order = list(panels)
    return sorted(chosen, key=lambda item: order.index(item.panel))


def _common_bottom(rows: int, stacks: Iterable[tuple[int, Sequence[_Item]]]) -> int:
    """Return the row below the last one of every column, so that all end at the same line."""
    filled = [(top, items) for top, items in stacks if items]
    most = min((top + sum(item.rows.most for item in items) for top, items in filled), default=0)
    least = max((top + sum(item.rows.least for item in items) for top, items in filled), default=0)
    return min(rows, max(most, least))


def _stacked(items: Sequence[_Item], x: int, y: int, width: int, bottom: int) -> list[Place]:
    """Return the panels below each other, from the row `y` down to `bottom`."""
    places: list[Place] = []
    heights = _shared_out([item.rows for item in items], bottom - y)
    for item, height in zip(items, heights, strict=True):
        places.append(Place(item.panel, x, y, width, height))
        y += height
    if places:
        places[-1] = places[-1]._replace(height=places[-1].height + bottom - y)
    return places


def _aligned(places: list[Place], items: Sequence[_Item], beside: Sequence[Place]) -> list[Place]:
    """Return the panels of a column divided at the same rows as those beside it, where these are near."""
    for index in range(1, len(places)):
        upper, lower = places[index - 1 : index + 1]
        _, seam = min((abs(place.y - lower.y), place.y) for place in beside or places)
        shift = seam - lower.y
        fits = upper.height + shift >= items[index - 1].rows.least
        if abs(shift) <= MAX_SEAM_SHIFT and fits and lower.height - shift >= items[index].rows.least:
            places[index - 1] = upper._replace(height=upper.height + shift)
            places[index] = lower._replace(y=seam, height=lower.height - shift)
    return places


def _shared_out(ranges: Sequence[Rows], rows: int) -> list[int]:
    """Return the height of each: the least it needs, and in turn one more while rows are left."""
    heights = [one.least for one in ranges]
    spare = rows - sum(heights)
    while spare > 0 and any(height < one.most for height, one in zip(heights, ranges, strict=True)):
        for index, one in enumerate(ranges):
            if spare > 0 and heights[index] < one.most:
                heights[index] += 1
                spare -= 1
    return heights
