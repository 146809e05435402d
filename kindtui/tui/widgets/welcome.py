"""The welcome of the first run: one sentence, and the notice."""

from textual.app import ComposeResult
from textual.containers import Vertical

from kindtui.domain.state import State
from kindtui.tui.widgets.prose import Prose


class Welcome(Vertical):
    """A welcome below the parts of the day, until something is saved."""

    def __init__(self, state: State) -> None:
        """Create the welcome from the texts of `state`."""
        super().__init__()
        self._texts = state.catalog.texts

    def compose(self) -> ComposeResult:
        """Lay out the sentence, then the notice."""
        yield Prose(self._texts["welcome"], id="welcome-line")
        yield Prose(self._texts["notice"], id="notice-text")
