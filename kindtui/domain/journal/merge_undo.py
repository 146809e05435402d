"""The steps that can be undone after a merge: the newest of both copies, without purged parts."""

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import structs

from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import UNDO_DEPTH, Journal, Step
from kindtui.domain.journal.merge_own import Owns
from kindtui.domain.journal.parts import day_of, parts_of


def merge_undo(
    ours: Journal, theirs: Journal, base: Journal | None, days: Mapping[date, Day], own: Owns
) -> tuple[Step, ...]:
    """The newest steps of both, in order; `days` and `own` are the merged ones, which know what was purged.

    A step of `base` that one side has undone since is left out.
    """
    mine, other = _steps(ours, days, own), _steps(theirs, days, own)
    taken_back = {
        step
        for step in (_steps(base, days, own) if base else {})
        for side, journal in ((mine, ours), (other, theirs))
        if step not in side and journal.updated_at is not None and journal.updated_at >= step[0]
    }
    steps = {
        step: _joined(mine.get(step), other.get(step))
        for step in sorted(mine.keys() | other.keys())
        if step not in taken_back
    }
    return tuple(steps.values())[-UNDO_DEPTH:]


def _steps(journal: Journal, days: Mapping[date, Day], own: Owns) -> dict[tuple[datetime, str], Step]:
    """The steps by what tells them apart, which is all but how undo went on with them."""
    found: dict[tuple[datetime, str], Step] = {}
    for step in journal.undo:
        scrubbed = _without_purged_own(_scrubbed(step, days), own)
        identity = step.at, repr(structs.replace(scrubbed, moved=(), settings_at=None))
        found[identity] = _joined(scrubbed, found.get(identity))
    return found


def _joined(one: Step | None, other: Step | None) -> Step:
    """Two copies of one step: for each part the later of the moments it was put back."""
    step = one or other
    assert step is not None
    if one is None or other is None or one == other:
        return step
    moved: dict[tuple[date, str, str], datetime] = {}
    for on, part, uid, at in (*one.moved, *other.moved):
        moved[(on, part, uid)] = max(at, moved.get((on, part, uid), at))
    return structs.replace(
        step,
        moved=tuple((*place, at) for place, at in sorted(moved.items())),
        settings_at=max((at for at in (one.settings_at, other.settings_at) if at), default=None),
    )


def _scrubbed(step: Step, days: Mapping[date, Day]) -> Step:
    """The step without what was purged; nothing may be left of it."""
    purges = {on: day.purged for on, day in days.items() if day.purged is not None}
    if not purges:
        return step
    before: list[Day] = []
    for day in step.before:
        purge = purges.get(day.day)
        parts = parts_of(day)
        left = {k: p for k, p in parts.items() if not (purge and purge.covers(k[1], p.updated_at))}
        before += [day_of(day.day, left)] if left else []
    made = tuple(
        (on, part, uid)
        for on, part, uid in step.made
        if on not in purges or not purges[on].covers(uid, step.at)
    )
    return structs.replace(step, before=tuple(before), made=made)


def _without_purged_own(step: Step, own: Owns) -> Step:
    purged = {key for key, one in own.items() if one.purged}
    left = tuple((kind, before) for kind, before in step.own if (kind, before.uid) not in purged)
    return structs.replace(step, own=left) if left != step.own else step
