"""The footer: one line with the keys that work now."""

from collections.abc import Container
from typing import Any

from textual.content import Content
from textual.events import Click
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from kindtui.tui.widgets.key_hints import KeyHint, clickable, footer_hints, key_at_click
from kindtui.tui.widgets.text_layout import QUIET_STYLE

HINT_SEPARATOR = Content("   ")


class KeyFooter(Widget):
    """The keys of the current focus; those that do not fit are dropped from the end."""

    hints: reactive[tuple[KeyHint, ...]] = reactive(())
    idle_ids: Container[str | None] = ()  # the bindings that would change nothing now

    def on_mount(self) -> None:
        """Show the active bindings, and update them whenever they change."""
        self.screen.bindings_updated_signal.subscribe(self, self._update_hints)
        self._update_hints(self.screen)

    def _update_hints(self, screen: Screen[Any]) -> None:
        self.hints = footer_hints(screen, self.idle_ids)

    def render(self) -> Content:
        """Return as many pairs of key and meaning as fit."""
        pairs = [_hint_text(hint) for hint in self.hints]
        while pairs and HINT_SEPARATOR.join(pairs).cell_length > self.size.width:
            pairs.pop()
        return HINT_SEPARATOR.join(pairs)

    def on_click(self, event: Click) -> None:
        """Press the key that was clicked."""
        if key := key_at_click(event):
            self.app.simulate_key(key)


def _hint_text(hint: KeyHint) -> Content:
    text = Content.assemble((hint.label, "bold $accent"), " ", (hint.meaning, QUIET_STYLE))
    return clickable(text, hint.key_to_press)
