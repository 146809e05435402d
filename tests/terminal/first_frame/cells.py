"""Replays what a program wrote, token by token, and looks at every cell after each."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pyte
from pyte.screens import Char

from tests.real_terminal import ENTER_ALT_SCREEN, UNSUPPORTED_SEQUENCES

# No run of printed characters writes a cell twice, so that looking at its end shows the work of each byte.
TOKENS = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]|[^\x00-\x1f\x7f]+|.",
    re.DOTALL,
)
DIM, BLINK = 2, 5
VALUES_OF_COLOURS = {5: 2, 2: 4}  # how many parameters follow 38 and 48, by the second of them

Row = tuple[Char, ...]
Cells = tuple[Row, ...]


class Screen(pyte.Screen):
    """A screen that does not ignore dim text: as kindtui has none that blinks, it is taken for that."""

    def select_graphic_rendition(self, *attributes: int, **options: bool) -> None:
        found, index = list(attributes), 0
        while index < len(found):
            if found[index] in (38, 48) and index + 1 < len(found):
                index += VALUES_OF_COLOURS.get(found[index + 1], 1)
            elif found[index] == DIM:
                found[index] = BLINK
            index += 1
        super().select_graphic_rendition(*found, **options)

    def row(self, number: int) -> Row:
        line = self.buffer[number]
        return tuple(line[column] for column in range(self.columns))


class Moment(NamedTuple):
    """The screen after some token.

    Attributes:
        end: How many bytes were written by then.
        cells: All cells; rows that are the same as before are the same objects.
        cursor: The column and the row of the terminal's own cursor.
    """

    end: int
    cells: Cells
    cursor: tuple[int, int]


def moments(raw: bytes, size: tuple[int, int]) -> Iterator[Moment]:
    """Yield the screen after each token; the alternate screen is empty when it is entered."""
    columns, rows = size
    screen = Screen(columns, rows)
    stream = pyte.ByteStream(screen)
    cells = [screen.row(number) for number in range(rows)]
    for token in TOKENS.finditer(raw):
        if token[0] == ENTER_ALT_SCREEN:
            screen.reset()
        elif not UNSUPPORTED_SEQUENCES.fullmatch(token[0]):
            stream.feed(token[0])
        for number in screen.dirty:
            cells[number] = screen.row(number)
        screen.dirty.clear()
        yield Moment(token.end(), tuple(cells), (screen.cursor.x, screen.cursor.y))


def moment_at(raw: bytes, size: tuple[int, int], end: int) -> Moment:
    """Return the screen after the first `end` bytes."""
    return list(moments(raw[:end], size))[-1]


def text_of(cells: Sequence[Row]) -> str:
    return "\n".join("".join(cell.data for cell in row).rstrip() for row in cells)


def flickers(
    raw: bytes, size: tuple[int, int], begin: Moment, end: Moment, *, is_shown_only: bool = False
) -> list[str]:
    """Describe each cell that is the same at both moments and was different in between.

    With `is_shown_only`, those that are blank at both are left out.
    """
    found = []
    wanted = [
        [
            one if one == other and not (is_shown_only and one.data == " ") else None
            for one, other in zip(*rows, strict=True)
        ]
        for rows in zip(begin.cells, end.cells, strict=True)
    ]
    before = begin.cells
    for moment in moments(raw[: end.end], size):
        if moment.end <= begin.end:
            continue
        for number, (row, was) in enumerate(zip(moment.cells, before, strict=True)):
            if row is was:
                continue
            found += [
                f"row {number}, column {column}: {cell} instead of {expected} after {moment.end} bytes"
                for column, (cell, expected) in enumerate(zip(row, wanted[number], strict=True))
                if expected and cell != expected
            ]
        before = moment.cells
    return found
