"""The questions of the morning and the evening: the exact ones, or others that come round by date."""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Literal

from msgspec import Struct

from kindtui.domain.journal.day import Part

Records = Literal["who", "received", "gave", "note"]


class Prompt(Struct, frozen=True):
    """A question of `prompts.json`; what is answered becomes what `records` says.

    The default ones are asked in exactly these words.
    """

    id: str
    slot: Part
    text: str
    default: bool
    low_energy: bool
    records: Records


def prompt(prompts: Sequence[Prompt], slot: Part, on: date, *, rotates: bool, low: bool) -> Prompt:
    """The question of that day: the default one, or each of the others once before any comes again.

    On a day of low energy it is one of those made for such days.
    """
    fitting = [one for one in prompts if one.slot == slot]
    if not rotates:
        return next(one for one in fitting if one.default)
    if low:
        fitting = [one for one in fitting if one.low_energy]
    turn, place = divmod(on.toordinal(), len(fitting))
    return Random(f"{slot} {low} {turn}").sample(fitting, len(fitting))[place]
