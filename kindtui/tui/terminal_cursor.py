"""Where the terminal's own cursor belongs: input methods open their windows there, screen readers read it."""

from typing import TypeVar

from textual.errors import NoWidget
from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import Input

from kindtui.tui.textual_compat import QuietCrashApp

T = TypeVar("T")


class FocusCursorApp(QuietCrashApp[T]):
    """An app that keeps the terminal's own cursor where the focus is.

    A screen may name another widget for it by `cursor_widget`.
    """

    @property
    def cursor_position(self) -> Offset:  # Textual reads it whenever it has drawn something
        """Where the cursor stands: in the focused field, or at the row of the list."""
        if not self.screen_stack:
            return Offset(0, 0)
        return cursor_position_in(getattr(self.screen, "cursor_widget", self.focused))

    @cursor_position.setter
    def cursor_position(self, _: Offset) -> None:
        """Ignore what Textual's fields set: that is outdated once they move."""


def cursor_position_in(focused: Widget | None) -> Offset:
    """Return the cell of the screen that holds the cursor of a field, or the row or cell of a list.

    A widget with rows or cells tells its own by `cursor_cell`, counted from the top left of its content.
    """
    if focused is None:
        return Offset(0, 0)
    if isinstance(focused, Input):
        return focused.cursor_screen_offset - (int(focused.cursor_at_end), 0)  # Textual adds a cell there
    cell = getattr(focused, "cursor_cell", Offset(0, 0))
    return _clamped(focused.content_region.offset + cell, focused)


def _clamped(position: Offset, widget: Widget) -> Offset:
    """Return the position, or the nearest one where the widget is in sight: it may be scrolled."""
    try:
        visible = widget.screen.find_widget(widget).visible_region
    except NoWidget:  # it is not laid out yet
        return position
    return visible.offset + (position - visible.offset).clamp(*visible.size) if visible else position
