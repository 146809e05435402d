"""Boundaries: the sixteen checks, three of them for today, each with a kind way to say no."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain.dates import in_words
from kindtui.domain.journal.day import CheckAnswer
from kindtui.domain.journal.own_words import Own
from kindtui.domain.journal.undo import Taken
from kindtui.domain.ritual.boundaries import Check
from kindtui.domain.state import State
from kindtui.domain.wording import WHICH_BOUNDARY
from kindtui.tui.messages import CheckAnswered, DraftChanged, KeptWritten, OwnArchived, Wish
from kindtui.tui.screens.base import KindScreen
from kindtui.tui.widgets.ask import Ask
from kindtui.tui.widgets.check_list import CheckList
from kindtui.tui.widgets.day_header import DayHeader
from kindtui.tui.widgets.own_card import OwnCard
from kindtui.tui.widgets.plain import plain

HINT = "For example: I said no to a second shift. Enter keeps it; Esc leaves it for later."


class BoundariesScreen(KindScreen):
    """A list of checks; beside or above it the line for a boundary that was kept."""

    IDEA = (
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
        self._draft = state.drafts.get(state.today, {}).get("kept", "")

    def compose_body(self) -> Iterable[Widget]:
        """The line to write on, what was kept today, and the checks."""
        yield Vertical(id="card")
        yield OwnCard("own_checks", self.state)
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
        self.query_one(OwnCard).show(state)
        self._draw()

    def take_back(self, wish: Wish) -> None:
        """Put the line that could not be saved back."""
        super().take_back(wish)
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
        self.query_one(CheckList).show(state)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the way back only where it leads somewhere."""
        match action:
            case "back":
                return self.focused is None
            case "edit":
                return self._own is not None
            case "put_away":
                own = self._own
                return own is not None and own.archived != parameters[0]
        return True

    def _check(self) -> Check | None:
        current = self.query_one(CheckList).check_id
        checks = (*self.state.words.checks, *self.state.own_checks)
        return next((check for check in checks if check.id == current), None)

    @property
    def _own(self) -> Own | None:
        """The highlighted check, if it is of the user's own."""
        lists = self.query(CheckList)
        own = self.state.journal.own.get(("own_checks", lists.first().check_id)) if lists else None
        return own if own and own.text else None

    @on(CheckList.OptionHighlighted)
    def _moved(self) -> None:
        self.refresh_bindings()

    async def action_add(self) -> None:
        """Ask for a new check of the user's own."""
        await self.query_one(OwnCard).open()

    async def action_edit(self) -> None:
        """Ask for other words of the highlighted check."""
        await self.query_one(OwnCard).open(self._own)

    def action_put_away(self, archived: bool) -> None:
        """Put the highlighted check away, or bring it back."""
        if own := self._own:
            self.post_message(OwnArchived("own_checks", own.uid, archived))

    @on(OwnCard.Closed)
    def _own_closed(self) -> None:
        self.query_one(CheckList).focus()

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
            await card.mount(Ask(WHICH_BOUNDARY, HINT, text=self._draft))
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
        """Go back into the list; what was being written is a draft."""
        self.query_one("#card").display = self.query_one(OwnCard).display = False
        self.query_one(CheckList).focus()
