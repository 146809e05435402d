"""Creates the screen of each mode; a screen is imported when it is first shown."""

from kindtui.domain.state import State
from kindtui.tui.screens.base import KindScreen

MODES = ("today", "boundaries", "streak", "journal", "patterns", "why")


def create_screen(mode: str, state: State) -> KindScreen:
    """Return a new screen for a mode, which draws `state` first.

    Raises:
        ValueError: If there is no such mode.
    """
    match mode:
        case "today":
            from kindtui.tui.screens.today import TodayScreen

            return TodayScreen(state)
        case "boundaries":
            from kindtui.tui.screens.boundaries import BoundariesScreen

            return BoundariesScreen(state)
        case "streak":
            from kindtui.tui.screens.streak import StreakScreen

            return StreakScreen(state)
        case "journal":
            from kindtui.tui.screens.journal import JournalScreen

            return JournalScreen(state)
        case "patterns":
            from kindtui.tui.screens.patterns import PatternsScreen

            return PatternsScreen(state)
        case "why":
            from kindtui.content import evidence
            from kindtui.tui.screens.why import WhyScreen

            return WhyScreen(state, evidence())
    raise ValueError(mode)
