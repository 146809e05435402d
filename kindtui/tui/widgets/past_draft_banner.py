"""What somebody was writing on a day that is over, offered once at the start."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from kindtui.tui.widgets.banner import Banner


class PastDraftBanner(Banner):
    """Enter opens it; whatever else is typed goes on to the field of today."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open it", id="past_draft.open", key_display="Enter"),
        Binding("escape", "dismiss", "go on with today", id="past_draft.leave", key_display="Esc"),
    ]

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """The form of that day is wanted."""

        day: date

    def __init__(self, day: date) -> None:
        """Offer the draft of that day."""
        super().__init__()
        self.day = day
        self.set_reactive(PastDraftBanner.text, f"You were writing on {day:%A}. Enter opens it.")

    def action_open(self) -> None:
        """Open the form of that day."""
        self.post_message(self.Opened(self.day))

    def on_click(self) -> None:
        """Open the form of that day."""
        self.action_open()
