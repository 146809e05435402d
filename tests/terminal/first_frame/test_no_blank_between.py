"""Between the remembered frame and the app's first picture, nothing that stays is blank for a moment."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.faults.trial_count import LONG_RUN
from tests.real_terminal import ENTER_ALT_SCREEN, Terminal
from tests.terminal.first_frame.cells import Moment, Row, flickers, moments, text_of
from tests.terminal.first_frame.world import (
    EVENING,
    FIRST_OF_APP,
    LATE_EVENING,
    MORNING,
    NOON,
    World,
    frame_of,
    leave,
    wait_for_app,
)

CLEAR_SCREEN, DONE = b"\x1b[2J", "d"
# What is shown at each time of a day, and the keys that lead to what is due later, with what they show.
PARTS = {
    "a morning": (
        MORNING,
        "Who can I encourage",
        (("Sam\r", "How much energy"), ("5", "Which of these would"), ("\r", "When will you do it?")),
    ),
    "a planned act": (NOON, "One small act", ((DONE, "Saved."),)),
    "an evening": (
        EVENING,
        "What kindness did I",
        (("tea with Noor\r", "Saved."), ("\r", "The same small question")),
    ),
    "a finished day": (LATE_EVENING, "The same small question", ()),
}
SIZES = ((40, 12), (60, 20), (80, 24), (120, 40), (200, 60))
THEMES = ("dark", "light", "dusk", "high_contrast", "terminal")
KEYS = '[keys]\n"global.quit" = "ctrl+w"\n"today.done" = "w"\n'
CASES = [
    (size, theme, has_keys)
    for row, size in enumerate(SIZES)
    for column, theme in enumerate(THEMES)
    for has_keys in (False, True)
    if LONG_RUN or ((row + column) % 5 == 0 and has_keys == bool(row % 2))
]
Recordings = Mapping[str, bytes]


def recorded_day(world: World, journal: Path, done: str = "d") -> Recordings:
    """Return what the program writes at each of its starts in a day, until its first picture is complete."""
    recordings = {}
    for part, (now, question, keys) in PARTS.items():
        with world.start(journal, now) as app:
            wait_for_app(app)
            recordings[part] = app.raw
            show_next(app, question, keys, done)
            leave(app)
    return recordings


def show_next(app: Terminal, question: str, keys: tuple[tuple[str, str], ...], done: str) -> None:
    assert question in app.text
    for key, text in keys:
        app.send(done if key == DONE else key)
        app.wait_for(text)


def landmarks(raw: bytes, size: tuple[int, int]) -> tuple[Moment, Moment, Moment]:
    """Return the screens of the frame, of the first picture with the whole card, and of the whole app."""
    screens = list(moments(raw, size))
    frame_end = raw.index(FIRST_OF_APP)
    frame, last = next(each for each in screens if each.end == frame_end), screens[-1]
    box = card_box(text_of(frame.cells))

    def card_of(screen: Moment) -> list[Row]:
        return [screen.cells[0], *(row[box.columns] for row in screen.cells[box.rows])]

    card = next(each for each in screens if each.end > frame_end and card_of(each) == card_of(last))
    return frame, card, last


class Box(NamedTuple):
    """The rows and columns of a part of the screen."""

    rows: slice
    columns: slice


def card_box(text: str) -> Box:
    """Return where the card is: what a frame shows between its first and its last row."""
    lines = {row: line for row, line in enumerate(text.splitlines()[:-1]) if row and line.strip()}
    if not lines:
        return Box(slice(0), slice(0))
    left = min(len(line) - len(line.lstrip()) for line in lines.values())
    right = max(len(line) for line in lines.values())
    return Box(slice(min(lines), max(lines) + 1), slice(left, right))


@pytest.fixture(scope="module")
def usual_day(world: World) -> Recordings:
    journal = world.folder / "day" / "journal.json"
    world.log(journal)
    return recorded_day(world, journal)


@pytest.mark.parametrize("part", PARTS)
def test_nothing_that_stays_is_blank_or_different_for_a_moment(part: str, usual_day: Recordings) -> None:
    check(usual_day[part], (80, 24), part)


@pytest.mark.sweep
@pytest.mark.parametrize(("size", "theme", "has_keys"), CASES)
def test_nothing_flickers_at_any_size_in_any_theme_with_any_keys(
    size: tuple[int, int], theme: str, has_keys: bool, tmp_path: Path
) -> None:
    world = World(tmp_path, size, KINDTUI_THEME=theme)
    if has_keys:
        world.provide(KEYS)
    journal = tmp_path / "data" / "journal.json"
    world.paint(journal, "who", "acts", "evening", "closed")
    for part, raw in recorded_day(world, journal, "w" if has_keys else DONE).items():
        check(raw, size, part)


def shown_wrongly(frame: Moment, picture: Moment) -> list[tuple[int, int]]:
    """Return the row and column of each cell that the frame shows and the app does not."""
    return [
        (row, column)
        for row, cells in enumerate(frame.cells)
        for column, cell in enumerate(cells)
        if cell.data != " " and cell != picture.cells[row][column]
    ]


def check(raw: bytes, size: tuple[int, int], part: str) -> None:
    assert len(frame_of(raw)) > 1000, f"no frame on {part}"
    assert raw.count(ENTER_ALT_SCREEN) == 1
    assert CLEAR_SCREEN not in raw
    frame, card, last = landmarks(raw, size)
    text = text_of(frame.cells)
    assert text.startswith("▌1 Today"), part
    has_fixed_card = part not in ("a finished day", "a planned act")
    is_card_shown = has_fixed_card or size != SIZES[0]  # there, what was written may fill it
    assert len([row for row in text.splitlines() if row.strip()]) > 2 * is_card_shown, f"{part}: {text}"
    assert shown_wrongly(frame, card) == [], part
    assert frame.cursor == last.cursor
    assert not flickers(raw, size, frame, card), part
    assert not flickers(raw, size, frame, last, is_shown_only=True), part


@pytest.mark.sweep
def test_the_frame_has_the_theme_of_the_app_even_after_a_start_in_another_one(tmp_path: Path) -> None:
    world, journal = World(tmp_path), tmp_path / "data" / "journal.json"
    world.log(journal)
    with world.provided('theme = "light"\n'):
        world.paint(journal, "who")
    for theme in ("light", ""):
        with world.start(journal, MORNING, environment={"KINDTUI_THEME": theme} if theme else {}) as app:
            wait_for_app(app)
            raw = app.raw
            leave(app)
    if frame_of(raw):
        frame, card, _ = landmarks(raw, world.size)
        assert shown_wrongly(frame, card) == []
