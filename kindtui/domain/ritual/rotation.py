"""Turns: each item is shown before any of them is repeated."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

MIN_SHUFFLED = 3  # of fewer items, another order in each round would repeat one at once


def item_at(turn: int, items: Sequence[T], seed: str) -> T:
    """Return the item whose turn it is, in an order that `seed` decides and every round changes.

    None has two turns running.

    Args:
        turn: The number of the turn, such as the ordinal of a date.
        items: The items, at least one.
        seed: What tells this rotation from others.
    """
    completed_rounds, position = divmod(turn, len(items))
    if len(items) < MIN_SHUFFLED:
        return item_in_fixed_order(turn, items, seed)
    order = _order(completed_rounds, len(items), seed)
    if position < 2 and order[0] == _order(completed_rounds - 1, len(items), seed)[-1]:
        position = 1 - position
    return items[order[position]]


def _order(completed_rounds: int, count: int, seed: str) -> list[int]:
    return Random(f"{seed} {completed_rounds}").sample(range(count), count)


def item_in_fixed_order(turn: int, items: Sequence[T], seed: str) -> T:
    """Return the item whose turn it is, in an order that is the same in every round.

    As many turns as there are items lie between an item and its return. The arguments are those of `item_at`.
    """
    return Random(seed).sample(items, len(items))[turn % len(items)]
