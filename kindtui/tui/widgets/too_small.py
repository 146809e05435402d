"""Over everything, while the window is smaller than the app can be."""

from textual.content import Content
from textual.widget import Widget

MIN_WINDOW_COLUMNS, MIN_WINDOW_ROWS = 40, 12


class TooSmall(Widget):
    """One sentence; what is below it goes on as it was."""

    def render(self) -> Content:
        """What is needed, and what there is."""
        window = self.app.size
        needed, actual = f"{MIN_WINDOW_COLUMNS}×{MIN_WINDOW_ROWS}", f"{window.width}×{window.height}"
        return Content(f"kindtui needs {needed}. This window is {actual}.")
