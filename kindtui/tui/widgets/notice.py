"""What just happened, in one line above the keys; it leaves with the next key."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.domain.text import clean


class Notice(Widget):
    """One line, empty most of the time."""

    text: reactive[str] = reactive("")

    def say(self, text: str, *, trouble: bool = False) -> None:
        """Say that; trouble is set apart by a sign, not by a colour alone."""
        self.text = f"! {text}" if trouble else text

    def watch_text(self, before: str, now: str) -> None:
        """Lay the screen out anew only where another number of lines is needed."""
        if self._lines(before) != self._lines(now):
            self.refresh(layout=True)

    def _lines(self, text: str) -> int:
        least = self.styles.min_height
        lines = len(Content(clean(text)).wrap(max(1, self.size.width))) if text else 0
        return max(lines, int(least.value) if least else 0)

    def render(self) -> Content:
        """The text."""
        return Content.styled(clean(self.text), "bold" if self.text.startswith("!") else "$accent")
