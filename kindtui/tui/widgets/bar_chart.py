"""Counts as upright bars. The one file that calls plotext."""

from collections.abc import Mapping

import plotext
from msgspec import Struct
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.tui.widgets.text_layout import QUIET_STYLE

BAR_GLYPH = "█"
MIN_CHART_COLUMNS, MIN_CHART_ROWS = 20, 4
BAR_GAP, MAX_BAR_PITCH = 2, 12  # columns between bars that stand apart, and at most from one to the next


class Bars(Struct, frozen=True):
    """Counts from left to right, labels by their place, and the count at which a bar is full.

    With `told` every bar has a label, and its count stands over it where there is room.
    """

    counts: tuple[int, ...]
    labels: Mapping[int, str]
    max_count: int
    shows_counts: bool = False


class BarChart(Widget):
    """A plotext bar chart in the theme's own colours, under its heading if it has one."""

    bars: reactive[Bars | None] = reactive(None)
    heading: reactive[Content] = reactive(Content(""))

    def render(self) -> Content:
        """Draw at the present size."""
        width, height = self.size.width, self.size.height - bool(self.heading)
        if self.bars is None or width < MIN_CHART_COLUMNS or height < MIN_CHART_ROWS:
            return self.heading
        text = Content(chart_text(self.bars, width, height)).stylize(QUIET_STYLE)
        text = text.highlight_regex(f"{BAR_GLYPH}+", style="$mark-kind")
        return Content("\n").join((self.heading, text)) if self.heading else text


def chart_text(bars: Bars, width: int, height: int) -> str:
    """The chart as plain lines of at most `width` cells."""
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limitsize(False, False)  # the window may be another size by now
    plotext.frame(False)
    pitch = min(MAX_BAR_PITCH, (width - BAR_GAP) // len(bars.counts))
    if bars.shows_counts and pitch > len(str(bars.max_count)):
        _plot_with_counts(bars, pitch, height)
    else:
        _plot_with_axis(bars, width, height)
    return str(plotext.uncolorize(plotext.build())).rstrip("\n")


def _plot_with_axis(bars: Bars, width: int, height: int) -> None:
    """Bars of one width beside a scale of counts; from two columns for each on, a gap parts them.

    Where there are more bars than columns, neighbours share one.
    """
    axis_width = len(str(bars.max_count))
    pitch = min(MAX_BAR_PITCH, (width - axis_width) / len(bars.counts))
    pitch = int(pitch) or pitch
    columns, bar_width = round(pitch * len(bars.counts)), max(1, pitch - min(BAR_GAP, pitch // 2))
    centres = [place + (bar_width - 1) / 2 / pitch for place in range(len(bars.counts))]
    plotext.plotsize(columns + axis_width, height)
    plotext.bar(centres, bars.counts, width=(bar_width - 1) / pitch)
    plotext.xlim(0, (columns - 1) / pitch)
    plotext.ylim(0, bars.max_count)
    plotext.yticks([0, bars.max_count])
    plotext.xticks([centres[place] for place in bars.labels], list(bars.labels.values()))


def _plot_with_counts(bars: Bars, pitch: int, height: int) -> None:
    """Bars of one width, `room` columns for each and its gap, their counts over them."""
    columns, bar_width = pitch * len(bars.counts) + BAR_GAP, pitch - min(BAR_GAP, pitch // 3)
    centres = [(place * pitch + (bar_width - 1) / 2) / pitch for place in range(len(bars.counts))]
    count_per_row = bars.max_count / (
        height - 3
    )  # of the rows one has the labels, and one the count of the highest bar
    plotext.plotsize(columns, height)
    plotext.bar(centres, bars.counts, width=(bar_width - 1) / pitch)
    plotext.xlim(0, (columns - 1) / pitch)
    plotext.ylim(0, bars.max_count + count_per_row)
    plotext.yticks([])
    plotext.xticks(centres, [label[:bar_width] for label in bars.labels.values()])
    for centre, count in zip(centres, bars.counts, strict=True):
        plotext.text(str(count), centre, count + count_per_row, alignment="center")
