"""Boundaries: the sixteen checks, three of them for today, each with a kind way to say no."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain.dates import long_date
from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.journal.day import CheckAnswer
from kindtui.domain.journal.undo import RemovedText
from kindtui.domain.requests import CheckAnswered, CustomEntryArchived, KeptBoundaryWritten, Request
from kindtui.domain.ritual.boundaries import Check
from kindtui.domain.state import State
from kindtui.domain.wording import BOUNDARY_QUESTION
from kindtui.tui.messages import DraftChanged, Requested
from kindtui.tui.screens.base import KindScreen
from kindtui.tui.widgets.check_list import CheckList
from kindtui.tui.widgets.custom_entry_card import CustomEntryCard
from kindtui.tui.widgets.day_header import DayHeader
from kindtui.tui.widgets.question_input import QuestionInput
from kindtui.tui.widgets.text_layout import plain_content

KEPT_HINT = "For example: I said no to a second shift. Enter keeps it; Esc leaves it for later."


class BoundariesScreen(KindScreen):
    """A list of checks; beside or above it the line for a boundary that was kept."""

    HELP_TEXT = (
        "Kindness never means giving yourself away. You can be kind and say no.\n"
        "Tick what holds. If something does not, its words are there to borrow."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "back", "back to the list", id="boundaries.back", key_display="Enter"),
        Binding("b", "keep", "I kept a boundary", id="boundaries.keep"),
        Binding("a", "add", "add my own", id="boundaries.add"),
        Binding("e", "edit", "edit", id="boundaries.edit"),
        Binding("x", "put_away(True)", "put away", id="boundaries.archive"),
        Binding("x", "put_away(False)", "bring back", id="boundaries.bring_back"),
    ]

    def __init__(self, state: State) -> None:
        """Draw that state first."""
        super().__init__(state)
        self._kept_draft = state.drafts.get(state.today, {}).get("kept", "")

    def compose_body(self) -> Iterable[Widget]:
        """The line to write on, what was kept today, and the checks."""
        yield Vertical(id="card")
        yield CustomEntryCard("own_checks", self.state)
        yield Static(id="kept-today")
        yield CheckList()

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one("#card").border_title = "A boundary kept"
        self.query_one("#card").display = False
        self._draw()
        self.query_one(CheckList).focus()

    async def show(self, state: State) -> None:
        """Draw that state."""
        await super().show(state)
        self.query_one(CustomEntryCard).show(state)
        self._draw()

    def restore_unsaved(self, request: Request) -> None:
        """Put the line that could not be saved back."""
        super().restore_unsaved(request)
        if isinstance(request, KeptBoundaryWritten):
            self._set_kept_draft(request.text)
            self.call_next(self.action_keep)

    def restore_undone(self, removed: RemovedText) -> None:
        """Put a line that undo took away back into its field."""
        if removed.field == "kept" and not self._kept_draft:
            self._set_kept_draft(removed.text)

    def _set_kept_draft(self, text: str) -> None:
        self._kept_draft = text
        self.post_message(DraftChanged(self.state.today, "kept", text))

    def _draw(self) -> None:
        state = self.state
        self.query_one(DayHeader).show(f"Boundaries, {long_date(state.today)}", str(state.headline))
        kept = Content("\n").join(
            Content.styled("◆ ", "$mark-kept") + plain_content(line.text) for line in state.day.kept
        )
        self.query_one("#kept-today", Static).update(kept)
        self.query_one("#kept-today").display = bool(state.day.kept)
        self.query_one(CheckList).show(state)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the way back only where it leads somewhere."""
        match action:
            case "back":
                return self.focused is None
            case "edit":
                return self._highlighted_custom_check is not None
            case "put_away":
                entry = self._highlighted_custom_check
                return entry is not None and entry.archived != parameters[0]
        return True

    def _highlighted_check(self) -> Check | None:
        current_id = self.query_one(CheckList).check_id
        checks = (*self.state.catalog.checks, *self.state.custom_checks)
        return next((check for check in checks if check.id == current_id), None)

    @property
    def _highlighted_custom_check(self) -> CustomEntry | None:
        """The highlighted check, if it is of the user's own."""
        lists = self.query(CheckList)
        entry = (
            self.state.journal.custom_entries.get(("own_checks", lists.first().check_id)) if lists else None
        )
        return entry if entry and entry.text else None

    @on(CheckList.OptionHighlighted)
    def _update_available_keys(self) -> None:
        self.refresh_bindings()

    async def action_add(self) -> None:
        """Ask for a new check of the user's own."""
        await self.query_one(CustomEntryCard).open()

    async def action_edit(self) -> None:
        """Ask for other words of the highlighted check."""
        await self.query_one(CustomEntryCard).open(self._highlighted_custom_check)

    def action_put_away(self, archived: bool) -> None:
        """Put the highlighted check away, or bring it back."""
        if entry := self._highlighted_custom_check:
            self.post_message(Requested(CustomEntryArchived("own_checks", entry.uid, archived)))

    @on(CustomEntryCard.Closed)
    def _focus_list(self) -> None:
        self.query_one(CheckList).focus()

    @on(CheckList.Answered)
    def _toggle_answer(self, event: CheckList.Answered) -> None:
        """Give an answer, or take the same one back."""
        if check := self._highlighted_check():
            previous_answer: CheckAnswer = self.state.day.answer_to(check.id)
            answer: CheckAnswer = "unanswered" if previous_answer == event.answer else event.answer
            self.post_message(Requested(CheckAnswered(self.state.today, check.id, answer)))

    @on(CheckList.CopyRequested)
    def _copy_script(self) -> None:
        if check := self._highlighted_check():
            self.app.copy_to_clipboard(check.script)
            self.show_notice(f"Copied: {check.script}")

    async def action_keep(self) -> None:
        """Open the line for a boundary that was kept."""
        card = self.query_one("#card")
        if not card.display or not card.children:
            await card.remove_children()
            await card.mount(QuestionInput(BOUNDARY_QUESTION, KEPT_HINT, text=self._kept_draft))
            card.display = True
        card.query_one("LineInput").focus()

    @on(QuestionInput.Changed)
    def _update_kept_draft(self, event: QuestionInput.Changed) -> None:
        self._set_kept_draft(event.text)

    @on(QuestionInput.Answered)
    async def _submit_kept(self, event: QuestionInput.Answered) -> None:
        card = self.query_one("#card")
        card.display = False
        await card.remove_children()
        self.query_one(CheckList).focus()
        self._set_kept_draft("")
        if event.text:
            self.post_message(Requested(KeptBoundaryWritten(self.state.today, event.text)))

    def action_back(self) -> None:
        """Go back into the list; what was being written is a draft."""
        self.query_one("#card").display = self.query_one(CustomEntryCard).display = False
        self.query_one(CheckList).focus()
