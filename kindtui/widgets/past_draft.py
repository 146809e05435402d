"""What somebody was writing on a day that is over, offered once at the start."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.widget import Widget


class PastDraft(Widget, can_focus=True):
    """Enter opens it; whatever else is typed goes on to the field of today."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open it", id="past_draft.open", key_display="Enter"),
        Binding("escape", "pass_on", "go on with today", id="past_draft.leave", key_display="Esc"),
    ]

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """The form of that day is wanted."""

        on_day: date

    class PassedOver(Message):
        """Today is wanted; `key` was typed meanwhile, if it is not None."""

        def __init__(self, key: Key | None) -> None:
            """Hand that key on."""
            super().__init__()
            self.key = key

    def __init__(self, on_day: date) -> None:
        """Offer the draft of that day."""
        super().__init__()
        self.on_day = on_day

    def render(self) -> Content:
        """The weekday, and the key."""
        return Content.styled(f"You were writing on {self.on_day:%A}. Enter opens it.", "$accent")

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters are for the field."""
        return character is not None and character.isprintable()

    def on_key(self, event: Key) -> None:
        """Hand a letter on to the field."""
        if event.is_printable:
            event.stop()
            event.prevent_default()
            self.post_message(self.PassedOver(Key(event.key, event.character)))

    def action_open(self) -> None:
        """Open the form of that day."""
        self.post_message(self.Opened(self.on_day))

    def action_pass_on(self) -> None:
        """Go on with today."""
        self.post_message(self.PassedOver(None))

    def on_click(self) -> None:
        """Open the form of that day."""
        self.action_open()
