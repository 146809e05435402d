"""Kind days per week as bars."""

from kindtui.domain.insights.weeks import WeeklyCounts
from kindtui.tui.widgets.bar_chart import BarChart, Bars

MAX_LABELS = 4


class WeekChart(BarChart):
    """A bar a week, or a few weeks."""

    def show(self, weeks: WeeklyCounts) -> None:
        """Show these weeks; some of them have their first day under them."""
        label_interval = max(1, -(-len(weeks.start_dates) // MAX_LABELS))
        labels = {
            place: f"{on.day} {on:%b}"
            for place, on in enumerate(weeks.start_dates)
            if place % label_interval == 0
        }
        self.bars = Bars(weeks.kind_days, labels, weeks.max_per_bar)
