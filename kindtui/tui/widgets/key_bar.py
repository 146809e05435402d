"""The keys of the current focus, made from the live bindings; a click on one presses it."""

from typing import Any, NamedTuple

from textual.binding import Binding
from textual.content import Content
from textual.events import Click
from textual.reactive import reactive
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

HELP_BINDING_ID = "app.help"
HINT_SEPARATOR = Content("   ")


class KeyHint(NamedTuple):
    """A key as it is written, what it means, and what a click on it presses; nothing for a group.

    One that `stays` is shown in any case.
    """

    label: str
    meaning: str
    key_to_press: str = ""
    pinned: bool = False


class KeyBar(Widget):
    """One line of keys; what does not fit is dropped, least needed first. Help stays, at the right."""

    hints: reactive[tuple[KeyHint, ...]] = reactive(())

    def on_mount(self) -> None:
        """Follow the live bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_updated)
        self._bindings_updated(self.screen)

    def _bindings_updated(self, screen: Screen[Any]) -> None:
        self.hints = key_hints(screen)

    def render(self) -> Content:
        """Key and meaning, as many pairs as fit."""
        pairs = [_hint_text(shown) for shown in self.hints]
        pinned_text = pairs.pop() if pairs and self.hints[-1].pinned else Content("")
        line = HINT_SEPARATOR.join(pairs)
        while (
            pairs
            and line.cell_length > self.size.width - pinned_text.cell_length - HINT_SEPARATOR.cell_length
        ):
            pairs.pop()
            line = HINT_SEPARATOR.join(pairs)
        return line.pad_right(self.size.width - line.cell_length - pinned_text.cell_length) + pinned_text

    def on_click(self, event: Click) -> None:
        """Press the key that was clicked."""
        if key := key_at_click(event):
            self.app.simulate_key(key)


def _hint_text(hint: KeyHint) -> Content:
    text = Content.assemble((hint.label, "bold $accent"), " ", (hint.meaning, "$quiet-text"))
    return clickable(text, hint.key_to_press)


def clickable(text: Content, key: str) -> Content:
    """The text of a key, to be clicked."""
    return text.stylize(Style.from_meta({"press": key})) if key else text


def key_at_click(event: Click) -> str:
    """The key whose text was clicked; empty if none was."""
    return str(event.style.meta.get("press", ""))


def key_hints(screen: Screen[Any]) -> tuple[KeyHint, ...]:
    """The keys to show, most needed first: those of the focus, of the screen, of the app; help is last."""
    hints: dict[str, KeyHint] = {}
    seen_ids: set[str | None] = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.show and active.enabled and binding.id not in (HELP_BINDING_ID, *seen_ids):
            hint = _key_hint(screen, binding)
            hints.setdefault(hint.label, hint)
            seen_ids.add(binding.id)  # by its first key
    help_bindings = [
        active.binding for active in screen.active_bindings.values() if active.binding.id == HELP_BINDING_ID
    ]
    return (*hints.values(), *(_key_hint(screen, binding) for binding in help_bindings[:1]))


def _key_hint(screen: Screen[Any], binding: Binding) -> KeyHint:
    """How a binding is written; a group is written once, as "1-9 rate"."""
    if binding.group:
        key, _, meaning = binding.group.description.partition(" ")
        return KeyHint(key, meaning)
    return KeyHint(
        binding_key_label(screen, binding), binding.description, binding.key, binding.id == HELP_BINDING_ID
    )


def binding_key_label(screen: Screen[Any], binding: Binding) -> str:
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
