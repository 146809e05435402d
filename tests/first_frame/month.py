"""A month of somebody's mornings, middays and evenings: when the app is opened, where, and what is done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from random import Random
from typing import Literal

from kindtui.domain.journal.day import ActState
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.requests import (
    ActChosen,
    ActStateChanged,
    DayPartSkipped,
    ReceivedWritten,
    Request,
    ScaleRated,
    TextRewritten,
)
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.state import State

HERE = timezone(timedelta(hours=1))
FIRST_DAY = date(2026, 11, 2)
TMUX = {"TERM": "tmux-256color", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.4"}
SMALL, LARGE = (80, 24), (120, 40)

PartOfDay = Literal["morning", "midday", "evening"]
HOURS: dict[PartOfDay, int] = {"morning": 7, "midday": 12, "evening": 20}


@dataclass(frozen=True)
class Sitting:
    """One time that the app is opened, and what is logged from a shell before that.

    Attributes:
        size: The columns and rows of the window.
        variables: The variables of the terminal.
    """

    part: PartOfDay
    at: datetime
    size: tuple[int, int]
    variables: dict[str, str]
    logged: str

    @property
    def on(self) -> date:
        return self.at.date()


def month(random: Random, days: int) -> Iterator[Sitting]:
    """Yield the sittings of so many days: mostly in a small window, at times in tmux."""
    for day in range(days):
        on = FIRST_DAY + timedelta(days=day)
        for part, hour in HOURS.items():
            at = datetime(on.year, on.month, on.day, hour, random.randrange(60), tzinfo=HERE)
            size = SMALL if random.random() < 0.7 else LARGE
            is_in_tmux = size == SMALL and random.random() < 0.1
            logged = "Tea from Noor" if random.random() < 0.15 else ""
            yield Sitting(part, at, size, TMUX if is_in_tmux else {}, logged)


def answers(sitting: Sitting, state: State, random: Random) -> list[tuple[Request, ...]]:
    """Return what somebody does in a sitting, one save each."""
    on, day = sitting.on, state.journal.day(sitting.on)
    if sitting.part == "morning":
        act = ActChosen(on, Plan("text Sam", "Sam", 6))
        steps: list[tuple[Request, ...]] = [
            (TextRewritten(on, TextRef("who"), "Sam"),),
            (ScaleRated(on, "energy", 6),),
            (act,),
        ]
        return steps[: random.choice((0, 1, 2, 3, 3, 3))] or [(DayPartSkipped(on, "morning"),)]
    if sitting.part == "midday":
        outcome: ActState = random.choice(("done", "done", "let_go"))
        return [(ActStateChanged(on, act.uid, outcome),) for act in day.planned if random.random() < 0.6]
    if random.random() < 0.1:
        return []
    return [(ReceivedWritten(on, "A neighbour held the door"),)] * random.choice((1, 1, 2))
