"""`kindtui log`: write one finished entry without opening the app."""

import sys
from datetime import date

from kindtui.domain.dates import long_date
from kindtui.domain.requests import GivenActWritten, KeptBoundaryWritten, ReceivedWritten, Request, RestChosen
from kindtui.domain.text import one_line

QUESTIONS = {
    "gave": "What kindness did I give? ",
    "received": "What kindness did I receive or witness? ",
    "kept": "What boundary did I keep? ",
}
ENTRY_LABELS = {
    "gave": "a kindness given",
    "received": "a kindness received",
    "kept": "a boundary kept",
    "rest": "rest",
}


def read_text(kind: str, text: str | None) -> str:
    """Return the text of an entry on one line.

    Args:
        kind: The kind of entry, such as "gave".
        text: The argument of the command: the text, "-" for standard input, or None to ask on a terminal.

    Raises:
        ValueError: There is no text, or there is one although the kind is "rest".
    """
    if kind == "rest":
        if text is not None:
            raise ValueError("rest takes no text. Write `kindtui log rest`, with --day for another day.")
        return ""
    if text == "-":
        text = sys.stdin.buffer.read().decode("utf-8", errors="replace") if sys.stdin else ""
    elif text is None and sys.stdin and sys.stdin.isatty():
        sys.stderr.write(QUESTIONS[kind])
        sys.stderr.flush()
        text = sys.stdin.readline()
    line = one_line(text or "")
    if not line:
        raise ValueError(
            f"there is no text. Write `kindtui log {kind} TEXT`, or - to read it from standard input."
        )
    return line


def request_for(kind: str, on: date, text: str) -> Request:
    """Return the request that appends the entry to that day."""
    match kind:
        case "gave":
            return GivenActWritten(on, text)
        case "received":
            return ReceivedWritten(on, text)
        case "kept":
            return KeptBoundaryWritten(on, text)
        case _:
            return RestChosen(on, is_rest_day=True)


def confirmation(kind: str, on: date) -> str:
    """Return what was saved, without its text."""
    return f"Saved for {long_date(on)}: {ENTRY_LABELS[kind]}."
