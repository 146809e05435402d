"""A line beside the ritual that has the focus until the first key; letters go on to the field."""

from dataclasses import dataclass

from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class Banner(Widget, can_focus=True):
    """A line of text that is dismissed by typing; a subclass may have bindings."""

    text: reactive[str] = reactive("", layout=True)

    @dataclass(eq=False, repr=False)
    class Dismissed(Message):
        """Posted when the banner is dismissed; `key` is the letter that did so, else None."""

        key: Key | None

    def render(self) -> Content:
        """Return the text."""
        return Content.styled(self.text, "$accent")

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether the key is a printable character, which goes on to the field."""
        return character is not None and character.isprintable()

    def on_key(self, event: Key) -> None:
        """Dismiss the banner with a letter."""
        if event.is_printable and self.check_consume_key(event.key, event.character):
            event.stop()
            event.prevent_default()
            self.post_message(self.Dismissed(Key(event.key, event.character)))

    def action_dismiss(self) -> None:
        """Dismiss the banner."""
        self.post_message(self.Dismissed(None))
