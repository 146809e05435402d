"""The result of a command, and lines read from standard input."""

import sys
from typing import NamedTuple

from kindtui import exit_codes


class Outcome(NamedTuple):
    """What a command prints, and its exit status."""

    text: str
    status: int = exit_codes.SUCCESS


def prompt_line(question: str) -> str:
    """Read a line from standard input, after a question if that is a terminal; empty if there is none."""
    if sys.stdin and sys.stdin.isatty():
        sys.stderr.write(question)
        sys.stderr.flush()
    return read_line() or ""


def read_line() -> str | None:
    """Read a line from standard input, without its line ending; None at the end of the input."""
    line = sys.stdin.buffer.readline() if sys.stdin else b""
    return line.decode("utf-8", errors="replace").rstrip("\r\n") if line else None
