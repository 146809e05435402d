"""The last 28 days as a row of marks, or as four weeks under each other."""

from collections.abc import Mapping
from datetime import date, timedelta

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.domain.insights.thread import WINDOW
from kindtui.domain.journal.day import Mark
from kindtui.domain.journal.journal import span
from kindtui.tui.widgets.marks import GLYPHS, STYLES

Row = tuple[tuple[date, Mark], ...]
A_WEEK = 7


class LastDays(Widget):
    """Twenty-eight cells, today last."""

    row: reactive[Row] = reactive((), layout=True)

    def show(self, marks: Mapping[date, Mark], today: date) -> None:
        """Show the 28 days up to today; days before the first recorded one are blank."""
        first = today - timedelta(days=WINDOW - 1)
        self.row = tuple((on, marks[on]) for on in span(first, today) if on in marks)

    def render(self) -> Content:
        """Cells two columns apart; a wider gap starts each new week."""
        per_line = WINDOW if self.size.width >= 2 * WINDOW else 2 * A_WEEK
        lines = [self.row[start : start + per_line] for start in range(0, len(self.row), per_line)]
        cells = (
            Content.assemble(*((GLYPHS[mark] + " ", STYLES[mark]) for _, mark in line)) for line in lines
        )
        return Content("\n").join(cells)
