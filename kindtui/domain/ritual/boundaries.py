"""The boundary checks and which three of them a day shows."""

from collections.abc import Sequence
from datetime import date
from itertools import chain, zip_longest
from typing import Literal

from msgspec import Struct

from kindtui.domain.dates import DAYS_PER_WEEK

CHECKS_PER_DAY = 3

CheckGroup = Literal["energy", "time", "saying_no", "consent_authenticity", "self_kindness", "own"]

GROUP_NAMES: dict[CheckGroup, str] = {
    "energy": "Energy",
    "time": "Time",
    "saying_no": "Saying no",
    "consent_authenticity": "Free choice",
    "self_kindness": "Kind to myself",
}


class Check(Struct, frozen=True):
    """One boundary check; `if_not` is its script: a kind way to say no, or what to do instead.

    A check of the user's own is of the group "own", and its script may be empty.
    """

    id: str
    group: CheckGroup
    check: str
    if_not: str

    @property
    def script(self) -> str:
        """What can be said to somebody: the quoted part of `if_not`, or all of it; own words as they are."""
        if self.group == "own":
            return self.if_not
        _, quote, rest = self.if_not.partition('"')
        return rest.rpartition('"')[0] if quote else self.if_not


def todays_checks(checks: Sequence[Check], custom_checks: Sequence[Check], today: date) -> tuple[Check, ...]:
    """Three checks of different groups; the date decides, and all sixteen come round within seven days.

    The groups are dealt in turn (energy, time, no, …), and each day of seven takes its part of
    them: two or three. Where there is a third place one of the user's `own` stands there, each in
    its turn; without any, one more of another group.
    """
    groups = [[check for check in checks if check.group == group] for group in GROUP_NAMES]
    interleaved = [check for check in chain.from_iterable(zip_longest(*groups)) if check]
    week, day = divmod(today.toordinal(), DAYS_PER_WEEK)
    first, last = _slice_bounds(interleaved, day)
    shown = interleaved[first:last]
    if custom_checks and len(shown) < CHECKS_PER_DAY:
        days_with_room = [n for n in range(DAYS_PER_WEEK) if _slice_size(interleaved, n) < CHECKS_PER_DAY]
        shown.append(
            custom_checks[(week * len(days_with_room) + days_with_room.index(day)) % len(custom_checks)]
        )
    for check in interleaved[last:] + interleaved[:first]:
        if len(shown) < CHECKS_PER_DAY and check.group not in {other.group for other in shown}:
            shown.append(check)
    return tuple(shown)


def _slice_bounds(interleaved: Sequence[Check], day: int) -> tuple[int, int]:
    """Where the part of that day of seven begins and ends."""
    return day * len(interleaved) // DAYS_PER_WEEK, (day + 1) * len(interleaved) // DAYS_PER_WEEK


def _slice_size(interleaved: Sequence[Check], day: int) -> int:
    first, last = _slice_bounds(interleaved, day)
    return last - first
