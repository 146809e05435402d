"""My acts: the small kindnesses of the user's own, to be taken, added to, reworded and put away."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.requests import CustomEntryArchived
from kindtui.domain.state import State
from kindtui.tui.messages import Requested
from kindtui.tui.screens.base import KindScreen
from kindtui.tui.widgets.choices import Choices
from kindtui.tui.widgets.custom_entry_card import CustomEntryCard
from kindtui.tui.widgets.day_header import DayHeader
from kindtui.tui.widgets.my_act_list import MyActList


class MyActsScreen(KindScreen):
    """A list over Today; it ends with the act that was taken, if one was."""

    HELP_TEXT = (
        "Kindnesses of your own, to choose again. They join the suggestions as well.\n"
        "Put one away when it no longer fits; nothing is lost."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "back", "back to the list", id="my_acts.back", key_display="Enter"),
        Binding("a", "add", "add", id="my_acts.add"),
        Binding("e", "edit", "edit", id="my_acts.edit"),
        Binding("x", "put_away(True)", "put away", id="my_acts.archive"),
        Binding("x", "put_away(False)", "bring back", id="my_acts.bring_back"),
        Binding("escape", "close", "back to today", id="my_acts.close", key_display="Esc"),
    ]

    def compose_body(self) -> Iterable[Widget]:
        """The card for new words, and the list."""
        yield CustomEntryCard("own_acts", self.state)
        yield MyActList()

    def on_mount(self) -> None:
        """Begin in the list."""
        self._draw()
        self.query_one(MyActList).focus()

    async def show(self, state: State) -> None:
        """Draw that state."""
        await super().show(state)
        self.query_one(CustomEntryCard).show(state)
        self._draw()

    def _draw(self) -> None:
        self.query_one(DayHeader).show("My acts", str(self.state.headline))
        self.query_one(MyActList).show(self.state)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a key only where it means something."""
        match action:
            case "back":
                return self.focused is None
            case "edit":
                return self._highlighted_custom_act is not None
            case "put_away":
                entry = self._highlighted_custom_act
                return entry is not None and entry.archived != parameters[0]
        return True

    @property
    def _highlighted_custom_act(self) -> CustomEntry | None:
        """The highlighted act, if it is kept."""
        lists = self.query(MyActList)
        return self.state.journal.custom_entries.get(("own_acts", lists.first().uid)) if lists else None

    @on(MyActList.OptionHighlighted)
    def _update_available_keys(self) -> None:
        self.refresh_bindings()

    @on(Choices.Chosen)
    def _choose_act(self) -> None:
        self.dismiss(self.query_one(MyActList).plan)

    async def action_add(self) -> None:
        """Ask for a new act; one written lately stands in the field already."""
        await self.query_one(CustomEntryCard).open(text=self.query_one(MyActList).recent_text)

    async def action_edit(self) -> None:
        """Ask for other words of the highlighted act."""
        await self.query_one(CustomEntryCard).open(self._highlighted_custom_act)

    def action_put_away(self, archived: bool) -> None:
        """Put the highlighted act away, or bring it back."""
        if entry := self._highlighted_custom_act:
            self.post_message(Requested(CustomEntryArchived("own_acts", entry.uid, archived)))

    @on(CustomEntryCard.Closed)
    def action_back(self) -> None:
        """Go back into the list."""
        self.query_one(MyActList).focus()

    def action_close(self) -> None:
        """Go back to today."""
        self.dismiss(None)
