"""The marks with their names."""

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget

from kindtui.domain.journal.day import Mark
from kindtui.tui.widgets.marks import MARK_GLYPHS, MARK_NAMES, MARK_STYLES
from kindtui.tui.widgets.text_layout import QUIET_STYLE

SHOWN_MARKS = tuple(mark for mark in Mark if mark is not Mark.FUTURE)


class Legend(Widget):
    """The marks below each other, or beside each other where there is one line."""

    def render(self) -> Content:
        """Return the marks."""
        width, height = self.size
        return Content("\n").join(_entries()) if height > 1 else legend_line(width)


def legend_line(width: int) -> Content:
    """Return as many of the marks with their names as fit on a line."""
    entries = list(_entries())
    while entries and Content("  ").join(entries).cell_length > width:
        entries.pop()
    return Content("  ").join(entries)


def _entries() -> Iterable[Content]:
    return (
        Content.assemble((MARK_GLYPHS[mark], MARK_STYLES[mark]), (f" {MARK_NAMES[mark]}", QUIET_STYLE))
        for mark in SHOWN_MARKS
    )
