"""Over everything, while the window is smaller than the app can be."""

from textual.content import Content
from textual.widget import Widget

LEAST_COLUMNS, LEAST_ROWS = 40, 12


class TooSmall(Widget):
    """One sentence; what is below it goes on as it was."""

    def render(self) -> Content:
        """What is needed, and what there is."""
        window = self.app.size
        return Content(
            f"kindtui needs {LEAST_COLUMNS}×{LEAST_ROWS}. This window is {window.width}×{window.height}."
        )
