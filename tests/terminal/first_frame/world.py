"""A home with a cache of its own, in which the real program keeps first frames."""

import os
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from tests.real_terminal import ENTER_ALT_SCREEN, KINDTUI_COMMAND, Terminal, is_readable
from tests.support import ROOT

MORNING, NOON = "2026-11-22T08:00:00+01:00", "2026-11-22T12:00:00+01:00"
EVENING, LATE_EVENING = "2026-11-22T20:00:00+01:00", "2026-11-22T21:00:00+01:00"
YESTERDAY = "2026-11-21T20:00:00+01:00"
QUESTION = "Who can I encourage"
CTRL_Q = "\x11"
FIRST_OF_APP = b"\x1b[?1000h"  # reports of the mouse: what the app itself asks the terminal for first
BEGUN = b"\a"  # kindtui has begun to run: what happens before is in the hands of Python
# As the installed script does it, but without the folder of the sources among those that may have changed:
# what others do in it meanwhile, such as creating a file, would make every frame outdated.
SCRIPT = f"""
import os, sys
sys.argv[0] = "kindtui"
sys.path[:] = [{str(ROOT)!r}, *(each for each in sys.path if not os.path.isdir(each + "/kindtui"))]
from kindtui.__main__ import main
os.write(2, {BEGUN!r})
main()
"""
COMMAND = (sys.executable, "-P", "-c", SCRIPT)
MODES = (9, 47, 1000, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 1047, 1049, 2004, 2026, 2048)
MODES_OF_A_SHELL = (7, 25)  # wrapping lines, and the cursor
STILL_SECONDS, POLL_SECONDS, PAINTING_SECONDS = 0.3, 0.05, 90.0


class KeptTerminal(Terminal):
    """A terminal whose attributes can be read after the program has ended."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._descriptor = os.dup(self.child.fileno())

    def __enter__(self) -> "KeptTerminal":
        return self

    def __exit__(self, *reason: object) -> None:
        super().__exit__(*reason)
        os.close(self._descriptor)

    @property
    def attributes(self) -> list[Any]:
        return termios.tcgetattr(self._descriptor)


class World:
    """A home and a cache in a folder, and the size of the window."""

    def __init__(self, folder: Path, size: tuple[int, int] = (80, 24), **variables: str) -> None:
        self.folder, self.size = folder, size
        self.cache = folder / "cache"
        self.cache.mkdir(mode=0o700)
        self.environment = {
            "HOME": str(folder),
            "XDG_CACHE_HOME": str(self.cache),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "share"),
            "COLORTERM": "truecolor",
            "PYTHONDONTWRITEBYTECODE": "",
            **variables,
        }

    def start(
        self,
        journal: Path,
        now: str,
        *arguments: str,
        environment: Mapping[str, str] | None = None,
        **options: Any,
    ) -> KeptTerminal:
        """Start the program in a new terminal."""
        options = {"size": self.size, "command": COMMAND, **options}
        variables = {**self.environment, **(environment or {})}
        return KeptTerminal(journal, now, *arguments, environment=variables, **options)

    def start_without_frame(self, journal: Path, now: str, **options: Any) -> KeptTerminal:
        return self.start(journal, now, environment={"XDG_CACHE_HOME": os.devnull}, **options)

    def log(self, journal: Path, text: str = "tea with Noor", now: str = YESTERDAY) -> None:
        """Save a line of the day before without the app, which also notes the next start."""
        environment = {**os.environ, **self.environment, "KINDTUI_NOW": now, "KINDTUI_DATA": str(journal)}
        command = [*KINDTUI_COMMAND, "log", "received", text]
        subprocess.run(command, env=environment, check=True, capture_output=True)

    def provide(self, settings: str) -> Path:
        """Write the settings for everyone, and return their file."""
        file = self.folder / "config" / "kindtui" / "defaults.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(settings)
        return file

    @contextmanager
    def provided(self, settings: str) -> Iterator[None]:
        """Provide settings for a while."""
        file = self.provide(settings)
        yield
        file.unlink()

    def painted_steps(self, *, is_new: bool = False) -> set[str]:
        """Return the steps of which the cache holds a frame of this size."""
        frames = self.cache / "kindtui" / "frames"
        data = frames.read_bytes() if frames.exists() else b""
        pictures = [
            msgspec.json.decode(name) for name in re.findall(rb" %dx%d (\{.*?\})\0" % self.size, data)
        ]
        return {each["step"] for each in pictures if each["is_new"] == is_new}

    def paint(self, journal: Path, *steps: str) -> None:
        """Have the frames of these steps painted, of a journal that has been begun."""
        with self.start(journal, MORNING) as app:
            wait_for_app(app)
            leave(app)
        self.wait_for_frames(*steps)

    def wait_for_frames(self, *steps: str, is_new: bool = False) -> None:
        """Wait until the painter, which outlives the app, has painted the frames of these steps."""
        deadline = time.monotonic() + PAINTING_SECONDS
        while missing := set(steps) - self.painted_steps(is_new=is_new):
            assert time.monotonic() < deadline, f"not painted: {missing}"
            select.select([], [], [], POLL_SECONDS)


def frame_of(raw: bytes) -> bytes:
    """Return what was written between the start and the first output of the app; empty if it was no frame."""
    before, _, _ = raw.partition(FIRST_OF_APP)
    return before.partition(ENTER_ALT_SCREEN)[2]


def wait_for_frame(app: Terminal, *, may_be_over: bool = False) -> None:
    """Read until the terminal shows the frame; `may_be_over` if the app may be there by now."""

    def is_whole() -> bool:
        return "▌1 Today" in app.text and (app.raw.endswith(b"H") or FIRST_OF_APP in app.raw)

    app.wait_until(is_whole, "the frame, which ends with the place of the cursor")
    assert may_be_over or FIRST_OF_APP not in app.raw, "this was the app"


def wait_for_app(app: Terminal) -> None:
    """Read until the app itself has drawn its first picture."""
    app.wait_until(lambda: FIRST_OF_APP in app.raw, "the app")
    wait_until_still(app)


def wait_until_still(app: Terminal) -> None:
    """Read until the terminal has shown the whole app unchanged for a while."""
    last = [float(len(app.raw)), time.monotonic()]

    def is_still() -> bool:
        if last[0] != len(app.raw):
            last[:] = len(app.raw), time.monotonic()
        return time.monotonic() - last[1] > STILL_SECONDS and "everything" in app.text

    app.wait_until(is_still, "the whole app, still")


def shown(app: Terminal) -> tuple[str, tuple[int, int]]:
    """Return the text and the cursor, without a notice that the next key takes away, sooner or later."""
    return app.text.replace("\n Saved.\n", "\n\n"), app.cursor


def wait_until_same(app: Terminal, plain: Terminal) -> None:
    """Read from both until the app shows what it shows in the other terminal, where it has come to rest."""
    wait_for_app(plain)

    def is_the_same() -> bool:
        plain.read_available()
        return FIRST_OF_APP in app.raw and shown(app) == shown(plain)

    app.wait_until(is_the_same, f"what is shown without a frame:\n{plain.text}")


def leave(app: Terminal) -> None:
    app.send(CTRL_Q)
    assert app.wait_for_exit() == 0


def read_until(app: Terminal, deadline: float) -> None:
    """Read until the clock of `time.monotonic` shows that time, or the program has ended."""
    while (left := deadline - time.monotonic()) > 0 and app.child.isalive():
        if is_readable(app.child.fileno(), left):
            app.read_available()


def fresh_attributes() -> list[Any]:
    """Return the attributes that every new terminal has."""
    ours, theirs = os.openpty()
    found = termios.tcgetattr(ours)
    os.close(ours)
    os.close(theirs)
    return found


def changed_modes(raw: bytes) -> list[str]:
    """Return which modes the program has left on, or off if a shell has them on."""

    def last(mode: int, state: bytes) -> int:
        return raw.rfind(b"\x1b[?%d%s" % (mode, state))

    changed = [f"{mode} on" for mode in MODES if last(mode, b"h") > last(mode, b"l")]
    changed += [f"{mode} off" for mode in MODES_OF_A_SHELL if last(mode, b"l") > last(mode, b"h")]
    if raw.count(b"\x1b[<u") < len(re.findall(rb"\x1b\[>\d*u", raw)):
        changed.append("kitty's keyboard on")
    return changed


def printed(raw: bytes) -> str:
    """Return what was written to the shell's screen."""
    outside = re.sub(rb"\x1b\[\?1049h.*?(\x1b\[\?1049l|\Z)", b"", raw, flags=re.DOTALL)
    return re.sub(rb"\x1b\[[0-?]*[ -/]*[@-~]|\a", b"", outside).decode().replace("\r\n", "\n")
