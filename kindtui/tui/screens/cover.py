"""The privacy cover: an empty screen until the next key or click; places to talk open over it."""

from textual.events import Click, Key

from kindtui.tui.textual_compat import BoxScreen


class CoverScreen(BoxScreen[None]):
    """An empty screen over all others; the key that removes it does nothing else."""

    enabled_actions = ("places",)

    def on_key(self, event: Key) -> None:
        """Remove the cover, unless the key shows places to talk."""
        active = self.active_bindings.get(event.key)
        if not (active and active.enabled):
            event.stop()
            event.prevent_default()
            self.dismiss()

    def on_click(self, event: Click) -> None:
        """Remove the cover."""
        event.stop()
        self.dismiss()
