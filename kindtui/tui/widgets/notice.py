"""The notice above the keys: what just happened, cleared by the next key."""

from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer

from kindtui.domain.text import strip_controls
from kindtui.tui.widgets.week_thread import GrowingLine

OCCASION_SECONDS = 4.0  # for which keys leave an occasion in sight
GAP = "  "


class Notice(GrowingLine):
    """A line that says what just happened; it is empty most of the time."""

    text: reactive[str] = reactive("")

    _line = Content("")
    _hold: Timer | None = None

    def show(self, text: str, *, is_error: bool = False) -> None:
        """Show `text`; an error gets an exclamation mark, so that it does not depend on colour alone."""
        if self._hold:
            if not text:
                return
            self._release()
        self._line = Content("")
        self.text = f"! {text}" if is_error else text

    def show_occasion(self, text: str, line: Content) -> None:
        """Show `text` and a line of marks that grows behind it, both for a moment at least."""
        self.show(text)
        self._line = line
        self.grow(line.cell_length)
        self._hold = self.set_timer(OCCASION_SECONDS, self._release)

    def _release(self) -> None:
        """Let the next key clear the notice."""
        if self._hold:
            self._hold.stop()
        self._hold = None

    def watch_text(self, before: str, now: str) -> None:
        """Update the layout only if the number of lines changes."""
        if self._line_count(before) != self._line_count(now):
            self.refresh(layout=True)

    def _line_count(self, text: str) -> int:
        min_height = self.styles.min_height
        lines = len(Content(strip_controls(text)).wrap(max(1, self.size.width))) if text else 0
        return max(lines, int(min_height.value) if min_height else 0)

    def render(self) -> Content:
        """Return the notice, an error in bold, and as much of the line of marks as fits and has grown."""
        text = Content.styled(strip_controls(self.text), "bold" if self.text.startswith("!") else "$accent")
        line = self._line
        if not line or text.cell_length + len(GAP) + line.cell_length > self.size.width:
            return text
        return text + GAP + line.truncate(int(self.grown))
