"""Names left out: those that are not brought up any more, to add to and to put back."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from kindtui.domain.requests import CustomEntryArchived, CustomEntryWritten
from kindtui.domain.state import State
from kindtui.texts import get_text
from kindtui.tui.messages import Requested
from kindtui.tui.screens.own_list import OwnListScreen
from kindtui.tui.widgets.choices import Choices
from kindtui.tui.widgets.custom_entry_card import CustomEntryCard
from kindtui.tui.widgets.left_out_list import LeftOutList


class LeftOutNamesScreen(OwnListScreen):
    """The list opened from Settings, or over a kindness in the jar."""

    HELP_TEXT = get_text("app.left_out_names.help")
    opening_action = "left_out_names"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "back", "back to the list", id="names.back", key_display="Enter"),
        Binding("a", "add", "type a name", id="names.add"),
        Binding("x", "leave_out", "leave out", id="names.leave_out"),
        Binding("x", "put_back", "put back", id="names.put_back"),
        Binding("escape", "close", "go back", id="names.close", key_display="Esc"),
    ]
    entry_kind = "left_out_names"

    def __init__(self, state: State, mentioned: Sequence[str] = ()) -> None:
        """Create the screen, which offers the names `mentioned` in a kindness before the others."""
        super().__init__(state)
        self._mentioned = mentioned

    def compose_body(self) -> Iterable[Widget]:
        """Lay out the card for a name, and the list."""
        yield CustomEntryCard(self.entry_kind, self.state)
        yield LeftOutList()

    def draw_list(self) -> None:
        """Draw the header and the names."""
        self.show_header("Names left out", low_title="Names left out")
        self.query_one(LeftOutList).show(self.state, self._mentioned)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable only what the highlighted name allows."""
        if action in ("leave_out", "put_back"):
            found = self.query(LeftOutList)
            if not found or not self.is_mounted:
                return False
            return bool(found.first().known_name if action == "leave_out" else found.first().entries)
        return super().check_action(action, parameters)

    @on(Choices.Chosen)
    def _toggle_name(self) -> None:
        if self.query_one(LeftOutList).entries:
            self.action_put_back()
        else:
            self.action_leave_out()

    def action_leave_out(self) -> None:
        """Leave out the highlighted name."""
        if name := self.query_one(LeftOutList).known_name:
            self.post_message(Requested(CustomEntryWritten(self.entry_kind, "", name)))

    def action_put_back(self) -> None:
        """Put back the highlighted name, in every spelling that another copy may have added."""
        entries = self.query_one(LeftOutList).entries
        self.post_message(
            Requested(*(CustomEntryArchived(self.entry_kind, one.uid, archived=True) for one in entries))
        )

    def action_close(self) -> None:
        """Go back to the screen below."""
        self.dismiss()
