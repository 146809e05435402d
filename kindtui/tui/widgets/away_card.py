"""The card in which days to rest are written: until when, or from a day to a day."""

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from kindtui.domain.drafts import DraftChange
from kindtui.domain.journal.away import AwaySpan, away_draft_field
from kindtui.domain.journal.custom_entry import UNDATED
from kindtui.domain.parse_date import parse_days_away
from kindtui.domain.requests import DaysAwayChosen
from kindtui.domain.requests.base import Stamp
from kindtui.domain.state import State
from kindtui.domain.wording import days_away_saved
from kindtui.texts import get_text
from kindtui.tui.messages import DraftChanged, Requested
from kindtui.tui.widgets.prose import Prose
from kindtui.tui.widgets.question_input import LineInput, QuestionInput

HINT = get_text("ritual.away.hint")
NEW_UID = "new"  # in the journal that a text would lead to


class AwayCard(Vertical):
    """A field for new days away, or for other ends of those that are planned; its text stays a draft."""

    class Closed(Message):
        """Posted when the field is finished."""

    def __init__(self, state: State) -> None:
        """Show an empty field, or what was typed and not saved."""
        self._state = state
        self._span: AwaySpan | None = None
        self._draft = self._shown_text = self._stored_draft()
        super().__init__(self._question(), id="own-card")
        self.border_title = "Days away"

    def show(self, state: State) -> None:
        """Read what is typed next with the days of `state`."""
        self._state = state

    async def open(self, span: AwaySpan | None = None) -> None:
        """Ask for other ends of days away; without any, for new ones."""
        self._span, self.border_title = span, "Change these days" if span else "Days away"
        self._draft = self._stored_draft()
        self._shown_text = self._draft or (_ends(span) if span else "")
        await self.remove_children()
        await self.mount(self._question())

    def focus_field(self) -> None:
        """Focus the field; a text in it that is no days to rest is selected, so that typing replaces it."""
        field = self.query_one(LineInput)
        field.focus()
        if self._problem(field.value):
            field.select_all()

    def _question(self) -> QuestionInput:
        hint = self._hint(self._shown_text)
        return QuestionInput(get_text("ritual.away.question"), hint, text=self._shown_text, says_save=True)

    def _stored_draft(self) -> str:
        return self._state.custom_entry_draft(away_draft_field(self._span.uids[0] if self._span else ""))

    def _draft_change(self, text: str) -> DraftChange:
        field = away_draft_field(self._span.uids[0] if self._span else "")
        return DraftChange(UNDATED, field, self._draft, text)

    def _request(self, text: str) -> DaysAwayChosen:
        """Return the request for the days in the text.

        Raises:
            ValueError: If it is no days to rest; its message can be shown.
        """
        uid, begun = (self._span.uids[0], self._span.first) if self._span else ("", None)
        return DaysAwayChosen(*parse_days_away(text, self._state.today, begun), uid)

    def _problem(self, text: str) -> str:
        """Return why a text is no days to rest; empty if it is blank or can be saved."""
        try:
            if text.strip():
                self._request(text)
        except ValueError as error:
            return str(error)
        return ""

    def _hint(self, text: str) -> str:
        """Return what Enter will save; while that is nothing yet, what can be written."""
        if not text.strip() or self._problem(text):
            return HINT
        state, request = self._state, self._request(text)
        journal = request.apply(state.journal, Stamp(state.moment, state.moment.at, NEW_UID))
        if journal is state.journal:
            return get_text("ritual.away.unchanged")
        return get_text("ritual.away.reads", days=days_away_saved(request, journal, state.today))

    def _show_hint(self, text: str) -> None:
        self.query_one(".hint", Prose).text = Content(text)

    @on(QuestionInput.Changed)
    def _update_draft(self, event: QuestionInput.Changed) -> None:
        event.stop()
        self._show_hint(self._hint(event.text))
        if event.text != self._shown_text:
            self.post_message(DraftChanged(self._draft_change(event.text)))
            self._shown_text = self._draft = event.text

    @on(QuestionInput.Answered)
    async def _handle_answer(self, event: QuestionInput.Answered) -> None:
        event.stop()
        used = self._draft_change("")
        if event.text:
            if problem := self._problem(event.text):
                self._show_hint(problem)
                return
            self.post_message(Requested(self._request(event.text), used=[used] if used.old else []))
        elif used.old:
            self.post_message(DraftChanged(used))
        self._span, self._draft, self._shown_text = None, "", ""
        self.border_title = "Days away"
        await self.remove_children()
        await self.mount(self._question())
        self.post_message(self.Closed())


def _ends(span: AwaySpan) -> str:
    """Return both ends as somebody would type them."""
    return " to ".join(f"{on.day} {on:%b} {on.year}" for on in (span.first, span.last))
