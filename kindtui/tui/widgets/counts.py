"""Counts in blocks: what was counted, how often, and a bar; as many blocks beside each other as fit."""

from typing import NamedTuple

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.tui.widgets.plain import fit, plain, side_by_side

COLUMN = 28  # cells a block needs, the gap to the next one included
LABEL, NUMBER, GAP = 15, 5, 3


class Block(NamedTuple):
    """A title, rows of a label and a count, and a word beneath; a count of None is a label alone."""

    title: str
    rows: tuple[tuple[str, int | None], ...]
    note: str = ""


class Counts(Widget):
    """Blocks of counts, in the order they are read."""

    blocks: reactive[tuple[Block, ...]] = reactive((), layout=True)

    def render(self) -> Content:
        """The blocks, in rows of as many as fit."""
        width = self.size.width
        beside = max(1, min(len(self.blocks), width // COLUMN))
        drawn = [_lines(block, width // beside - GAP) for block in self.blocks]
        rows = [drawn[start : start + beside] for start in range(0, len(drawn), beside)]
        return Content("\n\n").join(side_by_side(row, width // beside) for row in rows)


def _lines(block: Block, width: int) -> list[Content]:
    most = max((count for _, count in block.rows if count), default=1)
    rows = [_row(label, count, most, width) for label, count in block.rows]
    note = Content.styled(block.note, "$quiet-text").wrap(width) if block.note else []
    return [Content.styled(block.title, "bold"), *rows, *note]


def _row(label: str, count: int | None, most: int, width: int) -> Content:
    if count is None:
        return fit(plain(label), width)
    name = fit(plain(label), LABEL)
    bar = "▇" * round((width - LABEL - NUMBER - 1) * count / most)
    return Content.assemble(
        name.pad_right(LABEL - name.cell_length), f"{count:{NUMBER}} ", (bar, "$mark-kind")
    )
