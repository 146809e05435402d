"""Nothing of the first frame flickers in real terminal emulators until the app has drawn its own picture.

A cell that the first frame shows looks the same in every sample from then on. kitty and alacritty draw a
picture in memory, and show it whole. xterm draws on the screen itself: it clears a text and draws it anew,
even if the same text is there, and a sample may see that; it has to be over before a screen shows it. That is
no doing of kindtui, as another test here shows: no byte that it writes in that terminal changes such a cell.
"""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pyte
import pytest
from msgspec import structs

from kindtui.domain.settings import Settings
from kindtui.first_frame import ENTER_SCREEN, LEAVE_SCREEN
from kindtui.storage.file_store import FileStore
from tests.faults.trial_count import LONG_RUN
from tests.real_terminal import ENTER_ALT_SCREEN, UNSUPPORTED_SEQUENCES
from tests.support import ROOT, FakeClock
from tests.terminal.pixels import (
    BYTES_PER_PIXEL,
    TERMINALS,
    Picture,
    Recording,
    Window,
    differing,
    ground_color,
    open_window,
    reason_to_skip,
)
from tests.tui.places import demo_year

# A window of another program must not take the processor, or what is measured is how long that was.
pytestmark = [pytest.mark.sweep, pytest.mark.skipif(not LONG_RUN, reason="run by `make faults`, alone")]

KINDTUI = [sys.executable, "-P", "-m", "kindtui"]
SIZES = ((80, 24), (120, 40))
THEMES = ("dark", "light")
NOW = {"dark": "2026-11-22T08:00:00+01:00", "light": "2026-11-22T20:00:00+01:00"}
KEYS: dict[str, dict[str, str]] = {
    "dark": {},
    "light": {"app.quit_anywhere": "f10"},
}  # of the person's own, which the footer shows
CASES = [
    pytest.param((terminal, size, theme), id=f"{terminal}-{size[0]}x{size[1]}-{theme}")
    for terminal in TERMINALS
    for size in SIZES
    for theme in THEMES
    if LONG_RUN or SIZES.index(size) == THEMES.index(theme)
]
STARTS = 5 if LONG_RUN else 2
MAX_UNRECORDED_STARTS = 3  # Python may write its own cache during the first one, which a frame depends on
PAINTING_SECONDS = 20.0
QUIET_SECONDS = 1.0  # after the app's own picture
MAX_SECONDS_BETWEEN_SAMPLES = 0.003  # on average
REFRESH_SECONDS = 1 / 60
FILLED_CELL, SEQUENCE = "\x1b[7m \x1b[27m", re.compile(r"(\x1b\[[0-9;?]*[A-Za-z])")
WRITTEN_PART = re.compile(rb"\x1b\[[^A-Za-z]*[A-Za-z]|[\0-\x7f]|[\xc0-\xff][\x80-\xbf]*")
# Shows a frame, clears it for some refreshes, and shows it again with something more.
FLICKER = """
import os, sys, time
from pathlib import Path
frame = Path(sys.argv[1]).read_bytes()
for data in (frame, b"\\x1b[2J", frame + b"\\x1b[3;3HX"):
    os.write(2, data)
    time.sleep(0.5 if data is frame else 0.2)
time.sleep(60)
"""


@dataclass(frozen=True, repr=False)
class Remembered:
    """A window in which kindtui remembers its first frame.

    Attributes:
        window: It.
        terminal: Which terminal emulator it belongs to.
        size: Its columns and rows.
        frame: The bytes of the frame.
        picture: The pixels that the frame has there.
        shown_cells: A byte for each pixel, as in `differing`: 1 where it belongs to a cell with a character.
        folder: For files.
    """

    window: Window
    terminal: str
    size: tuple[int, int]
    frame: bytes
    picture: bytes
    shown_cells: int
    folder: Path


class Difference(NamedTuple):
    """How long something looked different, how many samples saw it, and in how many pixels at most."""

    seconds: float
    samples: int
    pixels: int


@pytest.fixture(scope="module", params=CASES)
def remembered(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Remembered]:
    """The window of a terminal emulator in which kindtui was started before, with a year in its journal."""
    terminal, size, theme = request.param
    if reason := reason_to_skip(terminal):
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("w")
    data, cache = folder / "data" / "journal.json", folder / "cache"
    journal = structs.replace(demo_year(), settings=Settings(theme=theme, keys=KEYS[theme]))
    FileStore(data, FakeClock()).transact(lambda _: journal)
    cache.mkdir(mode=0o700)
    environment = {
        "KINDTUI_DATA": str(data), "KINDTUI_NOW": NOW[theme], "XDG_CACHE_HOME": str(cache),
        "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "",
    }  # fmt: skip
    with open_window(folder, terminal, size, environment) as window:
        frame = _frame_of_earlier_start(window)
        parts = SEQUENCE.split(frame.decode())
        blank = _pictured(
            window, "".join(part if SEQUENCE.match(part) else " " * len(part) for part in parts)
        )
        filled = "".join(part if SEQUENCE.match(part) else re.sub(r"\S", FILLED_CELL, part) for part in parts)
        shown_cells = differing(blank, _pictured(window, filled))
        picture = _pictured(window, frame.decode())
        yield Remembered(window, terminal, size, frame, picture, shown_cells, folder)


def _frame_of_earlier_start(window: Window) -> bytes:
    for _ in range(MAX_UNRECORDED_STARTS):
        shell = window.settled()
        window.record(KINDTUI, lambda pixels, shell=shell: pixels != shell, QUIET_SECONDS)  # type: ignore[misc]
        frame = window.wait_for_frame(PAINTING_SECONDS)
        window.ask("stop")
        if frame:
            return frame
    raise AssertionError("no first frame is remembered")


def _pictured(window: Window, text: str) -> bytes:
    """Return the picture of a text on the other screen of the terminal, which is left again."""
    picture = window.written(ENTER_SCREEN + text.encode())
    window.written(LEAVE_SCREEN)
    return picture


def test_nothing_that_the_first_frame_shows_flickers(
    remembered: Remembered, record_property: Callable[[str, object], None]
) -> None:
    longest = REFRESH_SECONDS if remembered.terminal == "xterm" else 0.0
    for _ in range(STARTS):
        assert remembered.window.ask("frame") == remembered.frame
        recording = _record(remembered, KINDTUI)
        kept = _kept_pixels(remembered, recording)
        frame_at, app_at = (
            recording.milliseconds(each) for each in _appearances(remembered, recording, kept)
        )
        differences = _differences(remembered, recording, kept)
        record_property("samples per second", round(recording.samples_per_second))
        record_property("milliseconds to the frame, and to more", (round(frame_at), round(app_at)))
        record_property("differences", differences)
        assert recording.samples_per_second > 1 / MAX_SECONDS_BETWEEN_SAMPLES
        assert all(each.seconds < longest for each in differences), differences


def test_a_first_frame_that_is_cleared_for_a_moment_is_noticed(remembered: Remembered) -> None:
    file = remembered.folder / "frame"
    file.write_bytes(ENTER_SCREEN + remembered.frame)
    recording = _record(remembered, [sys.executable, "-c", FLICKER, str(file)])
    remembered.window.written(LEAVE_SCREEN)
    differences = _differences(remembered, recording, _kept_pixels(remembered, recording))
    assert max(each.seconds for each in differences) > REFRESH_SECONDS


def test_no_byte_that_follows_the_first_frame_changes_a_cell_of_it(remembered: Remembered) -> None:
    """The terminal draws what is written to it, and answers what it is asked; `script` notes what it gets."""
    file = remembered.folder / "typescript"
    file.unlink(missing_ok=True)
    _record(remembered, ["script", "-q", "-f", "-c", " ".join(KINDTUI), str(file)])
    _, entered, written = file.read_bytes().partition(ENTER_SCREEN + remembered.frame)
    assert entered
    columns, rows = remembered.size
    screen = pyte.Screen(columns, rows)
    stream = pyte.ByteStream(screen)
    stream.feed(remembered.frame)
    cells = {(row, column): screen.buffer[row][column] for row in range(rows) for column in range(columns)}
    shown = {place: cell for place, cell in cells.items() if not cell.data.isspace()}
    assert len(shown) > columns
    for part in WRITTEN_PART.findall(_supported(written)):
        screen.dirty.clear()
        stream.feed(part)
        touched = [place for place in shown if place[0] in screen.dirty]
        changed = [place for place in touched if screen.buffer[place[0]][place[1]] != shown[place]]
        assert not changed, part
    assert "Sunday" in screen.display[2]  # the app has drawn


def _supported(written: bytes) -> bytes:
    """Return what was written without what pyte does not know; entering a screen clears it."""
    return UNSUPPORTED_SEQUENCES.sub(b"", written).replace(ENTER_ALT_SCREEN, b"\x1b[0m\x1b[2J")


def _record(remembered: Remembered, command: list[str]) -> Recording:
    """Return a recording that ends some time after a program has drawn more than the frame."""
    shell = remembered.window.settled()
    others = (shell, remembered.picture)
    recording = remembered.window.record(command, lambda pixels: pixels not in others, QUIET_SECONDS)
    remembered.window.ask("stop")
    return recording


def _kept_pixels(remembered: Remembered, recording: Recording) -> int:
    """Return the pixels that have to look the same all the time.

    These are the cells with a character, and coloured ground, as far as nothing is written on it later.
    """
    frame, last = remembered.picture, recording.pictures[-1].pixels
    changed = differing(frame, last)
    assert not changed & remembered.shown_cells, "what the frame shows is not in the app's picture"
    colored = differing(frame, ground_color(frame) * (len(frame) // BYTES_PER_PIXEL))
    return remembered.shown_cells | (colored & ~changed)


def _appearances(remembered: Remembered, recording: Recording, kept: int) -> tuple[Picture, Picture]:
    """Return the first picture with the whole frame and nothing else, and the first one with more."""
    pictures = _since_frame(remembered, recording, kept)
    alone = [number for number, picture in enumerate(pictures) if picture.pixels == remembered.picture]
    assert alone, "the frame was never shown alone"
    return pictures[0], pictures[alone[-1] + 1]


def _since_frame(remembered: Remembered, recording: Recording, kept: int) -> list[Picture]:
    """Return the pictures from the first one that shows the whole frame on."""
    pictures = recording.pictures
    whole = (not differing(picture.pixels, remembered.picture) & kept for picture in pictures)
    begin = next((number for number, is_whole in enumerate(whole) if is_whole), None)
    assert begin is not None, "the frame was never shown"
    return pictures[begin:]


def _differences(remembered: Remembered, recording: Recording, kept: int) -> list[Difference]:
    """Return each span in which some of the pixels to be kept were not as in the frame, once it was shown."""
    differences: list[Difference] = []
    begin: float | None = None
    for picture in _since_frame(remembered, recording, kept):
        pixels = (differing(picture.pixels, remembered.picture) & kept).bit_count()
        if not pixels:
            begin = None
        elif begin is None:
            begin = picture.first
            differences.append(Difference(picture.last - begin, picture.samples, pixels))
        else:
            _, samples, most_pixels = differences[-1]
            samples += picture.samples
            differences[-1] = Difference(picture.last - begin, samples, max(pixels, most_pixels))
    return differences
