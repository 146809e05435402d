"""Has the first frames painted that the next starts need and the cache lacks, by another process."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from kindtui import first_frame
from kindtui.domain.first_picture import Picture, likely_pictures
from kindtui.domain.state import State
from kindtui.next_start import picture_name

if TYPE_CHECKING:
    from subprocess import Popen

PAINTER_MODULE = "kindtui.tui.frame_painter"


class Order(Struct, frozen=True):
    """The frames that are to be painted: for a window of that size, in those surroundings."""

    surroundings: str
    columns: int
    rows: int
    pictures: tuple[Picture, ...]


class FrameKeeper:
    """Keeps the frames of one process complete, for whichever size its window has.

    The painter is a process of its own, so that no key waits for it, and it may outlive this one.
    """

    def __init__(self, environment: dict[str, str]) -> None:
        """Keep the frames of starts in that environment; the app may have changed that of the process."""
        self._environment = environment
        self._surroundings = b""
        self._painter: Popen[bytes] | None = None
        self._kept_look: tuple[object, ...] = ()

    def keep(self, state: State, size: tuple[int, int]) -> None:
        """Start to paint the missing frames that a new size of the window or other settings need.

        While others are being painted, nothing is done; call it again.
        """
        look = (size, state.journal.settings)
        if look == self._kept_look or (self._painter and self._painter.poll() is None):
            return
        self._kept_look = look
        self._surroundings = first_frame.surroundings(self._environment)
        with suppress(OSError):
            if pictures := self._missing(state, size):
                self._paint(Order(self._surroundings.decode(), *size, tuple(pictures)))

    def _missing(self, state: State, size: tuple[int, int]) -> list[Picture]:
        try:
            frames = first_frame.read(first_frame.FRAMES)
        except OSError:
            frames = b""
        return [
            picture
            for picture in likely_pictures(state)
            if not first_frame.find(frames, self._key(picture, size))
        ]

    def _key(self, picture: Picture, size: tuple[int, int]) -> bytes:
        return first_frame.frame_key(self._surroundings, size, picture_name(picture, self._environment))

    def _paint(self, order: Order) -> None:
        """Start the painter.

        Raises:
            OSError: It cannot be started.
        """
        from subprocess import DEVNULL, PIPE, Popen

        if not _can_be_kept():
            return
        self._painter = Popen(
            [sys.executable, "-P", "-m", PAINTER_MODULE],
            env=self._environment,
            cwd=Path(first_frame.cache_folder()),
            stdin=PIPE,
            stdout=DEVNULL,
            stderr=DEVNULL,
            start_new_session=True,
        )
        assert self._painter.stdin
        with self._painter.stdin as order_file:
            order_file.write(msgspec.json.encode(order))


def _can_be_kept() -> bool:
    """Return whether frames can be written, and would be trusted when they are read."""
    folder = Path(first_frame.cache_folder())
    status = folder.stat()
    is_private = status.st_uid == os.geteuid() and not status.st_mode & 0o022
    return is_private and os.access(folder, os.W_OK) and not (folder / first_frame.FRAMES).is_dir()
