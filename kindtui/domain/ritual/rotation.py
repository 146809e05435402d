"""Turns: each item is shown before any of them is repeated."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def item_at(turn: int, items: Sequence[T], seed: str) -> T:
    """Return the item whose turn it is, in an order that `seed` decides and every round changes.

    Args:
        turn: The number of the turn, such as the ordinal of a date.
        items: The items, at least one.
        seed: What tells this rotation from others.
    """
    completed_rounds, position = divmod(turn, len(items))
    return Random(f"{seed} {completed_rounds}").sample(items, len(items))[position]
