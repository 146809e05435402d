"""The questions of the morning and the evening: the default ones, or others that rotate by date."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from kindtui.domain.journal.day import DayPart
from kindtui.domain.ritual.rotation import item_at, item_in_fixed_order

PromptTarget = Literal["who", "received", "gave", "note"]


class Prompt(Struct, frozen=True):
    """A question of `prompts.json`.

    Attributes:
        slot: The part of the day it belongs to.
        default: Whether it is the one that is asked unless the questions rotate.
        low_energy: Whether it suits a day of low energy.
        records: What its answer is saved as.
        own: Whether a person wrote it; its words are never changed.
    """

    id: str
    slot: DayPart
    text: str
    default: bool
    low_energy: bool
    records: PromptTarget
    own: bool = False


def prompt(prompts: Sequence[Prompt], slot: DayPart, on: date, *, rotating: bool, low_energy: bool) -> Prompt:
    """Return the question for a part of a day; a person's own ones take turns with the others.

    Args:
        prompts: All questions.
        slot: The part of the day.
        on: The day.
        rotating: Whether to ask each question once before any is repeated, instead of the default one.
        low_energy: Whether to choose among the questions for days of low energy when rotating.
    """
    low_energy &= rotating

    def is_asked(candidate: Prompt) -> bool:
        is_wanted = candidate.low_energy or not low_energy if rotating else candidate.default
        return candidate.slot == slot and (candidate.own or is_wanted)

    pool = [one for one in prompts if is_asked(one)]
    # The few that a person wrote would often come again after a day or two if every round had its own order.
    is_small = any(one.own for one in pool) and not rotating
    return (item_in_fixed_order if is_small else item_at)(on.toordinal(), pool, f"{slot} {low_energy}")
