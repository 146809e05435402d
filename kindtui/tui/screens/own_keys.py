"""Keys: every key of kindtui, and another for it."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain.state import State
from kindtui.tui.binding_index import all_bound
from kindtui.tui.keymap import Bound, taken_by, with_key, without
from kindtui.tui.messages import SettingsChanged
from kindtui.tui.screens.base import KindScreen
from kindtui.tui.widgets.bound_list import BoundList, key_words
from kindtui.tui.widgets.choices import Choices
from kindtui.tui.widgets.day_header import DayHeader

HINT = "Enter gives the highlighted one another key."


class OwnKeysScreen(KindScreen):
    """A list over Settings."""

    IDEA = (
        "Every key of kindtui, screen by screen. Enter gives one another key, x the one it came with.\n"
        "A key that means something else already is not taken."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x,delete", "reset", "as it came", id="keys.reset", key_display="x"),
        Binding("escape", "leave", "go back", id="keys.leave", key_display="Esc"),
    ]

    def __init__(self, state: State) -> None:
        """Draw that state first."""
        super().__init__(state)
        self._bound: list[Bound] = []

    def compose_body(self) -> Iterable[Widget]:
        """What to do, and the list."""
        yield Static(Content(HINT), id="why")
        yield BoundList()

    def on_mount(self) -> None:
        """Begin in the list."""
        self._bound = all_bound(type(self.app).BINDINGS)
        self.query_one(DayHeader).show("Keys", "")
        self.query_one(BoundList).show(self._bound, self.state.journal.settings.keys)
        self.query_one(BoundList).focus()

    async def show(self, state: State) -> None:
        """Draw that state."""
        await super().show(state)
        self.query_one(BoundList).show(self._bound, state.journal.settings.keys)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing but a key of one's own can be taken back."""
        if action == "reset" and self.is_mounted:
            return self.query_one(BoundList).current in self.state.journal.settings.keys
        return True

    @property
    def _current(self) -> Bound | None:
        current = self.query_one(BoundList).current
        return next((one for one in self._bound if one.id == current), None)

    @on(BoundList.OptionHighlighted)
    def _moved(self) -> None:
        self.refresh_bindings()

    @on(Choices.Chosen)
    def _ask(self) -> None:
        if one := self._current:
            self.query_one(BoundList).waiting = True
            self.query_one("#why", Static).update(Content(f'Press the key for "{one.meaning}", or Esc.'))

    @on(BoundList.Caught)
    def _give(self, event: BoundList.Caught) -> None:
        """Give the highlighted binding the key that was pressed, unless it means something else."""
        self.query_one("#why", Static).update(Content(HINT))
        one = self._current
        if one is None or event.key == "escape":
            return
        mapping = with_key(one, event.key, self.state.journal.settings.keys)
        if other := taken_by(self._bound, one, mapping):
            where = f" on {other.place}" if other.place else ""
            self.say(f'{key_words(event.key)} is "{other.meaning}"{where} already. Enter, then another key.')
        else:
            self.post_message(SettingsChanged({"keys": mapping}))

    def action_reset(self) -> None:
        """Give the highlighted binding its keys as they came."""
        if one := self._current:
            mapping = without(one, self.state.journal.settings.keys)
            if taken_by(self._bound, one, mapping):
                self.say("Another one has that key now. Give that one another key first.")
            else:
                self.post_message(SettingsChanged({"keys": mapping}))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()
