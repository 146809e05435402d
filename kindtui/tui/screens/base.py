"""What every screen has: a header, a body, a line for notices, the keys, and `show(state)`."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.events import ScreenResume
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget

from kindtui.domain.journal.own_words import NO_DAY, TEXTS, draft_field
from kindtui.domain.journal.undo import Taken
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.state import State
from kindtui.tui.messages import DraftChanged, OwnWritten, Wish
from kindtui.tui.widgets.ask import LineInput
from kindtui.tui.widgets.day_header import DayHeader
from kindtui.tui.widgets.key_bar import KeyBar
from kindtui.tui.widgets.notice import Notice
from kindtui.tui.widgets.too_small import LEAST_COLUMNS, LEAST_ROWS, TooSmall

WIDE = 110  # columns


class Body(VerticalScroll, can_focus=False):
    """The part of a screen that scrolls."""


class KindScreen(Screen[Plan]):
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
    AUTO_FOCUS = ""  # each screen begins where it chooses, and stays where it was left
    IDEA: ClassVar[str] = ""
    opened_by: ClassVar[str] = ""  # the action of the app that opens it over another
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "next part", id="screen.next_part", show=False),
        Binding("shift+tab", "app.focus_previous", "part before", id="screen.part_before", show=False),
    ]

    def __init__(self, state: State) -> None:
        """Draw that state first."""
        super().__init__()
        self.state = state

    def _compositor_refresh(self) -> None:
        """Draw no frame that Textual throws away: it shows none while it gathers changes."""
        if not self.app._batch_count:
            super()._compositor_refresh()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Keep the styles it has: what changes them reaches a screen that is not shown as well."""
        event.refresh_styles = False

    def compose(self) -> ComposeResult:
        """Header, body, notice, keys, and over them the word that there is too little room.

        All are dressed for the size the terminal has, so that its first word of it changes nothing.
        """
        size = self.app.size
        for length, points in (
            (size.width, self.HORIZONTAL_BREAKPOINTS),
            (size.height, self.VERTICAL_BREAKPOINTS),
        ):
            self.add_class(*self._get_breakpoint_classes(length, points), update=False)
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

    @on(LineInput.Left)
    def _line_left(self) -> None:
        self.leave_line()

    def leave_line(self) -> None:
        """Let single letters be keys again."""
        self.set_focus(None)

    def take_back(self, wish: Wish) -> None:
        """A wish could not be saved: put its text back where it was typed."""
        if isinstance(wish, OwnWritten):
            from kindtui.tui.widgets.own_card import OwnCard

            for name, text in zip(TEXTS, (wish.text, wish.script), strict=True):
                field = draft_field(wish.kind, wish.uid, name)
                self.post_message(DraftChanged(NO_DAY, field, text))
                for card in self.query(OwnCard):
                    card.hold(field, text)

    def give_back(self, taken: Taken) -> None:
        """Undo took a text away: put it into its field as a draft."""

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """As the framework's, but for a widget just removed: text of it that is pressed has no place."""
        widget, offset = super().get_widget_and_offset_at(x, y)
        return (None, None) if widget and widget.parent is None else (widget, offset)

    def key_begins(self) -> None:
        """What was said leaves with the next key."""
        self.say("")

    def action_scroll(self, pages: float) -> None:
        """Scroll by pages, or by a part of one."""
        body = self.query_one(Body)
        lines = pages * max(1, body.size.height - 2)
        body.scroll_relative(y=round(lines) or (1 if lines > 0 else -1), animate=False, immediate=True)

    def say(self, text: str, *, trouble: bool = False) -> None:
        """Say what happened."""
        self.query_one(Notice).say(text, trouble=trouble)
