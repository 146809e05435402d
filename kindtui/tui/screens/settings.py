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

    def __init__(self, state: State) -> None:
        """Create the screen, which draws `state` first."""
        super().__init__(state)
        self._explanation = Content("")

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
        self._show_explanation()  # a setting that was changed comes from nowhere else any more

    def _draw(self) -> None:
        self.query_one(SettingList).show(self.state)

    @on(SettingList.OptionHighlighted)
    def _show_explanation(self) -> None:
        why, text = self.query_one("#why", Static), Content(self.query_one(SettingList).explanation)
        if text == self._explanation:
            return
        width = max(1, why.content_size.width)
        has_other_height = len(text.wrap(width)) != len(self._explanation.wrap(width))
        self._explanation = text
        why.update(text, layout=has_other_height)  # a layout redraws the scroll bar of the list

    @on(SettingList.Changed)
    def _change_setting(self, event: SettingList.Changed) -> None:
        self.post_message(Requested(SettingsChanged(event.values)))

    def action_leave(self) -> None:
        """Go back to the screen below."""
        self.dismiss()
