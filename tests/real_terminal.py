"""Run a program in a pseudo-terminal, and read the screen that a person would see."""

import contextlib
import fcntl
import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from unicodedata import normalize

import pexpect
import pyte

UNFINISHED_SEQUENCE = re.compile(rb"\x1b(\[[<>=?]?[0-9;]*\$?)?\Z")
UNSUPPORTED_SEQUENCES = re.compile(rb"\x1b\[[<>=][0-9;]*[a-z]|\x1b\[\?[0-9;]*\$p")  # pyte does not know these
ENTER_ALT_SCREEN, LEAVE_ALT_SCREEN = (
    b"\x1b[?1049h",
    b"\x1b[?1049l",
)  # the alternate screen, which full-screen programs draw on
TIMEOUT_SECONDS = 20.0
OVERRIDDEN_PREFIXES = (
    "KINDTUI",
    "COLUMNS",
    "LINES",
)  # each test sets these itself
KINDTUI_COMMAND = (sys.executable, "-m", "kindtui")


class Terminal:
    """A program, `kindtui` by default, in a pseudo-terminal; leaving the context kills it."""

    def __init__(
        self,
        data: Path,
        now: str,
        *arguments: str,
        size: tuple[int, int] = (80, 24),
        command: Sequence[str] = KINDTUI_COMMAND,
        environment: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        columns, rows = size
        self._screen = pyte.Screen(columns or 80, rows or 24)
        self._stream = pyte.ByteStream(self._screen)
        self.raw = self._held_back = b""
        self.child = pexpect.spawn(
            command[0],
            [*command[1:], *arguments],
            dimensions=(rows, columns),
            env={
                **{
                    name: value
                    for name, value in os.environ.items()
                    if not name.startswith(OVERRIDDEN_PREFIXES)
                },
                "TERM": "xterm-256color",
                "KINDTUI_NOW": now,
                "KINDTUI_DATA": str(data),
                **(environment or {}),
            },
            cwd=cwd,
            timeout=None,
        )
        self.child.delaybeforesend = None

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        self.child.close(force=True)

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    @property
    def cursor(self) -> tuple[int, int]:
        """The column and row of the terminal's own cursor, shown or not."""
        return self._screen.cursor.x, self._screen.cursor.y

    @property
    def text_before_cursor(self) -> str:
        """What stands left of the cursor in its row; a wide character takes two columns."""
        column, row = self.cursor
        return "".join(self._screen.buffer[row][cell].data for cell in range(column))

    @property
    def is_restored(self) -> bool:
        """Whether the first screen and the cursor are back, and mouse and paste reports are off."""
        toggle_pairs = ((ENTER_ALT_SCREEN, LEAVE_ALT_SCREEN), (b"\x1b[?25l", b"\x1b[?25h"))
        modes = ((b"\x1b[?%dh" % mode, b"\x1b[?%dl" % mode) for mode in (1000, 1003, 1004, 2004))
        return all(self.raw.rfind(on) < self.raw.rfind(off) for on, off in (*toggle_pairs, *modes))

    def send(self, keys: str | bytes) -> None:
        self.child.send(keys)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        self._screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def resize_screen_only(self, columns: int, rows: int) -> None:
        """Read what is drawn on a screen of that size, of which the program is not told."""
        self._screen.resize(rows, columns)

    def wait_for(self, text: str) -> None:
        """Read until the screen shows that text."""
        self.wait_until(lambda: text in self.text, text)

    def wait_for_wrapped(self, text: str) -> None:
        """Read until the screen shows that text, wherever its lines are broken."""
        letters = "".join(text.split())
        self.wait_until(lambda: letters in "".join(self.text.split()), text)

    def wait_for_exit(self) -> int:
        """Read until the program has ended, and return its exit status, or minus the signal that ended it."""
        self.wait_until(lambda: not self.child.isalive(), "the end")
        self._read_remaining()
        self.child.close()
        if self.child.signalstatus is not None:
            return -int(self.child.signalstatus)
        return int(self.child.exitstatus or 0)

    def wait_until(
        self, condition: Callable[[], bool], description: str, timeout: float = TIMEOUT_SECONDS
    ) -> None:
        """Read until the condition is true; `description` names it in the error of a timeout."""
        deadline = time.monotonic() + timeout
        while not condition():
            assert time.monotonic() < deadline, f"not seen: {description}\n{self.text}"
            try:
                chunk = self.child.read_nonblocking(1 << 16, timeout=0.05)
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                if condition():
                    return
                self.child.wait()
                assert condition(), f"ended before: {description}\n{self.text}"
                return
            self._feed(chunk)

    def read_available(self) -> None:
        """Read the output that is available, without waiting for more."""
        with contextlib.suppress(pexpect.EOF, pexpect.TIMEOUT):
            while True:
                self._feed(self.child.read_nonblocking(1 << 16, timeout=0))

    def _read_remaining(self) -> None:
        """Read the last output of an ended program, which the kernel may still be passing on."""
        with contextlib.suppress(OSError):  # the other side is closed
            while chunk := os.read(self.child.child_fd, 1 << 16):
                self._feed(chunk)

    @property
    def process_state(self) -> str:
        """The letter that /proc shows for the state of the process: T for stopped, Z for ended."""
        return Path(f"/proc/{self.child.pid}/stat").read_text().rpartition(") ")[2][0]

    def _feed(self, chunk: bytes) -> None:
        self.raw += chunk
        read = self._held_back + chunk
        unfinished = UNFINISHED_SEQUENCE.search(read)
        self._held_back = unfinished[0] if unfinished else b""
        whole = UNSUPPORTED_SEQUENCES.sub(b"", read.removesuffix(self._held_back))
        # pyte has one screen; the other one is empty whenever it is entered
        self._stream.feed(whole.replace(ENTER_ALT_SCREEN, b"\x1b[0m\x1b[2J"))


@contextlib.contextmanager
def closable_terminal(
    data: Path, now: str, *, sends_hangup: bool = True
) -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    """Run kindtui in a terminal that can be closed under it; leaving the context kills it.

    Yields:
        The process, and the file descriptor of the terminal, which the caller closes. SIGHUP follows only
        if the terminal belongs to the session of the process: `sends_hangup`.
    """
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        KINDTUI_COMMAND,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color", "KINDTUI_NOW": now, "KINDTUI_DATA": str(data)},
        start_new_session=True,
        preexec_fn=(lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0)) if sends_hangup else None,
    )
    os.close(theirs)
    try:
        yield child, ours
    finally:
        child.kill()
        child.wait()


def read_until(terminal: int, text: str) -> None:
    """Read from a file descriptor until that text has come."""
    seen = b""
    while text.encode() not in seen:
        assert is_readable(terminal, TIMEOUT_SECONDS), seen
        seen += os.read(terminal, 1 << 16)


def is_readable(descriptor: int, seconds: float) -> bool:
    return bool(select.select([descriptor], [], [], seconds)[0])


def wait_for_cursor(app: Terminal, text: str, column_after: str = "") -> None:
    """Wait until the cursor is on a row with that text, and right behind `column_after` if there is one.

    The emulator joins a letter and its accent to one character.
    """

    def is_there() -> bool:
        _, row = app.cursor
        line = app.text.splitlines()[row] if row < len(app.text.splitlines()) else ""
        return text in line and app.text_before_cursor.endswith(normalize("NFC", column_after))

    app.wait_until(is_there, f"the cursor at {text}")
