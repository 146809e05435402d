"""Paragraphs that leave no word alone on a last line."""

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.tui.widgets.text_layout import wrapped


class Prose(Widget):
    """Paragraphs as high as they are at the width there is."""

    text: reactive[Content] = reactive(Content(""), layout=True)

    def __init__(
        self,
        text: Content | str = "",
        *,
        id: str | None = None,  # noqa: A002  the name that Textual gives it
        classes: str | None = None,
        indent: int = 0,
    ) -> None:
        """Show `text`, which is never read as markup; lines after the first of a paragraph are indented."""
        super().__init__(id=id, classes=classes)
        self._indent = " " * indent
        self.set_reactive(Prose.text, Content(text) if isinstance(text, str) else text)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at `width`."""
        del container, viewport
        return len(self._lines(width))

    def render(self) -> Content:
        """Return the lines."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for paragraph in self.text.split("\n", allow_blank=True):
            first, *others = wrapped(paragraph, max(1, width - len(self._indent))) or [paragraph]
            lines += [first.rstrip(), *(self._indent + line.rstrip() for line in others)]
        return lines
