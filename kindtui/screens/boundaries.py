"""Boundaries: the sixteen checks, three of them for today, each with a kind way to say no."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain.boundaries import Check
from kindtui.domain.dates import in_words
from kindtui.domain.day import CheckAnswer
from kindtui.domain.state import State
from kindtui.domain.undo import Taken
from kindtui.messages import CheckAnswered, DraftChanged, KeptWritten, Wish
from kindtui.screens.base import KindScreen
from kindtui.widgets.ask import Ask
from kindtui.widgets.check_list import CheckList, check_rows
from kindtui.widgets.day_header import DayHeader
from kindtui.widgets.plain import plain

QUESTION = "Which boundary did I keep?"
HINT = "For example: I said no to a second shift. Enter keeps it; Esc leaves it for later."


class BoundariesScreen(KindScreen):
    """A list of checks; beside or above it the line for a boundary that was kept."""

    IDEA = (
        "Kindness never means giving yourself away. You can be kind and say no.\n"
        "Tick what holds. If something does not, its words are there to borrow."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "back", "back to the list", id="boundaries.back", key_display="Enter"),
        Binding("b", "keep", "I kept a boundary", id="boundaries.keep"),
    ]

    def __init__(self, state: State) -> None:
        """Draw that state first."""
        super().__init__(state)
        self._draft = state.drafts.get(state.today, {}).get("kept", "")

    def compose_body(self) -> Iterable[Widget]:
        """The line to write on, what was kept today, and the checks."""
        yield Vertical(id="card")
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
        self._draw()

    def take_back(self, wish: Wish) -> None:
        """Put the line that could not be saved back."""
        if isinstance(wish, KeptWritten):
            self._note(wish.text)
            self.call_next(self.action_keep)

    def give_back(self, taken: Taken) -> None:
        """Put a line that undo took away back into its field."""
        if taken.part == "kept" and not self._draft:
            self._note(taken.text)

    def _note(self, text: str) -> None:
        self._draft = text
        self.post_message(DraftChanged(self.state.today, "kept", text))

    def _draw(self) -> None:
        state = self.state
        self.query_one(DayHeader).show(f"Boundaries, {in_words(state.today)}", str(state.headline))
        kept = Content("\n").join(
            Content.styled("◆ ", "$mark-kept") + plain(line.text) for line in state.day.kept
        )
        self.query_one("#kept-today", Static).update(kept)
        self.query_one("#kept-today").display = bool(state.day.kept)
        self.query_one(CheckList).show_rows(check_rows(state))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the way back only where it leads somewhere."""
        return self.focused is None if action == "back" else True

    def _check(self) -> Check | None:
        current = self.query_one(CheckList).check_id
        return next((check for check in self.state.words.checks if check.id == current), None)

    @on(CheckList.Answered)
    def _answer(self, event: CheckList.Answered) -> None:
        """Give an answer, or take the same one back."""
        if check := self._check():
            given: CheckAnswer = self.state.day.answer_to(check.id)
            answer: CheckAnswer = "unanswered" if given == event.answer else event.answer
            self.post_message(CheckAnswered(self.state.today, check.id, answer))

    @on(CheckList.CopyAsked)
    def _copy(self) -> None:
        if check := self._check():
            self.app.copy_to_clipboard(check.script)
            self.say(f"Copied: {check.script}")

    async def action_keep(self) -> None:
        """Open the line for a boundary that was kept."""
        card = self.query_one("#card")
        if not card.display or not card.children:
            await card.remove_children()
            await card.mount(Ask(QUESTION, HINT, text=self._draft))
            card.display = True
        card.query_one("LineInput").focus()

    @on(Ask.Changed)
    def _keep_draft(self, event: Ask.Changed) -> None:
        self._note(event.text)

    @on(Ask.Answered)
    async def _write(self, event: Ask.Answered) -> None:
        card = self.query_one("#card")
        card.display = False
        await card.remove_children()
        self.query_one(CheckList).focus()
        self._note("")
        if event.text:
            self.post_message(KeptWritten(self.state.today, event.text))

    def action_back(self) -> None:
        """Go back into the list."""
        self.query_one(CheckList).focus()
