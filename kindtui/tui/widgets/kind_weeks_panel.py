"""The panel with the chart of kind days by week."""

from collections.abc import Mapping
from datetime import date

from textual.content import Content
from textual.events import Resize

from kindtui.domain.dates import DAYS_PER_WEEK
from kindtui.domain.insights.weeks import WeeklyCounts, kind_days_per_week
from kindtui.domain.journal.day import Mark
from kindtui.domain.settings import WeekStart
from kindtui.domain.state import State
from kindtui.texts import get_text
from kindtui.tui.dashboard_layout import PanelName
from kindtui.tui.widgets.bar_chart import BarChart, Bars
from kindtui.tui.widgets.panel import Panel

SCALE_COLUMNS = 2
MIN_WEEKS, GOOD_WEEKS = 12, 26
MIN_COLUMNS_PER_WEEK = 2  # a bar and a gap
MIN_COLUMNS_PER_LABEL = 4


class KindWeeksPanel(BarChart, Panel):
    """A bar for each of the last weeks, as many as fit with gaps between them; half a year is enough."""

    panel_name, title_text, mode = PanelName.KIND_WEEKS, "Kind days per week", "streak"

    def __init__(self) -> None:
        """Create an empty chart."""
        super().__init__()
        self._marks: Mapping[date, Mark] = {}
        self._today = date.min
        self._week_start: WeekStart = "monday"

    def show(self, state: State) -> None:
        """Show the weeks up to today."""
        self._marks, self._today = state.marks, state.today
        self._week_start = state.journal.settings.week_start
        self._draw_bars()

    def on_resize(self, _: Resize) -> None:
        """Show as many weeks as fit now."""
        self._draw_bars()

    def _draw_bars(self) -> None:
        if not (self._marks and self.size):
            self.bars = None
            return
        weeks_recorded = (self._today - min(self._marks)).days // DAYS_PER_WEEK + 1
        columns = self.size.width - SCALE_COLUMNS
        columns_per_week = max(MIN_COLUMNS_PER_WEEK, columns // GOOD_WEEKS)
        weeks = min(columns // columns_per_week, max(MIN_WEEKS, weeks_recorded))
        counts = kind_days_per_week(self._marks, self._today, weeks, self._week_start)
        self.bars = Bars(counts.kind_days, _month_labels(counts), counts.max_per_bar, has_axis=True)

    def render(self) -> Content:
        """Return the chart, or what will appear there."""
        if self.bars:
            return super().render()
        return Content("") if self._marks else self.empty_text(get_text("widgets.panel.kind_weeks_empty"))


def _month_labels(counts: WeeklyCounts) -> dict[int, str]:
    """Return the name of each month at its first week, those without room left out."""
    labels: dict[int, str] = {}
    for index, on in enumerate(counts.start_dates):
        is_new_month = on.day <= DAYS_PER_WEEK
        if is_new_month and (not labels or index - max(labels) >= MIN_COLUMNS_PER_LABEL):
            labels[index] = f"{on:%b}"
    return labels
