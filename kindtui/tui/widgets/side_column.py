"""Beside the ritual, on wide screens: the last 28 days and today's boundaries."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from kindtui.domain.state import State
from kindtui.tui.widgets.last_days import LastDays
from kindtui.tui.widgets.todays_checks import TodaysChecks


class SideColumn(Vertical):
    """Two quiet blocks."""

    def compose(self) -> ComposeResult:
        """One above the other."""
        yield Static("The last 28 days", classes="side-title")
        yield LastDays()
        yield TodaysChecks()

    def show(self, state: State) -> None:
        """Show these days and checks."""
        self.query_one(LastDays).show(state.marks, state.today)
        self.query_one(TodaysChecks).show(state)
