"""Paragraphs that leave no word alone on a last line."""

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.tui.widgets.text_layout import wrapped


class Prose(Widget):
    """Paragraphs as high as they are at the width there is."""

    text: reactive[Content] = reactive(Content(""), repaint=False)

    def __init__(
        self,
        text: Content | str = "",
        *,
        id: str | None = None,  # noqa: A002  the name that Textual gives it
        classes: str | None = None,
    ) -> None:
        """Show `text`, which is never read as markup."""
        super().__init__(id=id, classes=classes)
        self.set_reactive(Prose.text, Content(text) if isinstance(text, str) else text)

    def watch_text(self, before: Content, now: Content) -> None:
        """Draw the text, and lay out the screen again if there are more lines or fewer."""
        width = self.size.width
        counts = [len(self.wrapped_lines(text, width)) for text in (before, now)]
        self.refresh(layout=not width or counts[0] != counts[1])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at `width`."""
        del container, viewport
        return len(self.lines(width))

    def render(self) -> Content:
        """Return the lines."""
        return Content("\n").join(self.lines(self.size.width))

    def lines(self, width: int) -> list[Content]:
        """Return the lines at `width`."""
        return self.wrapped_lines(self.text, width)

    def wrapped_lines(self, text: Content, width: int) -> list[Content]:
        """Return the paragraphs of `text` as lines."""
        return [line.rstrip() for line in wrapped(text, max(1, width))]
