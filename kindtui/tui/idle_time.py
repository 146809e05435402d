"""How long nobody has used the app, also while the machine was asleep."""

from datetime import datetime, timedelta

ASLEEP = timedelta(seconds=30)  # nothing else keeps the app so long from looking


class IdleTime:
    """The time without a key, as it is seen when the app looks at the clock."""

    def __init__(self) -> None:
        """Begin at the first look."""
        self._active_at: datetime | None = None
        self._looked_at: datetime | None = None
        self._count = 0

    def at(self, now: datetime, count: int) -> timedelta:
        """Return how long there was no key before `now`, or before the first one since a sleep.

        Args:
            now: The time of this look.
            count: How many keys there were so far.
        """
        if (
            self._active_at is None or self._looked_at is None or now < self._looked_at
        ):  # the clock was set back
            self._active_at = self._looked_at = now
        was_asleep, is_used = now - self._looked_at >= ASLEEP, count != self._count
        idle = now - self._active_at if was_asleep or not is_used else timedelta()
        self._looked_at, self._count = now, count
        if is_used:
            self._active_at = now
        return idle

    def restart(self) -> None:
        """Begin again at the next look."""
        self._active_at = None
