"""User text as content that is shown to the letter: no markup, no control characters."""

from collections.abc import Sequence
from itertools import zip_longest

from textual.content import Content

from kindtui.domain.text import strip_controls

QUIET_STYLE = "$quiet-text"
REGULAR_QUIET_STYLE = f"not bold {QUIET_STYLE}"  # also in a row whose style is bold


def plain_content(text: str, style: str = "") -> Content:
    """The cleaned text, in one style."""
    return Content.styled(strip_controls(text), style) if style else Content(strip_controls(text))


def hanging_indent(prefix: Content, text: Content, width: int) -> Content:
    """The text wrapped to `width` cells, its later lines indented under its first."""
    indent = prefix.cell_length
    lines = text.wrap(max(8, width - indent))
    return Content("\n").join(
        (prefix if number == 0 else Content(" " * indent)) + line.rstrip()
        for number, line in enumerate(lines)
    )


def justified_line(left: Content, right: Content, width: int) -> Content:
    """Both on one line, at its two ends; at least two blanks stay between them."""
    gap = width - left.cell_length - right.cell_length
    return left + " " * max(2, gap) + right


def truncated(text: Content, width: int) -> Content:
    """The text cut to `width` cells, the cut shown."""
    return text.truncate(max(1, width), ellipsis=True)


def side_by_side(columns: Sequence[Sequence[Content]], width: int) -> Content:
    """Columns of lines beside each other, each `width` cells wide; a line is no wider than that."""
    lines = zip_longest(*columns, fillvalue=Content(""))
    return Content("\n").join(
        Content("").join(cell.pad_right(width - cell.cell_length) for cell in line).rstrip() for line in lines
    )
