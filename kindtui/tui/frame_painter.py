"""Paints first frames, as a process of its own: `FrameKeeper` writes to its input which are wanted.

Each picture is drawn by the app itself, headless, over two invented journals that are as unlike each other as
they can be. What both have in common is kept, where it belongs to the parts that show no more than texts of
the assets; every other cell is blank. No word of a journal can be in a frame, as the painter knows none.
"""

import asyncio
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import msgspec
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.errors import NoWidget
from textual.geometry import Offset, Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from kindtui import content, first_frame
from kindtui.domain.dates import Moment
from kindtui.domain.first_picture import Picture, examples_of
from kindtui.domain.state import State
from kindtui.next_start import picture_name, read_records, write_records
from kindtui.session import Session
from kindtui.storage.store import MemoryStore
from kindtui.tui.app import KindApp
from kindtui.tui.frame_keeper import Order
from kindtui.tui.textual_compat import drawn_lines
from kindtui.tui.widgets.ritual_card import RitualCard

MAX_BYTES = 2**20  # of all frames; the oldest are dropped
NICENESS = 10
GROUND_SELECTORS = "TabBar, KeyFooter, Scale, QuestionInput"
SHOWN_SELECTORS = "TabBar, KeyFooter, Scale, QuestionInput .question, QuestionInput .hint, ListStep .question"


class Piece(NamedTuple):
    """Some cells of a line that have the same style."""

    row: int
    column: int
    text: str
    style: Style | None


class Drawing(NamedTuple):
    """One example as it is drawn.

    Attributes:
        grounds: The background of each cell, by rows; the default where it may depend on what was written.
        pieces: What may be shown.
        cursor: Where the terminal's own cursor stands.
        console: What knows the colours of the terminal.
    """

    grounds: list[list[Style]]
    pieces: frozenset[Piece]
    cursor: Offset
    console: Console


class StillClock:
    """A clock that always shows the same moment."""

    def __init__(self, moment: Moment) -> None:
        """Show that moment."""
        self._moment = moment

    def now(self) -> Moment:
        """Return it."""
        return self._moment

    def now_without_zone(self) -> Moment:
        """Return it."""
        return self._moment

    def sleep(self, seconds: float) -> None:
        """Return at once."""


class StillApp(KindApp):
    """The app at its first picture, which reads and watches nothing."""

    def _start_background_work(self) -> None:
        self._apply_settings()


def main() -> None:
    """Paint the frames that are ordered, one after another, and keep each as soon as it is ready."""
    os.nice(NICENESS)
    order = msgspec.json.decode(sys.stdin.buffer.read(), type=Order)
    size = (order.columns, order.rows)
    for picture in order.pictures:
        name = picture_name(picture, os.environ)
        frame = asyncio.run(paint(picture, size))
        _keep(first_frame.frame_key(order.surroundings.encode(), size, name), frame)


def _keep(key: bytes, frame: bytes) -> None:
    """Write a frame to the cache, as the newest.

    Raises:
        OSError: It cannot be written.
    """
    records = [[key, frame], *(each for each in read_records(first_frame.FRAMES) if each[0] != key)]
    while sum(len(field) for record in records for field in record) > MAX_BYTES:
        records.pop()
    write_records(first_frame.FRAMES, records)


async def paint(picture: Picture, size: tuple[int, int]) -> bytes:
    """Return what to write to the terminal to show a picture in a window of `size`, columns and rows."""
    one, other = [await _draw(state, size) for state in examples_of(picture, content.catalog())]
    pieces = sorted(one.pieces & other.pieces, key=lambda piece: (piece.row, piece.column))
    lines = [
        _line(pair, one.grounds[0][0], [piece for piece in pieces if piece.row == row])
        for row, pair in enumerate(zip(one.grounds, other.grounds, strict=True))
    ]
    text = "".join(f"\x1b[{row + 1};1H{line.render(one.console)}" for row, line in enumerate(lines))
    return f"{text}\x1b[{one.cursor.y + 1};{one.cursor.x + 1}H".encode()


def _line(grounds: tuple[list[Style], list[Style]], default: Style, pieces: Iterable[Piece]) -> Strip:
    """Return a line with these pieces on the background that both examples have, or else the default one."""
    cells = [one if one == other else default for one, other in zip(*grounds, strict=True)]
    ground = Strip([Segment(" " * len(list(run)), style) for style, run in groupby(cells)])
    parts, column = [], 0
    for piece in pieces:
        text = Strip([Segment(piece.text, piece.style)])
        parts += [ground.crop(column, piece.column), text]
        column = piece.column + text.cell_length
    return Strip.join([*parts, ground.crop(column)])


async def _draw(state: State, size: tuple[int, int]) -> Drawing:
    session = Session(MemoryStore(state.journal), StillClock(state.moment), state.catalog)
    app = StillApp(session, state)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        lines, cursor = drawn_lines(app.screen), app.cursor_position
        shown = _shown_cells(app.screen, cursor)
        pieces = [piece for row, line in enumerate(lines) for piece in _pieces(row, line, shown[row])]
        return Drawing(_grounds(app.screen, lines), frozenset(pieces), cursor, app.console)


def _shown_cells(screen: Screen[Any], cursor: Offset) -> list[bytearray]:
    """Return, by rows, 1 for each cell that shows no more than texts of the assets, and 0 for the others."""
    cells = [bytearray(screen.size.width) for _ in range(screen.size.height)]

    def mark(region: Region, value: bytes = b"\1") -> None:
        for row in range(region.y, region.bottom):
            cells[row][region.x : region.right] = value * region.width

    for card in screen.query(RitualCard):
        visible = _visible_region(card).intersection(_region_that_never_changes(card))
        mark(visible)
        mark(card.region.shrink(card.styles.border.spacing).intersection(visible), b"\0")
    for widget in screen.query(SHOWN_SELECTORS):
        mark(_visible_region(widget))
    if isinstance(screen.focused, Input):
        mark(Region(*cursor, 1, 1))
    return cells


def _region_that_never_changes(card: RitualCard) -> Region:
    """Return the part of a card that is the same whatever was written: how high a list is depends on that."""
    if card.query("QuestionInput, Scale"):
        return card.region
    bottom = max((question.region.bottom for question in card.query("ListStep .question")), default=0)
    return card.region.crop_size((card.region.width, max(1, bottom - card.region.y)))


def _visible_region(widget: Widget) -> Region:
    try:
        return widget.screen.find_widget(widget).visible_region
    except NoWidget:  # it is not displayed
        return Region()


def _pieces(row: int, line: Strip, is_shown: bytearray) -> Iterator[Piece]:
    """Yield the pieces of a line in the cells that may be shown."""
    column = 0
    for may_show, run in groupby(is_shown):
        end = column + len(list(run))
        for text, style, _ in line.crop(column, end) if may_show else ():
            piece = Segment(text, style)
            yield Piece(row, column, text, style)
            column += piece.cell_length
        column = end


def _grounds(screen: Screen[Any], lines: Sequence[Strip]) -> list[list[Style]]:
    grounds = [
        [
            Style(bgcolor=segment.style.bgcolor if segment.style else None)
            for segment in line
            for _ in range(segment.cell_length)
        ]
        for line in lines
    ]
    parts = [_visible_region(widget) for widget in screen.query(GROUND_SELECTORS)]
    return [
        [
            ground if any(part.contains(column, row) for part in parts) else grounds[0][0]
            for column, ground in enumerate(line)
        ]
        for row, line in enumerate(grounds)
    ]


if __name__ == "__main__":
    main()
