"""The boundary checks, and which three of them a day shows."""

import re
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

_QUOTED_SPEECH = re.compile(r'(?:^|: )"([^"]+)"')  # the "self" list is no speech


class Check(Struct, frozen=True):
    """One boundary check; a custom one has the group "own".

    `if_not` is a kind way to say no, or what to do instead; that of a custom check may be empty.
    """

    id: str
    group: CheckGroup
    check: str
    if_not: str

    @property
    def script(self) -> str:
        """The words to say: what `if_not` quotes as said, else empty; all of it for a custom check."""
        if self.group == "own":
            return self.if_not
        quoted = _QUOTED_SPEECH.search(self.if_not)
        return quoted[1] if quoted else ""


def todays_checks(checks: Sequence[Check], custom_checks: Sequence[Check], today: date) -> tuple[Check, ...]:
    """Return three checks of different groups for the day; all shipped ones are shown within seven days.

    The checks are interleaved by group and cut into seven slices of two or three. A slice of two is
    filled up with a custom check, each in its turn; without any, with the next check of another group.
    """
    groups = [[check for check in checks if check.group == group] for group in GROUP_NAMES]
    interleaved = [check for check in chain.from_iterable(zip_longest(*groups)) if check]
    week, day = divmod(today.toordinal(), DAYS_PER_WEEK)
    first, last = _slice_bounds(interleaved, day)
    shown = interleaved[first:last]
    if custom_checks and len(shown) < CHECKS_PER_DAY:
        days_with_room = [
            other for other in range(DAYS_PER_WEEK) if _slice_size(interleaved, other) < CHECKS_PER_DAY
        ]
        shown.append(
            custom_checks[(week * len(days_with_room) + days_with_room.index(day)) % len(custom_checks)]
        )
    for check in interleaved[last:] + interleaved[:first]:
        if len(shown) < CHECKS_PER_DAY and check.group not in {other.group for other in shown}:
            shown.append(check)
    return tuple(shown)


def _slice_bounds(interleaved: Sequence[Check], day: int) -> tuple[int, int]:
    """Return the start and the end of the slice of a day, which is 0–6."""
    return day * len(interleaved) // DAYS_PER_WEEK, (day + 1) * len(interleaved) // DAYS_PER_WEEK


def _slice_size(interleaved: Sequence[Check], day: int) -> int:
    first, last = _slice_bounds(interleaved, day)
    return last - first
