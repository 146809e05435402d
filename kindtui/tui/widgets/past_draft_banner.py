"""The banner at the start that asks what becomes of the drafts of an earlier day."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from kindtui.domain import wording
from kindtui.domain.past_draft import PastDraft
from kindtui.texts import get_text
from kindtui.tui.messages import Requested
from kindtui.tui.widgets.banner import Banner


class PastDraftBanner(Banner):
    """A banner that offers drafts, to be opened, put aside or thrown away; letters go on to the field."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open it", id="past_draft.open", key_display="Enter"),
        Binding("enter", "put_aside", "save as a note", id="past_draft.keep", key_display="Enter"),
        Binding("escape", "put_aside", "save as a note", id="past_draft.put_aside", key_display="Esc"),
        Binding(
            "delete,backspace", "throw_away", "throw away", id="past_draft.throw_away", key_display="Del"
        ),
    ]

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """Posted to go on writing in the form of the day."""

        past: PastDraft

    def __init__(self, past: PastDraft, today: date) -> None:
        """Offer these drafts."""
        super().__init__()
        self._past = past
        self.set_reactive(PastDraftBanner.text, _offer(past, today))

    def offer(self, past: PastDraft, today: date) -> None:
        """Offer other drafts."""
        self._past = past
        self.text = _offer(past, today)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable opening a form in which no field is left for the draft."""
        del parameters
        return action != "open" or bool(self._past.field)

    def action_open(self) -> None:
        """Go on writing."""
        self.post_message(self.Opened(self._past))

    def action_put_aside(self) -> None:
        """Keep the drafts as notes."""
        self.post_message(Requested(*self._past.put_aside, used=self._past.drafts))

    def action_throw_away(self) -> None:
        """Throw the drafts away."""
        self.post_message(Requested(*self._past.thrown_away, used=self._past.drafts))

    def on_click(self) -> None:
        """Go on writing, where that is possible."""
        if self._past.field:
            self.action_open()


def _offer(past: PastDraft, today: date) -> str:
    hint = get_text("widgets.past_draft.hint") if past.field else get_text("widgets.past_draft.hint_homeless")
    return f"{wording.past_draft_lead(past, today)} {hint}"
