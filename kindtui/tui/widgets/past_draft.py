"""What somebody was writing on a day that is over, offered once at the start."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from kindtui.tui.widgets.aside import Aside


class PastDraft(Aside):
    """Enter opens it; whatever else is typed goes on to the field of today."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open it", id="past_draft.open", key_display="Enter"),
        Binding("escape", "pass_on", "go on with today", id="past_draft.leave", key_display="Esc"),
    ]

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """The form of that day is wanted."""

        on_day: date

    def __init__(self, on_day: date) -> None:
        """Offer the draft of that day."""
        super().__init__()
        self.on_day = on_day
        self.set_reactive(PastDraft.text, f"You were writing on {on_day:%A}. Enter opens it.")

    def action_open(self) -> None:
        """Open the form of that day."""
        self.post_message(self.Opened(self.on_day))

    def on_click(self) -> None:
        """Open the form of that day."""
        self.action_open()
