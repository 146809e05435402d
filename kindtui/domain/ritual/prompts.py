"""The questions of the morning and the evening: the default ones, or others that rotate by date."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from kindtui.domain.journal.day import DayPart
from kindtui.domain.ritual.rotation import item_at

PromptTarget = Literal["who", "received", "gave", "note"]


class Prompt(Struct, frozen=True):
    """A question of `prompts.json`.

    Attributes:
        slot: The part of the day it belongs to.
        default: Whether it is the one that is asked unless the questions rotate.
        low_energy: Whether it suits a day of low energy.
        records: What its answer is saved as.
    """

    id: str
    slot: DayPart
    text: str
    default: bool
    low_energy: bool
    records: PromptTarget


def prompt(prompts: Sequence[Prompt], slot: DayPart, on: date, *, rotating: bool, low_energy: bool) -> Prompt:
    """Return the question for a part of a day.

    Args:
        prompts: All questions.
        slot: The part of the day.
        on: The day.
        rotating: Whether to ask each question once before any is repeated, instead of the default one.
        low_energy: Whether to choose among the questions for days of low energy when rotating.
    """
    candidates = [candidate for candidate in prompts if candidate.slot == slot]
    if not rotating:
        return next(candidate for candidate in candidates if candidate.default)
    if low_energy:
        candidates = [candidate for candidate in candidates if candidate.low_energy]
    return item_at(on.toordinal(), candidates, f"{slot} {low_energy}")
