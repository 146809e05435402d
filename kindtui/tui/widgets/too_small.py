"""The message that covers a screen while the window is too small; places to talk open over it."""

from textual.content import Content
from textual.widget import Widget

from kindtui.texts import get_text
from kindtui.tui.widgets.places_hint import places_hint

MIN_WINDOW_COLUMNS, MIN_WINDOW_ROWS = 40, 12


class TooSmall(Widget):
    """A message above everything else; the widgets that it covers keep their state."""

    def render(self) -> Content:
        """Return the size that is needed, the size of the window, and the key that works anyway."""
        window = self.app.size
        needed, actual = f"{MIN_WINDOW_COLUMNS}×{MIN_WINDOW_ROWS}", f"{window.width}×{window.height}"
        message = get_text("widgets.too_small", needed=needed, actual=actual)
        return Content(f"{message} {places_hint(self.screen)}")
