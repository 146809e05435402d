"""`kindtui log`: write one finished entry without opening the app."""

import sys
from datetime import date

from kindtui.cli.text_input import NO_TEXT, decoded_argument, is_guess, prompt_lines, read_all
from kindtui.cli.wiring import warn
from kindtui.domain.dates import date_seen_from
from kindtui.domain.requests import GivenActWritten, KeptBoundaryWritten, ReceivedWritten, Request, RestChosen
from kindtui.domain.text import clean_lines
from kindtui.domain.text_encodings import DecodedText
from kindtui.texts import get_text


def read_text(kind: str, text: str | None) -> str:
    """Return the text of an entry, without control characters.

    Args:
        kind: The kind of entry, such as "gave".
        text: The argument of the command: the text, "-" for standard input, or None to ask on a terminal.

    Raises:
        ValueError: There is no text, or there is one although the kind is "rest".
        UsageError: The text is in an unknown encoding.
    """
    if kind == "rest":
        if text is not None:
            raise ValueError(get_text("commands.log.rest_has_no_text"))
        return ""
    found = _given_text(kind, text)
    cleaned = clean_lines(found.text)
    if not cleaned:
        raise ValueError(get_text("commands.log.no_text", kind=kind))
    if is_guess(found):
        warn(get_text("commands.log.guessed_encoding"))
    return cleaned


def _given_text(kind: str, text: str | None) -> DecodedText:
    if text == "-":
        return read_all()
    if text is not None:
        return decoded_argument(text)
    return prompt_lines(_question(kind)) if sys.stdin and sys.stdin.isatty() else NO_TEXT


def _question(kind: str) -> str:
    match kind:
        case "gave":
            return get_text("commands.log.question.gave")
        case "received":
            return get_text("commands.log.question.received")
        case _:
            return get_text("commands.log.question.kept")


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


def confirmation(kind: str, on: date, today: date) -> str:
    """Return what was saved, without its text."""
    day = date_seen_from(today, on)
    match kind:
        case "gave":
            return get_text("commands.log.saved.gave", day=day)
        case "received":
            return get_text("commands.log.saved.received", day=day)
        case "kept":
            return get_text("commands.log.saved.kept", day=day)
        case _:
            return get_text("commands.log.saved.rest", day=day)
