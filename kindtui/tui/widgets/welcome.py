"""The welcome of the first run: one sentence, and the notice."""

from textual.app import ComposeResult
from textual.containers import Vertical

from kindtui.texts import get_text
from kindtui.tui.widgets.prose import Prose


class Welcome(Vertical):
    """A welcome below the parts of the day, until something is saved."""

    def compose(self) -> ComposeResult:
        """Lay out the sentence, then the notice."""
        yield Prose(get_text("ritual.welcome"), id="welcome-line")
        yield Prose(get_text("ritual.notice"), id="notice-text")
