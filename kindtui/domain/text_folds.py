"""The form in which texts are compared by a search: as people type when they are in a hurry."""

import re
import unicodedata

_SPECIAL_FOLDS = {
    **dict.fromkeys("‘’‚‛ʼʻʹ′´", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    "−": "-", "⁃": "-",
    "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ŋ": "n", "ə": "e",
    "ي": "ی", "ى": "ی", "ك": "ک",  # Arabic and Persian keyboards
}  # fmt: skip
_LETTER_NAME = re.compile(r"LATIN (?:SMALL|CAPITAL) LETTER ([A-Z]) WITH ")


class _Folds(dict[int, str]):
    """The folded form of every character, by its code point; each is worked out when it first occurs."""

    def __missing__(self, code_point: int) -> str:
        folded = self[code_point] = _folded_letter(chr(code_point))
        return folded


_folds = _Folds()


def folded(text: str) -> str:
    """Return the text without case, accents and signs that are not seen, with plain quotes, hyphens, spaces.

    Characters are folded one by one, so that the folded form of a part of a text is part of its folded form.
    """
    return text.lower() if text.isascii() else text.translate(_folds)


def _folded_letter(letter: str) -> str:
    if letter in _SPECIAL_FOLDS:
        return _SPECIAL_FOLDS[letter]
    decomposed = unicodedata.normalize("NFKD", letter.casefold())
    return "".join(map(_folded_part, decomposed)).casefold()


def _folded_part(letter: str) -> str:
    if letter in _SPECIAL_FOLDS:
        return _SPECIAL_FOLDS[letter]
    category = unicodedata.category(letter)
    if unicodedata.combining(letter) or category == "Cf" or "\ufe00" <= letter <= "\ufe0f":
        return ""
    if category == "Pd":
        return "-"
    if letter.isspace():
        return letter if letter.isascii() else " "
    stroked = _LETTER_NAME.match(unicodedata.name(letter, ""))  # such as ø, "O WITH STROKE"
    return stroked[1].lower() if stroked else letter
