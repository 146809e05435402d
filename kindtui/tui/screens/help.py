"""Help: what the current screen is for, and the keys that work on it."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from kindtui.texts import get_text
from kindtui.tui.textual_compat import BoxScreen
from kindtui.tui.widgets.body import Body
from kindtui.tui.widgets.key_hints import KeyHint, clickable, key_at_click
from kindtui.tui.widgets.prose import Prose

KEY_WIDTH = 14


class HelpScreen(BoxScreen[str]):
    """A box over the screen it explains; it is dismissed with the clicked key, or an empty string."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter", "close", "close", id="help.close", key_display="Esc"),
        Binding("down,j", "scroll(0.1)", "down", id="help.down"),
        Binding("up,k", "scroll(-0.1)", "up", id="help.up"),
        Binding("space,pagedown", "scroll(1)", "more below", id="help.page_down", key_display="Space"),
        Binding("pageup", "scroll(-1)", "scroll up", id="help.page_up"),
        Binding("end", "scroll(100)", "to the end", id="help.end"),
        Binding("home", "scroll(-100)", "to the top", id="help.home"),
    ]

    def __init__(self, help_text: str, hints: Mapping[str, Sequence[KeyHint]]) -> None:
        """Show what a screen is for, and its keys by section."""
        super().__init__()
        self._help_text, self._hints = help_text, hints

    def compose(self) -> ComposeResult:
        """Lay out the idea of the screen, its keys, and the notice."""
        with Body(id="help") as box:
            box.border_title = "Help"
            box.border_subtitle = "Esc closes"
            yield Static(Content(self._help_text), classes="idea")
            for section, hints in self._hints.items():
                yield Static(Content.styled(section, "bold"), classes="section")
                yield Static(Content("\n").join(map(_key_line, hints)), classes="keys")
            yield Static(Content(get_text("ritual.no_debt")), classes="idea")
            yield Prose(get_text("ritual.notice"), classes="hint")

    def on_click(self, event: Click) -> None:
        """Close on a click on a key, which is then pressed, or beside the box."""
        clicked_key = key_at_click(event)
        if clicked_key or not self.query_one("#help").region.contains_point(event.screen_offset):
            self.dismiss(clicked_key)

    def action_scroll(self, pages: float) -> None:
        """Scroll by `pages`; negative numbers scroll up."""
        self.query_one(Body).scroll_pages(pages)

    def action_close(self) -> None:
        """Close without pressing a key."""
        self.dismiss("")


def _key_line(hint: KeyHint) -> Content:
    line = Content.assemble((hint.label.ljust(KEY_WIDTH), "bold $accent"), hint.meaning)
    return clickable(line, hint.key_to_press)
