"""The part of a screen between its header and its keys."""

from textual.containers import VerticalScroll
from textual.geometry import Size


class Body(VerticalScroll, can_focus=False):
    """The part of a screen that scrolls, whose text is as wide with the scrollbar as without it."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines of the text at `width`, of which the scrollbar has its part."""
        return super().get_content_height(container, viewport, max(0, width - self.scrollbar_size_vertical))

    def can_scroll(self, pages: object) -> bool:
        """Return whether there is more below, or above if `pages` is negative."""
        assert isinstance(pages, int | float)
        return self.scroll_y < self.max_scroll_y if pages > 0 else self.scroll_y > 0

    def scroll_pages(self, pages: float) -> None:
        """Scroll by `pages`, a fraction or several, at least a line; negative numbers scroll up."""
        lines = pages * max(1, self.size.height - 2)
        self.scroll_relative(y=round(lines) or (1 if lines > 0 else -1), animate=False, immediate=True)
