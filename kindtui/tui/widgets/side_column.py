"""The column beside the ritual on wide screens: the last 28 days and today's boundary checks."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from kindtui.domain.state import State
from kindtui.tui.widgets.last_days import LastDays
from kindtui.tui.widgets.todays_checks import TodaysChecks


class SideColumn(Vertical):
    """The last 28 days above today's checks."""

    def compose(self) -> ComposeResult:
        """Lay out both blocks, one above the other."""
        yield Static("The last 28 days", classes="side-title")
        yield LastDays()
        yield TodaysChecks()

    def show(self, state: State) -> None:
        """Show the days and checks of `state`."""
        self.query_one(LastDays).show(state.marks, state.today)
        self.query_one(TodaysChecks).show(state)
