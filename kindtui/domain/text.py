"""Text that cannot act on a terminal."""

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
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # controls of the bidirectional order
    "\u2028\u2029\ufeff\ud800-\udfff]"
)


def strip_controls(text: str) -> str:
    """The text without escape sequences, control and bidi characters and lone surrogates.

    Newline, tab, ZWJ, VS16 and plain right-to-left text stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub("", _ESCAPES.sub("", text.replace("\r\n", "\n")))


def one_line(text: str) -> str:
    """Cleaned, in composed form (NFC), on one line, without blanks at the ends."""
    return " ".join(unicodedata.normalize("NFC", strip_controls(text)).split())


def casefolded(text: str) -> str:
    """A form that is the same for the same name: composed (NFC), without regard to capital letters."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
