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

from kindtui.domain.dates import DAYS_PER_WEEK
from kindtui.domain.insights.weeks import first_day_of_week
from kindtui.domain.journal.day import Mark
from kindtui.domain.settings import WeekStart
from kindtui.tui.widgets.marks import MARK_GLYPHS

GUTTER_WIDTH = 4
HEADER_ROWS = 1


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
    class CursorMoved(Message):
        """The cursor stands on another day."""

        on: date

    def __init__(self) -> None:
        """Begin without days."""
        super().__init__()
        self._marks: Mapping[date, Mark] = {}
        self._today = self._first_day = date.min
        self._week_start: WeekStart = "monday"

    def show(self, marks: Mapping[date, Mark], today: date, week_start: WeekStart) -> None:
        """Show these marks; the cursor follows today until it is moved."""
        self._week_start = week_start
        if self.cursor in (date.min, self._today):
            self.cursor = today
        self._marks, self._today = marks, today
        self._first_day = min(marks, default=today)
        self.refresh()

    def mark_on(self, on: date) -> Mark | None:
        """The mark of that day; None before the first recorded day."""
        if on > self._today:
            return Mark.FUTURE
        return self._marks.get(on, Mark.PENDING if on == self._today else None)

    def action_move(self, days: int) -> None:
        """Move the cursor, not beyond today nor before the first recorded day."""
        self.cursor = min(self._today, max(self._first_day, self.cursor + timedelta(days=days)))

    def watch_cursor(self, before: date, now: date) -> None:
        """Tell which day it is; draw the two cells that changed, if all the others stay."""
        if now != date.min:
            self.post_message(self.CursorMoved(now))
        if before != date.min and self._first_visible_week_for(before) == self._first_visible_week:
            self.refresh(self._cell_region(before), self._cell_region(now))
        else:
            self.refresh()

    def on_click(self, event: Click) -> None:
        """Move the cursor to the day that was clicked."""
        column, row = (event.x - GUTTER_WIDTH) // self._week_width, event.y - HEADER_ROWS
        if 0 <= row < DAYS_PER_WEEK and 0 <= column < self._week_count:
            on = self._first_visible_week + timedelta(days=DAYS_PER_WEEK * column + row)
            if self.mark_on(on) not in (None, Mark.FUTURE):
                self.cursor = on

    @property
    def _week_width(self) -> int:
        """The width of a week: two columns where a year fits like that."""
        return 2 if self.size.width >= GUTTER_WIDTH + 2 * 53 else 1

    @property
    def _week_count(self) -> int:
        return max(1, min(53, (self.size.width - GUTTER_WIDTH) // self._week_width))

    @property
    def _first_visible_week(self) -> date:
        """The first week in sight: the last ones, or those around the cursor."""
        return self._first_visible_week_for(self.cursor)

    def _first_visible_week_for(self, cursor: date) -> date:
        last = first_day_of_week(self._today, self._week_start)
        first = last - timedelta(weeks=self._week_count - 1)
        return min(first, first_day_of_week(cursor, self._week_start))

    def _cell_region(self, on: date) -> Region:
        column, row = divmod((on - self._first_visible_week).days, DAYS_PER_WEEK)
        return Region(GUTTER_WIDTH + column * self._week_width, HEADER_ROWS + row, 1, 1)

    def render_line(self, y: int) -> Strip:
        """The months, then a line a weekday."""
        if self._today == date.min or y > DAYS_PER_WEEK:
            return Strip.blank(self.size.width, self.rich_style)
        if y < HEADER_ROWS:
            return self._month_strip()
        label_style = self.get_component_rich_style("heatmap--label")
        first = self._first_visible_week + timedelta(days=y - HEADER_ROWS)
        segments = [Segment((f"{first:%a}" if y % 2 else "").ljust(GUTTER_WIDTH), label_style)]
        styles = {mark: self.get_component_rich_style(f"heatmap--{mark}") for mark in Mark}
        gap = " " * (self._week_width - 1)
        for week in range(self._week_count):
            segments.extend(self._day_segments(first + timedelta(weeks=week), styles, gap))
        return Strip(segments).simplify().adjust_cell_length(self.size.width, self.rich_style)

    def _day_segments(self, on: date, styles: Mapping[Mark, RichStyle], gap: str) -> list[Segment]:
        mark = self.mark_on(on)
        glyph, style = (MARK_GLYPHS[mark], styles[mark]) if mark else (" ", self.rich_style)
        if on == self.cursor and self.has_focus:
            return [Segment(glyph, style + RichStyle(reverse=True)), Segment(gap, style)]
        return [Segment(glyph + gap, style)]

    def _month_strip(self) -> Strip:
        line = [" "] * self.size.width
        next_free_column = 0
        for week in range(self._week_count):
            first = self._first_visible_week + timedelta(weeks=week)
            column = min(
                GUTTER_WIDTH + week * self._week_width, self.size.width - 3
            )  # whole, also over the last week
            if first.day <= DAYS_PER_WEEK and column >= next_free_column:
                line[column : column + 3] = f"{first:%b}"
                next_free_column = column + 4
        style = self.get_component_rich_style("heatmap--label")
        return Strip([Segment("".join(line), style)]).adjust_cell_length(self.size.width, self.rich_style)
