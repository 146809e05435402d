"""What people see as one character: a letter with its marks, a flag, a family, a hand with its skin tone."""

import unicodedata
from itertools import pairwise

ZERO_WIDTH_JOINER = "\u200d"
_MARKS = {"Mn", "Me", "Mc"}
_SYMBOLS = {"So", "Sm", "Sk", "Cn"}  # emoji that Python does not know yet count as unassigned


def next_boundary(text: str, at: int) -> int:
    """Return the first position after `at` at which a character begins, or the end of the text."""
    at = max(0, at) + 1
    while at < len(text) and not is_boundary(text, at):
        at += 1
    return min(at, len(text))


def previous_boundary(text: str, at: int) -> int:
    """Return the last position before `at` at which a character begins, or 0."""
    at = min(at, len(text)) - 1
    while at > 0 and not is_boundary(text, at):
        at -= 1
    return max(at, 0)


def clusters(text: str) -> list[str]:
    """Return the characters of the text, as people see them."""
    boundaries = [0, *(at for at in range(1, len(text)) if is_boundary(text, at)), len(text)]
    return [text[start:end] for start, end in pairwise(boundaries) if start < end]


def is_boundary(text: str, at: int) -> bool:
    """Return whether a character begins or ends at that position.

    These are the rules of Unicode's annex 29 for extended grapheme clusters, as far as `unicodedata` has
    what they need: without the Indic conjuncts, and taking every symbol for an emoji.
    """
    if not 0 < at < len(text):
        return True
    before, after = text[at - 1], text[at]
    if before.isascii() and after.isascii():
        return True
    if _extends(after):
        return False
    if before == ZERO_WIDTH_JOINER:
        return unicodedata.category(after) not in _SYMBOLS
    if _is_regional_indicator(before) and _is_regional_indicator(after):
        return _count_of_indicators_before(text, at) % 2 == 0
    return True


def _extends(letter: str) -> bool:
    """Return whether a character belongs to the one before it."""
    return (
        unicodedata.category(letter) in _MARKS
        or letter in (ZERO_WIDTH_JOINER, "\u200c")
        or "\U0001f3fb" <= letter <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= letter <= "\U000e007f"  # tags, as in the flag of Scotland
        or "\u1160" <= letter <= "\u11ff"  # the vowels and final consonants of Hangul
    )


def _is_regional_indicator(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _count_of_indicators_before(text: str, at: int) -> int:
    start = at
    while start and _is_regional_indicator(text[start - 1]):
        start -= 1
    return at - start
