"""My questions: those that a person wrote for the morning and the evening, to add to, edit and put away."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from kindtui.domain.journal.custom_entry import CustomEntryKind
from kindtui.domain.ritual.own_questions import MAX_QUESTIONS
from kindtui.texts import get_text
from kindtui.tui.screens.own_list import OwnListScreen
from kindtui.tui.widgets.choices import Choices
from kindtui.tui.widgets.custom_entry_card import CustomEntryCard
from kindtui.tui.widgets.question_list import QuestionList


class MyQuestionsScreen(OwnListScreen):
    """The list opened from Settings."""

    HELP_TEXT = get_text("app.my_questions.help")
    opening_action = "my_questions"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "back", "back to the list", id="questions.back", key_display="Enter"),
        Binding("a", "add", "add", id="questions.add"),
        Binding("e", "edit", "edit", id="questions.edit"),
        Binding("x", "set_archived(True)", "put away", id="questions.archive"),
        Binding("x", "set_archived(False)", "bring back", id="questions.bring_back"),
        Binding("escape", "close", "go back", id="questions.close", key_display="Esc"),
    ]
    entry_kind = "morning_questions"

    def compose_body(self) -> Iterable[Widget]:
        """Lay out the card for a question, and the list."""
        yield CustomEntryCard(self.entry_kind, self.state)
        yield QuestionList()

    def draw_list(self) -> None:
        """Draw the header and the questions."""
        self.show_header("My questions", low_title="My questions")
        self.query_one(QuestionList).show(self.state)

    def highlighted_uid(self) -> str:
        """Return the uid of the highlighted question."""
        return self.query_one(QuestionList).uid

    @property
    def highlighted_kind(self) -> CustomEntryKind:
        """The kind of the highlighted question, or of the one to add."""
        return self.query_one(QuestionList).kind

    @on(Choices.Chosen)
    async def _edit_or_add(self) -> None:
        if self.highlighted_entry:
            await self.action_edit()
        else:
            await self.action_add()

    @on(CustomEntryCard.Refused)
    def _say_that_it_is_too_long(self) -> None:
        self.show_notice(get_text("app.my_questions.too_long"))

    async def action_add(self) -> None:
        """Ask for a new question for the highlighted part of the day, or say that there is no room for it."""
        if self._has_room:
            await self.query_one(CustomEntryCard).open(kind=self.highlighted_kind)
        else:
            self.show_notice(get_text("app.my_questions.full"))

    def action_set_archived(self, archived: bool) -> None:
        """Put the highlighted question away, or bring it back if there is room for it."""
        if archived or self._has_room:
            super().action_set_archived(archived)
        else:
            self.show_notice(get_text("app.my_questions.full"))

    @property
    def _has_room(self) -> bool:
        """Whether the highlighted part of the day can have one more question."""
        return len(self.state.custom_entries_of(self.highlighted_kind)) < MAX_QUESTIONS

    def action_close(self) -> None:
        """Go back to the screen below."""
        self.dismiss()
