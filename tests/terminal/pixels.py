"""Terminal emulators on a virtual display, whose pixels are read more than a thousand times in a second.

Xvfb keeps its screen in a file, and that is read as shared memory: nobody is asked for a picture, so neither
the terminal nor the display notices it.
"""

import mmap
import os
import socket
import struct
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from shutil import which
from typing import Any, NamedTuple

from tests.real_terminal import OVERRIDDEN_PREFIXES

TIMEOUT_SECONDS = 60.0
POLL_SECONDS = 0.05
QUIET_SECONDS = 0.3  # what was written to the terminal is drawn by then
CELL_SIZE = (9, 17)  # in pixels; no terminal has larger ones with these fonts
BYTES_PER_PIXEL = 4  # blue, green, red, and one without a meaning
BYTES_PER_COLOR = 12  # in the colour map before the pixels
FONT, FONT_SIZE, CORE_FONT = "DejaVu Sans Mono", "9", "8x13"
TERMINALS = ("xterm", "kitty", "alacritty")
_ONE_UNLESS_ZERO = bytes([0, *[1] * 255])


class Picture(NamedTuple):
    """A picture of the display.

    Attributes:
        first, last: When it was seen first, and when last, by the monotonic clock.
        samples: How often it was seen in between.
        pixels: What it shows.
    """

    first: float
    last: float
    samples: int
    pixels: bytes


class Recording(NamedTuple):
    """Everything that was on the display while a program ran.

    Attributes:
        started: When the program was started, by the monotonic clock.
        pictures: Each picture that is unlike the one before.
    """

    started: float
    pictures: list[Picture]

    @property
    def samples_per_second(self) -> float:
        samples = sum(picture.samples for picture in self.pictures)
        return samples / (self.pictures[-1].last - self.pictures[0].first)

    def milliseconds(self, picture: Picture) -> float:
        """The time from the start until this picture was seen."""
        return (picture.first - self.started) * 1e3


class Window:
    """The window of a terminal emulator."""

    def __init__(self, screen: mmap.mmap, program: "Connection[Any, Any]") -> None:
        """Read the pixels of a display, with `program` at the other end of a socket in the window."""
        header_size, *fields = struct.unpack_from(">20I", screen)  # see X11/XWDFile.h
        height, bits_per_pixel, bytes_per_line, colors = (fields[place] for place in (4, 10, 11, 18))
        assert bits_per_pixel == BYTES_PER_PIXEL * 8
        self._screen = screen
        self._begin = header_size + colors * BYTES_PER_COLOR
        self._end = self._begin + height * bytes_per_line
        self._program = program

    def ask(self, *request: object) -> Any:
        """Let the program in the window do something; see `tests.terminal.window_program`."""
        self._program.send(request)
        assert self._program.poll(TIMEOUT_SECONDS), request
        return self._program.recv()

    def pixels(self) -> bytes:
        """Return what the display shows now."""
        return self._screen[self._begin : self._end]

    def settled(self) -> bytes:
        """Return the picture that stays as it is."""
        return self._pictures(lambda _: True, QUIET_SECONDS)[-1].pixels

    def written(self, data: bytes) -> bytes:
        """Write to the terminal, and return the picture of that."""
        self.ask("write", data)
        return self.settled()

    def record(
        self, command: Sequence[str], is_last: Callable[[bytes], bool], quiet_seconds: float
    ) -> Recording:
        """Start a program, and record until a picture that may be the last one has stayed as it is."""
        self.settled()
        started = self.ask("start", *command)
        return Recording(started, self._pictures(is_last, quiet_seconds))

    def wait_for_frame(self, seconds: float) -> bytes:
        """Return the first frame that is remembered for a start here; nothing if there is still none."""
        deadline = time.monotonic() + seconds
        while not (frame := self.ask("frame")) and time.monotonic() < deadline:
            self._program.poll(POLL_SECONDS)
        assert isinstance(frame, bytes)
        return frame

    def _pictures(self, is_last: Callable[[bytes], bool], quiet_seconds: float) -> list[Picture]:
        begin = now = time.monotonic()
        pictures = [Picture(now, now, 1, self.pixels())]
        while now < pictures[-1].first + quiet_seconds or not is_last(pictures[-1].pixels):
            assert now < begin + TIMEOUT_SECONDS, "the picture that is awaited never comes"
            pixels, now = self.pixels(), time.monotonic()
            if pixels == pictures[-1].pixels:
                pictures[-1] = pictures[-1]._replace(last=now, samples=pictures[-1].samples + 1)
            else:
                pictures.append(Picture(now, now, 1, pixels))
        return pictures


def differing(one: bytes, other: bytes) -> int:
    """Return a number with a byte for each pixel: 1 if it differs between two pictures, else 0."""
    changes = (int.from_bytes(one, "little") ^ int.from_bytes(other, "little")).to_bytes(len(one), "little")
    blue, green, red = (int.from_bytes(changes[color::BYTES_PER_PIXEL], "little") for color in range(3))
    changed = (blue | green | red).to_bytes(len(one) // BYTES_PER_PIXEL, "little")
    return int.from_bytes(changed.translate(_ONE_UNLESS_ZERO), "little")


def ground_color(picture: bytes) -> bytes:
    """Return the colour that most pixels of a window have; beside it, as in the last corner, is no window."""
    outside = picture[-BYTES_PER_PIXEL:]
    counts = Counter(memoryview(picture).cast("I")).most_common(2)
    colors = [color.to_bytes(BYTES_PER_PIXEL, sys.byteorder) for color, _ in counts]
    return next(color for color in colors if color != outside)


def reason_to_skip(terminal: str) -> str:
    """Return why a terminal emulator cannot be tried here; empty if it can."""
    missing = [name for name in ("Xvfb", "script", terminal) if not which(name)]
    return f"not installed: {', '.join(missing)}" if missing else ""


def _command_of(terminal: str, columns: int, rows: int) -> list[str]:
    """Return how to open a window of that size; what is to run in it follows."""
    if terminal == "xterm":
        looks = ["-fn", CORE_FONT, "-u8", "+sb", "+bc", "-tn", "xterm-256color"]
        return ["xterm", "-geometry", f"{columns}x{rows}+0+0", *looks, "-e"]
    if terminal == "kitty":
        options = [
            f"initial_window_width={columns}c", f"initial_window_height={rows}c", "remember_window_size=no",
            f"font_family={FONT}", f"font_size={FONT_SIZE}", "update_check_interval=0",
        ]  # fmt: skip
        return ["kitty", "--config", "NONE", *_with_flags(options)]
    options = [
        f"window.dimensions.columns={columns}", f"window.dimensions.lines={rows}",
        f"font.normal.family={FONT}", f"font.size={FONT_SIZE}",
    ]  # fmt: skip
    return ["alacritty", "--config-file", os.devnull, *_with_flags(options), "-e"]


def _with_flags(options: Sequence[str]) -> Iterator[str]:
    for option in options:
        yield from ("-o", option)


@contextmanager
def _display(folder: Path, columns: int, rows: int) -> Iterator[tuple[str, mmap.mmap]]:
    """Run a display that has room for a window of that size, and yield its name and its screen."""
    folder.mkdir(mode=0o700)
    ours, theirs = os.pipe()
    screen_size = f"{columns * CELL_SIZE[0]}x{rows * CELL_SIZE[1]}x24"
    command = ["Xvfb", "-displayfd", f"{theirs}", "-screen", "0", screen_size, "-fbdir", str(folder)]
    with _running([*command, "-nolisten", "tcp", "-noreset", "-nocursor"], os.environ, pass_fds=[theirs]):
        os.close(theirs)
        with os.fdopen(ours) as names:
            name = names.readline().strip()
        with (
            (folder / "Xvfb_screen0").open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as screen,
        ):
            yield f":{name}", screen


@contextmanager
def open_window(
    folder: Path, terminal: str, size: tuple[int, int], environment: Mapping[str, str]
) -> Iterator[Window]:
    """Open the window of a terminal emulator on a display of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OVERRIDDEN_PREFIXES)}
    own = {
        "LIBGL_ALWAYS_SOFTWARE": "1",
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "LC_ALL": "C.UTF-8",
    }
    address = str(folder / "socket")
    command = [*_command_of(terminal, *size), sys.executable, "-P", "-m", "tests.terminal.window_program"]
    with _display(folder / "display", *size) as (name, screen), socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        listener.settimeout(TIMEOUT_SECONDS)
        with (
            _running([*command, address], {**kept, **own, **environment, "DISPLAY": name}),
            Connection(listener.accept()[0].detach()) as program,
        ):
            yield Window(screen, program)


@contextmanager
def _running(
    command: Sequence[str], environment: Mapping[str, str], pass_fds: Sequence[int] = ()
) -> Iterator[None]:
    """Run a program as long as the context lasts."""
    nothing = subprocess.DEVNULL
    program = subprocess.Popen(
        command, env=environment, pass_fds=pass_fds, stdin=nothing, stdout=nothing, stderr=nothing
    )
    try:
        yield
    finally:
        program.terminate()
        program.wait()
