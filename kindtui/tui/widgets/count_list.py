"""Labelled counts below each other, each with a thin bar."""

from msgspec import Struct
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.tui.widgets.text_layout import QUIET_STYLE, plain_content, thin_bar, truncated, wrapped

LABEL_WIDTH, MAX_LINE_WIDTH = 17, 88


CountRows = tuple[tuple[str, int | None], ...]


class Counts(Struct, frozen=True):
    """Rows of label and count, and notes below them in quiet colour; a row without a count is quiet too."""

    rows: CountRows
    notes: tuple[str, ...] = ()


class CountList(Widget):
    """A line per count, with a bar scaled to the highest."""

    counts: reactive[Counts] = reactive(Counts(()), layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at `width`."""
        del container, viewport
        return len(self._lines(width))

    def render(self) -> Content:
        """Return the counts and the notes."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        width = max(1, min(width, MAX_LINE_WIDTH))
        notes = (plain_content(note, QUIET_STYLE) for note in self.counts.notes)
        lines = count_lines(self.counts.rows, width)
        for note in notes:
            lines += [Content("")] * bool(lines) + list(wrapped(note, width))
        return lines


def count_lines(rows: CountRows, width: int) -> list[Content]:
    """Return a line of at most `width` cells for each label and count."""
    max_count = max((count or 0 for _, count in rows), default=1)
    number_width = len(str(max_count)) + 1
    bar_width = width - LABEL_WIDTH - number_width - 2
    lines = []
    for label, count in rows:
        if count is None:
            lines.append(plain_content(label, QUIET_STYLE))
            continue
        name = truncated(plain_content(label), LABEL_WIDTH)
        bar = thin_bar(bar_width * count / max_count) if count else ""
        name = name.pad_right(LABEL_WIDTH - name.cell_length)
        lines.append(Content.assemble(name, f"{count:{number_width}}  ", (bar, "$bar-quiet")).rstrip())
    return lines
