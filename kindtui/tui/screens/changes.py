"""Changes: what can be undone and redone, in words and time, to go back to any of them."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.widgets import Static

from kindtui.domain import wording
from kindtui.domain.journal.changes import Change, changes
from kindtui.domain.state import State
from kindtui.texts import get_counted_text, get_text
from kindtui.tui.messages import ChangesReverted
from kindtui.tui.screens.base import StateBoxScreen
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.notice import Notice
from kindtui.tui.widgets.text_layout import QUIET_STYLE

MIN_WIDE_COLUMNS = 62
WIDE_KEYS = "Enter goes back to here · Esc closes"
NARROW_KEYS = "Enter to here · Esc closes"
KEYS_WITHOUT_CHANGES = "Esc closes"
UNDO, REDO = "undo", "redo"
FIRST_ROW = f"{UNDO} 0"  # what undo would undo next
MAX_WIDTH, COLUMNS_AROUND_NOTICE = 76, 4
BORDER_ROWS, ROWS_ABOVE_NOTICE = 2, 1


class ChangesScreen(StateBoxScreen):
    """A box with the changes that can be redone, and below them those that can be undone, the next one first.

    Enter on one goes back to it, after it was said how many changes that is.
    """

    HELP_TEXT = get_text("app.changes.help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "close", id="changes.close", key_display="Esc"),
    ]

    def __init__(self, state: State) -> None:
        """Show the changes of the journal."""
        super().__init__(state)
        self._changes = changes(state.journal, state.moment.at)
        self._announced_row = self._row_announced_before = ""
        self._notice_text = ""
        self._notice = Notice()
        self._notice.display = False

    def compose(self) -> ComposeResult:
        """Lay out the list and the notice; the keys are in the border."""
        with Vertical(id="changes") as box:
            box.border_title = "Changes"
            yield Static(Content(get_text("app.changes.empty")), classes="hint")
            yield Choices()
            yield self._notice

    def on_mount(self) -> None:
        """Draw the list, and start at what undo would undo."""
        self._draw()
        self.query_one(Choices).focus()

    def on_resize(self, event: Resize) -> None:
        """Fit the list to the window, and show the keys that fit."""
        self._fit_list(event.size)
        self._draw_keys()

    def _draw_keys(self) -> None:
        keys = WIDE_KEYS if self.app.size.width >= MIN_WIDE_COLUMNS else NARROW_KEYS
        is_empty = not (self._changes.undoable or self._changes.redoable)
        self.query_one("#changes").border_subtitle = KEYS_WITHOUT_CHANGES if is_empty else keys

    def _fit_list(self, size: Size) -> None:
        """Let the list have every row beside the notice and the borders."""
        width = min(size.width, MAX_WIDTH) - COLUMNS_AROUND_NOTICE
        notice_rows = len(textwrap.wrap(self._notice_text, max(1, width)))
        rows = size.height - BORDER_ROWS - (notice_rows + ROWS_ABOVE_NOTICE if notice_rows else 0)
        self.query_one(Choices).styles.max_height = max(1, rows)

    async def show(self, state: State) -> None:
        """Draw `state`."""
        is_changed, self.state = state.journal is not self.state.journal, state
        if is_changed:
            self._changes = changes(state.journal, state.moment.at)
            self._draw()

    def _draw(self) -> None:
        rows = [*reversed(list(self._rows(REDO, self._changes.redoable)))]
        rows += self._rows(UNDO, self._changes.undoable)
        choices = self.query_one(Choices)
        choices.show_rows(rows)
        choices.display = bool(rows)
        self.query_one(".hint").display = not rows
        choices.highlight_row(FIRST_ROW, len(rows) - 1)
        self._announced_row = self._row_announced_before = ""
        self._draw_keys()

    def _rows(self, kind: str, found: Sequence[Change]) -> Iterator[Row]:
        for index, change in enumerate(found):
            when, what = wording.describe_change(change, self.state, is_undone=kind == REDO)
            yield Row(f"{kind} {index}", Content.assemble((f"{when} · ", QUIET_STYLE), what))

    def show_notice(self, text: str, *, is_error: bool = False) -> None:
        """Show `text` below the list."""
        self._notice.show(text, is_error=is_error)
        self._notice.display = bool(text)
        if text != self._notice_text:
            self._notice_text = text
            self._fit_list(self.app.size)

    def before_key(self) -> None:
        """Clear the notice; what it announced is done only by the very next key."""
        super().before_key()
        self._row_announced_before, self._announced_row = self._announced_row, ""

    @on(Choices.Chosen)
    def _revert_to(self, event: Choices.Chosen) -> None:
        """Say how many changes it is, and undo or redo them the second time."""
        event.stop()
        kind, index = event.row_id.split(" ")
        count, is_redo = int(index) + 1, kind == REDO
        if event.row_id in (self._announced_row, self._row_announced_before):
            self.app.post_message(ChangesReverted(count, is_redo))
            return
        self._announced_row = event.row_id
        found = self._changes.redoable if is_redo else self._changes.undoable
        if any(change.is_refused for change in found[:count]):
            self.show_notice(get_text("app.changes.stops"))
        elif is_redo:
            self.show_notice(get_counted_text("app.changes.redoes", count))
        else:
            self.show_notice(get_counted_text("app.changes.undoes", count))
