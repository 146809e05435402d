"""The kindness jar: one kindness from an earlier day, shown on request."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from kindtui.domain.dates import long_date
from kindtui.domain.requests import LineLeftOutOfJar
from kindtui.domain.ritual.jar import JarLine
from kindtui.texts import get_text
from kindtui.tui.messages import Requested
from kindtui.tui.textual_compat import BoxScreen
from kindtui.tui.widgets.prose import Prose
from kindtui.tui.widgets.text_layout import QUIET_STYLE, plain_content


class JarScreen(BoxScreen[None]):
    """A box over the current screen; it shows the same kindness all day."""

    HELP_TEXT = get_text("app.jar.help")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,o,q", "dismiss", "close", id="jar.close", key_display="Esc"),
        Binding("n", "not_again", "not this one again", id="jar.not_again"),
    ]

    def __init__(self, entry: JarLine | None) -> None:
        """Show `entry`, or that the jar is empty."""
        super().__init__()
        self._entry = entry

    def compose(self) -> ComposeResult:
        """Lay out the line and its day, with the keys in the border."""
        with Vertical(id="jar") as box:
            box.border_title = "Kindness jar"
            box.border_subtitle = "n not this one again · Esc closes" if self._entry else "Esc closes"
            if self._entry is None:
                yield Prose(Content.styled(get_text("app.jar.empty"), QUIET_STYLE), classes="jar-line")
                return
            on = self._entry.on
            yield Static(plain_content(self._entry.line.text), classes="jar-line")
            yield Static(Content(f"{long_date(on)} {on.year}"), classes="hint")

    def action_not_again(self) -> None:
        """Leave this line out of the jar from now on, and close."""
        if self._entry:
            self.app.post_message(Requested(LineLeftOutOfJar(self._entry.on, self._entry.line.uid)))
            self.dismiss()
