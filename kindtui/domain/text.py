"""Text that is safe to print on a terminal."""

import re
import unicodedata

_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\|\x9c|$)"  # OSC, DCS, SOS, PM, APC with their payload
    r"|\x9b[0-?]*[ -/]*[@-~]|[\x90\x98\x9d-\x9f].*?(?:\x07|\x1b\\|\x9c|$)"  # the same in C1
    r"|\x1b[ -/]*[0-~]?",
    re.DOTALL,
)
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 except tab and newline, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # controls of the bidirectional order
    "\u2028\u2029\ufeff\ud800-\udfff]"
)

_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def printable(text: object, kept: str = "") -> str:
    """Return a path or a message with a visible escape for each character that is no text.

    Those are controls, line breaks, bidi controls, and the bytes of a file name that are not UTF-8.

    Args:
        text: The path or the message.
        kept: The controls to leave as they are.
    """
    line = str(text)
    if line.isprintable():
        return line
    return _UNPRINTABLE.sub(lambda found: found[0] if found[0] in kept else _escape(found[0]), line)


def strip_controls(text: str) -> str:
    """Return the text without escape sequences, control and bidi characters, and lone surrogates.

    Newlines, tabs, ZWJ, VS16 and plain right-to-left text are kept.
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub("", _ESCAPES.sub("", text.replace("\r\n", "\n")))


def one_line(text: str) -> str:
    """Return the text without controls, in composed form (NFC), with single spaces for all whitespace."""
    return " ".join(unicodedata.normalize("NFC", strip_controls(text)).split())


def casefolded(text: str) -> str:
    """Return the text case-folded and in composed form (NFC), so that spellings of a name compare equal."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def _escape(character: str) -> str:
    if "\udc80" <= character <= "\udcff":  # a byte of a file name
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character.encode("unicode_escape").decode()
