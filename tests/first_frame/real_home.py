"""A home in which the real program is started in a pseudo-terminal, and keeps first frames."""

import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kindtui import first_frame
from tests.first_frame.world import MORNING
from tests.real_terminal import Terminal

PAINT_SECONDS = 120.0  # the painter leaves the machine to whatever else runs on it


@dataclass
class RealHome:
    """A home with a journal.

    Attributes:
        folder: The home folder.
        now: The time at which the program starts.
        shown: Whether each start showed a frame.
    """

    folder: Path
    now: str = MORNING
    shown: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        (self.folder / "cache").mkdir(mode=0o700, parents=True)

    @property
    def path(self) -> Path:
        return self.folder / "data" / "journal.json"

    @property
    def cache(self) -> Path:
        return self.folder / "cache" / "kindtui"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "HOME": str(self.folder),
            "PYTHONDONTWRITEBYTECODE": "",
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
        }

    def open(
        self,
        *arguments: str,
        size: tuple[int, int] = (80, 24),
        variables: dict[str, str] | None = None,
        now: str = "",
    ) -> Terminal:
        environment = {**self.environment, **(variables or {})}
        return Terminal(
            self.path, now or self.now, *arguments, size=size, environment=environment, cwd=self.folder
        )

    def frames(self) -> dict[bytes, bytes]:
        """Return every frame by its key; none if the file cannot be read or is a pipe."""
        file = self.cache / first_frame.FRAMES
        if not file.is_file():
            return {}
        records = [record.split(first_frame.FIELD) for record in file.read_bytes().split(first_frame.RECORD)]
        return {record[0]: record[1] for record in records if len(record) > 1}

    def note(self) -> bytes:
        """Return what tells one writing of the notes from the next."""
        with suppress(OSError):
            status = (self.cache / first_frame.NEXT_STARTS).lstat()
            return b"%d %d" % (status.st_ino, status.st_mtime_ns)
        return b""

    def start(self, text: str, *arguments: str, is_noted: bool = True, **how: object) -> bool:
        """Start the program, wait for a text of the app and leave it; return whether a frame came first."""
        note, frames = self.note(), self.frames().values()
        with self.open(*arguments, **how) as app:  # type: ignore[arg-type]
            app.wait_for(text)
            app.wait_until(lambda: not is_noted or self.note() != note, "the note of the next start")
            app.send("\x11")
            assert app.wait_for_exit() == 0
            assert app.is_restored
        assert b"Traceback" not in app.raw
        is_shown = app.raw.startswith(tuple(first_frame.ENTER_SCREEN + frame for frame in frames))
        self.shown.append(is_shown)
        return is_shown

    def painters(self) -> list[int]:
        """Return the processes that paint frames of this home."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if (process / "cwd").readlink() == self.cache and b"frame_painter" in (
                    process / "cmdline"
                ).read_bytes():
                    found.append(int(process.name))
        return found

    def wait_for_painters(self) -> None:
        deadline = time.monotonic() + PAINT_SECONDS
        while self.painters():
            assert time.monotonic() < deadline

    def stop_painters(self) -> None:
        for painter in self.painters():
            with suppress(ProcessLookupError):
                os.kill(painter, signal.SIGKILL)
