"""Help: the idea of the screen and its live keys."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kindtui.screens.base import KindScreen
from kindtui.widgets.key_bar import key_name

KEY_WIDTH = 12


class HelpScreen(ModalScreen[None]):
    """Over the screen it explains; any of its keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter", "dismiss", "close", id="help.close", key_display="Esc"),
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
            rows = (
                Content.assemble((key.ljust(KEY_WIDTH), "bold $accent"), meaning)
                for key, meaning in self._keys
            )
            yield Static(Content("\n").join(rows), id="help-keys")
            yield Static(Content(self._texts["no_debt"]), classes="idea")
            yield Static(Content(self._texts["notice"]), classes="hint")


def live_keys(screen: KindScreen) -> list[tuple[str, str]]:
    """Every key of ours that works on that screen now, those with the same meaning together.

    The framework's own keys, such as paging, have no id of ours and go without saying.
    """
    keys: dict[str, list[str]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if active.enabled and binding.id and binding.description:
            names = keys.setdefault(binding.description, [])
            name = key_name(screen, binding)
            if name not in names:
                names.append(name)
    return [(" ".join(sorted(names, key=len)), meaning) for meaning, names in keys.items()]
