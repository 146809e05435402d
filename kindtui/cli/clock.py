"""The machine's clock. No other module reads the time."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from msgspec import structs

from kindtui.cli.usage_error import UsageError
from kindtui.domain.dates import Moment
from kindtui.texts import get_text

SUPPORTED_YEARS = range(1900, 9000)  # a year before and centuries after them, the app can still show


class SystemClock:
    """A clock that shows the present, or one that was set to another time and runs on from there."""

    def __init__(self, start: datetime | None = None) -> None:
        """Create the clock.

        Args:
            start: The time it shows first, with a UTC offset, which it keeps. By default it shows the present
                in the machine's time zone.
        """
        self._start = start
        self._monotonic_start = time.monotonic()
        self._cached_zone: tuple[int, str] | None = None  # the UTC offset in seconds and the zone's name

    def now(self) -> Moment:
        """Return the current time."""
        moment = self.now_without_zone()
        if moment.zone:
            return moment
        if self._cached_zone is None or self._cached_zone[0] != moment.offset:
            self._cached_zone = (moment.offset, _time_zone_name())
        return structs.replace(moment, zone=self._cached_zone[1])

    def now_without_zone(self) -> Moment:
        """Return the current time, without the name of the machine's time zone."""
        if self._start is None:
            time.tzset()  # the machine may have been moved to another time zone
            local = datetime.now().astimezone()
            return Moment(local.astimezone(UTC), "", _utc_offset(local))
        local = self._start + timedelta(seconds=time.monotonic() - self._monotonic_start)
        return Moment(local.astimezone(UTC), local.tzname() or "UTC", _utc_offset(local))

    def sleep(self, seconds: float) -> None:
        """Block for that many seconds."""
        time.sleep(seconds)


def make_clock(environment: Mapping[str, str], *, with_zone: bool) -> SystemClock:
    """Create the clock of this run, which starts at `KINDTUI_NOW` if that is set.

    Args:
        environment: The environment variables.
        with_zone: Whether the name of the time zone is needed. It takes long to find, and commands that
            write nothing never use it.

    Raises:
        UsageError: `KINDTUI_NOW` is not an ISO 8601 time with a UTC offset, or of no year that is supported.
    """
    text = environment.get("KINDTUI_NOW")
    if not text:
        return SystemClock(None if with_zone else datetime.now().astimezone())
    try:
        start = datetime.fromisoformat(text)
    except ValueError:
        start = None
    if start is None or start.tzinfo is None or start.year not in SUPPORTED_YEARS:
        raise UsageError(get_text("commands.clock", first=SUPPORTED_YEARS[0], last=SUPPORTED_YEARS[-1]))
    return SystemClock(start)


def _time_zone_name() -> str:
    import tzlocal

    try:
        tzlocal.reload_localzone()
        return tzlocal.get_localzone_name() or "UTC"
    except Exception:  # noqa: BLE001  a machine without a usable zone still has a clock
        return "UTC"


def _utc_offset(local: datetime) -> int:
    """Return the offset of an aware time, in seconds east of UTC."""
    return int((local.utcoffset() or timedelta()).total_seconds())
