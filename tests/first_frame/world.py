"""A home with a journal whose next start has been noted, and with a frame for each picture that may be due.

The app's part is done by its own functions, over real files and without a screen. A frame says which picture
it is of, in a window of which size, so that a test knows what would be seen.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import msgspec

from kindtui import first_frame
from kindtui.cli.clock import SystemClock
from kindtui.cli.invocation import Invocation
from kindtui.cli.parser import parse_arguments
from kindtui.cli.wiring import merge_sync_conflicts
from kindtui.domain.first_picture import Picture, picture_of
from kindtui.domain.requests import ReceivedWritten
from kindtui.domain.state import State
from kindtui.next_start import picture_name, read_records, write_records
from kindtui.session import Session
from kindtui.tui.frame_keeper import FrameKeeper, Order
from tests.cli.program import run_here
from tests.first_frame.starts import Shown, Start, Starter
from tests.support import TODAY, FakeClock, moment

YESTERDAY = TODAY - timedelta(days=1)
MORNING = "2026-11-22T08:00:00+01:00"
BYTES_OF_A_FRAME = 9000  # about as many as in a window of 120 × 40


class MarkedFrames(FrameKeeper):
    """Has frames at once that name their picture, instead of painting them."""

    def _paint(self, order: Order) -> None:
        size = (order.columns, order.rows)
        keys = [
            first_frame.frame_key(order.surroundings.encode(), size, picture_name(picture, self._environment))
            for picture in order.pictures
        ]
        frames = [marked_frame(picture, size) for picture in order.pictures]
        records = [[key, frame] for key, frame in zip(keys, frames, strict=True)]
        write_records(first_frame.FRAMES, [*records, *read_records(first_frame.FRAMES)])


def marked_frame(picture: Picture, size: tuple[int, int]) -> bytes:
    return (b"%d %d " % size + picture_name(picture, {})).ljust(BYTES_OF_A_FRAME)


@dataclass
class World:
    """A home, and the start of kindtui in it that the app has prepared.

    Attributes:
        home: The home folder.
        starter: What starts kindtui.
        now: The time at which it starts, with a UTC offset.
        journal: The name of the data file.
        variables: Further variables of the environment.
    """

    home: Path
    starter: Starter
    now: str = MORNING
    journal: str = "journal.json"
    variables: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)

    @property
    def path(self) -> Path:
        """The data file."""
        return self.home / "data" / self.journal

    @property
    def cache(self) -> Path:
        """The folder of the frames and the notes."""
        return self.home / "cache" / "kindtui"

    @property
    def defaults(self) -> Path:
        """The file of the person's own settings."""
        return self.home / "config" / "kindtui" / "defaults.toml"

    @property
    def start(self) -> Start:
        environment = {
            "HOME": str(self.home),
            "KINDTUI_DATA": str(self.path),
            "KINDTUI_NOW": self.now,
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "TZ": "UTC",
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_CONFIG_DIRS": str(self.home / "system"),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            **self.variables,
        }
        return Start(environment, folder=str(self.home))

    def at(self, now: str) -> Start:
        """Return the start at that time."""
        return replace(self.start, environment={**self.start.environment, "KINDTUI_NOW": now})

    def session(self, start: Start | None = None) -> Session:
        """Return the session of the app over the journal."""
        environment = (start or self.start).environment
        now = environment["KINDTUI_NOW"]
        clock = FakeClock(moment(now)) if now else SystemClock()
        options = parse_arguments([])
        return Invocation(options, environment, clock, Path(environment["KINDTUI_DATA"])).session()

    def write(self, text: str = "Tea from Noor") -> None:
        """Save a line from yesterday, which no start is noted after."""
        session = self.session()
        session.open()
        with self.caching(None):
            session.submit(ReceivedWritten(YESTERDAY, text))

    def open_app(
        self, start: Start | None = None, surroundings: bytes = b"", *, keeps_frames: bool = True
    ) -> Session:
        """Begin the app as a start does, up to the note of the next one and the frames for it.

        `surroundings` are those of a start as they were shown, if they are known.
        """
        start = start or self.start
        session = self.session(start)
        merge_sync_conflicts(session)
        state = session.load_recent()
        with self.caching(start):
            session.note_next_start()
            if keeps_frames:
                surroundings = surroundings or self.starter.show(start).surroundings
                with patch.object(first_frame, "surroundings", lambda _: surroundings):
                    MarkedFrames(dict(start.environment)).keep(state, start.size)
        session.open()
        return session

    def show(self, start: Start | None = None) -> Shown:
        return self.starter.show(start or self.start)

    def run(self, *arguments: str, start: Start | None = None) -> None:
        """Run a command in this process, without a terminal."""
        start = start or self.start
        with self.caching(start):
            assert run_here(arguments, start.environment).status == 0, arguments

    @contextmanager
    def caching(self, start: Start | None) -> Iterator[None]:
        """Let the functions of this process use the cache folder of that start; of none, no folder at all."""
        folder = start.environment["XDG_CACHE_HOME"] if start else os.devnull
        with patch.dict(os.environ, XDG_CACHE_HOME=folder):
            yield


def picture_in(shown: Shown, size: tuple[int, int] = (80, 24)) -> Picture | None:
    """Return the picture whose frame is shown, whole and for that size; None without one."""
    if not shown.frame:
        return None
    name = shown.frame.decode().split(" ", 2)[2].strip()
    picture = msgspec.json.decode(name, type=Picture)
    assert shown.frame == marked_frame(picture, size)
    return picture


def first_state(world: World, start: Start) -> State:
    """Return the state that the app begins with at that start."""
    session = world.session(start)
    merge_sync_conflicts(session)
    return session.load_recent()


def first_picture(world: World, start: Start) -> Picture | None:
    """Return the picture that the app begins with at that start."""
    return picture_of(first_state(world, start))
