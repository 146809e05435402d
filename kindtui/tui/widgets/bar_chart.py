"""Counts as vertical bars, drawn by plotext.

The bars of plotext are whole cells high, so each cell of a bar is a point of a plot of one unit a cell, and
the marker of the highest is an eighth block. The labels below the bars are no ticks of plotext,
which cuts those at the edges.
"""

from collections.abc import Mapping

import plotext
from msgspec import Struct
from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.tui.widgets.chart_labels import label_line
from kindtui.tui.widgets.text_layout import QUIET_STYLE

BAR_GLYPH, PARTIAL_GLYPH, AXIS_GLYPH, POINTER_GLYPH = "█", "▒", "▔", "▲"
EIGHTHS = " ▁▂▃▄▅▆▇"
MARKED_STYLE = "not dim bold $foreground"
MIN_CHART_COLUMNS, MIN_CHART_ROWS = 20, 4
MIN_ROWS_WITH_HALFWAY_TICK = 6
BAR_GAP, MAX_BAR_PITCH = 2, 12  # columns between two bars, and at most from one bar to the next


class Bars(Struct, frozen=True):
    """Counts from left to right, labels by index, and the count at which a bar is full.

    Attributes:
        counts: The counts.
        labels: The labels below the bars; one without room for the whole of it is left out.
        max_count: The count at which a bar is full.
        shows_counts: Whether each count stands above its bar, where there is room, instead of a scale.
        has_axis: Whether a line runs below the bars; a pointer on it shows the marked bar.
        min_gutter: The least columns for the scale at the left.
        partial: The indices of the bars drawn hatched, as they stand for a part of what the others stand for.
    """

    counts: tuple[int, ...]
    labels: Mapping[int, str]
    max_count: int
    shows_counts: bool = False
    has_axis: bool = False
    min_gutter: int = 0
    partial: frozenset[int] = frozenset()


class BarChart(Widget):
    """A bar chart in the colours of the theme; one bar may be marked."""

    bars: reactive[Bars | None] = reactive(None, repaint=False)
    marked: reactive[int | None] = reactive(None, repaint=False)
    bar_style = "not dim $bar-quiet"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  the name that Textual gives it
        """Create an empty chart."""
        super().__init__(id=id)
        self._drawn: tuple[Bars, int, int] | None = None
        self._text = ""

    def watch_bars(self) -> None:
        """Draw the bars; new ones follow what else has changed, as no other widget takes as long."""
        if self._drawn:
            self.call_after_refresh(self.refresh)
        else:
            self.refresh()

    def watch_marked(self, before: int | None, now: int | None) -> None:
        """Redraw the two bars whose marks changed, and no others."""
        if self.bars and self._drawn and self._drawn[0] == self.bars:
            columns, height = _columns(self.bars, self.size.width), self.size.height - 1  # not the labels
            indices = [index for index in (before, now) if index is not None]
            self.refresh(
                *(Region(columns.first_of(index), 0, columns.bar_width, height) for index in indices)
            )

    def render(self) -> Content:
        """Draw the chart at the current size; nothing if that is too small."""
        width, height = self.size
        if self.bars is None or width < MIN_CHART_COLUMNS or height < MIN_CHART_ROWS:
            return Content("")
        if self._drawn != (self.bars, width, height):
            self._drawn, self._text = (self.bars, width, height), chart_text(self.bars, width, height)
        return styled_chart(self._text, self.bars, width, self.marked, self.bar_style)


class _Columns(Struct, frozen=True):
    """The columns of the bars: the first, from one bar to the next, and those of one bar."""

    gutter: int
    pitch: float
    bar_width: int

    def first_of(self, index: int) -> int:
        """Return the first column of a bar."""
        return self.gutter + int(index * self.pitch)


def chart_text(bars: Bars, width: int, height: int) -> str:
    """Return the chart as plain text in `height` lines of at most `width` cells."""
    columns = _columns(bars, width)
    counts_above = _shows_counts(bars, width)
    rows = height - 1 - (counts_above or bars.has_axis)  # one has the labels
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limitsize(False, False)  # the terminal may have another size by now
    plotext.frame(False)
    last_column = columns.first_of(len(bars.counts) - 1) - columns.gutter + columns.bar_width - 1
    bottom = -1 if bars.has_axis and not counts_above else 0
    ticks = {} if counts_above else _ticks(bars, rows, bottom)
    scale_width = max(map(len, ticks.values()), default=0)
    plotext.plotsize(last_column + 1 + scale_width, height - 1)
    plotext.xlim(0, max(1, last_column))
    plotext.ylim(bottom, height - 2 + bottom)
    plotext.xticks([])
    plotext.yticks(list(ticks), list(ticks.values()))
    _plot_bars(bars, columns, rows)
    if bottom < 0:
        plotext.scatter(range(last_column + 1), [bottom] * (last_column + 1), marker=AXIS_GLYPH)
    if counts_above:
        _plot_counts(bars, columns, rows)
    indent = " " * (columns.gutter - scale_width)
    lines = str(plotext.uncolorize(plotext.build())).rstrip("\n").split("\n")
    shifted = [f"{line[:scale_width]}{indent}{line[scale_width:]}" for line in lines]
    return "\n".join([*shifted, _label_line(bars, columns, width)])


def _shows_counts(bars: Bars, width: int) -> bool:
    """Return whether there is room for the counts above the bars."""
    return bars.shows_counts and width // len(bars.counts) > len(str(bars.max_count))


def _columns(bars: Bars, width: int) -> _Columns:
    """Return where the bars stand; those with two columns or more each have a gap between them.

    Where there are more bars than columns, neighbours share a column.
    """
    has_scale = not _shows_counts(bars, width)
    gutter = max(bars.min_gutter, len(str(bars.max_count)) + 1) if has_scale else 0
    pitch = min(MAX_BAR_PITCH, (width - gutter) / len(bars.counts))
    pitch = int(pitch) or pitch
    bar_width = max(1, int(pitch) - min(BAR_GAP, (int(pitch) + has_scale) // 3))
    if not has_scale:  # centred
        gutter = max(0, int(width - pitch * (len(bars.counts) - 1) - bar_width) // 2)
    return _Columns(gutter, pitch, bar_width)


def _ticks(bars: Bars, rows: int, bottom: int) -> dict[int, str]:
    """Return the numbers of the scale by their rows."""
    numbers = {bottom: "0", rows - 1: str(bars.max_count)}
    halfway = (bars.max_count + 1) // 2
    if rows >= MIN_ROWS_WITH_HALFWAY_TICK and halfway < bars.max_count:
        numbers[-(-halfway * rows // bars.max_count) - 1] = str(halfway)  # where such a bar ends
    width = max(map(len, numbers.values()))
    return {row: number.rjust(width) for row, number in numbers.items()}


def _eighths(count: int, bars: Bars, rows: int) -> int:
    """Return the height of a bar in eighths of a row; a count above 0 has one at least."""
    return max(bool(count), round(8 * rows * min(count, bars.max_count) / bars.max_count))


def _plot_bars(bars: Bars, columns: _Columns, rows: int) -> None:
    """Plot the cells of each bar: full ones, and an eighth block on top."""
    heights: dict[int, int] = {}
    partial_columns = {columns.first_of(index) - columns.gutter for index in bars.partial}
    for index, count in enumerate(bars.counts):
        column = columns.first_of(index) - columns.gutter
        heights[column] = max(heights.get(column, 0), _eighths(count, bars, rows))
    cells = [
        (column + offset, row, glyph)
        for column, height in heights.items()
        for row, glyph in enumerate(_bar_glyphs(height, is_partial=column in partial_columns))
        for offset in range(columns.bar_width)
    ]
    cells = cells or [(0, 0, " ")]  # without any point plotext draws no scale
    x, y, glyphs = map(list, zip(*cells, strict=True))
    plotext.scatter(x, y, marker=glyphs)


def _bar_glyphs(height: int, *, is_partial: bool) -> str:
    """Return the cells of a bar from its foot to its top; the hatched ones are whole."""
    if is_partial:
        return PARTIAL_GLYPH * max(bool(height), round(height / 8))
    return BAR_GLYPH * (height // 8) + (EIGHTHS[height % 8] if height % 8 else "")


def _plot_counts(bars: Bars, columns: _Columns, rows: int) -> None:
    """Write each count above its bar."""
    for index, count in enumerate(bars.counts):
        centre = columns.first_of(index) - columns.gutter + (columns.bar_width - 1) / 2
        plotext.text(str(count), centre, -(-_eighths(count, bars, rows) // 8), alignment="center")


def _label_line(bars: Bars, columns: _Columns, width: int) -> str:
    """Return the line of labels, each below the middle of its bar."""
    labels = {
        columns.first_of(index) + max(0, (columns.bar_width - len(label)) // 2): label
        for index, label in bars.labels.items()
    }
    return label_line(labels, columns.gutter, width)


def styled_chart(text: str, bars: Bars, width: int, marked: int | None, bar_style: str) -> Content:
    """Return the chart in the colours of the theme; the marked bar has its own, and the pointer below it.

    The blanks between bars have the style of the bars, so that a line is one run for the terminal.
    """
    columns, lines = _columns(bars, width), text.split("\n")
    is_marked = marked is not None and marked in range(len(bars.counts))
    first = columns.first_of(marked) if is_marked and marked is not None else 0
    if is_marked and bars.has_axis:
        centre, axis = first + (columns.bar_width - 1) // 2, lines[-2]
        lines[-2] = axis[:centre] + POINTER_GLYPH + axis[centre + 1 :]
    below = 1 + bars.has_axis
    chart = [Content.styled(line, QUIET_STYLE) for line in lines]
    chart[:-below] = [line.stylize(bar_style, columns.gutter) for line in chart[:-below]]
    chart[:-below] = [line.highlight_regex("[0-9]+", style=QUIET_STYLE) for line in chart[:-below]]
    if is_marked:
        chart[:-1] = [line.stylize(MARKED_STYLE, first, first + columns.bar_width) for line in chart[:-1]]
    return Content("\n").join(chart)
