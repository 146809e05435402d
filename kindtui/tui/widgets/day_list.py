"""The days of the journal, one line each; only the visible lines are rendered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kindtui.domain.journal.day import Mark
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.search import distinct_texts, matching_line
from kindtui.domain.text_folds import folded
from kindtui.tui.widgets.marks import MARK_GLYPHS, MARK_NAMES

MOVE_GROUP = Binding.Group("↑↓ days")


class DayList(ScrollView, can_focus=True):
    """A list of days with a cursor; Enter opens a day."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"days--{mark}" for mark in Mark), "days--cursor", "days--date", "days--text",
    }  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", id="days.open", key_display="Enter"),
        Binding("up,k", "move(-1)", "days", id="days.up", group=MOVE_GROUP),
        Binding("down,j", "move(1)", "days", id="days.down", group=MOVE_GROUP),
        Binding("pageup", "page(-1)", "a page up", id="days.page_up", show=False),
        Binding("pagedown,space", "page(1)", "a page down", id="days.page_down", show=False),
        Binding("home", "move(-1000000)", "the newest", id="days.first", show=False),
        Binding("end", "move(1000000)", "the oldest", id="days.last", show=False),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """Posted to open the day under the cursor."""

        on: date

    def __init__(self) -> None:
        """Create an empty list."""
        super().__init__()
        self._days: Sequence[date] = ()
        self._journal = Journal()
        self._marks: Mapping[date, Mark] = {}
        self._search_terms: tuple[str, ...] = ()
        self._strip_cache: dict[tuple[date, int, Style], Strip] = {}

    def show(self, days: Sequence[date], journal: Journal, marks: Mapping[date, Mark], search: str) -> None:
        """Show the days; the cursor stays on its day if that is still listed.

        Args:
            days: The days to list, in the order of the rows.
            journal: Where their entries are read.
            marks: The marks of the days.
            search: The search text; entries that match it are shown first.
        """
        previous_day = self.current_day
        self._days, self._journal, self._marks = days, journal, marks
        self._search_terms = tuple(folded(search).split())
        self._strip_cache = {}
        self.virtual_size = Size(0, len(days))
        self.refresh_bindings()
        self.cursor = (
            days.index(previous_day) if previous_day in days else min(self.cursor, max(0, len(days) - 1))
        )
        self._scroll_to_cursor()
        self.refresh()

    @property
    def current_day(self) -> date | None:
        """The day under the cursor, or None if the list is empty."""
        return self._days[self.cursor] if self.cursor < len(self._days) else None

    @property
    def cursor_cell(self) -> Offset:
        """Where the terminal's cursor stands: at the day."""
        return Offset(0, self.cursor - self.scroll_offset.y)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable moving and opening while the list is empty."""
        return bool(self._days) if action in ("move", "page", "open") else True

    def action_move(self, rows: int) -> None:
        """Move the cursor by `rows`, at most to the first or last row."""
        self.cursor = min(max(0, len(self._days) - 1), max(0, self.cursor + rows))

    def action_page(self, pages: int) -> None:
        """Move the cursor by `pages` of visible rows."""
        self.action_move(pages * max(1, self.size.height - 1))

    def action_open(self) -> None:
        """Open the day under the cursor."""
        if self.current_day:
            self.post_message(self.Opened(self.current_day))

    def on_click(self, event: Click) -> None:
        """Open the day that was clicked."""
        row = event.y + self.scroll_offset.y
        if row < len(self._days):
            self.cursor = row
            self.action_open()

    def watch_cursor(self, before: int, now: int) -> None:
        """Redraw the two rows that changed."""
        self._scroll_to_cursor()
        for row in (before, now):
            self.refresh(Region(0, row - self.scroll_offset.y, self.size.width, 1))

    def on_focus(self) -> None:
        """Redraw with the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Redraw without the cursor."""
        self.refresh()

    def _scroll_to_cursor(self) -> None:
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """Return a row: mark, date, and what was written."""
        row = y + self.scroll_offset.y
        if row >= len(self._days):
            return Strip.blank(self.size.width, self.rich_style)
        on = self._days[row]
        line_style = self.rich_style
        if row == self.cursor and self.has_focus:
            line_style = self.get_component_rich_style("days--cursor")
        key = (on, self.size.width, line_style)
        if key not in self._strip_cache:
            self._strip_cache[key] = self._day_strip(on, line_style)
        return self._strip_cache[key]

    def notify_style_update(self) -> None:
        """Drop the cached rows, which have the old colours."""
        super().notify_style_update()
        self._strip_cache = {}

    def _day_strip(self, on: date, line_style: Style) -> Strip:
        mark = self._marks.get(on, Mark.QUIET)
        background = line_style.bgcolor
        styles = [self.get_component_rich_style(f"days--{name}") for name in (mark, "date", "text")]
        narrow = self.size.width < 50
        date_text = f"{on.day:2} {on:%b %Y}" if narrow else f"{on:%a} {on.day:2} {on:%b %Y}"
        text_width = max(2, self.size.width - len(date_text) - 6)
        cells = (f" {MARK_GLYPHS[mark]} ", f"{date_text}  ", self._day_text(on, text_width))
        segments = [
            Segment(
                text,
                style + type(style)(bgcolor=background, bold=line_style.bold, underline=line_style.underline),
            )
            for text, style in zip(cells, styles, strict=True)
        ]
        return Strip(segments).adjust_cell_length(self.size.width, line_style)

    def _day_text(self, on: date, width: int) -> str:
        """Return a line of each text in one of `width` cells, those that match the search first."""
        day = self._journal.day(on)
        texts = distinct_texts(day)
        if self._search_terms:
            texts.sort(key=lambda text: -sum(term in folded(text) for term in self._search_terms))
        lines = (matching_line(text, self._search_terms) for text in texts)
        text = " · ".join(lines) or (MARK_NAMES[Mark.REST] if day.is_rest_day else "")
        return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"
