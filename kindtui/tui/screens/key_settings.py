"""Keys: every key binding, each of which can be given another key."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain.requests import SettingsChanged
from kindtui.domain.state import State
from kindtui.texts import get_text
from kindtui.tui.keymap import KeyBinding, conflict_with, with_default_keys, with_key
from kindtui.tui.messages import Requested
from kindtui.tui.screens.base import KindScreen
from kindtui.tui.widgets.binding_list import BindingList, key_label
from kindtui.tui.widgets.choices import Choices


class KeySettingsScreen(KindScreen):
    """A list of all bindings, over Settings."""

    HELP_TEXT = get_text("app.keys.help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x,delete", "reset", "standard key", id="keys.reset", key_display="x"),
        Binding("escape", "leave", "go back", id="keys.leave", key_display="Esc"),
    ]

    def __init__(self, state: State, bindings: Sequence[KeyBinding]) -> None:
        """Create the screen, which draws `state` first; `bindings` are those of the app and all screens."""
        super().__init__(state)
        self._all_bindings = bindings

    def compose_body(self) -> Iterable[Widget]:
        """Lay out a line with what to do, and the list."""
        yield Static(Content(get_text("app.keys.choose")), id="why")
        yield BindingList()

    def on_mount(self) -> None:
        """Draw and focus the list."""
        self.show_header("Keys", low_title="Keys")
        self.query_one(BindingList).show(self._all_bindings, self.state.journal.settings.keys)
        self.query_one(BindingList).focus()

    async def show(self, state: State) -> None:
        """Draw `state`."""
        await super().show(state)
        self.query_one(BindingList).show(self._all_bindings, state.journal.settings.keys)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the reset of a binding that has its default keys."""
        if action == "reset" and self.is_mounted:
            return self.query_one(BindingList).highlighted_id in self.state.journal.settings.keys
        return True

    @property
    def _highlighted_binding(self) -> KeyBinding | None:
        current_id = self.query_one(BindingList).highlighted_id
        return next((binding for binding in self._all_bindings if binding.id == current_id), None)

    @on(Choices.Chosen)
    def _wait_for_key(self) -> None:
        if binding := self._highlighted_binding:
            self.query_one(BindingList).is_capturing = True
            prompt = get_text("app.keys.press", meaning=binding.meaning)
            self.query_one("#why", Static).update(Content(prompt))

    @on(BindingList.KeyCaptured)
    def _assign_key(self, event: BindingList.KeyCaptured) -> None:
        """Give the highlighted binding the key that was pressed, unless that conflicts with another."""
        self.query_one("#why", Static).update(Content(get_text("app.keys.choose")))
        binding = self._highlighted_binding
        if binding is None or event.key == "escape":
            return
        mapping = with_key(binding, event.key, self.state.journal.settings.keys)
        if conflict := conflict_with(self._all_bindings, binding, mapping):
            self.show_notice(_conflict_notice(key_label(event.key), conflict))
        else:
            self.post_message(Requested(SettingsChanged({"keys": mapping})))

    def action_reset(self) -> None:
        """Give the highlighted binding its default keys again."""
        if binding := self._highlighted_binding:
            mapping = with_default_keys(binding, self.state.journal.settings.keys)
            if conflict_with(self._all_bindings, binding, mapping):
                self.show_notice(get_text("app.keys.standard_taken"))
            else:
                self.post_message(Requested(SettingsChanged({"keys": mapping})))

    def action_leave(self) -> None:
        """Go back to the screen below."""
        self.dismiss()


def _conflict_notice(key: str, conflict: KeyBinding) -> str:
    """Return that the key has another meaning, and on which screen if not on all."""
    meaning, screen = conflict.meaning, conflict.screen_name
    if screen:
        return get_text("app.keys.taken_on_screen", pressed_key=key, meaning=meaning, screen=screen)
    return get_text("app.keys.taken", pressed_key=key, meaning=meaning)
