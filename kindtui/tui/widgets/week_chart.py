"""The chart of kind days per week."""

from datetime import date

from kindtui.domain.dates import DAYS_PER_WEEK
from kindtui.domain.insights.weeks import ONE_WEEK, WeeklyCounts
from kindtui.tui.widgets.bar_chart import BarChart, Bars
from kindtui.tui.widgets.chart_labels import labels_by_index
from kindtui.tui.widgets.heatmap import GUTTER_WIDTH


class WeekChart(BarChart):
    """A bar chart with a bar per week, or per few weeks, over the names of the months or the years."""

    _weeks = WeeklyCounts((), (), 1)

    def show(self, weeks: WeeklyCounts) -> None:
        """Show `weeks`, labelled where a month or a year begins, those of a year below the heatmap's."""
        self._weeks = weeks
        self.bars = Bars(
            weeks.kind_days,
            labels_by_index(weeks.start_dates, weeks.weeks_per_bar * DAYS_PER_WEEK),
            weeks.max_per_bar,
            has_axis=True,
            min_gutter=GUTTER_WIDTH,
        )

    def mark_week_of(self, on: date) -> None:
        """Mark the bar of a date, or none if it is before the first one."""
        starts = self._weeks.start_dates
        self.marked = (on - starts[0]) // (self._weeks.weeks_per_bar * ONE_WEEK) if starts else None
