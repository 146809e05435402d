"""Kind days per week as bars. The one file that calls plotext."""

import plotext
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.domain.weeks import Weeks

LABELS = 4
BAR = "█"


class WeekChart(Widget):
    """A plotext bar chart in the theme's own colours."""

    weeks: reactive[Weeks | None] = reactive(None)

    def render(self) -> Content:
        """Draw at the present size."""
        if self.weeks is None or self.size.width < 20 or self.size.height < 4:
            return Content("")
        text = Content(draw(self.weeks, self.size.width, self.size.height))
        return text.stylize("$quiet-text").highlight_regex(f"{BAR}+", style="$mark-kind")


def draw(weeks: Weeks, width: int, height: int) -> str:
    """The chart as plain lines of `width` cells."""
    places = range(len(weeks.kind_days))
    step = max(1, -(-len(places) // LABELS))
    ticks = list(places)[::step]
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limitsize(False, False)  # the window may be another size by now
    plotext.plotsize(width, height)
    plotext.bar(places, weeks.kind_days, width=0.7 if len(places) * 3 < width else 1)
    plotext.frame(False)
    plotext.ylim(0, weeks.most)
    plotext.yticks([0, weeks.most])
    plotext.xticks(ticks, [f"{weeks.starts[tick].day} {weeks.starts[tick]:%b}" for tick in ticks])
    return str(plotext.uncolorize(plotext.build())).rstrip("\n")
