"""Blocks of labelled counts with bars, as many beside each other as fit."""

from typing import NamedTuple

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.tui.widgets.text_layout import QUIET_STYLE, plain_content, side_by_side, truncated

MIN_BLOCK_WIDTH = 28  # cells, with the gap to the next block
LABEL_WIDTH, NUMBER_WIDTH, BLOCK_GAP = 15, 5, 3


class CountBlock(NamedTuple):
    """A title, rows of label and count, and a note below; a count of None shows the label alone."""

    title: str
    rows: tuple[tuple[str, int | None], ...]
    note: str = ""


class CountGrid(Widget):
    """A grid of blocks, in order from left to right and from top to bottom."""

    blocks: reactive[tuple[CountBlock, ...]] = reactive((), layout=True)

    def render(self) -> Content:
        """Return the blocks in rows of as many as fit."""
        width = self.size.width
        blocks_per_row = max(1, min(len(self.blocks), width // MIN_BLOCK_WIDTH))
        rendered = [_block_lines(block, width // blocks_per_row - BLOCK_GAP) for block in self.blocks]
        rows = [rendered[start : start + blocks_per_row] for start in range(0, len(rendered), blocks_per_row)]
        return Content("\n\n").join(side_by_side(row, width // blocks_per_row) for row in rows)


def _block_lines(block: CountBlock, width: int) -> list[Content]:
    max_count = max((count for _, count in block.rows if count), default=1)
    rows = [_count_row(label, count, max_count, width) for label, count in block.rows]
    note = Content.styled(block.note, QUIET_STYLE).wrap(width) if block.note else []
    return [Content.styled(block.title, "bold"), *rows, *note]


def _count_row(label: str, count: int | None, max_count: int, width: int) -> Content:
    if count is None:
        return truncated(plain_content(label), width)
    name = truncated(plain_content(label), LABEL_WIDTH)
    bar = "▇" * round((width - LABEL_WIDTH - NUMBER_WIDTH - 1) * count / max_count)
    return Content.assemble(
        name.pad_right(LABEL_WIDTH - name.cell_length), f"{count:{NUMBER_WIDTH}} ", (bar, "$mark-kind")
    )
