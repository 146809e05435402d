"""A program on a pseudo terminal of its own, and when each byte of it came; terminals' answers are given."""

import fcntl
import os
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

COLUMNS, ROWS = 100, 30
ESCAPES = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_].*?\x1b\\|\x1b[ -/]*[0-~]",
    re.DOTALL,
)
ANSWERS = {  # what a modern terminal says to these questions
    rb"\x1b\[0?c": b"\x1b[?62;22c",
    rb"\x1b\[>0?c": b"\x1b[>41;354;0c",
    rb"\x1b\[6n": b"\x1b[1;1R",
    rb"\x1b\[\?2026\$p": b"\x1b[?2026;2$y",
}
KEYS = {
    **{"up": b"\x1b[A", "down": b"\x1b[B", "right": b"\x1b[C", "left": b"\x1b[D"},
    **{"enter": b"\r", "escape": b"\x1b", "space": b" ", "backspace": b"\x7f", "tab": b"\t"},
    **{
        "f1": b"\x1bOP",
        "f2": b"\x1bOQ",
        "f3": b"\x1bOR",
        "f4": b"\x1bOS",
        "f5": b"\x1b[15~",
        "f6": b"\x1b[17~",
    },
}


class Program:
    """A program, begun at once; ended, if it still runs, by leaving the context.

    `chunks` holds what it wrote, each with the seconds since it began.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Begin it."""
        ours, theirs = os.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.chunks: list[tuple[float, bytes]] = []
        self.has_ended = False
        self._asked = b""
        self._fd = ours
        self._began = time.monotonic()
        self._pid = os.fork()
        if self._pid == 0:
            _become(command, environment, theirs)
        os.close(theirs)
        os.set_blocking(ours, False)

    def __enter__(self) -> "Program":
        """Nothing more is needed."""
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self.end()

    @property
    def now(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self._began

    def press(self, *keys: str) -> float:
        """Press these keys at once; when, in seconds since the beginning."""
        at = self.now
        os.write(self._fd, b"".join(KEYS.get(key, key.encode()) for key in keys))
        return at

    def read(self, patience: float) -> bool:
        """Take in what comes within `patience` seconds; whether something did."""
        if self.has_ended or not select.select([self._fd], [], [], max(0.0, patience))[0]:
            return False
        try:
            data = os.read(self._fd, 1 << 18)
        except OSError:
            data = b""  # the program has closed its side
        if not data:
            self.has_ended = True
            return False
        self.chunks.append((self.now, data))
        self._answer(data)
        return True

    def until_quiet(self, quiet: float, patience: float = 20.0, first: float | None = None) -> None:
        """Read until nothing came for `quiet` seconds; up to `first` seconds may pass before all else."""
        until, known = self.now + patience, len(self.chunks)
        while self.now < until and not self.has_ended:
            wait = quiet if first is None or len(self.chunks) > known else first
            if not self.read(min(wait, until - self.now)):
                return

    def until_text(self, text: str, patience: float = 20.0, since: int = 0) -> float | None:
        """When the chunk came that completed this text, among those from `since` on; None if none did."""
        until, seen, shown = self.now + patience, since, b""
        while True:
            while seen < len(self.chunks):
                at, data = self.chunks[seen]
                shown += data
                seen += 1
                if text.encode() in ESCAPES.sub(b"", shown):
                    return at
            if self.now >= until or self.has_ended:
                return None
            self.read(min(0.25, until - self.now))

    def until_end(self, patience: float = 60.0) -> float:
        """Read until it has ended; when, in seconds since it began."""
        until = self.now + patience
        while not self.has_ended and self.now < until:
            self.read(min(0.25, until - self.now))
        return self.now

    @property
    def memory(self) -> float:
        """Its memory at the peak so far, in MiB, where the system tells; that of the fork is not in it."""
        status = Path(f"/proc/{self._pid}/status")
        found = re.search(r"VmHWM:\s*([0-9]+) kB", status.read_text()) if status.exists() else None
        return int(found[1]) / 1024 if found else float("nan")

    def end(self) -> None:
        """End it, if it still runs."""
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
            os.close(self._fd)
            self._pid = 0

    def _answer(self, data: bytes) -> None:
        data = self._asked + data
        answer = b"".join(said * len(re.findall(asked, data)) for asked, said in ANSWERS.items())
        self._asked = b"" if answer else data[-8:]
        if answer:
            os.write(self._fd, answer)


def percentile(values: Iterable[float], part: int) -> float:
    """The value that `part` percent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * part // 100) - 1)] if ordered else float("nan")


def _become(command: Sequence[str], environment: Mapping[str, str], terminal: int) -> None:
    """Turn this fork into the program."""
    os.setsid()
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
    for number in range(3):
        os.dup2(terminal, number)
    os.closerange(3, 256)
    try:
        os.execve(command[0], command, environment)
    finally:
        os._exit(127)
