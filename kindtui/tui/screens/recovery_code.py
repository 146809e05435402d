"""The box over the app while the journal is locked or unlocked: what is done, and the recovery code, once."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from kindtui.texts import get_text
from kindtui.tui.textual_compat import BoxScreen
from kindtui.tui.widgets.body import Body
from kindtui.tui.widgets.prose import Prose
from kindtui.tui.widgets.text_layout import plain_content

GROUPS_IN_LINE = 4


class RecoveryCodeScreen(BoxScreen[None]):
    """A box that stays until the change is done, and until the recovery code, if there is one, was seen."""

    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]
    enabled_actions = ("places", "cover", "suspend_process")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "go on", id="code.next", key_display="Enter"),
        Binding("y", "written_down", "I've written it down", id="code.written_down"),
        Binding("space,pagedown,down,j", "scroll(1)", "more below", id="code.down", show=False),
        Binding("pageup,up,k", "scroll(-1)", "scroll up", id="code.up", show=False),
    ]

    def __init__(self, working: str) -> None:
        """Say that the change is being made."""
        super().__init__()
        self._texts = (Prose(classes="lead"), Prose(classes="lead"), Prose())
        self._show(Content(working))
        self._box = Body(*self._texts, id="recovery-code")
        self._box.border_title = get_text("app.lock.title")
        self._has_code = self._is_done = False  # whether a code is to be written down, and the change is done
        self._problems = ""

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        yield self._box

    def show_code(self, code: str) -> None:
        """Show the recovery code, in lines that can be written down."""
        self._has_code = True
        self._box.border_title = get_text("app.lock.code_title")
        groups = code.split("-")
        lines = ["-".join(groups[at : at + GROUPS_IN_LINE]) for at in range(0, len(groups), GROUPS_IN_LINE)]
        self._show(
            Content("\n").join(Content.styled(line, "bold $accent") for line in lines),
            Content(get_text("app.lock.code")),
            Content(get_text("app.lock.code_lost")),
        )
        self._box.border_subtitle = get_text("app.lock.code_working")

    def _show(self, *texts: Content) -> None:
        for number, prose in enumerate(self._texts):
            prose.display = number < len(texts)
            if prose.display:
                prose.text = texts[number]

    def finish(self, problems: str) -> None:
        """Let Enter go on, once the code was seen, from what could not be done, if anything, to the app."""
        self._is_done, self._problems = True, problems
        if self._has_code:
            self._box.border_subtitle = get_text("app.lock.written_down")
        else:
            self.action_next()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Go on only once the change is done, and from a code with a key that nobody holds down."""
        match action:
            case "next":
                return self._is_done and not self._has_code
            case "written_down":
                return self._is_done and self._has_code
        return True

    def action_written_down(self) -> None:
        """Go on from the recovery code."""
        self._has_code = False
        self.action_next()
        self.refresh_bindings()

    def action_next(self) -> None:
        """Show what could not be done, or close the box."""
        if not self._problems:
            self.dismiss()
            return
        self._box.border_title = get_text("app.lock.title")
        self._box.border_subtitle = get_text("app.lock.go_on")
        self._show(plain_content(self._problems))
        self._box.scroll_home(animate=False)
        self._problems = ""

    def action_scroll(self, pages: float) -> None:
        """Scroll the text by `pages`; negative numbers scroll up."""
        self._box.scroll_pages(pages)
