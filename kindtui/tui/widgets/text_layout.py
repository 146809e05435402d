"""Helpers that turn text into `Content` and lay it out; text of the user is never read as markup."""

from collections.abc import Sequence
from itertools import zip_longest

from rich.cells import cell_len
from textual.content import Content

from kindtui.domain.text import strip_controls

QUIET_STYLE = "$quiet"  # a colour; dim as well where the terminal's own colours are used
MAX_BALANCED_LINES = 8
NOTHING = Content("")
REGULAR_QUIET_STYLE = f"not bold {QUIET_STYLE}"  # not bold even in a bold row


def plain_content(text: str, style: str = "") -> Content:
    """Return `text` without control characters, in one style."""
    return Content.styled(strip_controls(text), style) if style else Content(strip_controls(text))


def hanging_indent(
    prefix: Content, text: Content, width: int, aside: Content = NOTHING, *, keeps_aside: bool = False
) -> Content:
    """Return the text wrapped to `width` cells, every line after the first indented by the prefix.

    The `aside` stands at the right end of the last line if there is room for it, else on lines of its own if
    `keeps_aside`.
    """
    indent = prefix.cell_length
    lines = [
        (prefix if number == 0 else Content(" " * indent)) + line.rstrip()
        for number, line in enumerate(wrapped(text, max(8, width - indent)))
    ]
    if aside and lines[-1].cell_length + 2 + aside.cell_length <= width:
        lines[-1] = justified_line(lines[-1], aside, width)
    elif aside and keeps_aside:
        lines += [Content(" " * indent) + line.rstrip() for line in wrapped(aside, max(8, width - indent))]
    return Content("\n").join(lines)


def wrapped(text: Content, width: int) -> Sequence[Content]:
    """Return the lines of the text; where that takes no more, no paragraph ends with a single word."""
    paragraphs = text.split("\n", allow_blank=True)
    return [line for one in paragraphs for line in (_wrapped_paragraph(one, width) or [one])]


def _wrapped_paragraph(text: Content, width: int) -> Sequence[Content]:
    lines = text.wrap(width)
    if not 1 < len(lines) <= MAX_BALANCED_LINES:
        return lines
    longest_word = max(map(cell_len, text.plain.split()), default=0)
    for narrower in range(width - 1, max(width // 2, longest_word - 1), -1):
        if " " in lines[-1].plain.strip():
            break
        balanced = text.wrap(narrower)
        if len(balanced) > len(lines):
            break
        lines = balanced
    return lines


def justified_line(left: Content, right: Content, width: int) -> Content:
    """Return both at the two ends of a line of `width` cells, at least two blanks between them."""
    gap = width - left.cell_length - right.cell_length
    return left + " " * max(2, gap) + right


def thin_bar(length: float) -> str:
    """Return a horizontal bar of that many cells, to half a cell; half a cell at least."""
    halves = max(1, round(2 * length))
    return "━" * (halves // 2) + "╸" * (halves % 2)


def truncated(text: Content, width: int) -> Content:
    """Return the text truncated to `width` cells, with an ellipsis if it was longer."""
    return text.truncate(max(1, width), ellipsis=True)


def side_by_side(columns: Sequence[Sequence[Content]], width: int) -> Content:
    """Return columns of lines beside each other, each `width` cells wide; no line may be wider."""
    lines = zip_longest(*columns, fillvalue=Content(""))
    return Content("\n").join(
        Content("").join(cell.pad_right(width - cell.cell_length) for cell in line).rstrip() for line in lines
    )
