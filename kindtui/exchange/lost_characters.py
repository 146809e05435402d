"""Texts that differ from ours by what a spreadsheet did to them, as in Windows-1252, which has no emoji."""

import re
import unicodedata
from collections.abc import Callable

from msgspec import structs

from kindtui.domain.journal.day import Act, Answer, Line
from kindtui.domain.journal.parts import Part
from kindtui.domain.text_encodings import WESTERN
from kindtui.exchange.cell_escapes import escaped, is_changeable

_TEXT_FIELDS = ("text", "who", "when", "value")


def with_lost_characters(theirs: Part, ours: Part | None, *, is_guess: bool = False) -> Part:
    """Return a part of a file with those texts of ours of the same time that merely lost characters in it.

    If `is_guess`, the file may be in another encoding than it was read in: no letter beyond ASCII counts.
    """
    if not isinstance(theirs, Act | Line | Answer) or type(ours) is not type(theirs):
        return theirs
    if theirs == ours or theirs.updated_at != ours.updated_at:
        return theirs
    is_lost = _differ_beyond_ascii if is_guess else has_lost_characters
    texts = {
        name: getattr(ours, name)
        for name in _TEXT_FIELDS
        if hasattr(theirs, name) and is_lost(getattr(theirs, name), getattr(ours, name))
    }
    return structs.replace(theirs, **texts) if texts else theirs


def without_escapes(theirs: Part, ours: Part | None) -> Part:
    """Return a part of a table without escapes that were exported with ours and are named no more."""
    texts = {
        name: text
        for name in _TEXT_FIELDS
        if isinstance(text := getattr(ours, name, None), str)
        and is_changeable(text)
        and getattr(theirs, name, None) == escaped(text)
    }
    return structs.replace(theirs, **texts) if texts else theirs


def has_lost_characters(theirs: object, ours: object) -> bool:
    """Return whether a text is what Windows-1252 makes of ours.

    Instead of a character it lacks, LibreOffice writes a question mark, or the usual form of a wide letter;
    Excel writes up to two question marks, or the letter without its accent.
    """
    if not (isinstance(theirs, str) and isinstance(ours, str)) or theirs == ours or _is_western(ours):
        return False
    saved = _with_single_marks(theirs)
    return any(saved == _with_single_marks(_western(ours, fit)) for fit in (str, _usual_form, _base_letter))


def _differ_beyond_ascii(theirs: object, ours: object) -> bool:
    if not (isinstance(theirs, str) and isinstance(ours, str)):
        return False
    one, other = (re.sub(r"(?:[^\x00-\x7f]|\?)+", "?", text) for text in (theirs, ours))
    return one == other or has_lost_characters(theirs, ours)


def _western(text: str, fit: Callable[[str], str]) -> str:
    fitted = (letter if _is_western(letter) else fit(letter) for letter in text)
    return "".join(letter if _is_western(letter) else "?" for letter in fitted)


def _is_western(text: str) -> bool:
    try:
        text.encode(WESTERN)
    except UnicodeEncodeError:
        return False
    return True


def _with_single_marks(text: str) -> str:
    return re.sub(r"\?+", "?", text)


def _usual_form(letter: str) -> str:
    return unicodedata.normalize("NFKC", letter)


def _base_letter(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter)[0]
