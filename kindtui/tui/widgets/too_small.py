"""The message that covers a screen while the window is too small."""

from textual.content import Content
from textual.widget import Widget

from kindtui.texts import get_text

MIN_WINDOW_COLUMNS, MIN_WINDOW_ROWS = 40, 12


class TooSmall(Widget):
    """A message above everything else; the widgets that it covers keep their state."""

    def render(self) -> Content:
        """Return the size that is needed, and the size of the window."""
        window = self.app.size
        needed, actual = f"{MIN_WINDOW_COLUMNS}×{MIN_WINDOW_ROWS}", f"{window.width}×{window.height}"
        return Content(get_text("widgets.too_small", needed=needed, actual=actual))
