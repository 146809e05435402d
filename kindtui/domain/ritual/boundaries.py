"""The boundary checks, and which of them a day shows."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

GROUPS_PER_DAY = 3

CheckGroup = Literal[
    "energy", "time", "saying_no", "consent_authenticity", "self_kindness", "closeness", "own"
]

# The groups in the order in which they are listed; each day shows one check from every second group.
GROUP_NAMES: dict[CheckGroup, str] = {
    "energy": "Energy",
    "time": "Time",
    "saying_no": "Saying no",
    "consent_authenticity": "Free choice",
    "self_kindness": "Kind to myself",
    "closeness": "Close to home",
}


class Check(Struct, frozen=True):
    """One boundary check; a custom one has the group "own".

    Attributes:
        check: What is true on a day on which the boundary holds.
        if_not: What can be done if it does not hold, or what the script is for; it may be empty.
        aloud: Words to say; they may be empty.
        writing: Shorter words for a message; they may be empty.
    """

    id: str
    group: CheckGroup
    check: str
    if_not: str = ""
    aloud: str = ""
    writing: str = ""

    @property
    def script(self) -> str:
        """The words to copy into a message; empty if there are none."""
        return self.writing or self.aloud


def todays_checks(checks: Sequence[Check], custom_checks: Sequence[Check], today: date) -> tuple[Check, ...]:
    """Return a check from each of three groups for the day, and a custom one if there are any.

    The six groups take turns, three at a time, and the checks of a group are shown in their order. So any ten
    days show all thirty, and no two days running show the same one.
    """
    groups = [[check for check in checks if check.group == group] for group in GROUP_NAMES]
    alternations = len(groups) // GROUPS_PER_DAY
    turn, first = divmod(today.toordinal(), alternations)
    shown = [group[turn % len(group)] for group in groups[first::alternations]]
    if custom_checks:
        shown.append(custom_checks[today.toordinal() % len(custom_checks)])
    return tuple(shown)
