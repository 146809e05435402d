"""The keys of the current focus, made from the live bindings; a click on one presses it."""

from typing import Any, NamedTuple

from textual.binding import Binding
from textual.content import Content
from textual.events import Click
from textual.reactive import reactive
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

HELP = "app.help"
GAP = Content("   ")


class Shown(NamedTuple):
    """A key as it is written, what it means, and what a click on it presses; nothing for a group.

    One that `stays` is shown in any case.
    """

    key: str
    meaning: str
    press: str = ""
    stays: bool = False


class KeyBar(Widget):
    """One line of keys; what does not fit is dropped, least needed first. Help stays, at the right."""

    keys: reactive[tuple[Shown, ...]] = reactive(())

    def on_mount(self) -> None:
        """Follow the live bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)
        self._follow(self.screen)

    def _follow(self, screen: Screen[Any]) -> None:
        self.keys = shown_keys(screen)

    def render(self) -> Content:
        """Key and meaning, as many pairs as fit."""
        pairs = [_pair(shown) for shown in self.keys]
        last = pairs.pop() if pairs and self.keys[-1].stays else Content("")
        line = GAP.join(pairs)
        while pairs and line.cell_length > self.size.width - last.cell_length - GAP.cell_length:
            pairs.pop()
            line = GAP.join(pairs)
        return line.pad_right(self.size.width - line.cell_length - last.cell_length) + last

    def on_click(self, event: Click) -> None:
        """Press the key that was clicked."""
        if press := pressed(event):
            self.app.simulate_key(press)


def _pair(shown: Shown) -> Content:
    pair = Content.assemble((shown.key, "bold $accent"), " ", (shown.meaning, "$quiet-text"))
    return clickable(pair, shown.press)


def clickable(text: Content, press: str) -> Content:
    """The text of a key, to be clicked."""
    return text.stylize(Style.from_meta({"press": press})) if press else text


def pressed(event: Click) -> str:
    """The key whose text was clicked; empty if none was."""
    return str(event.style.meta.get("press", ""))


def shown_keys(screen: Screen[Any]) -> tuple[Shown, ...]:
    """The keys to show, most needed first: those of the focus, of the screen, of the app; help is last."""
    keys: dict[str, Shown] = {}
    named: set[str | None] = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.show and active.enabled and binding.id not in (HELP, *named):
            shown = _shown(screen, binding)
            keys.setdefault(shown.key, shown)
            named.add(binding.id)  # by its first key
    helps = [active.binding for active in screen.active_bindings.values() if active.binding.id == HELP]
    return (*keys.values(), *(_shown(screen, binding) for binding in helps[:1]))


def _shown(screen: Screen[Any], binding: Binding) -> Shown:
    """How a binding is written; a group is written once, as "1-9 rate"."""
    if binding.group:
        key, _, meaning = binding.group.description.partition(" ")
        return Shown(key, meaning)
    return Shown(key_name(screen, binding), binding.description, binding.key, binding.id == HELP)


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
