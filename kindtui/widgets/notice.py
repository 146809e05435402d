"""What just happened, in one line above the keys; it leaves with the next key."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.domain.text import clean


class Notice(Widget):
    """One line, empty most of the time."""

    text: reactive[str] = reactive("", layout=True)

    def say(self, text: str, *, trouble: bool = False) -> None:
        """Say that; trouble is set apart by a sign, not by a colour alone."""
        self.text = f"! {text}" if trouble else text

    def render(self) -> Content:
        """The text."""
        return Content.styled(clean(self.text), "bold" if self.text.startswith("!") else "$accent")
