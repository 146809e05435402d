"""The privacy cover: an empty screen until the next key or click."""

from textual.events import Click, Key
from textual.screen import ModalScreen

from kindtui.tui.textual_compat import ClosableScreen


class CoverScreen(ClosableScreen[None], ModalScreen[None]):
    """An empty screen over all others; the key that removes it does nothing else."""

    def on_key(self, event: Key) -> None:
        """Remove the cover."""
        event.stop()
        event.prevent_default()
        self.dismiss()

    def on_click(self, event: Click) -> None:
        """Remove the cover."""
        event.stop()
        self.dismiss()
