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
from kindtui.tui.widgets.key_bar import Shown, clickable, key_name, pressed

KEY_WIDTH = 14
HERE, EVERYWHERE = "Here", "Everywhere"


class HelpScreen(ModalScreen[str]):
    """Over the screen it explains; any of its keys closes it. It ends with the key that was clicked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter", "close", "close", id="help.close", key_display="Esc"),
    ]

    def __init__(self, below: KindScreen, texts: Mapping[str, str]) -> None:
        """Explain that screen."""
        super().__init__()
        self._idea, self._keys, self._texts = below.IDEA, live_keys(below), texts

    def compose(self) -> ComposeResult:
        """The idea, the keys, the notice."""
        with VerticalScroll(id="help") as box:
            box.border_title = "Help"
            box.border_subtitle = "Esc closes"
            yield Static(Content(self._idea), classes="idea")
            for place, keys in self._keys.items():
                yield Static(Content.styled(place, "bold"), classes="section")
                yield Static(Content("\n").join(map(_row, keys)), classes="keys")
            yield Static(Content(self._texts["no_debt"]), classes="idea")
            yield Static(Content(self._texts["notice"]), classes="hint")

    def on_click(self, event: Click) -> None:
        """Close with the key that was clicked; a click beside the box closes as well."""
        press = pressed(event)
        if press or not self.query_one("#help").region.contains_point(event.screen_offset):
            self.dismiss(press)

    def action_close(self) -> None:
        """Close, and press nothing."""
        self.dismiss("")


def _row(shown: Shown) -> Content:
    return clickable(
        Content.assemble((shown.key.ljust(KEY_WIDTH), "bold $accent"), shown.meaning), shown.press
    )


def live_keys(screen: KindScreen, *, all_of_them: bool = True) -> dict[str, list[Shown]]:
    """Every key of ours that works on that screen now, by place, those with the same meaning together.

    The framework's own keys, such as paging, have no id of ours and go without saying; unless
    `all_of_them` are wanted, so do ours that no footer shows.
    """
    keys: dict[str, dict[str, dict[str, str]]] = {HERE: {}, EVERYWHERE: {}}
    for active in screen.active_bindings.values():
        binding = active.binding
        if active.enabled and binding.id and binding.description and (binding.show or all_of_them):
            place = EVERYWHERE if active.node is screen.app else HERE
            names = keys[place].setdefault(binding.description, {})
            names.setdefault(key_name(screen, binding), binding.key)
    return {
        place: [
            Shown(" ".join(sorted(names, key=len)), meaning, next(iter(names.values())))
            for meaning, names in meanings.items()
        ]
        for place, meanings in keys.items()
        if meanings
    }
