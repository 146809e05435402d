"""Days away: until when to rest, now or ahead, and the end of that."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.widget import Widget

from kindtui.domain.journal.away import AwaySpan
from kindtui.domain.requests import DaysAwayEnded
from kindtui.domain.state import State
from kindtui.texts import get_text
from kindtui.tui.messages import Requested
from kindtui.tui.screens.base import KindScreen
from kindtui.tui.widgets.away_card import AwayCard
from kindtui.tui.widgets.away_list import AwayList
from kindtui.tui.widgets.choices import Choices
from kindtui.tui.widgets.question_input import LineInput

KEYS_OF_LIST = 3  # to change, add and end: they stay in the footer of a narrow window


class DaysAwayScreen(KindScreen):
    """The field and the list opened from Today."""

    HELP_TEXT = get_text("app.away.help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "back", "back to the list", id="away.back", key_display="Enter"),
        Binding("a", "add", "more days", id="away.add"),
        Binding("x", "end", "end", id="away.end"),
        Binding("escape", "close", "go back", id="away.close", key_display="Esc"),
    ]

    def compose_body(self) -> Iterable[Widget]:
        """Lay out the field and the list."""
        yield AwayCard(self.state)
        yield AwayList()

    def on_mount(self) -> None:
        """Draw the list, and focus the field."""
        self._key_footer.min_own = KEYS_OF_LIST
        self._draw()
        self.query_one(AwayCard).focus_field()

    async def show(self, state: State) -> None:
        """Draw `state`."""
        await super().show(state)
        self.query_one(AwayCard).show(state)
        self._draw()

    def _draw(self) -> None:
        self.show_header("Days away", low_title="Days away")
        self.query_one(AwayList).show(self.state)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable only what changes something now."""
        match action:
            case "back":
                return self.focused is None
            case "end":
                found = self.query(AwayList)
                return self.is_mounted and bool(found) and found.first().span is not None
        return super().check_action(action, parameters)

    @on(AwayCard.Closed)
    def focus_list(self) -> None:
        """Move the focus to the list."""
        self.query_one(AwayList).focus()

    def leave_field(self) -> None:
        """Move the focus to the list; what is in the field stays."""
        self.focus_list()

    def action_back(self) -> None:
        """Move the focus to the list."""
        self.focus_list()

    def on_key(self, event: Key) -> None:
        """Let Down move the focus from the field to the list."""
        if event.key == "down" and isinstance(self.focused, LineInput):
            event.stop()
            self.focus_list()

    @on(Choices.Chosen)
    async def _change_chosen(self) -> None:
        await self._open_card(self.query_one(AwayList).span)

    async def action_add(self) -> None:
        """Ask for more days to rest."""
        await self._open_card(None)

    async def _open_card(self, span: AwaySpan | None) -> None:
        card = self.query_one(AwayCard)
        await card.open(span)
        card.focus_field()

    def action_end(self) -> None:
        """End the highlighted days away, so that today is ordinary again; or take them back."""
        if span := self.query_one(AwayList).span:
            self.post_message(Requested(DaysAwayEnded(self.state.today, span.uids[0])))

    def action_close(self) -> None:
        """Go back to the screen below."""
        self.dismiss()
