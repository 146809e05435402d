"""The uids of entries that came without one, which sort as in their file and are recognized by content."""

import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256

TIMED_UID = re.compile(
    r"([0-9a-f]{14})([0-9a-f]{12})"
)  # microseconds since 1970, and a random part or a digest
MAX_POSITION = 999  # microseconds, which no other app tells
STEP = 1_000_000  # microseconds between two rows, which leaves room for those that are inserted later

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DIGEST_LENGTH = 12


def made_uid(written: datetime, place: int, digest: str) -> str:
    """Return the uid of the row at that place of its day, written at that time (UTC)."""
    return _uid_at(_microseconds(written) + place * STEP, digest)


def uid_of(local_time: datetime, content: str, position: int) -> str:
    """Return the uid of another app's entry, which follows from its content and sorts by the time of writing.

    Entries of the same time sort by their `position` among each other.
    """
    place = _microseconds(local_time.replace(tzinfo=UTC)) + min(position, MAX_POSITION)
    return _uid_at(place, sha256(content.encode()).hexdigest())


def without_position(uid: str) -> str:
    """Return the uid without the position of its entry among those of the same time."""
    timed = TIMED_UID.fullmatch(uid)
    return f"{int(timed[1], 16) // (MAX_POSITION + 1):x}{timed[2]}" if timed else uid


def digest_of(uid: str) -> str:
    """Return the digest part of a uid, also of one that an earlier version of kindtui made."""
    timed = TIMED_UID.fullmatch(uid)
    return timed[2] if timed else uid[:_DIGEST_LENGTH]


def placed_after(uid: str, previous: str, following: str, count: int) -> str:
    """Return a made uid, changed if need be so that it sorts between two others; an empty one does not count.

    If those are the other way round, it sorts after the previous one. It leaves room for the rest of the
    `count` rows, itself included, that are to be between the two.
    """
    own, lower, upper = map(_place_of, (uid, previous, following))
    assert own is not None
    if upper is not None and lower is not None and upper <= lower:
        upper = None
    if (lower is None or lower < own) and (upper is None or own + count <= upper):
        return uid
    if lower is None:
        place = max((upper or 0) - STEP, 0)
    else:
        place = lower + (STEP if upper is None else (upper - lower) // (count + 1))
    return _uid_at(place, digest_of(uid))


def _microseconds(at: datetime) -> int:
    """Return the microseconds since 1970, none before."""
    return max((at - _EPOCH) // timedelta(microseconds=1), 0)


def _uid_at(place: int, digest: str) -> str:
    return f"{place:014x}{digest[:_DIGEST_LENGTH]}"


def _place_of(uid: str) -> int | None:
    timed = TIMED_UID.fullmatch(uid)
    return int(timed[1], 16) if timed else None
