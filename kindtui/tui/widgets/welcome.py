"""The welcome of the first run: one sentence, the notice, and how to find somebody to talk to."""

from typing import Any

from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen

from kindtui.texts import get_text
from kindtui.tui.widgets.places_hint import places_hint
from kindtui.tui.widgets.prose import Prose
from kindtui.tui.widgets.text_layout import REGULAR_QUIET_STYLE


class Welcome(Prose):
    """A welcome below the parts of the day, until something is saved."""

    hint: reactive[str] = reactive("", layout=True)

    def on_mount(self) -> None:
        """Show the key for places to talk, and follow its changes."""
        self.screen.bindings_updated_signal.subscribe(self, self._show_key, immediate=True)
        self._show_key(self.screen)

    def _show_key(self, screen: Screen[Any]) -> None:
        self.hint = places_hint(screen)

    def lines(self, width: int) -> list[Content]:
        """Return the lines, with the key behind the paragraph whose last line has room for it."""
        welcome, notice = get_text("ritual.welcome"), get_text("ritual.notice")
        pairs = (welcome, f"{notice} {self.hint}"), (f"{welcome} {self.hint}", notice)
        texts = (
            Content.assemble(sentence, "\n", (paragraph, REGULAR_QUIET_STYLE))
            for sentence, paragraph in pairs
        )
        return min((self.wrapped_lines(text, width) for text in texts), key=len)


class BriefWelcome(Welcome):
    """The key alone, where there is no room for the welcome."""

    def lines(self, width: int) -> list[Content]:
        """Return the key."""
        return self.wrapped_lines(Content(self.hint), width)
