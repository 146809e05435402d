"""JSON that every parser reads alike, in the one form kindtui writes."""

import codecs
from math import isinf
from typing import Any, NoReturn

import msgspec

UTF8_CHUNK_BYTES = 1 << 16

_encoder = msgspec.json.Encoder()


def check_utf8(data: bytes) -> None:
    """Check the encoding of a file, in chunks: one emoji makes its text four times as large as its bytes.

    Raises:
        ValueError: The bytes are not UTF-8.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), UTF8_CHUNK_BYTES):
        decoder.decode(data[start : start + UTF8_CHUNK_BYTES])
    decoder.decode(b"", final=True)


def canonical_json(data: bytes) -> bytes:
    """Return the same JSON in the form kindtui writes, which has no white space and no needless escapes.

    JSON in that form already is returned as it is, without a second parse: it can hold none of what is
    refused here, as writing it anew would have changed that.

    Raises:
        ValueError: It is not JSON, is nested too deeply, or has what lenient parsers change silently:
            a key that occurs twice, NaN, an infinity, or half a surrogate pair.
    """
    try:
        if _encoder.encode(msgspec.json.decode(data)) == data:
            return data
        import json

        document = json.loads(
            data,
            object_pairs_hook=_unique_keys,
            parse_constant=_reject_number,
            parse_float=_finite_float,
        )
        return _encoder.encode(document)
    except RecursionError:
        raise ValueError("too deeply nested") from None


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise ValueError("the same key twice")
    return document


def _finite_float(digits: str) -> float:
    number = float(digits)
    return _reject_number(digits) if isinf(number) else number


def _reject_number(name: str) -> NoReturn:
    raise ValueError(f"the number {name}")
