"""The keys of every screen as a list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key
from textual.message import Message

from kindtui.tui.keymap import KeyBinding
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.text_layout import QUIET_STYLE

KEY_COLUMN_WIDTH = 16
KEY_SYMBOLS = {
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "question_mark": "?",
    "slash": "/",
    "comma": ",",
}
KEY_SYMBOLS |= {
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "exclamation_mark": "!",
    "colon": ":",
}


class BindingList(Choices):
    """A row a binding, under the name of its screen; while it is `waiting`, the next key is caught."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "give it another key", id="keys.give", key_display="Enter")
    ]

    is_capturing = False

    @dataclass(eq=False, repr=False)
    class KeyCaptured(Message):
        """The key that was awaited."""

        key: str

    def on_key(self, event: Key) -> None:
        """Catch the awaited key, whatever it means otherwise."""
        if self.is_capturing:
            event.stop()
            event.prevent_default()
            self.is_capturing = False
            self.post_message(self.KeyCaptured(event.key))

    def show(self, bindings: Iterable[KeyBinding], custom_keys: Mapping[str, str]) -> None:
        """Show these bindings with these keys of a person's own."""
        rows: list[Row] = []
        section = None
        for one in bindings:
            if one.screen_name != section:
                section = one.screen_name
                rows.append(Row("", Content(("\n" if rows else "") + (section or "Everywhere"))))
            keys = " ".join(map(key_label, one.keys_with(custom_keys)))
            suffix = Content.styled("  your own", QUIET_STYLE) if one.id in custom_keys else Content("")
            rows.append(
                Row(
                    one.id,
                    Content(one.meaning) + suffix,
                    Content.styled(f"{keys:{KEY_COLUMN_WIDTH}}", "$accent"),
                )
            )
        self.show_rows(rows)


def key_label(key: str) -> str:
    """A key as people write it."""
    return "+".join(
        KEY_SYMBOLS.get(part, part if len(part) == 1 else part.capitalize()) for part in key.split("+")
    )
