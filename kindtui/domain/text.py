"""Text that is safe to print on a terminal."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby

# The patterns are compiled when they are first needed: a start hardly needs them.
# A string in the 7-bit form ends on its own line. C1 characters are also what letters become in text that
# was decoded wrongly ("\x9e" was a ž), so their forms need parameters, or a payload of ASCII without blanks.
_ESCAPE_SEQUENCES = (
    r"\x1b\[[0-?]*+[ -/]*+[@-~]"  # CSI
    r"|\x1b[\]PX^_][^\n\r\x07\x1b\x9c]*+(?:\x07|\x1b\\|\x9c)"  # OSC, DCS, SOS, PM, APC with their payload
    r"|\x9b[0-?]++[ -/]*+[@-~]|[\x90\x98\x9d-\x9f][!-~]*+(?:\x07|\x1b\\|\x9c)"  # the same in C1
    r"|\x1b(?: [F-N]|[#$%(-+\-./]++[0-~]|[0-OQ-WYZ`-~\\])"
)
_LINE_BREAKS = "\r\n|[\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]"
_UNSAFE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 except tab and newline, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # controls of the bidirectional order
    "\ufeff\ud800-\udfff]"
)
_BLANKS = r"[ \t\n]+"
LINE_SEPARATOR = " / "
MIN_SORTED_LENGTH = 500  # in shorter texts the marks of a letter are put in order fast enough
_UNPRINTABLE = "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"


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
    return re.sub(_UNPRINTABLE, lambda found: found[0] if found[0] in kept else _escape(found[0]), line)


def shell_word(text: object) -> str:
    """Return a path as one word of a command line that is as safe to print.

    What `printable` would change is an escape within `$'...'`, which bash, zsh and the POSIX of 2024 read.
    The rest is as in `shlex.quote`, whose import would compile a pattern at each start.
    """
    word = str(text)
    if re.fullmatch(r"[\w@%+=:,./-]+", word, re.ASCII):
        return word
    if printable(word) == word:
        apostrophe = "'\"'\"'"
        return "'" + word.replace("'", apostrophe) + "'"
    return f"$'{''.join(map(_quoted, word))}'"


def command_line(data: object, *words: object) -> str:
    """Return a command of kindtui as a person can copy it, with `--data` if that is not None."""
    options = () if data is None else ("--data", data)
    return " ".join(map(shell_word, ("kindtui", *words, *options)))


def strip_controls(text: str) -> str:
    """Return the text without escape sequences, control and bidi characters, and lone surrogates.

    A complete escape sequence is removed as a whole; of one without its end, and of a stray control
    character, only that character. Line breaks of every kind become newlines. Tabs, ZWJ, VS16 and plain
    right-to-left text are kept.
    """
    if text.isprintable():
        return text
    for pattern, replacement in ((_ESCAPE_SEQUENCES, ""), (_LINE_BREAKS, "\n"), (_UNSAFE, "")):
        text = re.sub(pattern, replacement, text)
    return text


def one_line(text: str) -> str:
    """Return the text on one line, without controls, in composed form (NFC).

    Blanks and line breaks that follow each other become one space. Spaces that have a meaning of their own,
    such as the no-break space and the one of a Japanese keyboard, stay.
    """
    text = strip_controls(text)
    if "  " in text or not text.isprintable():
        text = re.sub(_BLANKS, " ", text)
    return composed(text.strip())


def clean_lines(text: str) -> str:
    """Return the text with each line as `one_line` returns it, and at most one blank line between two others.

    Blank lines at the beginning and the end are removed.
    """
    lines = [one_line(line) for line in strip_controls(text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def first_line(text: str, ellipsis: str = "…") -> str:
    """Return the first line of a text, with an ellipsis if it has more lines."""
    first, *more = clean_lines(text).split("\n", 1)
    return f"{first} {ellipsis}" if more else first


def saved_forms(text: str) -> set[str]:
    """Return the forms in which a text that was typed may have been saved: in its lines, or on one."""
    return {clean_lines(text), one_line(text)}


def joined_lines(text: str) -> str:
    """Return a text of several lines as one, with " / " between the lines that are not blank.

    The blanks around a text of a single line stay.
    """
    lines = strip_controls(text).replace("\t", " ").split("\n")
    if len(lines) == 1:
        return lines[0]
    return LINE_SEPARATOR.join(stripped for line in lines if (stripped := line.strip()))


def composed(text: str) -> str:
    """Return the text in composed form (NFC), in a time that grows with its length alone.

    `unicodedata.normalize` sorts the marks on a letter in a time that grows with the square of their number,
    unless they are in order already.
    """
    if text.isascii():
        return text
    if len(text) >= MIN_SORTED_LENGTH:
        text = "".join(_with_ordered_marks(text))
    return unicodedata.normalize("NFC", text)


def _with_ordered_marks(text: str) -> Iterator[str]:
    decomposed = "".join(map(_decomposed, text))
    for are_marks, letters in groupby(decomposed, lambda letter: unicodedata.combining(letter) > 0):
        if are_marks:
            yield from sorted(letters, key=unicodedata.combining)
        else:
            yield from letters


@cache
def _decomposed(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)


def casefolded(text: str) -> str:
    """Return the text so that spellings of a name compare equal: case-folded, composed, with plain spaces."""
    if not text.isprintable():
        text = re.sub(r"\s", " ", text)
    return composed(composed(text).casefold())


def _quoted(character: str) -> str:
    """Return a character as it is written within `$'...'`."""
    if printable(character) != character:
        return "".join(f"\\{byte:03o}" for byte in character.encode("utf-8", "surrogateescape"))
    return f"\\{character}" if character in "\\'" else character


def _escape(character: str) -> str:
    if "\udc80" <= character <= "\udcff":  # a byte of a file name
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character.encode("unicode_escape").decode()
