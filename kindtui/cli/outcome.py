"""What a command has to say, and how it ends."""

import sys
from typing import NamedTuple

from kindtui import exit_codes


class Outcome(NamedTuple):
    """The text to print, and the exit status."""

    text: str
    status: int = exit_codes.SUCCESS


def prompt_line(question: str) -> str:
    """One line from standard input; on a terminal the question is asked first."""
    if sys.stdin and sys.stdin.isatty():
        sys.stderr.write(question)
        sys.stderr.flush()
    return read_line() or ""


def read_line() -> str | None:
    """The next line of standard input, without its end; None once there is none."""
    line = sys.stdin.buffer.readline() if sys.stdin else b""
    return line.decode("utf-8", errors="replace").rstrip("\r\n") if line else None
