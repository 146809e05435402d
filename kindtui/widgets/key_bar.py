"""The keys of the current focus, made from the live bindings."""

from typing import Any

from textual.binding import Binding
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget


class KeyBar(Widget):
    """One line of keys; what does not fit is dropped, least needed first."""

    keys: reactive[tuple[tuple[str, str], ...]] = reactive(())

    def on_mount(self) -> None:
        """Follow the live bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)
        self._follow(self.screen)

    def _follow(self, screen: Screen[Any]) -> None:
        self.keys = shown_keys(screen)

    def render(self) -> Content:
        """Key and meaning, as many pairs as fit."""
        line = Content("")
        for key, meaning in self.keys:
            pair = Content.assemble((key, "bold $accent"), " ", (meaning, "$quiet-text"))
            if line.cell_length + pair.cell_length + 3 > self.size.width and line:
                break
            line = line + ("   " if line else "") + pair
        return line


def shown_keys(screen: Screen[Any]) -> tuple[tuple[str, str], ...]:
    """The keys to show, most needed first: those of the focus, of the screen, of the app."""
    keys: dict[str, str] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.show and active.enabled:
            key, meaning = key_and_meaning(screen, binding)
            keys.setdefault(key, meaning)
    return tuple(keys.items())


def key_and_meaning(screen: Screen[Any], binding: Binding) -> tuple[str, str]:
    """How a binding is written; a group is written once, as "1-9 rate"."""
    if binding.group:
        key, _, meaning = binding.group.description.partition(" ")
        return key, meaning
    return key_name(screen, binding), binding.description


def key_name(screen: Screen[Any], binding: Binding) -> str:
    """The name of a key as people write it: F1, Tab, Ctrl+Q, d."""
    if binding.key_display:
        return binding.key_display
    if len(binding.key) == 1:
        return binding.key
    *modifiers, key = binding.key.split("+")
    name = screen.app.get_key_display(Binding(key, ""))
    return "+".join(
        [*(part.capitalize() for part in modifiers), name if len(name) == 1 else name.capitalize()]
    )
