"""Text from standard input and from arguments, in whatever encoding it comes."""

import os
import sys
from pathlib import Path

from kindtui.cli.usage_error import UsageError
from kindtui.domain.text_encodings import UTF_8, WESTERN, DecodedText, UnknownEncodingError, decode
from kindtui.texts import get_text

LINES_MARK = "."  # alone on a line, it begins and ends a text of several lines
NO_TEXT = DecodedText("", UTF_8)


def prompt_line(question: str) -> DecodedText:
    """Read a line from standard input, after a question if that is a terminal; empty if there is none.

    Raises:
        UsageError: It is in an unknown encoding.
    """
    if sys.stdin and sys.stdin.isatty():
        sys.stderr.write(f"{question} ")
        sys.stderr.flush()
    return read_line() or NO_TEXT


def read_line() -> DecodedText | None:
    """Read a line from standard input, with its line ending; None at the end of the input.

    Raises:
        UsageError: It is in an unknown encoding.
    """
    line = sys.stdin.buffer.readline() if sys.stdin else b""
    return decoded(line) if line else None


def prompt_lines(question: str) -> DecodedText:
    """Read a line as `prompt_line` does, or all lines between two that are a single full stop.

    Raises:
        UsageError: A line is in an unknown encoding.
    """
    first = prompt_line(question)
    if first.text.strip() != LINES_MARK:
        return first
    lines: list[DecodedText] = []
    while (line := read_line()) and line.text.strip() != LINES_MARK:
        lines.append(line)
    encoding = next((line.encoding for line in lines if is_guess(line)), UTF_8)
    return DecodedText("".join(line.text for line in lines), encoding)


def read_all() -> DecodedText:
    """Read standard input to its end.

    Raises:
        UsageError: It is in an unknown encoding.
    """
    return decoded(sys.stdin.buffer.read() if sys.stdin else b"")


def decoded_argument(argument: str) -> DecodedText:
    """Return an argument in which Python may have put surrogates for bytes that it did not understand.

    Raises:
        UsageError: It is in an unknown encoding.
    """
    return decoded(os.fsencode(argument))


def decoded(data: bytes, path: Path | None = None) -> DecodedText:
    """Return bytes as text.

    Args:
        data: The bytes.
        path: The file they come from, if any.

    Raises:
        UsageError: They are in an unknown encoding.
    """
    from locale import getencoding

    try:
        return decode(data, getencoding())
    except UnknownEncodingError:
        if path:
            raise UsageError(get_text("errors.unreadable.file_encoding", path=path)) from None
        raise UsageError(get_text("errors.unreadable.encoding")) from None


def is_guess(text: DecodedText) -> bool:
    """Return whether a person should look at how the text was read."""
    return text.encoding == WESTERN
