"""Text from standard input and from arguments, in whatever encoding it comes."""

import os
import sys

from kindtui.cli.parser import UsageError
from kindtui.domain.text_encodings import UTF_8, WESTERN, DecodedText, UnknownEncodingError, decode

NO_TEXT = DecodedText("", UTF_8)
GUESS_NOTE = "the text was not in UTF-8; it was read as Windows-1252. Look at it with `kindtui show`."


def prompt_line(question: str) -> DecodedText:
    """Read a line from standard input, after a question if that is a terminal; empty if there is none.

    Raises:
        UsageError: It is in an unknown encoding.
    """
    if sys.stdin and sys.stdin.isatty():
        sys.stderr.write(question)
        sys.stderr.flush()
    return read_line() or NO_TEXT


def read_line() -> DecodedText | None:
    """Read a line from standard input, with its line ending; None at the end of the input.

    Raises:
        UsageError: It is in an unknown encoding.
    """
    line = sys.stdin.buffer.readline() if sys.stdin else b""
    return decoded(line) if line else None


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


def decoded(data: bytes, subject: str = "the text") -> DecodedText:
    """Return bytes as text.

    Args:
        data: The bytes.
        subject: What a message calls them.

    Raises:
        UsageError: They are in an unknown encoding.
    """
    from locale import getencoding

    try:
        return decode(data, getencoding())
    except UnknownEncodingError:
        raise UsageError(
            f"{subject} is in an encoding that kindtui cannot tell, so nothing was saved. "
            "Turn it into UTF-8, for example with `iconv -f ISO-8859-2 -t UTF-8`, then try again."
        ) from None


def is_guess(text: DecodedText) -> bool:
    """Return whether a person should look at how the text was read."""
    return text.encoding == WESTERN
