"""The recovery code: 160 random bits as letters that can be written down and typed without mistakes.

The letters are Crockford's base 32 (https://www.crockford.com/base32.html), which has no I, L, O and U.
"""

from unicodedata import normalize

CODE_BYTES = 20
GROUP_LETTERS = 4
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LETTERS = CODE_BYTES * 8 // 5
_SIMILAR = str.maketrans("OIL", "011")


def format_code(data: bytes) -> str:
    """Return the code for 20 bytes, in eight groups of four letters."""
    number = int.from_bytes(data, "big")
    letters = "".join(_LETTERS[number >> 5 * place & 31] for place in reversed(range(_CODE_LETTERS)))
    return "-".join(letters[at : at + GROUP_LETTERS] for at in range(0, _CODE_LETTERS, GROUP_LETTERS))


def parse_code(text: str) -> bytes | None:
    """Return the 20 bytes of a code, however it is spaced, punctuated and capitalized; None if it is none."""
    letters = "".join(filter(str.isalnum, normalize("NFKC", text).upper())).translate(_SIMILAR)
    if len(letters) != _CODE_LETTERS or not set(letters) <= set(_LETTERS):
        return None
    number = 0
    for letter in letters:
        number = number << 5 | _LETTERS.index(letter)
    return number.to_bytes(CODE_BYTES, "big")
