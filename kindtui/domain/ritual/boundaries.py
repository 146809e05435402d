"""The boundary checks and which three of them a day shows."""

from collections.abc import Sequence
from datetime import date
from itertools import chain, zip_longest
from typing import Literal

from msgspec import Struct

A_DAY = 3
A_WEEK = 7

Group = Literal["energy", "time", "saying_no", "consent_authenticity", "self_kindness", "own"]

GROUP_NAMES: dict[Group, str] = {
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
    group: Group
    check: str
    if_not: str

    @property
    def script(self) -> str:
        """What can be said to somebody: the quoted part of `if_not`, or all of it; own words as they are."""
        if self.group == "own":
            return self.if_not
        _, quote, rest = self.if_not.partition('"')
        return rest.rpartition('"')[0] if quote else self.if_not


def todays_checks(checks: Sequence[Check], own: Sequence[Check], today: date) -> tuple[Check, ...]:
    """Three checks of different groups; the date decides, and all sixteen come round within seven days.

    The groups are dealt in turn (energy, time, no, …), and each day of seven takes its part of
    them: two or three. Where there is a third place one of the user's `own` stands there, each in
    its turn; without any, one more of another group.
    """
    groups = [[check for check in checks if check.group == group] for group in GROUP_NAMES]
    dealt = [check for check in chain.from_iterable(zip_longest(*groups)) if check]
    week, day = divmod(today.toordinal(), A_WEEK)
    first, last = _part(dealt, day)
    shown = dealt[first:last]
    if own and len(shown) < A_DAY:
        roomy = [n for n in range(A_WEEK) if _size(dealt, n) < A_DAY]
        shown.append(own[(week * len(roomy) + roomy.index(day)) % len(own)])
    for check in dealt[last:] + dealt[:first]:
        if len(shown) < A_DAY and check.group not in {other.group for other in shown}:
            shown.append(check)
    return tuple(shown)


def _part(dealt: Sequence[Check], day: int) -> tuple[int, int]:
    """Where the part of that day of seven begins and ends."""
    return day * len(dealt) // A_WEEK, (day + 1) * len(dealt) // A_WEEK


def _size(dealt: Sequence[Check], day: int) -> int:
    first, last = _part(dealt, day)
    return last - first
