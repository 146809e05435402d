"""What every screen has: a header, a body, a line for notices, the keys, and `show(state)`."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.events import ScreenResume
from textual.geometry import Offset
from textual.widget import Widget

from kindtui.domain.journal.custom_entry import CUSTOM_ENTRY_FIELDS, UNDATED, draft_field
from kindtui.domain.journal.undo import RemovedText
from kindtui.domain.requests import CustomEntryWritten, Request
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.state import State
from kindtui.tui.messages import DraftChanged
from kindtui.tui.textual_compat import UnbatchedScreen
from kindtui.tui.widgets.day_header import DayHeader
from kindtui.tui.widgets.key_bar import KeyBar
from kindtui.tui.widgets.notice import Notice
from kindtui.tui.widgets.question_input import LineInput
from kindtui.tui.widgets.too_small import MIN_WINDOW_COLUMNS, MIN_WINDOW_ROWS, TooSmall

MIN_WIDE_COLUMNS = 110  # columns


class Body(VerticalScroll, can_focus=False):
    """The part of a screen that scrolls."""


class KindScreen(UnbatchedScreen[Plan]):
    """A screen that draws one `State` and knows nothing else."""

    HORIZONTAL_BREAKPOINTS = [
        (0, "-too-narrow"),
        (MIN_WINDOW_COLUMNS, "-narrow"),
        (50, "-normal"),
        (MIN_WIDE_COLUMNS, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [
        (0, "-too-short"),
        (MIN_WINDOW_ROWS, "-short"),
        (16, "-low"),
        (24, "-tall"),
    ]
    AUTO_FOCUS = ""  # each screen begins where it chooses, and stays where it was left
    HELP_TEXT: ClassVar[str] = ""
    opening_action: ClassVar[str] = ""  # the action of the app that opens it over another
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "next part", id="screen.next_part", show=False),
        Binding("shift+tab", "app.focus_previous", "part before", id="screen.part_before", show=False),
    ]

    def __init__(self, state: State) -> None:
        """Draw that state first."""
        super().__init__()
        self.state = state

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Keep the styles it has: what changes them reaches a screen that is not shown as well."""
        event.refresh_styles = False

    def compose(self) -> ComposeResult:
        """Header, body, notice, keys, and over them the word that there is too little room.

        All are dressed for the size the terminal has, so that its first word of it changes nothing.
        """
        size = self.app.size
        for length, breakpoints in (
            (size.width, self.HORIZONTAL_BREAKPOINTS),
            (size.height, self.VERTICAL_BREAKPOINTS),
        ):
            self.add_class(_breakpoint_class(length, breakpoints), update=False)
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

    @on(LineInput.Exited)
    def _handle_field_left(self) -> None:
        self.leave_field()

    def leave_field(self) -> None:
        """Let single letters be keys again."""
        self.set_focus(None)

    def restore_unsaved(self, request: Request) -> None:
        """A wish could not be saved: put its text back where it was typed."""
        if isinstance(request, CustomEntryWritten):
            from kindtui.tui.widgets.custom_entry_card import CustomEntryCard

            for name, text in zip(CUSTOM_ENTRY_FIELDS, (request.text, request.script), strict=True):
                field = draft_field(request.kind, request.uid, name)
                self.post_message(DraftChanged(UNDATED, field, text))
                for card in self.query(CustomEntryCard):
                    card.set_draft(field, text)

    def restore_undone(self, removed: RemovedText) -> None:
        """Undo took a text away: put it into its field as a draft."""

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """As the framework's, but for a widget just removed: text of it that is pressed has no place."""
        widget, offset = super().get_widget_and_offset_at(x, y)
        return (None, None) if widget and widget.parent is None else (widget, offset)

    def before_key(self) -> None:
        """What was said leaves with the next key."""
        self.show_notice("")

    def action_scroll(self, pages: float) -> None:
        """Scroll by pages, or by a part of one."""
        body = self.query_one(Body)
        lines = pages * max(1, body.size.height - 2)
        body.scroll_relative(y=round(lines) or (1 if lines > 0 else -1), animate=False, immediate=True)

    def show_notice(self, text: str, *, is_error: bool = False) -> None:
        """Say what happened."""
        self.query_one(Notice).show(text, is_error=is_error)


def _breakpoint_class(length: int, breakpoints: Sequence[tuple[int, str]]) -> str:
    """Return the class for a window side of `length` cells; `breakpoints` rise from zero."""
    return next(name for minimum, name in reversed(breakpoints) if length >= minimum)
