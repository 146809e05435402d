"""The notice above the keys: what just happened, cleared by the next key."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.domain.text import strip_controls


class Notice(Widget):
    """A line that says what just happened; it is empty most of the time."""

    text: reactive[str] = reactive("")

    def show(self, text: str, *, is_error: bool = False) -> None:
        """Show `text`; an error gets an exclamation mark, so that it does not depend on colour alone."""
        self.text = f"! {text}" if is_error else text

    def watch_text(self, before: str, now: str) -> None:
        """Update the layout only if the number of lines changes."""
        if self._line_count(before) != self._line_count(now):
            self.refresh(layout=True)

    def _line_count(self, text: str) -> int:
        min_height = self.styles.min_height
        lines = len(Content(strip_controls(text)).wrap(max(1, self.size.width))) if text else 0
        return max(lines, int(min_height.value) if min_height else 0)

    def render(self) -> Content:
        """Return the notice, an error in bold."""
        return Content.styled(strip_controls(self.text), "bold" if self.text.startswith("!") else "$accent")
