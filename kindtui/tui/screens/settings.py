"""Settings: a list in which a change is saved at once, and can be undone."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain.requests import SettingsChanged
from kindtui.domain.state import State
from kindtui.texts import get_text
from kindtui.tui.messages import Requested
from kindtui.tui.screens.base import KindScreen
from kindtui.tui.widgets.setting_list import SettingList


class SettingsScreen(KindScreen):
    """The list of settings, over the screen it was opened from."""

    HELP_TEXT = get_text("app.settings.help")
    opening_action = "settings"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "go back", id="settings.leave", key_display="Esc"),
    ]

    def compose_body(self) -> Iterable[Widget]:
        """Lay out the explanation of the highlighted setting, and the list."""
        yield Static(id="why")
        yield SettingList()

    def on_mount(self) -> None:
        """Draw and focus the list."""
        self.show_header("Settings", low_title="Settings")
        self._draw()
        self.query_one(SettingList).focus()

    async def show(self, state: State) -> None:
        """Draw `state`."""
        await super().show(state)
        self._draw()

    def _draw(self) -> None:
        state = self.state
        self.query_one(SettingList).show(state.journal.settings, len(state.people), state.left_out_count)

    @on(SettingList.OptionHighlighted)
    def _show_explanation(self) -> None:
        self.query_one("#why", Static).update(Content(self.query_one(SettingList).explanation))

    @on(SettingList.Changed)
    def _change_setting(self, event: SettingList.Changed) -> None:
        self.post_message(Requested(SettingsChanged(event.values)))

    def action_leave(self) -> None:
        """Go back to the screen below."""
        self.dismiss()
