"""The machine's clock: the only module that reads the time."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from kindtui.cli.parser import UsageError
from kindtui.domain.dates import Moment


class SystemClock:
    """The machine's clock; started at `KINDTUI_NOW`, it runs on from there."""

    def __init__(self, start: datetime | None = None) -> None:
        """Begin at `start`, which carries its offset, or at the present moment."""
        self._start = start
        self._monotonic_start = time.monotonic()
        self._cached_zone: tuple[int, str] | None = None

    def now(self) -> Moment:
        """Read the clock."""
        if self._start is None:
            time.tzset()  # a journey may have set the machine to another zone
            local = datetime.now().astimezone()
            offset = _utc_offset(local)
            if self._cached_zone is None or self._cached_zone[0] != offset:
                self._cached_zone = (offset, _time_zone_name())
            return Moment(local.astimezone(UTC), self._cached_zone[1], offset)
        local = self._start + timedelta(seconds=time.monotonic() - self._monotonic_start)
        return Moment(local.astimezone(UTC), local.tzname() or "UTC", _utc_offset(local))

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


def make_clock(environment: Mapping[str, str], *, with_zone: bool) -> SystemClock:
    """The clock of the machine; without its `zone`, whose name takes long to find, for what only reads."""
    text = environment.get("KINDTUI_NOW")
    if not text:
        return SystemClock(None if with_zone else datetime.now().astimezone())
    try:
        start = datetime.fromisoformat(text)
    except ValueError:
        start = None
    if start is None or start.tzinfo is None:
        message = "KINDTUI_NOW is a time with its offset, such as 2026-11-22T08:00:00+01:00."
        raise UsageError(message)
    return SystemClock(start)


def _time_zone_name() -> str:
    import tzlocal

    try:
        tzlocal.reload_localzone()
        return tzlocal.get_localzone_name() or "UTC"
    except Exception:  # noqa: BLE001  a machine without a usable zone still has a clock
        return "UTC"


def _utc_offset(local: datetime) -> int:
    return int((local.utcoffset() or timedelta()).total_seconds())
