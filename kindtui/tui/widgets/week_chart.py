"""The chart of kind days per week."""

from datetime import date
from itertools import pairwise

from kindtui.domain.insights.weeks import ONE_WEEK, WeeklyCounts
from kindtui.tui.widgets.bar_chart import BarChart, Bars
from kindtui.tui.widgets.heatmap import GUTTER_WIDTH

MAX_WEEKS_WITH_MONTHS = 110  # above, the years are named instead


class WeekChart(BarChart):
    """A bar chart with a bar per week, or per few weeks, over the names of the months or the years."""

    _weeks = WeeklyCounts((), (), 1)

    def show(self, weeks: WeeklyCounts) -> None:
        """Show `weeks`, labelled where a month or a year begins, those of a year below the heatmap's."""
        self._weeks = weeks
        self.bars = Bars(
            weeks.kind_days,
            _labels(weeks),
            weeks.max_per_bar,
            has_axis=True,
            min_gutter=GUTTER_WIDTH,
        )

    def mark_week_of(self, on: date) -> None:
        """Mark the bar of a date, or none if it is before the first one."""
        starts = self._weeks.start_dates
        self.marked = (on - starts[0]) // (self._weeks.weeks_per_bar * ONE_WEEK) if starts else None


def _labels(weeks: WeeklyCounts) -> dict[int, str]:
    """Return the month, or year, of the first bar and of each that begins in another than the one before."""
    starts = weeks.start_dates
    form = "%b" if len(starts) * weeks.weeks_per_bar <= MAX_WEEKS_WITH_MONTHS else "%Y"
    names = [f"{start:{form}}" for start in starts]
    return {0: names[0]} | {
        index: name for index, (before, name) in enumerate(pairwise(names), 1) if name != before
    }
