"""The chart of kind days per week."""

from kindtui.domain.insights.weeks import WeeklyCounts
from kindtui.tui.widgets.bar_chart import BarChart, Bars

MAX_LABELS = 4


class WeekChart(BarChart):
    """A bar chart with a bar per week, or per few weeks."""

    def show(self, weeks: WeeklyCounts) -> None:
        """Show `weeks`, some of them labelled with their first day."""
        label_interval = max(1, -(-len(weeks.start_dates) // MAX_LABELS))
        labels = {
            index: f"{on.day} {on:%b}"
            for index, on in enumerate(weeks.start_dates)
            if index % label_interval == 0
        }
        self.bars = Bars(weeks.kind_days, labels, weeks.max_per_bar)
