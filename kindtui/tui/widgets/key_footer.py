"""The footer: one line with the keys that work now."""

from collections.abc import Container, Mapping
from typing import Any

from textual.content import Content
from textual.events import Click
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from kindtui.tui.widgets.key_hints import KeyHint, clickable, footer_hints, key_at_click
from kindtui.tui.widgets.text_layout import QUIET_STYLE, justified_line

HINT_SEPARATOR = Content("   ")


class KeyFooter(Widget):
    """The keys of the current focus, and at the right end those that are the same everywhere."""

    hints: reactive[tuple[KeyHint, ...]] = reactive(())
    idle_ids: Container[str | None] = ()  # the bindings that would change nothing now
    min_own = 1  # how many of the keys here stay before those that are the same everywhere
    meanings: Mapping[str | None, str] = {}  # what bindings do now, where it is not their description

    def on_mount(self) -> None:
        """Show the active bindings, and update them whenever they change."""
        self.screen.bindings_updated_signal.subscribe(self, self._update_hints, immediate=True)
        self._update_hints(self.screen)

    def _update_hints(self, screen: Screen[Any]) -> None:
        self.hints = footer_hints(screen, self.idle_ids, self.meanings)

    def render(self) -> Content:
        """Return as many pairs of key and meaning as fit; the next step is the last to be dropped."""
        here = [_hint_text(hint) for hint in self.hints if not hint.is_constant]
        everywhere = [_hint_text(hint) for hint in self.hints if hint.is_constant]
        while HINT_SEPARATOR.join((*here, *everywhere)).cell_length > self.size.width:
            (here if len(here) > self.min_own or not everywhere else everywhere).pop()
        left, right = HINT_SEPARATOR.join(here), HINT_SEPARATOR.join(everywhere)
        return justified_line(left, right, self.size.width) if right else left

    def on_click(self, event: Click) -> None:
        """Press the key that was clicked."""
        if key := key_at_click(event):
            self.app.simulate_key(key)


def _hint_text(hint: KeyHint) -> Content:
    text = Content.assemble((hint.label, "bold $accent"), " ", (hint.meaning, QUIET_STYLE))
    return clickable(text, hint.key_to_press)
