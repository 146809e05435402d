"""My acts: small kindnesses of the user's own, to choose from, add to, edit and archive."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from kindtui.texts import get_text
from kindtui.tui.screens.own_list import OwnListScreen
from kindtui.tui.widgets.choices import Choices
from kindtui.tui.widgets.custom_entry_card import CustomEntryCard
from kindtui.tui.widgets.my_act_list import MyActList


class MyActsScreen(OwnListScreen):
    """The list opened over Today; it is dismissed with the act that was chosen, or None."""

    HELP_TEXT = get_text("app.my_acts.help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "back", "back to the list", id="my_acts.back", key_display="Enter"),
        Binding("a", "add", "add", id="my_acts.add"),
        Binding("e", "edit", "edit", id="my_acts.edit"),
        Binding("x", "set_archived(True)", "put away", id="my_acts.archive"),
        Binding("x", "set_archived(False)", "bring back", id="my_acts.bring_back"),
        Binding("escape", "close", "back to today", id="my_acts.close", key_display="Esc"),
    ]
    entry_kind = "own_acts"

    def compose_body(self) -> Iterable[Widget]:
        """Lay out the card for an entry, and the list."""
        yield CustomEntryCard(self.entry_kind, self.state)
        yield MyActList()

    def draw_list(self) -> None:
        """Draw the header and the acts."""
        self.show_header("My acts", low_title="My acts")
        self.query_one(MyActList).show(self.state)

    def highlighted_uid(self) -> str:
        """Return the uid of the highlighted act, empty for one that is not kept."""
        return self.query_one(MyActList).uid

    @on(Choices.Chosen)
    def _choose_act(self) -> None:
        self.dismiss(self.query_one(MyActList).plan)

    async def action_add(self) -> None:
        """Ask for a new act, starting from the highlighted one if it was written lately and is not kept."""
        await self.query_one(CustomEntryCard).open(text=self.query_one(MyActList).recent_text)

    def action_close(self) -> None:
        """Go back to Today without an act."""
        self.dismiss(None)
