"""The last 28 days as one row of marks, or as two rows where there is little room."""

from collections.abc import Mapping
from datetime import date, timedelta

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.domain.dates import DAYS_PER_WEEK
from kindtui.domain.insights.thread import WINDOW_DAYS
from kindtui.domain.journal.day import Mark
from kindtui.domain.journal.journal import date_range
from kindtui.tui.widgets.marks import MARK_GLYPHS, MARK_STYLES

MarkedDays = tuple[tuple[date, Mark], ...]


class LastDays(Widget):
    """The marks of the last 28 days, of which today is the last."""

    days: reactive[MarkedDays] = reactive((), layout=True)

    def show(self, marks: Mapping[date, Mark], today: date) -> None:
        """Show the 28 days up to `today`, without those before the first recorded day."""
        first = today - timedelta(days=WINDOW_DAYS - 1)
        self.days = tuple((on, marks[on]) for on in date_range(first, today) if on in marks)

    def render(self) -> Content:
        """Return the marks, two columns apart."""
        per_line = WINDOW_DAYS if self.size.width >= 2 * WINDOW_DAYS else 2 * DAYS_PER_WEEK
        lines = [self.days[start : start + per_line] for start in range(0, len(self.days), per_line)]
        cells = (
            Content.assemble(*((MARK_GLYPHS[mark] + " ", MARK_STYLES[mark]) for _, mark in line))
            for line in lines
        )
        return Content("\n").join(cells)
