"""The card in which an entry of the user's own is written, in one question or in two."""

from collections.abc import Mapping

from textual import on
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain.drafts import DraftChange
from kindtui.domain.journal.custom_entry import (
    CUSTOM_ENTRY_FIELDS,
    UNDATED,
    CustomEntry,
    CustomEntryField,
    CustomEntryKind,
    draft_field,
)
from kindtui.domain.requests import CustomEntryWritten, NameRenamed, Request
from kindtui.domain.ritual.aliases import ALIAS_KIND, is_name
from kindtui.domain.ritual.names import completions
from kindtui.domain.ritual.own_questions import MAX_QUESTION_LENGTH, TARGETS, target_of
from kindtui.domain.ritual.prompts import PromptTarget
from kindtui.domain.state import State
from kindtui.domain.text import casefolded
from kindtui.texts import get_text
from kindtui.tui.messages import DraftChanged, Requested
from kindtui.tui.widgets.act_list import NumberedList
from kindtui.tui.widgets.choices import Choices
from kindtui.tui.widgets.list_steps import ListStep
from kindtui.tui.widgets.question_input import LineInput, QuestionInput
from kindtui.tui.widgets.text_layout import plain_content

ENTRY_TITLES: dict[CustomEntryKind, tuple[str, str]] = {
    "own_acts": ("My own act", "Edit my act"),
    "own_checks": ("My own check", "Edit my check"),
    "own_people": ("Someone to talk to", "Edit this entry"),
    "own_helplines": ("My helpline", "Edit my helpline"),
    "left_out_names": ("A name to leave out", "Edit this name"),
    "morning_questions": ("A question for the morning", "Edit this question"),
    "evening_questions": ("A question for the evening", "Edit this question"),
    "name_aliases": ("Rename", "Rename"),
}
ENTRY_QUESTIONS: dict[CustomEntryKind, tuple[str, str]] = {
    "own_acts": (get_text("ritual.question.own"), get_text("widgets.entry.own_acts_hint")),
    "own_checks": (get_text("widgets.entry.own_checks"), get_text("widgets.entry.own_checks_hint")),
    "own_people": (get_text("widgets.entry.own_people"), get_text("widgets.entry.own_people_hint")),
    "own_helplines": (get_text("widgets.entry.own_helplines"), get_text("widgets.entry.own_helplines_hint")),
    "left_out_names": (
        get_text("widgets.entry.left_out_names"),
        get_text("widgets.entry.left_out_names_hint"),
    ),
    "morning_questions": (
        get_text("widgets.entry.morning_questions"),
        get_text("widgets.entry.morning_questions_hint"),
    ),
    "evening_questions": (
        get_text("widgets.entry.evening_questions"),
        get_text("widgets.entry.evening_questions_hint"),
    ),
    "name_aliases": (get_text("widgets.entry.name_aliases"), get_text("widgets.entry.name_aliases_hint")),
}
# The second question, whose answer is the script; the other kinds have none. Of a name it is the only one.
SCRIPT_QUESTIONS: dict[CustomEntryKind, tuple[str, str]] = {
    "own_checks": (get_text("widgets.entry.script"), get_text("widgets.entry.script_hint")),
    "own_people": (get_text("widgets.entry.contact"), get_text("widgets.entry.contact_hint")),
    ALIAS_KIND: ENTRY_QUESTIONS[ALIAS_KIND],
}


class CustomEntryCard(Vertical):
    """A card that is hidden until it is opened; what stands in its field when it is left stays a draft."""

    class Closed(Message):
        """Posted when the card is finished."""

    class Refused(Message):
        """Posted when what was typed cannot be what it is for; it stays in its field."""

    def __init__(self, kind: CustomEntryKind, state: State) -> None:
        """Create a card for entries of `kind`."""
        super().__init__(id="own-card")
        self.display = False
        self._kind, self._state = kind, state
        self._entry = CustomEntry("", "", state.moment.at)
        self._answered_text: str | None = None  # the text of the entry while its script is written
        self._drafts: dict[CustomEntryField, str] = {}  # what was typed, and waits to be saved
        self._shown_text = ""

    def show(self, state: State) -> None:
        """Open the card with the drafts of `state` the next time."""
        self._state = state

    async def open(
        self, entry: CustomEntry | None = None, text: str = "", kind: CustomEntryKind | None = None
    ) -> None:
        """Show the card and focus its field.

        Args:
            entry: The entry to edit; None for a new one.
            text: The text a new entry starts with, unless there is a draft.
            kind: The kind of the entry; by default that of the card so far.
        """
        entry, kind = entry or CustomEntry("", text, self._state.moment.at), kind or self._kind
        if not self.display or (self._kind, self._entry.uid) != (kind, entry.uid):
            self._kind, self._entry = kind, entry
            self._answered_text = entry.text if kind == ALIAS_KIND else None
            self._drafts = {
                name: text
                for name in CUSTOM_ENTRY_FIELDS
                if (text := self._state.custom_entry_draft(self._draft_field(name)))
            }
            self.border_title = ENTRY_TITLES[self._kind][bool(entry.uid)]
            await self._show_question()
        self._focus_input()

    async def _show_question(self) -> None:
        if self._answered_text is None:
            text = self._drafts.get("text") or self._entry.text
            known_names = self._state.completions if self._kind == "left_out_names" else None
            question = QuestionInput(
                *ENTRY_QUESTIONS[self._kind],
                text=text,
                completions=known_names,
                completion_hint=get_text("widgets.hint.name_found_leaves_out"),
            )
        elif targets := TARGETS.get(self._kind):
            await self._show_targets(self._answered_text, targets)
            return
        else:
            lead = plain_content(self._answered_text, "$accent")
            text = self._drafts.get("script") or self._entry.script
            question = QuestionInput(
                *SCRIPT_QUESTIONS[self._kind],
                text=text,
                lead=lead,
                completions=self._other_names if self._kind == ALIAS_KIND else None,
                completion_hint=get_text("widgets.hint.name_found_saves"),
            )
        self._shown_text = text
        await self.remove_children()
        await self.mount(question)
        self.display = True
        self._focus_input()

    @property
    def _other_names(self) -> Mapping[str, str]:
        """The names to complete another name from: not the present one, and nothing behind it."""
        name = self._entry.text
        found = completions(other for other in self._state.names if other != name)
        return {prefix: other for prefix, other in found.items() if prefix != casefolded(name)}

    async def _show_targets(self, text: str, targets: Mapping[PromptTarget, str]) -> None:
        """Ask what the answer to a question is saved as."""
        choices = NumberedList(dict(targets.items()))
        choices.highlight_row(target_of(self._kind, self._entry.records or next(iter(targets))))
        step = ListStep(get_text("widgets.entry.records"), choices, get_text("widgets.entry.records_hint"))
        await self.remove_children()
        await self.mount(Static(plain_content(text, "$accent"), classes="lead"), step)
        self._focus_input()

    def _focus_input(self) -> None:
        """Focus the field or the list and show the whole card, which is the first widget of its screen."""
        field = next(iter(self.query(LineInput)), None) or self.query_one(Choices)
        self.screen.set_focus(field, scroll_visible=False)
        if isinstance(self.parent, Widget):
            self.parent.scroll_home(animate=False)

    def _draft_field(self, name: CustomEntryField) -> str:
        return draft_field(self._kind, self._entry.uid, name)

    def _discards(self) -> list[DraftChange]:
        """Return the changes that remove the drafts of this entry."""
        return [
            DraftChange(UNDATED, self._draft_field(name), text, "")
            for name, text in self._drafts.items()
            if text
        ]

    @on(QuestionInput.Changed)
    def _update_draft(self, event: QuestionInput.Changed) -> None:
        event.stop()
        if event.text != self._shown_text:
            name: CustomEntryField = "text" if self._answered_text is None else "script"
            change = DraftChange(UNDATED, self._draft_field(name), self._drafts.get(name, ""), event.text)
            self._shown_text = self._drafts[name] = event.text
            self.post_message(DraftChanged(change))

    @on(QuestionInput.Answered)
    async def _handle_answer(self, event: QuestionInput.Answered) -> None:
        event.stop()
        if self._is_unchanged(event.text):
            for change in self._discards():
                self.post_message(DraftChanged(change))
            await self._close()
        elif self._is_refused(event.text):
            self.post_message(self.Refused())
        elif self._kind in (*SCRIPT_QUESTIONS, *TARGETS) and self._answered_text is None:
            self._answered_text = event.text
            await self._show_question()
        else:
            self.post_message(Requested(self._request(event.text), used=self._discards()))
            await self._close()

    @on(Choices.Chosen)
    async def _handle_target(self, event: Choices.Chosen) -> None:
        """Save a question with what its answer is saved as."""
        event.stop()
        text = self._answered_text or ""
        request = CustomEntryWritten(self._kind, self._entry.uid, text, records=event.row_id)
        self.post_message(Requested(request, used=self._discards()))
        await self._close()

    def _is_refused(self, answer: str) -> bool:
        """Return whether an answer is no name where one is asked for, or too long for a question."""
        if self._kind == ALIAS_KIND:
            return not is_name(answer)
        return self._kind in TARGETS and len(answer) > MAX_QUESTION_LENGTH

    def _is_unchanged(self, answer: str) -> bool:
        """Return whether an answer asks for nothing: a blank one, or the name that there is."""
        if self._kind == ALIAS_KIND:
            return answer in ("", self._entry.text)
        return not answer and self._answered_text is None

    def _request(self, answer: str) -> Request:
        if self._kind == ALIAS_KIND:
            return NameRenamed(self._entry.text, answer)
        text, script = (answer, "") if self._answered_text is None else (self._answered_text, answer)
        return CustomEntryWritten(self._kind, self._entry.uid, text, script)

    async def _close(self) -> None:
        self.display, self._answered_text, self._drafts = False, None, {}
        self.post_message(self.Closed())
        await self.remove_children()
