"""The kindness jar: one kindness from an earlier day, shown on request, then those that belong to today."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from kindtui.domain.dates import full_date
from kindtui.domain.requests import CustomEntryWritten, LineLeftOutOfJar
from kindtui.domain.ritual.jar import JarLine
from kindtui.domain.ritual.this_day_before import EarlierKindness
from kindtui.domain.state import State
from kindtui.texts import get_text
from kindtui.tui.messages import LeftOutNamesOpened, Requested
from kindtui.tui.screens.base import StateBoxScreen
from kindtui.tui.widgets.body import Body
from kindtui.tui.widgets.notice import Notice
from kindtui.tui.widgets.prose import Prose
from kindtui.tui.widgets.text_layout import QUIET_STYLE, plain_content

MIN_WIDE_COLUMNS = 62

# By whether the window is wide, the kindness is longer than the box, and there may be earlier ones.
KEYS: Mapping[tuple[bool, bool, bool], str] = {
    (True, False, False): "n not this one again · x leave out a name · Esc closes",
    (True, False, True): "b this day before · n not again · x a name · Esc closes",
    (True, True, False): "Space more · n not again · x a name · Esc closes",
    (True, True, True): "Space more · b others · n not again · x a name · Esc",
    (False, False, False): "n not again · x a name · Esc",
    (False, False, True): "b more, n not again, x a name, Esc",
    (False, True, False): "Space more · n not again · Esc",
    (False, True, True): "Space more · b others · Esc",
}


class JarScreen(StateBoxScreen):
    """A box over the current screen; it shows the same kindness all day, unless a name in it is left out.

    One key leads through the kindnesses that belong to today, and back to that one.
    """

    HELP_TEXT = get_text("app.jar.help")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,o,q", "dismiss", "close", id="jar.close", key_display="Esc"),
        Binding("b", "show_earlier", "this day before", id="jar.this_day_before"),
        Binding("n", "not_again", "not this one again", id="jar.not_again"),
        Binding("x", "leave_out", "leave out a name", id="jar.leave_out"),
        Binding("down,j", "scroll(0.1)", "down", id="jar.down"),
        Binding("up,k", "scroll(-0.1)", "up", id="jar.up"),
        Binding("space,pagedown", "scroll(1)", "more below", id="jar.page_down", key_display="Space"),
        Binding("pageup", "scroll(-1)", "scroll up", id="jar.page_up"),
        Binding("end", "scroll(100)", "to the end", id="jar.end"),
        Binding("home", "scroll(-100)", "to the top", id="jar.home"),
    ]

    def __init__(self, state: State, *, starts_earlier: bool = False) -> None:
        """Show the kindness of today, or that the jar is empty; or start at one that belongs to today."""
        super().__init__(state)
        self._starts_earlier = starts_earlier
        self._position = 0  # among the kindnesses; the first is the one of the jar
        self._entry = self._kindnesses()[0]
        self._notice = Notice()
        self._notice.display = False

    def compose(self) -> ComposeResult:
        """Lay out why it is shown, the line, its day, and the notice; the keys are in the border."""
        with Body(id="jar") as box:
            box.border_title = "Kindness jar"
            yield Prose(Content(), classes="jar-heading")
            yield Prose(Content(), classes="jar-line")
            yield Static(classes="hint")
            yield self._notice

    def on_mount(self) -> None:
        """Draw the kindness, and the keys again once it is known whether it fits."""
        self._draw()
        self.watch(self.query_one(Body), "show_vertical_scrollbar", self._draw_keys)
        if self._starts_earlier:
            self.action_show_earlier()

    def on_resize(self) -> None:
        """Show the keys that fit."""
        self._draw_keys()

    async def show(self, state: State) -> None:
        """Draw `state`; the kindness stays, or else the one in its place is shown."""
        self.state = state
        kindnesses = self._kindnesses()
        if self._entry in kindnesses[1:]:
            self._position = kindnesses.index(self._entry, 1)
        self._position = self._position if self._position < len(kindnesses) else 0
        if (entry := kindnesses[self._position]) != self._entry:
            self._entry = entry
            self._draw()

    def _kindnesses(self) -> list[JarLine | EarlierKindness | None]:
        """Return the kindness of the jar, None if it is empty, then those that belong to today."""
        return [self.state.jar_line, *self.state.earlier_kindnesses]

    def _draw(self) -> None:
        entry, day = self._entry, self.query_one(".hint", Static)
        heading = self.query_one(".jar-heading", Prose)
        heading.display = isinstance(entry, EarlierKindness)
        if isinstance(entry, EarlierKindness):
            heading.text = plain_content(entry.heading, "$accent")
        text = (
            plain_content(entry.line.text)
            if entry
            else Content.styled(get_text("app.jar.empty"), QUIET_STYLE)
        )
        self.query_one(".jar-line", Prose).text = text
        day.display = entry is not None
        day.update(Content(full_date(entry.on) if entry else ""))
        self._draw_keys()
        self.refresh_bindings()

    def _draw_keys(self) -> None:
        box = self.query_one(Body)
        is_wide, is_long = self.app.size.width >= MIN_WIDE_COLUMNS, box.show_vertical_scrollbar
        keys = KEYS[is_wide, is_long, self._offers_earlier]
        box.border_subtitle = keys if self._entry else "Esc closes"

    @property
    def _offers_earlier(self) -> bool:
        """Whether there may be more to show: not on a very low day, and once the whole journal is read."""
        state = self.state
        return self._entry is not None and state.is_complete and not state.hides_earlier_kindnesses

    def show_notice(self, text: str, *, is_error: bool = False) -> None:
        """Show `text` below the kindness."""
        self._notice.show(text, is_error=is_error)
        self._notice.display = bool(text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable what is about a kindness while the jar is empty."""
        del parameters
        if action == "show_earlier":
            return self._offers_earlier
        return self._entry is not None or action not in ("not_again", "leave_out")

    def action_show_earlier(self) -> None:
        """Show the next kindness that belongs to today, and after the last that of the jar again."""
        kindnesses = self._kindnesses()
        if len(kindnesses) == 1:
            self.show_notice(get_text("app.jar.nothing_before"))
            return
        self._position = (self._position + 1) % len(kindnesses)
        self._entry = kindnesses[self._position]
        self._draw()

    def action_scroll(self, pages: float) -> None:
        """Scroll a long kindness by `pages`; negative numbers scroll up."""
        self.query_one(Body).scroll_pages(pages)

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
