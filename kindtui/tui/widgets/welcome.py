"""The welcome of the first run: one sentence, and the notice."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from kindtui.domain.state import State


class Welcome(Vertical):
    """A welcome below the parts of the day, until something is saved."""

    def __init__(self, state: State) -> None:
        """Create the welcome from the texts of `state`."""
        super().__init__()
        self._texts = state.catalog.texts

    def compose(self) -> ComposeResult:
        """Lay out the sentence, then the notice."""
        yield Static(Content(self._texts["welcome"]), id="welcome-line")
        yield Static(Content(self._texts["notice"]), id="notice-text")
