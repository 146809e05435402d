"""Boundaries: checks to answer, three of them picked for today, each with a kind way to say no."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain.dates import long_date
from kindtui.domain.drafts import DraftChange, shown_texts
from kindtui.domain.journal.undo import RemovedText
from kindtui.domain.requests import KeptBoundaryWritten
from kindtui.domain.ritual.boundaries import Check
from kindtui.domain.state import State
from kindtui.domain.text import first_line
from kindtui.domain.wording import BOUNDARY_QUESTION
from kindtui.texts import get_text
from kindtui.tui.messages import DraftChanged, Requested
from kindtui.tui.screens.own_list import OwnListScreen
from kindtui.tui.widgets.check_list import CheckList
from kindtui.tui.widgets.custom_entry_card import CustomEntryCard
from kindtui.tui.widgets.question_input import QuestionInput
from kindtui.tui.widgets.text_field import TextField
from kindtui.tui.widgets.text_layout import plain_content


class BoundariesScreen(OwnListScreen):
    """A list of checks, with a card above it for a boundary that was kept."""

    HELP_TEXT = get_text("app.boundaries.help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "back", "back to the list", id="boundaries.back", key_display="Enter"),
        Binding("b", "keep", "I kept a boundary", id="boundaries.keep"),
        Binding("a", "add", "add my own", id="boundaries.add"),
        Binding("e", "edit", "edit", id="boundaries.edit"),
        Binding("x", "set_archived(True)", "put away", id="boundaries.archive"),
        Binding("x", "set_archived(False)", "bring back", id="boundaries.bring_back"),
    ]
    entry_kind = "own_checks"

    def __init__(self, state: State) -> None:
        """Create the screen, which draws `state` first."""
        super().__init__(state)
        self._kept_draft = shown_texts(state.drafts, state.today).get("kept", "")

    def compose_body(self) -> Iterable[Widget]:
        """Lay out both cards, the boundaries kept today, and the checks."""
        card = Vertical(id="card")
        card.border_title = "A boundary I kept"
        card.display = False
        yield card
        yield CustomEntryCard(self.entry_kind, self.state)
        yield Static(id="kept-today")
        yield CheckList()

    async def show(self, state: State) -> None:
        """Draw `state`, and open the card again with a kept boundary that could not be saved."""
        refusals = state.refused[len(self.state.refused) :]
        was_purged = state.day.purged != self.state.journal.day(state.today).purged
        await super().show(state)
        if self.query_one("#card").display:
            return
        if was_purged:
            self._kept_draft = ""
        self._kept_draft = self._kept_draft or shown_texts(state.drafts, state.today).get("kept", "")
        if any((state.today, "kept") in refusal.places for refusal in refusals):
            await self.action_keep()

    def restore_undone(self, removed: RemovedText) -> bool:
        """Keep a boundary removed by undo as the draft, unless there is one already."""
        is_taken = removed.field == "kept" and not self._kept_draft
        if is_taken:
            self._set_kept_draft(removed.text)
        return is_taken

    def _set_kept_draft(self, text: str) -> None:
        old_text, self._kept_draft = self._kept_draft, text
        self.post_message(DraftChanged(DraftChange(self.state.today, "kept", old_text, text)))

    def draw_list(self) -> None:
        """Draw the header, the boundaries kept today, and the checks."""
        state = self.state
        self.show_header(f"Boundaries, {long_date(state.today)}")
        kept = Content("\n").join(
            Content.styled("◆ ", "$mark-kept") + plain_content(first_line(line.text))
            for line in state.day.kept
        )
        self.query_one("#kept-today", Static).update(kept)
        self.query_one("#kept-today").display = bool(state.day.kept)
        self.query_one(CheckList).show(state)

    def highlighted_uid(self) -> str:
        """Return the id of the highlighted check; one of the user's own has its uid as id."""
        return self.query_one(CheckList).check_id

    def _highlighted_check(self) -> Check | None:
        check_id = self.query_one(CheckList).check_id
        checks = (*self.state.catalog.checks, *self.state.custom_checks)
        return next((check for check in checks if check.id == check_id), None)

    @on(CheckList.CopyRequested)
    def _copy_script(self) -> None:
        if not (check := self._highlighted_check()):
            return
        if check.script:
            self.run_worker(self._copy(check.script))
        else:
            self.show_notice(get_text("app.boundaries.nothing_to_copy"))

    async def _copy(self, script: str) -> None:
        """Copy with a program, which knows whether it did; else ask the terminal, which says nothing."""
        from kindtui.tui.clipboard import copy_with_program

        if await copy_with_program(script):
            self.show_notice(get_text("app.boundaries.copied", script=script))
        else:
            self.app.copy_to_clipboard(script)
            self.show_notice(get_text("app.boundaries.copy_by_hand", script=script))

    async def action_keep(self) -> None:
        """Open the card for a boundary that was kept."""
        card = self.query_one("#card")
        if not card.display or not card.children:
            await card.remove_children()
            hint = get_text("app.boundaries.kept_hint")
            await card.mount(
                QuestionInput(BOUNDARY_QUESTION, hint, text=self._kept_draft, may_have_lines=True)
            )
            card.display = True
        card.query_one(QuestionInput).focus_field()

    @on(QuestionInput.Changed)
    def _update_kept_draft(self, event: QuestionInput.Changed) -> None:
        self._set_kept_draft(event.text)

    @on(TextField.EditorRequested)
    def _add_draft(self, event: TextField.EditorRequested) -> None:
        event.draft = self.state.today, "kept"

    @on(QuestionInput.Answered)
    async def _submit_kept(self, event: QuestionInput.Answered) -> None:
        if event.text:
            used = DraftChange(self.state.today, "kept", self._kept_draft, "")
            self.post_message(Requested(KeptBoundaryWritten(self.state.today, event.text), used=[used]))
            self._kept_draft = ""
        else:
            self._set_kept_draft("")
        card = self.query_one("#card")
        card.display = False
        self.focus_list()
        await card.remove_children()

    def action_back(self) -> None:
        """Close the cards, whose texts stay drafts, and move the focus to the list."""
        self.query_one("#card").display = self.query_one(CustomEntryCard).display = False
        self.focus_list()
