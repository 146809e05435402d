"""Merging of undo and redo steps: the newest of both copies, without purged parts."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from msgspec import structs

from kindtui.domain.journal.away import Away
from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import MAX_UNDO_STEPS, Journal, UndoStep
from kindtui.domain.journal.merge_custom_entries import CustomEntries
from kindtui.domain.journal.parts import day_from_parts, parts_of

UndoSteps = tuple[UndoStep, ...]


class UndoHistory(NamedTuple):
    """The steps of a journal that can be undone and those that can be redone, each oldest first."""

    undo_steps: UndoSteps
    redo_steps: UndoSteps


def merge_undo_histories(
    ours: Journal,
    theirs: Journal,
    base: Journal | None,
    merged_journal: Journal,
) -> UndoHistory:
    """Return the newest undo and redo steps of both journals, in order.

    A step of `base` that one side has undone or redone since is left out.

    Args:
        ours: One journal.
        theirs: The other journal.
        base: Their common ancestor, if it is known.
        merged_journal: The merged days, custom entries and days away, which record what was purged.
    """

    def merged(steps_of: Callable[[Journal], UndoSteps]) -> UndoSteps:
        our_steps, their_steps, base_steps = (
            _steps_by_identity(steps_of(journal), merged_journal) if journal else {}
            for journal in (ours, theirs, base)
        )
        taken_since_base = {
            step
            for step in base_steps
            for side, journal in ((our_steps, ours), (their_steps, theirs))
            if step not in side and journal.updated_at is not None and journal.updated_at >= step[0]
        }
        steps = [
            _combined(our_steps.get(step), their_steps.get(step))
            for step in sorted(our_steps.keys() | their_steps.keys())
            if step not in taken_since_base
        ]
        return tuple(steps)[-MAX_UNDO_STEPS:]

    return UndoHistory(merged(lambda journal: journal.undo_steps), merged(lambda journal: journal.redo_steps))


def _steps_by_identity(
    undo_steps: UndoSteps, merged_journal: Journal
) -> dict[tuple[datetime, str], UndoStep]:
    """Return the steps by their identity: everything but what undoing and redoing others did to them."""
    steps: dict[tuple[datetime, str], UndoStep] = {}
    for step in undo_steps:
        scrubbed = _without_purged_parts(step, merged_journal.days)
        scrubbed = _without_purged_custom_entries(scrubbed, merged_journal.custom_entries)
        scrubbed = _without_purged_away(scrubbed, merged_journal.away)
        identity = step.at, repr(structs.replace(scrubbed, moved=(), settings_at=None))
        steps[identity] = _combined(scrubbed, steps.get(identity))
    return steps


def _combined(one: UndoStep | None, other: UndoStep | None) -> UndoStep:
    """Return two copies of one step as one, with the later time at which each part was restored."""
    step = one or other
    assert step is not None
    if one is None or other is None or one == other:
        return step
    moved: dict[tuple[date, str, str], datetime] = {}
    for on, part, uid, at in (*one.moved, *other.moved):
        moved[(on, part, uid)] = max(at, moved.get((on, part, uid), at))
    return structs.replace(
        step,
        moved=tuple((*ref, at) for ref, at in sorted(moved.items())),
        settings_at=max((at for at in (one.settings_at, other.settings_at) if at), default=None),
    )


def _without_purged_parts(step: UndoStep, days: Mapping[date, Day]) -> UndoStep:
    """Return the step without purged parts, which may leave it empty."""
    purges = {on: day.purged for on, day in days.items() if day.purged is not None}
    if not purges:
        return step
    before: list[Day] = []
    for day in step.before:
        purge = purges.get(day.day)
        parts = parts_of(day)
        remaining = {
            key: part for key, part in parts.items() if not (purge and purge.covers(key[1], part.updated_at))
        }
        before += [day_from_parts(day.day, remaining)] if remaining else []
    created = tuple(
        (on, part, uid)
        for on, part, uid in step.made
        if on not in purges or not purges[on].covers(uid, step.at)
    )
    conflicts, conflicts_made = (
        tuple(
            one for one in kept if not (one.day in purges and purges[one.day].covers(one.uid, one.updated_at))
        )
        for kept in (step.conflicts, step.conflicts_made)
    )
    return structs.replace(
        step,
        before=tuple(before),
        made=created,
        conflicts=conflicts,
        conflicts_made=conflicts_made,
    )


def _without_purged_custom_entries(step: UndoStep, custom_entries: CustomEntries) -> UndoStep:
    purged = {key for key, entry in custom_entries.items() if entry.purged}
    remaining = tuple((kind, before) for kind, before in step.own if (kind, before.uid) not in purged)
    return structs.replace(step, own=remaining) if remaining != step.own else step


def _without_purged_away(step: UndoStep, away: Mapping[str, Away]) -> UndoStep:
    remaining = tuple(one for one in step.away if one.uid not in away or not away[one.uid].purged)
    return structs.replace(step, away=remaining) if remaining != step.away else step
