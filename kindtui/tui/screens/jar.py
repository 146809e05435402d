"""The kindness jar: one kindness from an earlier day, shown on request."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from kindtui.domain.dates import long_date
from kindtui.domain.requests import CustomEntryWritten, LineLeftOutOfJar
from kindtui.domain.ritual.jar import JarLine, todays_jar_line
from kindtui.domain.state import State
from kindtui.texts import get_text
from kindtui.tui.messages import LeftOutNamesOpened, Requested
from kindtui.tui.screens.base import StateBoxScreen
from kindtui.tui.widgets.notice import Notice
from kindtui.tui.widgets.prose import Prose
from kindtui.tui.widgets.text_layout import QUIET_STYLE, plain_content

MIN_WIDE_COLUMNS = 62
WIDE_KEYS = "n not this one again · x leave out a name · Esc closes"
NARROW_KEYS = "n not again · x a name · Esc"


class JarScreen(StateBoxScreen):
    """A box over the current screen; it shows the same kindness all day, unless a name in it is left out."""

    HELP_TEXT = get_text("app.jar.help")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,o,q", "dismiss", "close", id="jar.close", key_display="Esc"),
        Binding("n", "not_again", "not this one again", id="jar.not_again"),
        Binding("x", "leave_out", "leave out a name", id="jar.leave_out"),
    ]

    def __init__(self, state: State) -> None:
        """Show the kindness of today, or that the jar is empty."""
        super().__init__(state)
        self._entry = _line_of(state)
        self._notice = Notice()
        self._notice.display = False

    def compose(self) -> ComposeResult:
        """Lay out the line and its day, and the notice; the keys are in the border."""
        with Vertical(id="jar") as box:
            box.border_title = "Kindness jar"
            yield Prose(Content(), classes="jar-line")
            yield Static(classes="hint")
            yield self._notice

    def on_mount(self) -> None:
        """Draw the kindness."""
        self._draw()

    def on_resize(self) -> None:
        """Show the keys that fit."""
        self._draw_keys()

    async def show(self, state: State) -> None:
        """Draw `state`."""
        self.state = state
        if (entry := _line_of(state)) != self._entry:
            self._entry = entry
            self._draw()

    def _draw(self) -> None:
        entry, day = self._entry, self.query_one(".hint", Static)
        text = (
            plain_content(entry.line.text)
            if entry
            else Content.styled(get_text("app.jar.empty"), QUIET_STYLE)
        )
        self.query_one(".jar-line", Prose).text = text
        day.display = entry is not None
        day.update(Content(f"{long_date(entry.on)} {entry.on.year}" if entry else ""))
        self._draw_keys()
        self.refresh_bindings()

    def _draw_keys(self) -> None:
        keys = WIDE_KEYS if self.app.size.width >= MIN_WIDE_COLUMNS else NARROW_KEYS
        self.query_one("#jar").border_subtitle = keys if self._entry else "Esc closes"

    def show_notice(self, text: str, *, is_error: bool = False) -> None:
        """Show `text` below the kindness."""
        self._notice.show(text, is_error=is_error)
        self._notice.display = bool(text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable what is about a kindness while the jar is empty."""
        del parameters
        return self._entry is not None or action not in ("not_again", "leave_out")

    def action_not_again(self) -> None:
        """Leave this line out of the jar from now on, and close."""
        if self._entry:
            self.app.post_message(Requested(LineLeftOutOfJar(self._entry.on, self._entry.line.uid)))
            self.dismiss()

    def action_leave_out(self) -> None:
        """Leave out the name in this line; if there are none or several, ask which."""
        mentioned = self.state.names_mentioned(self._entry.line.text) if self._entry else ()
        if len(mentioned) == 1:
            self.app.post_message(Requested(CustomEntryWritten("left_out_names", "", mentioned[0])))
        else:
            self.dismiss()
            self.app.post_message(LeftOutNamesOpened(mentioned))


def _line_of(state: State) -> JarLine | None:
    return todays_jar_line(state.journal, state.today, state.left_out_keys)
