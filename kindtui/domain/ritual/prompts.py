"""The questions of the morning and the evening: the exact ones, or others that come round by date."""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Literal

from msgspec import Struct

from kindtui.domain.journal.day import DayPart

PromptTarget = Literal["who", "received", "gave", "note"]


class Prompt(Struct, frozen=True):
    """A question of `prompts.json`; what is answered becomes what `records` says.

    The default ones are asked in exactly these words.
    """

    id: str
    slot: DayPart
    text: str
    default: bool
    low_energy: bool
    records: PromptTarget


def prompt(prompts: Sequence[Prompt], slot: DayPart, on: date, *, rotating: bool, low_energy: bool) -> Prompt:
    """The question of that day: the default one, or each of the others once before any comes again.

    On a day of low energy it is one of those made for such days.
    """
    candidates = [one for one in prompts if one.slot == slot]
    if not rotating:
        return next(one for one in candidates if one.default)
    if low_energy:
        candidates = [one for one in candidates if one.low_energy]
    cycle, position = divmod(on.toordinal(), len(candidates))
    return Random(f"{slot} {low_energy} {cycle}").sample(candidates, len(candidates))[position]
