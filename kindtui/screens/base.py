"""What every screen has: a header, a body, a line for notices, the keys, and `show(state)`."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget

from kindtui.domain.state import State
from kindtui.domain.undo import Taken
from kindtui.messages import Wish
from kindtui.widgets.day_header import DayHeader
from kindtui.widgets.key_bar import KeyBar
from kindtui.widgets.notice import Notice
from kindtui.widgets.too_small import LEAST_COLUMNS, LEAST_ROWS, TooSmall

WIDE = 110  # columns


class Body(VerticalScroll, can_focus=False):
    """The part of a screen that scrolls."""


class KindScreen(Screen[None]):
    """A screen that draws one `State` and knows nothing else."""

    HORIZONTAL_BREAKPOINTS = [
        (0, "-too-narrow"),
        (LEAST_COLUMNS, "-narrow"),
        (50, "-normal"),
        (WIDE, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [
        (0, "-too-short"),
        (LEAST_ROWS, "-short"),
        (16, "-low"),
        (24, "-tall"),
    ]
    IDEA: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "next part", id="screen.next_part", show=False),
        Binding("shift+tab", "app.focus_previous", "part before", id="screen.part_before", show=False),
    ]

    def __init__(self, state: State) -> None:
        """Draw that state first."""
        super().__init__()
        self.state = state

    def compose(self) -> ComposeResult:
        """Header, body, notice, keys, and over them the word that there is too little room."""
        yield DayHeader()
        with Body():
            yield from self.compose_body()
        yield Notice()
        yield KeyBar()
        yield TooSmall()

    def compose_body(self) -> Iterable[Widget]:
        """The widgets between header and keys."""
        return ()

    async def show(self, state: State) -> None:
        """Draw that state."""
        self.state = state

    def take_back(self, wish: Wish) -> None:
        """A wish could not be saved: put its text back where it was typed."""

    def give_back(self, taken: Taken) -> None:
        """Undo took a text away: put it into its field as a draft."""

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """As the framework's, but for a widget just removed: text of it that is pressed has no place."""
        widget, offset = super().get_widget_and_offset_at(x, y)
        return (None, None) if widget and widget.parent is None else (widget, offset)

    def say(self, text: str, *, trouble: bool = False) -> None:
        """Say what happened."""
        self.query_one(Notice).say(text, trouble=trouble)
