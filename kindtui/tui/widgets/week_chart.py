"""Kind days per week as bars."""

from kindtui.domain.insights.weeks import Weeks
from kindtui.tui.widgets.bar_chart import BarChart, Bars

LABELS = 4


class WeekChart(BarChart):
    """A bar a week, or a few weeks."""

    def show(self, weeks: Weeks) -> None:
        """Show these weeks; some of them have their first day under them."""
        step = max(1, -(-len(weeks.starts) // LABELS))
        labels = {place: f"{on.day} {on:%b}" for place, on in enumerate(weeks.starts) if place % step == 0}
        self.bars = Bars(weeks.kind_days, labels, weeks.most)
