"""Local times of other apps, as moments; and the uids that follow from a time and a text."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from hashlib import sha256
from zoneinfo import ZoneInfo

from kindtui.domain.dates import Moment

EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  local times have no zone
MAX_POSITION = 999  # microseconds, which no other app tells
_UID = re.compile(r"[0-9a-f]{26}")


def named_zone(name: str) -> ZoneInfo | None:
    """Return the time zone with that name, if this computer knows it."""
    with suppress(OSError, ValueError, LookupError):
        return ZoneInfo(name)
    return None


def time_zone_of(now: Moment) -> tzinfo:
    """Return the time zone of a moment, or its fixed offset if the name of the zone is unknown here."""
    current_offset = timedelta(seconds=now.offset)
    zone = named_zone(now.zone)
    if zone and now.at.astimezone(zone).utcoffset() == current_offset:
        return zone
    return timezone(current_offset)


def moment_at(local_time: datetime, zone: tzinfo, zone_name: str) -> Moment:
    """Return the moment at which clocks of a zone show a local time."""
    offset = local_time.replace(tzinfo=zone).utcoffset() or timedelta()
    return Moment(local_time.replace(tzinfo=UTC) - offset, zone_name, int(offset.total_seconds()))


def uid_of(local_time: datetime, content: str, position: int = 0) -> str:
    """Return the uid of an entry, which follows from its content and sorts by the time of writing.

    Entries of the same time sort by their `position` among each other.
    """
    microseconds = (local_time - EPOCH) // timedelta(microseconds=1) + min(position, MAX_POSITION)
    return f"{max(microseconds, 0):014x}{sha256(content.encode()).hexdigest()[:12]}"


def without_position(uid: str) -> str:
    """Return what stays the same of a uid when an entry of the same time is put before its entry."""
    return f"{int(uid[:14], 16) // (MAX_POSITION + 1):x}{uid[14:]}" if _UID.fullmatch(uid) else uid
