"""The year as a grid of marks: a column per week, a row per weekday."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Offset, Region
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
MAX_WEEKS = 53


class Heatmap(Widget, can_focus=True):
    """A grid of as many weeks as fit, up to the present one; the arrow keys move a cursor over the days."""

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
        """Posted when the cursor moves to another day."""

        on: date

    def __init__(self) -> None:
        """Create an empty grid."""
        self._styles: dict[Mark | None, RichStyle] = {}
        super().__init__()
        self._marks: Mapping[date, Mark] = {}
        self._today = self._first_day = date.min
        self._week_start: WeekStart = "monday"

    def show(self, marks: Mapping[date, Mark], today: date, week_start: WeekStart) -> None:
        """Show `marks`; the cursor follows `today` until it is moved."""
        self._week_start = week_start
        if self.cursor in (date.min, self._today):
            self.cursor = today
        self._marks, self._today = marks, today
        self._first_day = min(marks, default=today)
        self.refresh()

    @property
    def cursor_cell(self) -> Offset:
        """Where the terminal's cursor stands: at the day."""
        return self._cell_region(self.cursor).offset

    def mark_on(self, on: date) -> Mark | None:
        """Return the mark of a day, or None before the first recorded day."""
        if on > self._today:
            return Mark.FUTURE
        return self._marks.get(on, Mark.PENDING if on == self._today else None)

    def action_move(self, days: int) -> None:
        """Move the cursor by `days`, between the first recorded day and today."""
        self.cursor = min(self._today, max(self._first_day, self.cursor + timedelta(days=days)))

    def watch_cursor(self, before: date, now: date) -> None:
        """Post the new day, and redraw the two cells that changed, or everything if the weeks scroll."""
        if now != date.min:
            self.post_message(self.CursorMoved(now))
        if before != date.min and self._first_visible_week_for(before) == self._first_visible_week:
            self.refresh(*(region for on in (before, now) for region in self._cursor_regions(on)))
        else:
            self.refresh()

    def on_click(self, event: Click) -> None:
        """Move the cursor to the day that was clicked."""
        x, y = event.get_content_offset_capture(self)
        column, row = (x - GUTTER_WIDTH) // self._week_width, y - HEADER_ROWS
        if 0 <= row < DAYS_PER_WEEK and 0 <= column < self._week_count:
            on = self._first_visible_week + timedelta(days=DAYS_PER_WEEK * column + row)
            if self.mark_on(on) not in (None, Mark.FUTURE):
                self.cursor = on

    @property
    def _week_width(self) -> int:
        """The columns of a week: two where a whole year fits, else one."""
        return 2 if self.size.width >= GUTTER_WIDTH + 2 * MAX_WEEKS - 1 else 1

    @property
    def _week_count(self) -> int:
        columns, width = self.size.width - GUTTER_WIDTH, self._week_width
        return max(1, min(MAX_WEEKS, (columns + width - 1) // width))

    @property
    def _first_visible_week(self) -> date:
        """The first visible week: that of the cursor, if it is not among the last ones."""
        return self._first_visible_week_for(self.cursor)

    def _first_visible_week_for(self, cursor: date) -> date:
        last = first_day_of_week(self._today, self._week_start)
        first = last - timedelta(weeks=self._week_count - 1)
        return min(first, first_day_of_week(cursor, self._week_start))

    def _cell_region(self, on: date) -> Region:
        column, row = divmod((on - self._first_visible_week).days, DAYS_PER_WEEK)
        return Region(GUTTER_WIDTH + column * self._week_width, HEADER_ROWS + row, 1, 1)

    def _cursor_regions(self, on: date) -> tuple[Region, Region]:
        """Return where the cursor on a day is seen: at its weekday, and on the day and the gap beside it."""
        x, y = self._cell_region(on).offset
        return Region(0, y, GUTTER_WIDTH, 1), Region(x, y, self._week_width, 1)

    def render_line(self, y: int) -> Strip:
        """Return a line: the months, or one weekday."""
        if self._today == date.min or y > DAYS_PER_WEEK:
            return Strip.blank(self.size.width, self.rich_style)
        if y < HEADER_ROWS:
            return self._month_strip()
        label_style = self.get_component_rich_style("heatmap--label")
        first = self._first_visible_week + timedelta(days=y - HEADER_ROWS)
        has_cursor = self.has_focus and (self.cursor - first).days % DAYS_PER_WEEK == 0
        label = f"{first:%a}" if y % 2 or has_cursor else ""
        if has_cursor:
            label_style = self._style_of(Mark.PENDING) + RichStyle(bold=True)
        segments = [Segment(label.ljust(GUTTER_WIDTH), label_style)]
        gap = " " * (self._week_width - 1)
        for week in range(self._week_count):
            segments.extend(self._day_segments(first + timedelta(weeks=week), gap))
        return Strip(segments).simplify().adjust_cell_length(self.size.width, self._style_of(None))

    def _day_segments(self, on: date, gap: str) -> list[Segment]:
        mark = self.mark_on(on)
        glyph, style = MARK_GLYPHS[mark] if mark else " ", self._style_of(mark)
        if on == self.cursor and self.has_focus:
            cursor_style = self._style_of(Mark.PENDING) + RichStyle(reverse=True, bold=True)
            return [Segment(glyph + gap, cursor_style)]
        return [Segment(glyph + gap, style)]

    def _style_of(self, mark: Mark | None) -> RichStyle:
        """Return the style of a mark, or of the ground; remembered, because a line has fifty days."""
        if mark not in self._styles:
            self._styles[mark] = (
                self.get_component_rich_style(f"heatmap--{mark}") if mark else self.rich_style
            )
        return self._styles[mark]

    def notify_style_update(self) -> None:
        """Forget the remembered styles."""
        self._styles.clear()
        super().notify_style_update()

    def _month_strip(self) -> Strip:
        line = [" "] * self.size.width
        next_free_column = 0
        for week in range(self._week_count):
            first = self._first_visible_week + timedelta(weeks=week)
            # A name over the last week moves left, so that it is not cut.
            column = min(GUTTER_WIDTH + week * self._week_width, self.size.width - 3)
            if first.day <= DAYS_PER_WEEK and column >= next_free_column:
                line[column : column + 3] = f"{first:%b}"
                next_free_column = column + 4
        style = self.get_component_rich_style("heatmap--label")
        return Strip([Segment("".join(line), style)]).adjust_cell_length(self.size.width, self.rich_style)
