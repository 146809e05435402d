"""What just happened, in one line above the keys; it leaves with the next key."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.domain.text import strip_controls


class Notice(Widget):
    """One line, empty most of the time."""

    text: reactive[str] = reactive("")

    def show(self, text: str, *, is_error: bool = False) -> None:
        """Say that; trouble is set apart by a sign, not by a colour alone."""
        self.text = f"! {text}" if is_error else text

    def watch_text(self, before: str, now: str) -> None:
        """Lay the screen out anew only where another number of lines is needed."""
        if self._line_count(before) != self._line_count(now):
            self.refresh(layout=True)

    def _line_count(self, text: str) -> int:
        min_height = self.styles.min_height
        lines = len(Content(strip_controls(text)).wrap(max(1, self.size.width))) if text else 0
        return max(lines, int(min_height.value) if min_height else 0)

    def render(self) -> Content:
        """The text."""
        return Content.styled(strip_controls(self.text), "bold" if self.text.startswith("!") else "$accent")
