"""The part of a screen between its header and its keys."""

from textual.containers import VerticalScroll


class Body(VerticalScroll, can_focus=False):
    """The part of a screen that scrolls."""

    def can_scroll(self, pages: object) -> bool:
        """Return whether there is more below, or above if `pages` is negative."""
        assert isinstance(pages, int | float)
        return self.scroll_y < self.max_scroll_y if pages > 0 else self.scroll_y > 0

    def scroll_pages(self, pages: float) -> None:
        """Scroll by `pages`, a fraction or several, at least a line; negative numbers scroll up."""
        lines = pages * max(1, self.size.height - 2)
        self.scroll_relative(y=round(lines) or (1 if lines > 0 else -1), animate=False, immediate=True)
