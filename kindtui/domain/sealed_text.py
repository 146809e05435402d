"""What stands in a locked journal in the place of words. Storage seals and opens; this only recognizes."""

import re
from datetime import UTC, datetime, timedelta
from functools import cache

from msgspec import Struct

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ONE_MICROSECOND = timedelta(microseconds=1)


@cache
def _token() -> re.Pattern[str]:
    return re.compile(r"sealed\.([sb])\.([\w-]{22})\.(-?\d{1,18}|)\.([\w-]+)", re.ASCII)


class SealedText(Struct, frozen=True):
    """Sealed words, as one string of ASCII letters.

    Attributes:
        kind: "s" if they were sealed with the key, "b" if they were put in a box while it was locked.
        id: 128 bits in base64url, which stay with the words, so that a merge without the key knows them.
        at: When the words were changed, in microseconds since 1970 (UTC); empty for what has no such time.
        payload: The sealed words in base64url.
    """

    kind: str
    id: str
    at: str
    payload: str

    @classmethod
    def parse(cls, text: str) -> "SealedText | None":
        """Return the sealed words in `text`; None if it is an ordinary text."""
        if not text.startswith("sealed."):
            return None
        found = _token().fullmatch(text)
        return cls(*found.groups()) if found else None

    def __str__(self) -> str:
        """Return the string that stands in the file."""
        return f"sealed.{self.kind}.{self.id}.{self.at}.{self.payload}"


def time_of(at: datetime | None) -> str:
    """Return a time in microseconds since 1970 (UTC), as sealed words name it; empty if there is none."""
    return str((at - EPOCH) // ONE_MICROSECOND) if at else ""


def is_sealed_at(text: str, at: datetime | None) -> bool:
    """Return whether `text` stands for words that are sealed, and were changed at that time."""
    token = SealedText.parse(text)
    return token is not None and token.at == time_of(at)


def is_sealed(text: str) -> bool:
    """Return whether `text` stands for words that are sealed."""
    return text.startswith("sealed.") and _token().fullmatch(text) is not None
