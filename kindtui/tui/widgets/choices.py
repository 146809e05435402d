"""A short list of rows to choose from."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.geometry import Offset, Region
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kindtui.domain.text_folds import folded
from kindtui.tui.textual_compat import RowOptionList
from kindtui.tui.widgets.text_layout import NOTHING, hanging_indent

HORIZONTAL_PADDING = 2


class Row(NamedTuple):
    """A row of a list, with a hanging indent behind `prefix`; a row without an id is a heading.

    The `aside` is shown at the right end if there is room for it, else below the text if it is to be kept.
    """

    id: str
    text: Content
    prefix: Content = NOTHING
    aside: Content = NOTHING
    keeps_aside: bool = False


class Choices(RowOptionList):
    """A list of rows of which Enter chooses one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "choose", id="list.choose", key_display="Enter"),
        Binding("down,j", "cursor_down", "down", id="list.down", show=False),
        Binding("up,k", "cursor_up", "up", id="list.up", show=False),
    ]

    highlighted: reactive[int | None] = reactive(None, repaint=False)

    @dataclass(eq=False, repr=False)
    class Chosen(Message):
        """Posted when a row is chosen."""

        row_id: str

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        """Show `rows`."""
        self._rows = tuple(rows)
        super().__init__(*self._wrapped_options(0), compact=True)

    @property
    def highlighted_id(self) -> str:
        """The id of the highlighted row; empty if there is none."""
        option = self.highlighted_option
        return (option.id or "") if option else ""

    @property
    def cursor_cell(self) -> Offset:
        """Where the terminal's cursor stands: at the highlighted row."""
        first_line, _ = self.row_span(self.highlighted) or (0, 0)
        return Offset(0, first_line - self.scroll_offset.y)

    def highlight_row(self, row_id: str, index: int = 0) -> None:
        """Highlight the row with that id, or the one at `index` if there is no such row."""
        ids = [row.id for row in self._rows]
        self.highlighted = ids.index(row_id) if row_id in ids else min(index, len(ids) - 1)
        if self.highlighted_option and self.highlighted_option.disabled:
            self.action_first()

    def show_rows(self, rows: Iterable[Row]) -> None:
        """Replace the rows; the highlight stays on the row with the same id, or else at the same index."""
        self._rows = tuple(rows)
        options = self._wrapped_options(self.scrollable_content_region.width - HORIZONTAL_PADDING)
        if self._update_in_place(options):
            return
        previous_id, previous_index = self.highlighted_id, self.highlighted or 0
        self.set_options(options)
        self.highlight_row(previous_id, previous_index)

    def _update_in_place(self, options: Sequence[Option]) -> bool:
        """Redraw only the rows that changed, and return whether that was enough: no row may move."""
        if list(map(_layout_key, options)) != list(map(_layout_key, self.options)):
            return False
        for index, (old, new) in enumerate(zip(self.options, options, strict=True)):
            if not _prompt_content(old).is_same(_prompt_content(new)):
                self.replace_prompt(index, _prompt_content(new))
        return True

    def watch_highlighted(self, before: int | None, now: int | None) -> None:  # type: ignore[override]
        """Redraw the two rows that changed."""
        super().watch_highlighted(now)
        self.refresh_row(before)
        self.refresh_row(now)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable `select` if all rows are headings."""
        del parameters
        return action != "select" or any(not option.disabled for option in self.options)

    def on_resize(self, _: Resize) -> None:
        """Wrap the rows to the new width, and keep the highlight in sight."""
        self.show_rows(self._rows)
        self.scroll_to_highlight()

    def on_focus(self) -> None:
        """Highlight the first row, if none is highlighted."""
        if self.highlighted is None:
            self.action_first()

    def scroll_to_highlight(self, top: bool = False) -> None:
        """Keep the row in sight also where the list is longer than the container that scrolls it."""
        super().scroll_to_highlight(top)
        span = self.row_span(self.highlighted) if self.has_focus else None
        container = self._scrolling_container
        if span is None or container is self:
            return
        first_line, height = span[0], span[1] or 1
        first_enabled = next((index for index, option in enumerate(self.options) if not option.disabled), 0)
        row_top = self._line_in_view(first_line) + int(container.scroll_y)
        is_first = self.highlighted == first_enabled
        region_top = 0 if is_first and row_top + height <= container.size.height else row_top
        region = Region(0, region_top, 1, row_top + height - region_top)
        container.scroll_to_region(region, force=True, animate=False, immediate=True)

    def show_line_with(self, words: Collection[str]) -> None:
        """Highlight the row with the line that has the most of the folded words, and scroll to it."""
        lines = [
            (sum(word in folded(line) for word in words), index, number)
            for index, option in enumerate(self.options)
            for number, line in enumerate(_prompt_content(option).plain.split("\n"))
            if not option.disabled
        ]
        count, index, number = max(lines, key=lambda line: line[0], default=(0, 0, 0))
        if count:
            self.highlighted = index
            self.call_after_refresh(self._scroll_to_line, index, number)

    def _scroll_to_line(self, index: int, number: int) -> None:
        span, container = self.row_span(index), self._scrolling_container
        if self.is_attached and span:
            top = self._line_in_view(span[0] + number) + int(container.scroll_y)
            region = Region(0, top, 1, 1)
            container.scroll_to_region(region, force=True, animate=False, immediate=True)
            self.call_after_refresh(self.refresh_keys)

    @property
    def _scrolling_container(self) -> Widget:
        """The container that scrolls the list as a whole, or the list if it scrolls itself."""
        container = next((node for node in self.ancestors if isinstance(node, VerticalScroll)), None)
        return container if container and container.max_scroll_y else self

    def _line_in_view(self, line: int) -> int:
        """Return where a line of the list is, counted from the top of what scrolls.

        It is counted from the layout, as the place on the screen follows a scroll only with the next frame.
        """
        top = line - int(self.scroll_y)
        container = self._scrolling_container
        if container is self:
            return top
        for node in takewhile(lambda node: node is not container, self.ancestors_with_self):
            assert isinstance(node, Widget)
            top += node.virtual_region.y + node.gutter.top
        return top - int(container.scroll_y)

    @property
    def _hidden_lines(self) -> tuple[int, int]:
        """How many lines of the highlighted row are out of sight, above and below; none if it fits the view.

        A row that fits is brought into view by a scroll that may not have happened yet.
        """
        first_line, height = self.row_span(self.highlighted) or (0, 0)
        if height <= self._view_height:
            return 0, 0
        top = self._line_in_view(first_line)
        return max(0, -top), max(0, top + height - self._view_height)

    @property
    def _view_height(self) -> int:
        return self._scrolling_container.scrollable_content_region.height

    @property
    def has_more_below(self) -> bool:
        """Whether the list goes on below what is in sight."""
        first_line, height = self.row_span(len(self.options) - 1) or (0, 0)
        return self._line_in_view(first_line + height) > self._view_height

    def _scroll_within_row(self, direction: int) -> bool:
        """Scroll to more of a row that is longer than the window; return whether there was more."""
        above, below = self._hidden_lines
        lines = min(below if direction > 0 else above, self._view_height - 1)
        if lines > 0:
            self._scrolling_container.scroll_relative(y=direction * lines, animate=False, immediate=True)
            self.call_after_refresh(self.refresh_keys)
        return lines > 0

    def action_cursor_down(self) -> None:
        """Highlight the next row, or scroll to more of this one."""
        if not self._scroll_within_row(1):
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """Highlight the row before, and its end first, or scroll back in this one."""
        if not self._scroll_within_row(-1):
            super().action_cursor_up()
            self._scroll_to_end_of_row()

    def refresh_keys(self) -> None:
        """Update the footer after a frame, unless the list was removed in the meantime."""
        if self.is_attached:
            self.refresh_bindings()

    def _scroll_to_end_of_row(self) -> None:
        if self.is_attached and (below := self._hidden_lines[1]):
            self._scrolling_container.scroll_relative(y=below, animate=False, immediate=True)

    def action_page_up(self) -> None:
        """Move a page up, or scroll back in a long row."""
        if not self._scroll_within_row(-1):
            self._move_by_page(-1)
            self._scroll_to_end_of_row()

    def action_page_down(self) -> None:
        """Move a page down, or scroll to more of a long row."""
        if not self._scroll_within_row(1):
            self._move_by_page(1)

    def _move_by_page(self, direction: int) -> None:
        """Highlight the last row within a page, at least the next one.

        Textual's page is the height of the list, also where only a part of it is in sight.
        """
        lines, start = 0, self.highlighted or 0
        for index in range(start + direction, len(self.options) if direction > 0 else -1, direction):
            _, height = self.row_span(index) or (0, 1)
            lines += height
            if self.highlighted != start and lines >= self._view_height:
                break
            if not self.get_option_at_index(index).disabled:
                self.highlighted = index

    def _wrapped_options(self, width: int) -> list[Option]:
        def wrapped(row: Row) -> Content:
            if width <= 0:
                return row.prefix + row.text
            return hanging_indent(row.prefix, row.text, width, row.aside, keeps_aside=row.keeps_aside)

        return [Option(wrapped(row), id=row.id or None, disabled=not row.id) for row in self._rows]

    @on(OptionList.OptionHighlighted)
    def _update_available_keys(self) -> None:
        """Update the footer once the list is drawn: some keys work on some rows only."""
        self.call_after_refresh(self.refresh_keys)

    @on(OptionList.OptionSelected)
    def _option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen(event.option_id or ""))


def _prompt_content(option: Option) -> Content:
    assert isinstance(option.prompt, Content)
    return option.prompt


def _layout_key(option: Option) -> tuple[str | None, bool, int]:
    """Return everything that the position of later rows depends on."""
    return option.id, option.disabled, _prompt_content(option).plain.count("\n")
