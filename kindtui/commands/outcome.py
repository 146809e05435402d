"""What a command has to say, and how it ends."""

import sys
from typing import NamedTuple

from kindtui import exits


class Outcome(NamedTuple):
    """The text to print, and the exit status."""

    text: str
    status: int = exits.DONE


def typed(question: str) -> str:
    """One line from standard input; on a terminal the question is asked first."""
    if sys.stdin is None:
        return ""
    if sys.stdin.isatty():
        sys.stderr.write(question)
        sys.stderr.flush()
    return sys.stdin.buffer.readline().decode("utf-8", errors="replace").rstrip("\r\n")
