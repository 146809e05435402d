"""The question whether a journal that is gone shall be written anew."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

TITLE = "The journal is gone"
TEXT = (
    "The file was removed, or its folder is not mounted any more. Nothing was saved; what you wrote is still "
    "here.\n\nBring it back, or close this with Esc and go on later. Write the whole journal there anew?"
)


class GoneScreen(ModalScreen[bool]):
    """A box over the current screen; it returns whether the journal shall be written anew."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "write it anew", id="gone.yes"),
        Binding("escape,n", "dismiss(False)", "not now", id="gone.no", key_display="Esc"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the question, with the keys in the border."""
        with Vertical(id="gone") as box:
            box.border_title = TITLE
            box.border_subtitle = "y writes it anew · Esc not now"
            yield Static(Content(TEXT))
