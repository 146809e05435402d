"""The privacy cover: an empty screen, until a key lifts it."""

from textual.events import Click, Key
from textual.screen import ModalScreen


class CoverScreen(ModalScreen[None]):
    """Nothing of what lies below shows; the key that lifts it does nothing else."""

    def on_key(self, event: Key) -> None:
        """Lift the cover."""
        event.stop()
        event.prevent_default()
        self.dismiss()

    def on_click(self, event: Click) -> None:
        """Lift the cover."""
        event.stop()
        self.dismiss()
