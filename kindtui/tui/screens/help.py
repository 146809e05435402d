"""Help: the idea of the screen and its live keys."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.screen import ModalScreen
from textual.widgets import Static

from kindtui.tui.screens.base import KindScreen
from kindtui.tui.widgets.key_bar import KeyHint, binding_key_label, clickable, key_at_click

KEY_WIDTH = 14
SCREEN_SECTION, APP_SECTION = "Here", "Everywhere"


class HelpScreen(ModalScreen[str]):
    """Over the screen it explains; any of its keys closes it. It ends with the key that was clicked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter", "close", "close", id="help.close", key_display="Esc"),
    ]

    def __init__(self, screen: KindScreen, texts: Mapping[str, str]) -> None:
        """Explain that screen."""
        super().__init__()
        self._help_text, self._keys, self._texts = screen.HELP_TEXT, live_keys(screen), texts

    def compose(self) -> ComposeResult:
        """The idea, the keys, the notice."""
        with VerticalScroll(id="help") as box:
            box.border_title = "Help"
            box.border_subtitle = "Esc closes"
            yield Static(Content(self._help_text), classes="idea")
            for place, keys in self._keys.items():
                yield Static(Content.styled(place, "bold"), classes="section")
                yield Static(Content("\n").join(map(_key_line, keys)), classes="keys")
            yield Static(Content(self._texts["no_debt"]), classes="idea")
            yield Static(Content(self._texts["notice"]), classes="hint")

    def on_click(self, event: Click) -> None:
        """Close with the key that was clicked; a click beside the box closes as well."""
        clicked_key = key_at_click(event)
        if clicked_key or not self.query_one("#help").region.contains_point(event.screen_offset):
            self.dismiss(clicked_key)

    def action_close(self) -> None:
        """Close, and press nothing."""
        self.dismiss("")


def _key_line(shown: KeyHint) -> Content:
    return clickable(
        Content.assemble((shown.label.ljust(KEY_WIDTH), "bold $accent"), shown.meaning), shown.key_to_press
    )


def live_keys(screen: KindScreen, *, include_hidden: bool = True) -> dict[str, list[KeyHint]]:
    """Every key of ours that works on that screen now, by place, those with the same meaning together.

    The framework's own keys, such as paging, have no id of ours and go without saying; unless
    `all_of_them` are wanted, so do ours that no footer shows.
    """
    keys: dict[str, dict[str, dict[str, str]]] = {SCREEN_SECTION: {}, APP_SECTION: {}}
    for active in screen.active_bindings.values():
        binding = active.binding
        if active.enabled and binding.id and binding.description and (binding.show or include_hidden):
            section = APP_SECTION if active.node is screen.app else SCREEN_SECTION
            names = keys[section].setdefault(binding.description, {})
            names.setdefault(binding_key_label(screen, binding), binding.key)
    return {
        place: [
            KeyHint(" ".join(sorted(names, key=len)), meaning, next(iter(names.values())))
            for meaning, names in meanings.items()
        ]
        for place, meanings in keys.items()
        if meanings
    }
