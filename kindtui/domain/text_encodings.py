"""Bytes of unknown encoding as text: the likeliest encoding that fits, and never a guess among many."""

import codecs
import re
from typing import NamedTuple

UTF_8, WESTERN = "UTF-8", "Windows-1252"
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ASCII_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WESTERN_LETTERS = bytes({*range(0xC0, 0x100)} - {0xD7, 0xF7}) + "ŠšŽžŒœŸªºß".encode(WESTERN)
_WESTERN_SIGNS = "’‘‚“”„‹›«»–—…€£§°¿¡·•´®©½¼¾²³×\u00a0".encode(WESTERN)
_WESTERN_BYTES = bytes({*range(0x20, 0x7F), *b"\t\n\r", *_WESTERN_LETTERS, *_WESTERN_SIGNS})


class UnknownEncodingError(ValueError):
    """The bytes are in none of the encodings that are tried."""


class DecodedText(NamedTuple):
    """A text, and the encoding its bytes were in."""

    text: str
    encoding: str


def decode(data: bytes, locale_encoding: str) -> DecodedText:
    """Return bytes as text: from UTF-8, UTF-16, the encoding of the locale, or that of Western Windows.

    UTF-8 comes first because text in another encoding is hardly ever valid in it. Windows-1252 fits almost
    any bytes, and only counts if it makes of them what Western languages look like.

    Raises:
        UnknownEncodingError: None of them fits.
    """
    if data.startswith(UTF_16_MARKS) and (text := _decoded(data, "UTF-16")) is not None:
        return DecodedText(text, "UTF-16")
    if (text := _decoded(data, "utf-8-sig")) is not None:
        return DecodedText(text, UTF_8)
    if (text := _decoded(data, locale_encoding)) is not None:
        return DecodedText(text, locale_encoding)
    if _looks_western(data):
        return DecodedText(data.decode(WESTERN), WESTERN)
    raise UnknownEncodingError


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _looks_western(data: bytes) -> bool:
    """Return whether bytes are Latin letters and signs, never three special letters in a row."""
    return (
        not data.translate(None, _WESTERN_BYTES)
        and len(data.translate(None, _ASCII_LETTERS)) < len(data)
        and not re.search(b"[%b]{3}" % _WESTERN_LETTERS, data)
    )
