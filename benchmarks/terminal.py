"""Run a program in a pseudo-terminal, record when its output arrives, and answer its terminal queries."""

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
ESCAPE_SEQUENCES = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_].*?\x1b\\|\x1b[ -/]*[0-~]",
    re.DOTALL,
)
TERMINAL_RESPONSES = {  # what a modern terminal answers to these queries
    rb"\x1b\[0?c": b"\x1b[?62;22c",
    rb"\x1b\[>0?c": b"\x1b[>41;354;0c",
    rb"\x1b\[6n": b"\x1b[1;1R",
    rb"\x1b\[\?2026\$p": b"\x1b[?2026;2$y",
}
KEY_SEQUENCES = {
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


class PtyProgram:
    """A program that runs in a pseudo-terminal; leaving the context kills it.

    `chunks` holds its output, each piece with the seconds from the start until it arrived.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start the program."""
        parent_fd, child_fd = os.openpty()
        fcntl.ioctl(child_fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.chunks: list[tuple[float, bytes]] = []
        self.has_ended = False
        self._pending_query = b""
        self._fd = parent_fd
        self._started_at = time.monotonic()
        self._pid = os.fork()
        if self._pid == 0:
            _exec_child(command, environment, child_fd)
        os.close(child_fd)
        os.set_blocking(parent_fd, False)

    def __enter__(self) -> "PtyProgram":
        """Return the running program."""
        return self

    def __exit__(self, *_: object) -> None:
        """Kill the program."""
        self.kill()

    @property
    def elapsed(self) -> float:
        """The seconds since the start."""
        return time.monotonic() - self._started_at

    def press(self, *keys: str) -> float:
        """Send `keys` in one write, and return the seconds from the start until then."""
        pressed_at = self.elapsed
        os.write(self._fd, b"".join(KEY_SEQUENCES.get(key, key.encode()) for key in keys))
        return pressed_at

    def read(self, timeout: float) -> bool:
        """Read once, waiting up to `timeout` seconds, and return whether anything arrived."""
        if self.has_ended or not select.select([self._fd], [], [], max(0.0, timeout))[0]:
            return False
        try:
            data = os.read(self._fd, 1 << 18)
        except OSError:
            data = b""  # the program has closed its side
        if not data:
            self.has_ended = True
            return False
        self.chunks.append((self.elapsed, data))
        self._respond_to_queries(data)
        return True

    def read_until_quiet(
        self, quiet_seconds: float, timeout: float = 20.0, first_timeout: float | None = None
    ) -> None:
        """Read until nothing has arrived for a while.

        Args:
            quiet_seconds: The length of the silence that ends the reading.
            timeout: The seconds after which it ends in any case.
            first_timeout: The seconds to wait for the first output, if not `quiet_seconds`.
        """
        deadline, chunk_count = self.elapsed + timeout, len(self.chunks)
        while self.elapsed < deadline and not self.has_ended:
            wait = quiet_seconds if first_timeout is None or len(self.chunks) > chunk_count else first_timeout
            if not self.read(min(wait, deadline - self.elapsed)):
                return

    def read_until_text(self, text: str, timeout: float = 20.0, since: int = 0) -> float | None:
        """Read until `text` has arrived, and return when, in seconds from the start.

        Args:
            text: The text to find, escape sequences left out.
            timeout: The seconds after which to give up and return None.
            since: The index of the first chunk to search.
        """
        deadline, next_chunk, received = self.elapsed + timeout, since, b""
        while True:
            while next_chunk < len(self.chunks):
                at, data = self.chunks[next_chunk]
                received += data
                next_chunk += 1
                if text.encode() in ESCAPE_SEQUENCES.sub(b"", received):
                    return at
            if self.elapsed >= deadline or self.has_ended:
                return None
            self.read(min(0.25, deadline - self.elapsed))

    def read_until_exit(self, timeout: float = 60.0) -> float:
        """Read until the program ends, and return the seconds from the start until then."""
        deadline = self.elapsed + timeout
        while not self.has_ended and self.elapsed < deadline:
            self.read(min(0.25, deadline - self.elapsed))
        return self.elapsed

    @property
    def peak_memory_mib(self) -> float:
        """The peak resident memory so far, in MiB; NaN where the system does not report it."""
        status = Path(f"/proc/{self._pid}/status")
        found = re.search(r"VmHWM:\s*([0-9]+) kB", status.read_text()) if status.exists() else None
        return int(found[1]) / 1024 if found else float("nan")

    @property
    def cpu_ms(self) -> float:
        """The milliseconds that all of its threads were on a processor so far; only Linux tells."""
        threads = Path(f"/proc/{self._pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e6

    def kill(self) -> None:
        """Kill the program if it is still running."""
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
            os.close(self._fd)
            self._pid = 0

    def _respond_to_queries(self, data: bytes) -> None:
        data = self._pending_query + data
        response = b"".join(
            answer * len(re.findall(query, data)) for query, answer in TERMINAL_RESPONSES.items()
        )
        self._pending_query = b"" if response else data[-8:]
        if response:
            os.write(self._fd, response)


def percentile(values: Iterable[float], percent: int) -> float:
    """Return the value that `percent` percent of the values do not exceed; NaN if there are none."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)] if ordered else float("nan")


def _exec_child(command: Sequence[str], environment: Mapping[str, str], terminal: int) -> None:
    """Replace this forked process by the program."""
    os.setsid()
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
    for number in range(3):
        os.dup2(terminal, number)
    os.closerange(3, 256)
    try:
        os.execve(command[0], list(command), environment)
    finally:
        os._exit(127)
