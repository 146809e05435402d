"""The list of changes that can be undone and redone, each as what undo or redo would say of it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from msgspec import Struct, structs

from kindtui.domain.dates import Instant
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.undo import (
    ChangedSinceError,
    UndoResult,
    redo,
    undo,
    without_last_redo,
    without_last_undo,
)
from kindtui.domain.journal.undo_step import effective_steps


class Change(Struct, frozen=True):
    """One change of the list.

    Attributes:
        at: When it was made; of one that can be redone, when it was undone (UTC).
        label: What it was, as a clause: "you removed a note". If it is refused, why.
        is_refused: Whether undo or redo would refuse it, say why, and go on to the next the next time.
        on: The day it changed, if it is a single one.
    """

    at: Instant
    label: str
    is_refused: bool = False
    on: date | None = None


class Changes(Struct, frozen=True):
    """The changes that can be undone and those that can be redone, the next one first."""

    undoable: tuple[Change, ...]
    redoable: tuple[Change, ...]


def changes(journal: Journal, now: datetime) -> Changes:
    """Return every change that undo and redo would come to, by reverting one after another on values.

    Args:
        journal: The journal.
        now: The time at which that would happen (UTC).
    """
    return Changes(
        tuple(_reverted(journal, now, undo, lambda before, _: without_last_undo(before), "undo_steps")),
        tuple(_reverted(journal, now, redo, without_last_redo, "redo_steps")),
    )


def _reverted(
    journal: Journal,
    now: datetime,
    revert: Callable[[Journal, datetime], UndoResult],
    without_last: Callable[[Journal, datetime], Journal],
    steps_name: str,
) -> Iterator[Change]:
    """Yield what `revert` says, time after time, until there is nothing more."""
    while steps := effective_steps(getattr(journal, steps_name)):
        updated_at = journal.next_timestamp(now)
        try:
            result = revert(journal, updated_at)
        except ChangedSinceError as error:
            yield Change(steps[-1].at, error.reason, is_refused=True)
            journal = without_last(journal, updated_at)
        else:
            yield Change(steps[-1].at, result.label, on=result.on)
            journal = result.journal
        journal = structs.replace(journal, updated_at=updated_at)
