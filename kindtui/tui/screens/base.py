"""The base of every screen: the tabs, a header, a body, a line for notices, the keys, and `show(state)`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.content import Content
from textual.events import Resize, ScreenResume
from textual.geometry import Offset
from textual.widget import Widget

from kindtui.domain.dates import short_date
from kindtui.domain.journal.undo import RemovedText
from kindtui.domain.occasions import Occasion
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.state import State
from kindtui.texts import get_text
from kindtui.tui.textual_compat import BoxScreen, ClosableScreen
from kindtui.tui.widgets.body import Body
from kindtui.tui.widgets.day_header import DayHeader
from kindtui.tui.widgets.key_footer import KeyFooter
from kindtui.tui.widgets.notice import Notice
from kindtui.tui.widgets.question_input import LineInput
from kindtui.tui.widgets.tab_bar import TabBar
from kindtui.tui.widgets.text_field import TextField
from kindtui.tui.widgets.too_small import MIN_WINDOW_COLUMNS, MIN_WINDOW_ROWS, TooSmall
from kindtui.tui.widgets.week_thread import first_line

MIN_WIDE_COLUMNS = 110
OCCASION_SENTENCES: Mapping[Occasion, str] = {
    "first_kind_day": get_text("app.occasion.first_kind_day"),
    "seven_days": get_text("app.occasion.seven_days"),
}


class KindScreen(ClosableScreen[Plan]):
    """A screen that draws one `State` and depends on nothing else."""

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
    AUTO_FOCUS = ""  # each screen sets its own focus, and keeps it while another screen is shown
    HELP_TEXT: ClassVar[str] = ""
    is_for_lines: ClassVar[bool] = False  # whether help says how to write several lines
    opening_action: ClassVar[str] = ""  # the action of the app that opens this screen over another
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "next part", id="screen.next_part", show=False),
        Binding("shift+tab", "app.focus_previous", "previous part", id="screen.part_before", show=False),
    ]

    _are_keys_due = False  # whether the keys shown are to be updated after the next frame
    _bindings_to_show: dict[str, ActiveBinding] | None = None

    def __init__(self, state: State) -> None:
        """Start with `state`."""
        super().__init__()
        self.state = state
        self._notice = Notice()
        self._tab_bar = TabBar()
        self._key_footer = KeyFooter()
        self._key_footer.idle_ids = self.idle_ids(state)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Keep the styles: a change of them reaches screens that are not shown as well."""
        event.refresh_styles = False

    def compose(self) -> ComposeResult:
        """Yield tabs, header, body, notice and keys, and over them the notice that the window is too small.

        The breakpoint classes are set for the present size: Textual sets them after the first layout, which
        would show scroll bars and rows that the window has no room for.
        """
        size = self.app.size
        for length, breakpoints in (
            (size.width, self.HORIZONTAL_BREAKPOINTS),
            (size.height, self.VERTICAL_BREAKPOINTS),
        ):
            self.add_class(_breakpoint_class(length, breakpoints), update=False)
        yield self._tab_bar
        yield DayHeader()
        with self.new_body():
            yield from self.compose_body()
        yield from self.compose_below_body()
        yield self._notice
        yield self._key_footer
        yield TooSmall()

    @on(Resize)
    def _redraw_tabs_and_keys(self) -> None:
        """Redraw what depends on the height of the window: the date beside the tabs, and the footer."""
        self._tab_bar.refresh()
        self.call_after_refresh(self.refresh_bindings)

    @on(Resize)
    def _show_field(self) -> None:
        """Keep what is being written in sight in a smaller window."""
        if isinstance(self.focused, TextField):
            self.focused.scroll_visible(animate=False)

    def new_body(self) -> Body:
        """Return the part between the header and the keys, without its widgets."""
        return Body()

    def compose_body(self) -> Iterable[Widget]:
        """Return the widgets between the header and the keys."""
        return ()

    def compose_below_body(self) -> Iterable[Widget]:
        """Return the widgets that stay in sight below the part that scrolls."""
        return ()

    def show_header(self, title: str, *, low_title: str = "") -> None:
        """Show what this screen is, and the headline.

        Args:
            title: What the screen is.
            low_title: What a low window, which has no header, shows beside the tabs; if empty, the date.
        """
        self.query_one(DayHeader).show(title, str(self.state.headline))
        today = short_date(self.state.today)
        self._tab_bar.subjects = (low_title,) if low_title else (today, today.partition(" ")[2])

    def refresh_bindings(self) -> None:
        """Update the keys shown, once for all that changes, and after the change itself is drawn."""
        if not self._are_keys_due:
            self._are_keys_due = True
            self.call_after_refresh(self._show_keys)

    def _show_keys(self) -> None:
        self._are_keys_due = False
        if self._key_footer.is_attached:  # else the screen has no widgets yet, or none any more
            self._bindings_to_show = super().active_bindings
            self.bindings_updated_signal.publish(self)
            self._bindings_to_show = None

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that work now; whatever shows keys after a change shares one look at them."""
        return super().active_bindings if self._bindings_to_show is None else self._bindings_to_show

    async def show(self, state: State) -> None:
        """Draw `state`."""
        self.state = state
        self._key_footer.idle_ids = self.idle_ids(state)
        self.refresh_bindings()

    def idle_ids(self, state: State) -> frozenset[str]:
        """Return the bindings that the footer leaves out, as they would change nothing of `state`.

        They still work: another window, or a save under way, may have given them something to do.
        """
        steps = {"app.undo": state.journal.undo_steps, "app.redo": state.journal.redo_steps}
        return frozenset(binding_id for binding_id, undo_steps in steps.items() if not undo_steps)

    def set_key_meanings(self, meanings: Mapping[str | None, str]) -> None:
        """Let the footer say what these bindings do now, by their ids, in place of their descriptions."""
        self._key_footer.meanings = meanings

    @on(LineInput.Exited)
    def _line_input_exited(self) -> None:
        self.leave_field()

    def leave_field(self) -> None:
        """Take the focus from the field, so that single letters are keys again."""
        self.set_focus(None)

    def restore_undone(self, removed: RemovedText) -> bool:
        """Put a text that undo removed into its field as a draft, and return whether it is there."""
        del removed
        return False

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """Return what is at a position; neither widget nor offset if the widget has just been removed."""
        widget, offset = super().get_widget_and_offset_at(x, y)
        return (None, None) if widget and widget.parent is None else (widget, offset)

    def before_key(self) -> None:
        """Clear the notice on the next key."""
        self.show_notice("")

    def refresh_keys_on_scroll(self) -> None:
        """Offer the keys that scroll only where there is more in their direction."""
        for attribute in ("show_vertical_scrollbar", "scroll_y"):
            self.watch(self.query_one(Body), attribute, self._refresh_keys_later, init=False)

    def _refresh_keys_later(self) -> None:
        self.call_after_refresh(self.refresh_bindings)  # what was scrolled is drawn first

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable scrolling where there is no more in that direction."""
        return action != "scroll" or self.query_one(Body).can_scroll(*parameters)

    def action_scroll(self, pages: float) -> None:
        """Scroll the body by `pages`, a fraction or several; negative numbers scroll up."""
        self.query_one(Body).scroll_pages(pages)

    def show_notice(self, text: str, *, is_error: bool = False) -> None:
        """Show `text` in the line for notices."""
        self._notice.show(text, is_error=is_error)

    def show_occasion(self, occasion: Occasion, state: State) -> None:
        """Point out an occasion in the line for notices; Today's card shows the week already."""
        has_line = occasion == "first_kind_day" and state.shows_thread
        self._notice.show_occasion(
            OCCASION_SENTENCES[occasion], first_line(state) if has_line else Content("")
        )


class StateBoxScreen(BoxScreen[None]):
    """A box that draws a `State`, so that changes made in it are seen and can be undone there."""

    enabled_actions = (*BoxScreen.enabled_actions, "undo", "redo")

    def __init__(self, state: State) -> None:
        """Start with `state`."""
        super().__init__()
        self.state = state

    async def show(self, state: State) -> None:
        """Draw `state`."""
        raise NotImplementedError

    def show_notice(self, text: str, *, is_error: bool = False) -> None:
        """Show `text` in the box."""
        raise NotImplementedError

    def before_key(self) -> None:
        """Clear the notice on the next key."""
        self.show_notice("")


def _breakpoint_class(length: int, breakpoints: Sequence[tuple[int, str]]) -> str:
    """Return the class for a window side of `length` cells; `breakpoints` rise from zero."""
    return next(name for minimum, name in reversed(breakpoints) if length >= minimum)
