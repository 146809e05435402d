"""The card in which days to rest are written: until when, or from a day to a day."""

from dataclasses import dataclass

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from kindtui.domain.drafts import DraftChange
from kindtui.domain.journal.away import Away, away_draft_field
from kindtui.domain.journal.custom_entry import UNDATED
from kindtui.domain.parse_date import parse_days_away
from kindtui.domain.requests import DaysAwayChosen
from kindtui.domain.state import State
from kindtui.domain.wording import days_away
from kindtui.texts import get_text
from kindtui.tui.messages import DraftChanged, Requested
from kindtui.tui.widgets.prose import Prose
from kindtui.tui.widgets.question_input import LineInput, QuestionInput

HINT = get_text("ritual.away.hint")


class AwayCard(Vertical):
    """A field for new days away, or for other ends of those that are planned; its text stays a draft."""

    class Closed(Message):
        """Posted when the field is finished."""

    @dataclass(eq=False, repr=False)
    class Refused(Message):
        """Posted when the text is no days to rest, with a sentence that says why."""

        reason: str

    def __init__(self, state: State) -> None:
        """Show an empty field, or what was typed and not saved."""
        self._state = state
        self._away: Away | None = None
        self._draft = self._shown_text = self._stored_draft()
        super().__init__(self._question(), id="own-card")
        self.border_title = "Days away"

    def show(self, state: State) -> None:
        """Read what is typed next with the days of `state`."""
        self._state = state

    async def open(self, away: Away | None = None) -> None:
        """Ask for other ends of days away; without any, for new ones."""
        self._away, self.border_title = away, "Change these days" if away else "Days away"
        self._draft = self._stored_draft()
        self._shown_text = self._draft or (_ends(away) if away else "")
        await self.remove_children()
        await self.mount(self._question())

    def focus_field(self) -> None:
        """Focus the field."""
        self.query_one(LineInput).focus()

    def _question(self) -> QuestionInput:
        return QuestionInput(
            get_text("ritual.away.question"), self._hint(self._shown_text), text=self._shown_text
        )

    def _stored_draft(self) -> str:
        return self._state.custom_entry_draft(away_draft_field(self._away.uid if self._away else ""))

    def _draft_change(self, text: str) -> DraftChange:
        field = away_draft_field(self._away.uid if self._away else "")
        return DraftChange(UNDATED, field, self._draft, text)

    def _request(self, text: str) -> DaysAwayChosen:
        """Return the request for the days in the text.

        Raises:
            ValueError: If it is no days to rest; its message can be shown.
        """
        uid, begun = (self._away.uid, self._away.first) if self._away else ("", None)
        return DaysAwayChosen(*parse_days_away(text, self._state.today, begun), uid)

    def _hint(self, text: str) -> str:
        if not text.strip():
            return HINT
        try:
            request = self._request(text)
        except ValueError as error:
            return str(error)
        return get_text("ritual.away.reads", days=days_away(request.first, request.last, self._state.today))

    @on(QuestionInput.Changed)
    def _update_draft(self, event: QuestionInput.Changed) -> None:
        event.stop()
        self.query_one(".hint", Prose).text = Content(self._hint(event.text))
        if event.text != self._shown_text:
            self.post_message(DraftChanged(self._draft_change(event.text)))
            self._shown_text = self._draft = event.text

    @on(QuestionInput.Answered)
    async def _handle_answer(self, event: QuestionInput.Answered) -> None:
        event.stop()
        used = self._draft_change("")
        if event.text:
            try:
                request = self._request(event.text)
            except ValueError as error:
                self.post_message(self.Refused(str(error)))
                return
            self.post_message(Requested(request, used=[used] if used.old else []))
        elif used.old:
            self.post_message(DraftChanged(used))
        self._away, self._draft, self._shown_text = None, "", ""
        self.border_title = "Days away"
        await self.remove_children()
        await self.mount(self._question())
        self.post_message(self.Closed())


def _ends(away: Away) -> str:
    """Return both ends as somebody would type them."""
    return " to ".join(f"{on.day} {on:%b} {on.year}" for on in (away.first, away.last))
