"""A picture of the days in marks, for a wall: a column a week, and not a word in it."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from kindtui.assets import YEAR_PICTURE_PATH
from kindtui.domain.dates import DAYS_PER_WEEK, EARLIEST_DAY
from kindtui.domain.insights.weeks import ONE_WEEK, first_day_of_week
from kindtui.domain.journal.day import Mark
from kindtui.domain.settings import WeekStart
from kindtui.exchange.selection import Selection

LONG_SIDE, SHORT_SIDE, MARGIN = 297, 210, 24  # a sheet of A4; in a picture these are no millimetres yet
WEEKS_PER_BAND = 53  # a year; more of them are one band below the other
MAX_BANDS_ON_ITS_SIDE = 4  # more of them are on an upright sheet
ROWS_BETWEEN_BANDS = 1.5
MAX_CELL_WIDTH, MAX_CELL_HEIGHT = 9.0, 21.0
MAX_CELL_SLENDERNESS = 3.0
MARK_WIDTH, MARK_HEIGHT = 0.8, 0.88  # of a cell
MAX_MARK_WIDTH = 0.68  # of its height
LINE_WIDTH, RIPPLE_WIDTH, POINT_WIDTH = 0.14, 0.12, 0.2  # of the shorter side of a cell
OPTICAL_CENTRE = 0.48  # what stands in the middle of a wall seems to hang too low


class _Grid(NamedTuple):
    """Where the days are: columns of weeks in bands, in a sheet."""

    width: float
    height: float
    weeks_per_band: int
    rows: float
    cell_width: float
    cell_height: float

    def centre(self, day_number: int) -> tuple[float, float]:
        """Return the middle of the cell of a day; that at the top of the first column is number 0."""
        week, row = divmod(day_number, DAYS_PER_WEEK)
        band, column = divmod(week, self.weeks_per_band)
        left = (self.width - self.weeks_per_band * self.cell_width) / 2
        top = (self.height - self.rows * self.cell_height) * OPTICAL_CENTRE
        down = band * (DAYS_PER_WEEK + ROWS_BETWEEN_BANDS) + row
        return left + (column + 0.5) * self.cell_width, top + (down + 0.5) * self.cell_height


def write(marks: Mapping[date, Mark], selection: Selection, today: date, week_start: WeekStart) -> bytes:
    """Return a drawing of the selected days, or else of the 53 weeks that end today.

    Args:
        marks: The mark of every date from the first recorded one up to today.
        selection: The days to draw.
        today: The last day that is drawn at most.
        week_start: The weekday at the top.
    """
    first, last = _ends(marks, selection, today, week_start)
    first_cell = first_day_of_week(first, week_start).toordinal()
    if last.toordinal() < first_cell + DAYS_PER_WEEK:
        first_cell = first.toordinal()  # days of one week are a column without a gap above them
    grid = _grid(last.toordinal() - first_cell + 1)
    shapes = _shapes(grid)
    paths: dict[Mark | None, list[str]] = {mark: [] for mark in shapes}
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        mark = marks.get(date.fromordinal(ordinal))
        x, y = grid.centre(ordinal - first_cell)
        paths[mark] += [f"M{_number(x + dx)} {_number(y + dy)}{path}" for dx, dy, path in shapes[mark]]
    shorter_side = min(grid.cell_width, grid.cell_height)
    # On its paper, marks have a contrast of at least 3:1; points, which are no days of the diary, have less.
    picture = YEAR_PICTURE_PATH.read_text("utf-8").format(
        width=grid.width,
        height=grid.height,
        line_width=_number(LINE_WIDTH * shorter_side),
        ripple_width=_number(RIPPLE_WIDTH * shorter_side),
        point_width=_number(POINT_WIDTH * shorter_side),
        **{mark.value if mark else "before": "".join(parts) for mark, parts in paths.items()},
    )
    lines = picture.splitlines(keepends=True)
    return "".join(line for line in lines if 'd=""' not in line).encode()


def _ends(
    marks: Mapping[date, Mark], selection: Selection, today: date, week_start: WeekStart
) -> tuple[date, date]:
    """Return the first and the last day to draw; years before the first recorded day are left out."""
    last = max(min(selection.last or today, today), EARLIEST_DAY)
    year_before = first_day_of_week(last, week_start) - (WEEKS_PER_BAND - 1) * ONE_WEEK
    if selection.first is None:
        return year_before, last
    first = max(selection.first, min(year_before, min(marks, default=last)))
    return first, max(first, last)


def _grid(days: int) -> _Grid:
    """Return the largest cells for so many days that fit, up to a size that suits a wall."""
    weeks = -(-days // DAYS_PER_WEEK)
    bands = -(-weeks // WEEKS_PER_BAND)
    weeks_per_band = -(-weeks // bands)
    rows = bands * (DAYS_PER_WEEK + ROWS_BETWEEN_BANDS) - ROWS_BETWEEN_BANDS if weeks > 1 else days
    is_upright = bands > MAX_BANDS_ON_ITS_SIDE
    width, height = (SHORT_SIDE, LONG_SIDE) if is_upright else (LONG_SIDE, SHORT_SIDE)
    max_height = min((height - 2 * MARGIN) / rows, MAX_CELL_HEIGHT)
    cell_width = min((width - 2 * MARGIN) / weeks_per_band, max_height, MAX_CELL_WIDTH)
    cell_height = min(max_height, MAX_CELL_SLENDERNESS * cell_width)
    return _Grid(width, height, weeks_per_band, rows, cell_width, cell_height)


Shape = tuple[float, float, str]  # where a path begins, seen from the middle of its cell, and its commands


def _shapes(grid: _Grid) -> dict[Mark | None, list[Shape]]:
    """Return the shape of each mark: a leaf, a lozenge, ripples, a blade of grass, an open leaf, a point."""
    half_height = MARK_HEIGHT * grid.cell_height / 2
    half_width = min(MARK_WIDTH * grid.cell_width / 2, MAX_MARK_WIDTH * half_height)
    w, h = _number(half_width), _number(half_height)
    lozenge = f"l{w} {h} -{w} {h} -{w} -{h}z"
    ripple = f"q{_number(half_width / 2)} -{_number(half_width * 0.6)} {w} 0t{w} 0"
    return {
        Mark.QUIET: [_leaf(half_width * 0.34, half_height * 0.95)],
        Mark.REST: [(-half_width, height, ripple) for height in (-half_width * 0.6, half_width * 0.6)],
        Mark.KIND: [_leaf(half_width, half_height)],
        Mark.KEPT: [(0, -half_height, lozenge)],
        Mark.PENDING: [_leaf(half_width, half_height)],
        None: [(0, 0, "h0")],
    }


def _leaf(half_width: float, half_height: float) -> Shape:
    bulge, above, below, end = (
        _number(part)
        for part in (half_width * 4 / 3, half_height * 2 / 3, half_height * 4 / 3, half_height * 2)
    )
    return (
        0,
        -half_height,
        f"c{bulge} {above} {bulge} {below} 0 {end}c-{bulge} -{above} -{bulge} -{below} 0 -{end}z",
    )


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
