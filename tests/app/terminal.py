"""The installed program in a real pseudo-terminal, and the screen a person sees."""

import os
import re
import sys
import time
from pathlib import Path

import pexpect
import pyte

PRIVATE = re.compile(rb"\x1b\[[<>=][0-9;]*[a-z]|\x1b\[\?[0-9;]*\$p")  # sequences pyte does not know
PATIENCE = 20.0


class Terminal:
    """`kindtui` on a pty of that size; closed by leaving the context."""

    def __init__(self, data: Path, now: str, *arguments: str, size: tuple[int, int] = (80, 24)) -> None:
        columns, rows = size
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("KINDTUI")},
            "TERM": "xterm-256color",
            "KINDTUI_NOW": now,
            "KINDTUI_DATA": str(data),
        }
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.raw = b""
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "kindtui", *arguments],
            dimensions=(rows, columns),
            env=environment,
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

    def send(self, keys: str) -> None:
        self.child.send(keys)

    def wait_for(self, text: str) -> None:
        """Read until the screen shows that text."""
        self._read_until(lambda: text in self.text, text)

    def wait_for_end(self) -> int:
        """Read until the program has ended; its exit status, or -signal."""
        self._read_until(lambda: not self.child.isalive(), "the end")
        self.child.close()
        if self.child.signalstatus is not None:
            return -int(self.child.signalstatus)
        return int(self.child.exitstatus or 0)

    def _read_until(self, seen: object, what: str) -> None:
        assert callable(seen)
        end = time.monotonic() + PATIENCE
        while not seen():
            assert time.monotonic() < end, f"not seen: {what}\n{self.text}"
            try:
                chunk = self.child.read_nonblocking(1 << 16, timeout=0.05)
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                if seen():
                    return
                self.child.wait()
                assert seen(), f"ended before: {what}\n{self.text}"
                return
            self.raw += chunk
            self._stream.feed(PRIVATE.sub(b"", chunk))
