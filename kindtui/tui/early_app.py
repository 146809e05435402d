"""What the apps before the journal can be shown have in common: signals, places to talk, and the driver."""

import asyncio
import signal
from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.driver import Driver

from kindtui import exit_codes
from kindtui.assets import STYLESHEET_PATH
from kindtui.domain.wording import places_to_talk
from kindtui.tui.driver import KindDriver
from kindtui.tui.terminal_cursor import FocusCursorApp
from kindtui.tui.textual_compat import ClosableScreen
from kindtui.tui.widgets.body import Body
from kindtui.tui.widgets.prose import Prose
from kindtui.tui.widgets.text_layout import plain_content

T = TypeVar("T")


class EarlyPlacesScreen(ClosableScreen[None]):
    """Places to talk, over whatever is asked before the journal can be shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "go back", id="recovery.back"),
        Binding("space,pagedown", "scroll(1)", "more below", id="recovery.page_down"),
        Binding("pageup", "scroll(-1)", "scroll up", id="recovery.page_up"),
        Binding("down,j", "scroll(0.1)", "down", id="recovery.scroll_down"),
        Binding("up,k", "scroll(-0.1)", "up", id="recovery.scroll_up"),
    ]

    def __init__(self, way_back: str, plan: Sequence[str] = ()) -> None:
        """Show the lines of the person's own plan, where anybody finds help, and the sentence `way_back`."""
        super().__init__()
        self._way_back, self._plan = way_back, plan

    def compose(self) -> ComposeResult:
        """Yield the plan, the places, and the way back."""
        with Body():
            if self._plan:
                yield Prose(plain_content("\n".join(self._plan)), classes="place")
            yield from (Prose(place, classes="place") for place in places_to_talk())
            yield Prose(self._way_back, classes="place hint")

    def action_scroll(self, pages: float) -> None:
        """Scroll by `pages`; negative numbers scroll up."""
        self.query_one(Body).scroll_pages(pages)


class EarlyApp(FocusCursorApp[T]):
    """An app that asks something before the journal can be shown."""

    CSS_PATH = STYLESHEET_PATH
    ENABLE_COMMAND_PALETTE = False
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]

    way_back = ""  # what the places to talk say about leaving them
    plan: Sequence[str] = ()  # the person's own

    def on_load(self) -> None:
        """Let a signal end the app with the exit status of that signal."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, self._exit_on_signal, number)

    def _exit_on_signal(self, signal_number: int) -> None:
        self.exit(None, return_code=exit_codes.SIGNAL_BASE + signal_number)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable opening the places while they are open."""
        del parameters
        return action != "places" or not isinstance(self.screen, EarlyPlacesScreen)

    def action_places(self) -> None:
        """Show places to talk."""
        self.push_screen(EarlyPlacesScreen(self.way_back, self.plan))

    def action_leave(self) -> None:
        """Return None, which leaves everything as it is."""
        self.exit(None)

    def get_driver_class(self) -> type[Driver]:
        """Return kindtui's driver, whatever the environment asks for."""
        return KindDriver
