"""The privacy cover: an empty screen until the next key or click; places to talk open over it."""

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Click, Key

from kindtui.tui.textual_compat import BoxScreen
from kindtui.tui.widgets.prose import Prose


class CoverScreen(BoxScreen[None]):
    """An empty screen over all others; the key that removes it does nothing else.

    Attributes:
        is_fixed: Whether no key removes it, because the passphrase is asked for in a moment.
    """

    enabled_actions = ("places",)
    is_fixed = False

    def __init__(self, name: str | None = None) -> None:
        """Create an empty screen."""
        super().__init__(name)
        self._sentence = Prose(id="cover-sentence")

    def compose(self) -> ComposeResult:
        """Yield the room for a sentence."""
        yield self._sentence

    def show_sentence(self, sentence: str) -> None:
        """Show a sentence until the cover is removed; there is nothing private in it."""
        self._sentence.text = Content(sentence)

    def on_key(self, event: Key) -> None:
        """Remove the cover, unless the key shows places to talk."""
        active = self.active_bindings.get(event.key)
        if not (active and active.enabled):
            event.stop()
            event.prevent_default()
            self._remove()

    def on_click(self, event: Click) -> None:
        """Remove the cover."""
        event.stop()
        self._remove()

    def _remove(self) -> None:
        if not self.is_fixed:
            self.dismiss()
