"""Local times of other apps, as moments."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from kindtui.domain.dates import Moment


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
