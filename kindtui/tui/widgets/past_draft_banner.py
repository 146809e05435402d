"""The banner that offers a draft of an earlier day, shown once at the start."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from kindtui.tui.widgets.banner import Banner


class PastDraftBanner(Banner):
    """A banner that offers a draft; Enter opens it, and letters go on to the field of today."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open it", id="past_draft.open", key_display="Enter"),
        Binding("escape", "dismiss", "go on with today", id="past_draft.leave", key_display="Esc"),
    ]

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """Posted to open the form of the draft."""

        day: date

    def __init__(self, day: date) -> None:
        """Offer the draft of `day`."""
        super().__init__()
        self.day = day
        self.set_reactive(PastDraftBanner.text, f"You were writing on {day:%A}. Enter opens it.")

    def action_open(self) -> None:
        """Open the form of the draft."""
        self.post_message(self.Opened(self.day))

    def on_click(self) -> None:
        """Open the form of the draft."""
        self.action_open()
