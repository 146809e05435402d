"""Counts as vertical bars; the only module that calls plotext."""

from collections.abc import Mapping

import plotext
from msgspec import Struct
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.tui.widgets.text_layout import QUIET_STYLE

BAR_GLYPH = "█"
MIN_CHART_COLUMNS, MIN_CHART_ROWS = 20, 4
BAR_GAP, MAX_BAR_PITCH = 2, 12  # columns between two bars, and at most from one bar to the next


class Bars(Struct, frozen=True):
    """Counts from left to right, labels by index, and the count at which a bar is full.

    With `shows_counts` every bar has a label, and its count stands above it where there is room.
    """

    counts: tuple[int, ...]
    labels: Mapping[int, str]
    max_count: int
    shows_counts: bool = False


class BarChart(Widget):
    """A bar chart in the colours of the theme, below its heading if it has one."""

    bars: reactive[Bars | None] = reactive(None)
    heading: reactive[Content] = reactive(Content(""))

    def render(self) -> Content:
        """Draw the chart at the current size; only the heading if that is too small."""
        width, height = self.size.width, self.size.height - bool(self.heading)
        if self.bars is None or width < MIN_CHART_COLUMNS or height < MIN_CHART_ROWS:
            return self.heading
        text = Content(chart_text(self.bars, width, height)).stylize(QUIET_STYLE)
        text = text.highlight_regex(f"{BAR_GLYPH}+", style="$mark-kind")
        return Content("\n").join((self.heading, text)) if self.heading else text


def chart_text(bars: Bars, width: int, height: int) -> str:
    """Return the chart as plain text in at most `height` lines of at most `width` cells."""
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limitsize(False, False)  # the terminal may have another size by now
    plotext.frame(False)
    pitch = min(MAX_BAR_PITCH, (width - BAR_GAP) // len(bars.counts))
    if bars.shows_counts and pitch > len(str(bars.max_count)):
        _plot_with_counts(bars, pitch, height)
    else:
        _plot_with_axis(bars, width, height)
    return str(plotext.uncolorize(plotext.build())).rstrip("\n")


def _plot_with_axis(bars: Bars, width: int, height: int) -> None:
    """Plot bars beside an axis; those with two columns or more each have a gap between them.

    Where there are more bars than columns, neighbours share a column.
    """
    axis_width = len(str(bars.max_count))
    pitch = min(MAX_BAR_PITCH, (width - axis_width) / len(bars.counts))
    pitch = int(pitch) or pitch
    columns, bar_width = round(pitch * len(bars.counts)), max(1, pitch - min(BAR_GAP, pitch // 2))
    centres = [index + (bar_width - 1) / 2 / pitch for index in range(len(bars.counts))]
    plotext.plotsize(columns + axis_width, height)
    plotext.bar(centres, bars.counts, width=(bar_width - 1) / pitch)
    plotext.xlim(0, (columns - 1) / pitch)
    plotext.ylim(0, bars.max_count)
    plotext.yticks([0, bars.max_count])
    plotext.xticks([centres[index] for index in bars.labels], list(bars.labels.values()))


def _plot_with_counts(bars: Bars, pitch: int, height: int) -> None:
    """Plot bars with their counts above them, `pitch` columns from one bar to the next."""
    columns, bar_width = pitch * len(bars.counts) + BAR_GAP, pitch - min(BAR_GAP, pitch // 3)
    centres = [(index * pitch + (bar_width - 1) / 2) / pitch for index in range(len(bars.counts))]
    # One row has the labels, and one the count of the highest bar.
    count_per_row = bars.max_count / (height - 3)
    plotext.plotsize(columns, height)
    plotext.bar(centres, bars.counts, width=(bar_width - 1) / pitch)
    plotext.xlim(0, (columns - 1) / pitch)
    plotext.ylim(0, bars.max_count + count_per_row)
    plotext.yticks([])
    plotext.xticks(centres, [label[:bar_width] for label in bars.labels.values()])
    for centre, count in zip(centres, bars.counts, strict=True):
        plotext.text(str(count), centre, count + count_per_row, alignment="center")
