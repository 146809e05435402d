"""Names that a person left out: they are not suggested, counted or read again, while the days keep them."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator

from kindtui.domain.sentences import addressee
from kindtui.domain.text import composed
from kindtui.domain.text_folds import folded

# Scripts without spaces between words, as ranges of a pattern: Thai, Lao, Burmese, Khmer, Japanese, Chinese.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff"  # its particles are joined to a name
_SPACES_WITHIN_UNSPACED = f"(?<=[{UNSPACED}]) (?=[{UNSPACED}])"
_LETTERS_WITHOUT_WORDS = f"[{UNSPACED}{_HANGUL}]"
_SEPARATOR_CATEGORIES = ("C", "P", "Z")  # controls, punctuation and spaces


class _Separated(dict[int, str]):
    """A space for every separator, by its code point; each is worked out when it first occurs."""

    def __missing__(self, code_point: int) -> str:
        letter = chr(code_point)
        is_separator = unicodedata.category(letter)[0] in _SEPARATOR_CATEGORIES
        separated = self[code_point] = " " if is_separator else letter
        return separated


SEPARATED = _Separated()


def name_key(name: str) -> str:
    """Return the form in which all spellings of a name are equal; empty if it has neither letter nor sign."""
    return _comparable(addressee(name) or name)


def without_left_out(names: Iterable[str], left_out_keys: Collection[str]) -> tuple[str, ...]:
    """Return the names whose key is not among those left out."""
    return tuple(name for name in names if not left_out_keys or name_key(name) not in left_out_keys)


def mentions(text: str, name_keys: Collection[str]) -> bool:
    """Return whether a text has one of the names in it, as whole words."""
    if not _could_mention(text, name_keys):
        return False
    comparable = _comparable(text)
    return any(_has_words(comparable, key) for key in name_keys)


def names_mentioned(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that a text mentions, each in one spelling."""
    comparable = _comparable(text)
    name_by_key: dict[str, str] = {}
    for name in names:
        key = name_key(name)
        if key and _has_words(comparable, key):
            name_by_key.setdefault(key, name)
    return tuple(name_by_key.values())


def _could_mention(text: str, name_keys: Collection[str]) -> bool:
    """Rule out most texts quickly: an ASCII text that mentions a name has each word of its key in it."""
    lower = text.lower()
    return any(not text.isascii() or key.rpartition(" ")[2] in lower for key in name_keys)


def _comparable(text: str) -> str:
    """Return the text folded as for a search, with one space in place of punctuation and other spaces."""
    words = " ".join(composed(folded(text)).translate(SEPARATED).split())
    return words if words.isascii() else re.sub(_SPACES_WITHIN_UNSPACED, "", words)


def _has_words(text: str, words: str) -> bool:
    return any(True for _ in word_positions(text, words))


def word_positions(text: str, words: str) -> Iterator[int]:
    """Yield where the text has exactly these words, as whole words."""
    start = text.find(words) if words else -1
    while start >= 0:
        if not (is_within_word(text, start) or is_within_word(text, start + len(words))):
            yield start
        start = text.find(words, start + 1)


def is_within_word(text: str, index: int) -> bool:
    """Return whether the same word stands before and after a position."""
    return 0 < index < len(text) and all(map(_is_letter_of_word, text[index - 1 : index + 1]))


def _is_letter_of_word(letter: str) -> bool:
    is_letter = letter.isalnum() or unicodedata.category(letter)[0] == "M"
    return is_letter and not re.match(_LETTERS_WITHOUT_WORDS, letter)
