"""The keys of every screen as a list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key
from textual.message import Message

from kindtui.tui.keymap import Bound
from kindtui.tui.widgets.choices import Choices, Row

WIDTH = 16
SIGNS = {"left": "←", "right": "→", "up": "↑", "down": "↓", "question_mark": "?", "slash": "/", "comma": ","}
SIGNS |= {"left_square_bracket": "[", "right_square_bracket": "]", "exclamation_mark": "!", "colon": ":"}


class BoundList(Choices):
    """A row a binding, under the name of its screen; while it is `waiting`, the next key is caught."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "give it another key", id="keys.give", key_display="Enter")
    ]

    waiting = False

    @dataclass(eq=False, repr=False)
    class Caught(Message):
        """The key that was awaited."""

        key: str

    def on_key(self, event: Key) -> None:
        """Catch the awaited key, whatever it means otherwise."""
        if self.waiting:
            event.stop()
            event.prevent_default()
            self.waiting = False
            self.post_message(self.Caught(event.key))

    def show(self, bound: Iterable[Bound], own: Mapping[str, str]) -> None:
        """Show these bindings with these keys of a person's own."""
        rows: list[Row] = []
        place = None
        for one in bound:
            if one.place != place:
                place = one.place
                rows.append(Row("", Content(("\n" if rows else "") + (place or "Everywhere"))))
            keys = " ".join(map(key_words, one.keys_in(own)))
            more = Content.styled("  your own", "$quiet-text") if one.id in own else Content("")
            rows.append(
                Row(one.id, Content(one.meaning) + more, Content.styled(f"{keys:{WIDTH}}", "$accent"))
            )
        self.show_rows(rows)


def key_words(key: str) -> str:
    """A key as people write it."""
    return "+".join(SIGNS.get(part, part if len(part) == 1 else part.capitalize()) for part in key.split("+"))
