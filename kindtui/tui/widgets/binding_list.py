"""The list of all key bindings, screen by screen."""

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

KEY_COLUMN_WIDTH = 14
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
# Older terminals report Shift with a function key as one of those that no keyboard has.
KEY_SYMBOLS |= {f"f{number + 12}": f"Shift+F{number}" for number in range(1, 13)}


class BindingList(Choices):
    """A row per binding, under the name of its screen; while `is_capturing`, the next key is captured."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "change its key", id="keys.give", key_display="Enter")
    ]

    is_capturing = False

    @dataclass(eq=False, repr=False)
    class KeyCaptured(Message):
        """Posted with the key that was captured."""

        key: str

    def on_key(self, event: Key) -> None:
        """Capture the key while the list waits for one, whatever it does otherwise."""
        if self.is_capturing:
            event.stop()
            event.prevent_default()
            self.is_capturing = False
            self.post_message(self.KeyCaptured(event.key))

    def show(self, bindings: Iterable[KeyBinding], custom_keys: Mapping[str, str]) -> None:
        """Show the bindings with their keys; `custom_keys` are those of the user, by binding id."""
        rows: list[Row] = []
        section = None
        for binding in bindings:
            if binding.screen_name != section:
                section = binding.screen_name
                rows.append(Row("", Content(("\n" if rows else "") + (section or "Everywhere"))))
            keys = " ".join(dict.fromkeys(map(key_label, binding.keys_with(custom_keys))))
            suffix = Content.styled("  changed", QUIET_STYLE) if binding.id in custom_keys else Content("")
            rows.append(
                Row(
                    binding.id,
                    Content(binding.meaning) + suffix,
                    Content.styled(f"{keys:{KEY_COLUMN_WIDTH}}  ", "$accent"),
                )
            )
        self.show_rows(rows)


def key_label(key: str) -> str:
    """Return a key as people write it."""
    return "+".join(
        KEY_SYMBOLS.get(part, part if len(part) == 1 else part.capitalize()) for part in key.split("+")
    )
