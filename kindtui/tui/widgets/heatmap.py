"""The year as a grid: a column a week, a row a weekday, a mark a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from kindtui.domain.insights.weeks import week_of
from kindtui.domain.journal.day import Mark
from kindtui.domain.settings import WeekStart
from kindtui.tui.widgets.marks import GLYPHS

A_WEEK = 7
GUTTER = 4
MONTH_ROW = 1


class Heatmap(Widget, can_focus=True):
    """As many weeks as fit, today's last; arrows move over the days."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"heatmap--{mark}" for mark in Mark} | {"heatmap--label"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-7)", "days", id="heatmap.left", group=Binding.Group("←→↑↓ days")),
        Binding("right", "move(7)", "days", id="heatmap.right", group=Binding.Group("←→↑↓ days")),
        Binding("up,k", "move(-1)", "days", id="heatmap.up", group=Binding.Group("←→↑↓ days")),
        Binding("down,j", "move(1)", "days", id="heatmap.down", group=Binding.Group("←→↑↓ days")),
    ]

    cursor: reactive[date] = reactive(date.min, repaint=False)

    @dataclass(eq=False, repr=False)
    class Moved(Message):
        """The cursor stands on another day."""

        on: date

    def __init__(self) -> None:
        """Begin without days."""
        super().__init__()
        self._marks: Mapping[date, Mark] = {}
        self._today = self._first = date.min
        self._week_start: WeekStart = "monday"

    def show(self, marks: Mapping[date, Mark], today: date, week_start: WeekStart) -> None:
        """Show these marks; the cursor follows today until it is moved."""
        self._week_start = week_start
        if self.cursor in (date.min, self._today):
            self.cursor = today
        self._marks, self._today = marks, today
        self._first = min(marks, default=today)
        self.refresh()

    def mark(self, on: date) -> Mark | None:
        """The mark of that day; None before the first recorded day."""
        if on > self._today:
            return Mark.FUTURE
        return self._marks.get(on, Mark.PENDING if on == self._today else None)

    def action_move(self, days: int) -> None:
        """Move the cursor, not beyond today nor before the first recorded day."""
        self.cursor = min(self._today, max(self._first, self.cursor + timedelta(days=days)))

    def watch_cursor(self, before: date, now: date) -> None:
        """Tell which day it is; draw the two cells that changed, if all the others stay."""
        if now != date.min:
            self.post_message(self.Moved(now))
        if before != date.min and self._first_week_around(before) == self._first_week:
            self.refresh(self._cell_of(before), self._cell_of(now))
        else:
            self.refresh()

    def on_click(self, event: Click) -> None:
        """Move the cursor to the day that was clicked."""
        column, row = (event.x - GUTTER) // self._cell, event.y - MONTH_ROW
        if 0 <= row < A_WEEK and 0 <= column < self._weeks:
            on = self._first_week + timedelta(days=A_WEEK * column + row)
            if self.mark(on) not in (None, Mark.FUTURE):
                self.cursor = on

    @property
    def _cell(self) -> int:
        """The width of a week: two columns where a year fits like that."""
        return 2 if self.size.width >= GUTTER + 2 * 53 else 1

    @property
    def _weeks(self) -> int:
        return max(1, min(53, (self.size.width - GUTTER) // self._cell))

    @property
    def _first_week(self) -> date:
        """The first week in sight: the last ones, or those around the cursor."""
        return self._first_week_around(self.cursor)

    def _first_week_around(self, cursor: date) -> date:
        last = week_of(self._today, self._week_start)
        first = last - timedelta(weeks=self._weeks - 1)
        return min(first, week_of(cursor, self._week_start))

    def _cell_of(self, on: date) -> Region:
        column, row = divmod((on - self._first_week).days, A_WEEK)
        return Region(GUTTER + column * self._cell, MONTH_ROW + row, 1, 1)

    def render_line(self, y: int) -> Strip:
        """The months, then a line a weekday."""
        if self._today == date.min or y > A_WEEK:
            return Strip.blank(self.size.width, self.rich_style)
        if y < MONTH_ROW:
            return self._months()
        label = self.get_component_rich_style("heatmap--label")
        first = self._first_week + timedelta(days=y - MONTH_ROW)
        segments = [Segment((f"{first:%a}" if y % 2 else "").ljust(GUTTER), label)]
        styles = {mark: self.get_component_rich_style(f"heatmap--{mark}") for mark in Mark}
        gap = " " * (self._cell - 1)
        for week in range(self._weeks):
            segments.extend(self._day(first + timedelta(weeks=week), styles, gap))
        return Strip(segments).simplify().adjust_cell_length(self.size.width, self.rich_style)

    def _day(self, on: date, styles: Mapping[Mark, RichStyle], gap: str) -> list[Segment]:
        mark = self.mark(on)
        glyph, style = (GLYPHS[mark], styles[mark]) if mark else (" ", self.rich_style)
        if on == self.cursor and self.has_focus:
            return [Segment(glyph, style + RichStyle(reverse=True)), Segment(gap, style)]
        return [Segment(glyph + gap, style)]

    def _months(self) -> Strip:
        line = [" "] * self.size.width
        free = 0
        for week in range(self._weeks):
            first = self._first_week + timedelta(weeks=week)
            at = min(GUTTER + week * self._cell, self.size.width - 3)  # whole, also over the last week
            if first.day <= A_WEEK and at >= free:
                line[at : at + 3] = f"{first:%b}"
                free = at + 4
        style = self.get_component_rich_style("heatmap--label")
        return Strip([Segment("".join(line), style)]).adjust_cell_length(self.size.width, self.rich_style)
