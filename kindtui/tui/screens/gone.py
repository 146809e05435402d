"""The question whether a journal that is gone shall be written again."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from kindtui.texts import get_text
from kindtui.tui.textual_compat import BoxScreen


class GoneScreen(BoxScreen[bool]):
    """A box over the current screen; it returns whether the journal shall be written again."""

    enabled_actions = ("places", "cover", "leave", "suspend_process")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "write it again", id="gone.yes"),
        Binding("escape,n", "dismiss(False)", "not now", id="gone.no", key_display="Esc"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the question, with the keys in the border."""
        with Vertical(id="gone") as box:
            box.border_title = "Journal not found"
            box.border_subtitle = "y writes it again · Esc not now"
            yield Static(Content(f"{get_text('app.gone.what')}\n\n{get_text('app.gone.question')}"))
