"""The panel with today's boundaries, answered where they stand."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from kindtui.domain.state import State
from kindtui.tui.dashboard_layout import PanelName
from kindtui.tui.widgets.check_list import CheckList, todays_check_rows
from kindtui.tui.widgets.choices import HORIZONTAL_PADDING
from kindtui.tui.widgets.panel import Panel
from kindtui.tui.widgets.text_layout import hanging_indent

BORDER = 2


class BoundariesPanel(CheckList, Panel):
    """The three checks of today, which Tab leads to."""

    panel_name, title_text, mode = PanelName.BOUNDARIES, "Boundaries for today", "boundaries"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave the list", id="boundaries_panel.leave", key_display="Esc")
    ]

    def show(self, state: State) -> None:
        """Show the checks of today with their answers; the words to borrow are on their own screen."""
        self._state = state
        self.show_rows(todays_check_rows(state))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable copying: the words to copy are not shown here."""
        return action not in ("copy", "copy_nothing") and super().check_action(action, parameters)

    def allow_focus(self) -> bool:
        """Take the focus only while there is room for the panel."""
        return bool(self.region)

    def action_leave(self) -> None:
        """Take the focus from the list, as Esc does in a field."""
        self.screen.set_focus(None)

    def min_rows(self, width: int) -> int:
        """Return how many rows the panel needs at a width, with its border."""
        padding = self.styles.padding.width + HORIZONTAL_PADDING
        wrapped = (hanging_indent(row.prefix, row.text, width - BORDER - padding) for row in self._rows)
        return BORDER + sum(text.plain.count("\n") + 1 for text in wrapped)
