"""Counts as upright bars. The one file that calls plotext."""

from collections.abc import Mapping

import plotext
from msgspec import Struct
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

BAR = "█"
LEAST_COLUMNS, LEAST_ROWS = 20, 4
GAP, WIDEST = 2, 12  # columns between bars that stand apart, and at most from one to the next


class Bars(Struct, frozen=True):
    """Counts from left to right, labels by their place, and the count at which a bar is full.

    With `told` every bar has a label, and its count stands over it where there is room.
    """

    counts: tuple[int, ...]
    labels: Mapping[int, str]
    most: int
    told: bool = False


class BarChart(Widget):
    """A plotext bar chart in the theme's own colours, under its heading if it has one."""

    bars: reactive[Bars | None] = reactive(None)
    heading: reactive[Content] = reactive(Content(""))

    def render(self) -> Content:
        """Draw at the present size."""
        width, height = self.size.width, self.size.height - bool(self.heading)
        if self.bars is None or width < LEAST_COLUMNS or height < LEAST_ROWS:
            return self.heading
        text = Content(draw(self.bars, width, height)).stylize("$quiet-text")
        text = text.highlight_regex(f"{BAR}+", style="$mark-kind")
        return Content("\n").join((self.heading, text)) if self.heading else text


def draw(bars: Bars, width: int, height: int) -> str:
    """The chart as plain lines of at most `width` cells."""
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limitsize(False, False)  # the window may be another size by now
    plotext.frame(False)
    room = min(WIDEST, (width - GAP) // len(bars.counts))
    if bars.told and room > len(str(bars.most)):
        _draw_apart(bars, room, height)
    else:
        _draw_close(bars, width, height)
    return str(plotext.uncolorize(plotext.build())).rstrip("\n")


def _draw_close(bars: Bars, width: int, height: int) -> None:
    """Bars of one width beside a scale of counts; from two columns for each on, a gap parts them.

    Where there are more bars than columns, neighbours share one.
    """
    scale = len(str(bars.most))
    room = min(WIDEST, (width - scale) / len(bars.counts))
    room = int(room) or room
    columns, wide = round(room * len(bars.counts)), max(1, room - min(GAP, room // 2))
    centres = [place + (wide - 1) / 2 / room for place in range(len(bars.counts))]
    plotext.plotsize(columns + scale, height)
    plotext.bar(centres, bars.counts, width=(wide - 1) / room)
    plotext.xlim(0, (columns - 1) / room)
    plotext.ylim(0, bars.most)
    plotext.yticks([0, bars.most])
    plotext.xticks([centres[place] for place in bars.labels], list(bars.labels.values()))


def _draw_apart(bars: Bars, room: int, height: int) -> None:
    """Bars of one width, `room` columns for each and its gap, their counts over them."""
    columns, wide = room * len(bars.counts) + GAP, room - min(GAP, room // 3)
    centres = [(place * room + (wide - 1) / 2) / room for place in range(len(bars.counts))]
    a_row = bars.most / (height - 3)  # of the rows one has the labels, and one the count of the highest bar
    plotext.plotsize(columns, height)
    plotext.bar(centres, bars.counts, width=(wide - 1) / room)
    plotext.xlim(0, (columns - 1) / room)
    plotext.ylim(0, bars.most + a_row)
    plotext.yticks([])
    plotext.xticks(centres, [label[:wide] for label in bars.labels.values()])
    for centre, count in zip(centres, bars.counts, strict=True):
        plotext.text(str(count), centre, count + a_row, alignment="center")
