"""A word beside the ritual that has the keys until the first one; letters go on to the field."""

from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class Banner(Widget, can_focus=True):
    """Whatever is typed passes it over; a subclass may have keys of its own."""

    text: reactive[str] = reactive("", layout=True)

    class Dismissed(Message):
        """Today is wanted; `key` was typed meanwhile, if it is not None."""

        def __init__(self, key: Key | None) -> None:
            """Hand that key on."""
            super().__init__()
            self.key = key

    def render(self) -> Content:
        """What is said."""
        return Content.styled(self.text, "$accent")

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters are for the field."""
        return character is not None and character.isprintable()

    def on_key(self, event: Key) -> None:
        """Hand a letter on to the field."""
        if event.is_printable and self.check_consume_key(event.key, event.character):
            event.stop()
            event.prevent_default()
            self.post_message(self.Dismissed(Key(event.key, event.character)))

    def action_dismiss(self) -> None:
        """Go on with today."""
        self.post_message(self.Dismissed(None))
