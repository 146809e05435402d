"""The boundary checks and which three of them a day shows."""

from collections.abc import Sequence
from datetime import date
from itertools import chain, zip_longest
from typing import Literal

from msgspec import Struct

A_DAY = 3

Group = Literal["energy", "time", "saying_no", "consent_authenticity", "self_kindness"]

GROUP_NAMES: dict[Group, str] = {
    "energy": "Energy",
    "time": "Time",
    "saying_no": "Saying no",
    "consent_authenticity": "Free choice",
    "self_kindness": "Kind to myself",
}


class Check(Struct, frozen=True):
    """One boundary check; `if_not` is its script: a kind way to say no, or what to do instead."""

    id: str
    group: Group
    check: str
    if_not: str

    @property
    def script(self) -> str:
        """What can be said to somebody: the quoted part of `if_not`, or all of it."""
        _, quote, rest = self.if_not.partition('"')
        return rest.rpartition('"')[0] if quote else self.if_not


def todays_checks(checks: Sequence[Check], today: date) -> tuple[Check, ...]:
    """Three checks of different groups; the date decides, and all sixteen come round within six days.

    The groups are dealt in turn (energy, time, no, …) into a circle, and each date takes the
    next three of it; so any seven days in a row show every one of the sixteen. What the last
    three lack is filled up with checks of groups that are not among them.
    """
    groups = [[check for check in checks if check.group == group] for group in GROUP_NAMES]
    dealt = [check for check in chain.from_iterable(zip_longest(*groups)) if check]
    days = -(-len(dealt) // A_DAY)
    last = {check.group for check in dealt[(days - 1) * A_DAY :]}
    circle = dealt + [check for check in dealt if check.group not in last]
    start = today.toordinal() % days * A_DAY
    return tuple(circle[start : start + A_DAY])
