"""Steps that revert a change: what is recorded of it, and whether it has been changed since."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from msgspec import structs

from kindtui.domain.journal.away import Away
from kindtui.domain.journal.change_label import PartRef
from kindtui.domain.journal.custom_entry import CUSTOM_ENTRY_KINDS, UNDATED, CustomEntry, CustomEntryKind
from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Conflict, Journal, UndoStep
from kindtui.domain.journal.lazy_days import changed_days
from kindtui.domain.journal.parts import LIST_FIELDS, Part, PartKey, day_from_parts, parts_of

AWAY = "away"  # the kind of days away in the key of a part
SETTINGS_REF: PartRef = (UNDATED, ("settings", ""))


def step_between(before: Journal, after: Journal, at: datetime) -> UndoStep | None:
    """Return the step that reverts a change at the time `at`; None if nothing changed."""
    replaced_days: list[Day] = []
    created: list[tuple[date, str, str]] = []
    moved: list[tuple[date, str, str, datetime]] = []
    for on, day in changed_days(before.days, after.days):
        old, new = parts_of(before.day(on)), parts_of(day)
        changed = {key: part for key, part in old.items() if new.get(key) != part}
        created += [(on, *key) for key in new.keys() - old.keys()]
        removal_times = {key: _removal_time(day, key) for key in changed.keys() - new.keys()}
        moved += [(on, *key, time) for key, time in removal_times.items() if time and time != at]
        if changed:
            replaced_days.append(day_from_parts(on, changed))
    settings = before.settings if after.settings != before.settings else None
    step = UndoStep(
        at,
        tuple(replaced_days),
        tuple(sorted(created)),
        settings,
        own=_replaced_custom_entries(before, after),
        away=_replaced_away(before, after),
        conflicts=_conflicts_added(after, before),
        conflicts_made=_conflicts_added(before, after),
        moved=tuple(sorted(moved)),
    )
    return step if is_effective(step) else None


def import_step(before: Journal, after: Journal, at: datetime) -> UndoStep | None:
    """Return the step that reverts an import made `at`, whose parts keep the times they came with."""
    step = step_between(before, after, at)
    if step is None:
        return None
    refs = {*restored_parts(step), *((on, (part, uid)) for on, part, uid in step.made)}
    parts = _PartsOfDays(after)
    stamps = {(on, key): parts.timestamp(on, key) for on, key in sorted(refs)}
    moved = tuple((on, *key, stamp) for (on, key), stamp in stamps.items() if stamp)
    settings_at = after.settings.updated_at if step.settings else None
    step = structs.replace(step, moved=moved, settings_at=settings_at, imported=True)
    return without_changed_parts(after, step)  # what was purged, or has no time, cannot be restored


def _conflicts_added(before: Journal, after: Journal) -> tuple[Conflict, ...]:
    if before.conflicts is after.conflicts:
        return ()
    known = set(before.conflicts)
    return tuple(conflict for conflict in after.conflicts if conflict not in known)


def _replaced_custom_entries(
    before: Journal, after: Journal
) -> tuple[tuple[CustomEntryKind, CustomEntry], ...]:
    changed = [
        (key, entry)
        for key, entry in sorted(after.custom_entries.items())
        if before.custom_entries.get(key) != entry
    ]
    return tuple(
        (kind, before.custom_entries.get(key) or CustomEntry(entry.uid, "", entry.updated_at))
        for key, entry in changed
        for kind in CUSTOM_ENTRY_KINDS
        if kind == key[0]
    )


def _replaced_away(before: Journal, after: Journal) -> tuple[Away, ...]:
    return tuple(
        before.away.get(uid) or structs.replace(away, removed=True)
        for uid, away in sorted(after.away.items())
        if before.away.get(uid) != away
    )


def effective_steps(steps: Iterable[UndoStep]) -> list[UndoStep]:
    """Return the steps that a purge has left something of."""
    return [step for step in steps if is_effective(step)]


def is_effective(step: UndoStep) -> bool:
    """Return whether reverting the step would change anything."""
    parts = step.before or step.made or step.settings or step.own or step.away
    return bool(parts or step.conflicts or step.conflicts_made)


def restored_parts(step: UndoStep) -> dict[PartRef, Part]:
    """Return the parts that reverting the step restores."""
    days = {(day.day, key): part for day in step.before for key, part in parts_of(day).items()}
    entries = {(UNDATED, (kind, entry.uid)): entry for kind, entry in step.own}
    return days | entries | {(UNDATED, (AWAY, away.uid)): away for away in step.away}


def only_day(step: UndoStep) -> date | None:
    """Return the day that the step changed; None if it changed several, or what belongs to none."""
    days = {on for on, _ in restored_parts(step)} | {on for on, _, _ in step.made}
    return days.pop() if len(days) == 1 and UNDATED not in days else None


def undone_imports(journal: Journal) -> set[PartRef]:
    """Return the parts that undoing an import took away, and that nobody changed since."""
    steps = (without_changed_parts(journal, step) for step in journal.redo_steps if step.imported)
    return {ref for step in steps for ref in restored_parts(step)}


def without_changed_parts(journal: Journal, step: UndoStep) -> UndoStep:
    """Return the step without the parts that have been changed since."""
    changed = set(changed_parts(journal, step))
    if not changed:
        return step
    before: list[Day] = []
    for day in step.before:
        parts = {key: part for key, part in parts_of(day).items() if (day.day, key) not in changed}
        before += [day_from_parts(day.day, parts)] if parts else []
    return structs.replace(
        step,
        before=tuple(before),
        made=tuple((on, *key) for on, *key in step.made if (on, tuple(key)) not in changed),
        settings=None if SETTINGS_REF in changed else step.settings,
        own=tuple((kind, entry) for kind, entry in step.own if (UNDATED, (kind, entry.uid)) not in changed),
        away=tuple(away for away in step.away if (UNDATED, (AWAY, away.uid)) not in changed),
    )


def changed_parts(journal: Journal, step: UndoStep) -> Iterator[PartRef]:
    """Yield each part of the step that has been changed since."""
    made = {(on, (part, uid)) for on, part, uid in step.made}
    parts = _PartsOfDays(journal)
    for (on, key), at in _expected_timestamps(step).items():
        is_gone = (on, key) in made and parts.part(on, key) is None
        if is_gone or parts.timestamp(on, key) != at:
            yield on, key
    if step.settings is not None and journal.settings.updated_at != (step.settings_at or step.at):
        yield SETTINGS_REF


class _PartsOfDays:
    """The parts of a journal by reference. Those of a day are collected once, as an import may have many."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._by_day: dict[date, dict[PartKey, Part]] = {}

    def part(self, on: date, key: PartKey) -> Part | None:
        """Return the part as it is now, if it is there."""
        if on == UNDATED:
            return current_part(self._journal, on, key)
        if on not in self._by_day:
            self._by_day[on] = parts_of(self._journal.day(on))
        return self._by_day[on].get(key)

    def timestamp(self, on: date, key: PartKey) -> datetime | None:
        """Return when the part was changed or removed last; None if it was never there."""
        part = self.part(on, key)
        return part.updated_at if part else _removal_time(self._journal.day(on), key)


def _removal_time(day: Day, key: PartKey) -> datetime | None:
    """Return when an entry was removed from the day, or when it had last changed before it was moved."""
    return max(_removal_times(day, key[1]), default=None) if key[0] in LIST_FIELDS else None


def _removal_times(day: Day, uid: str) -> set[datetime]:
    deletions = {day.deleted[uid]} if uid in day.deleted else set()
    return deletions.union(day.moved.get(uid, ()))


def current_part(journal: Journal, on: date, key: PartKey) -> Part | None:
    """Return the part as it is now, if it is there."""
    if on != UNDATED:
        return parts_of(journal.day(on)).get(key)
    return journal.away.get(key[1]) if key[0] == AWAY else journal.custom_entries.get(key)


def rebased(earlier: UndoStep, undone: UndoStep, before: Journal, after: Journal) -> UndoStep:
    """Return another step with the times its parts have once `undone` is reverted.

    Args:
        earlier: The step.
        undone: The step that is reverted.
        before: The journal before that.
        after: The journal after it.
    """
    stamps, stamps_of_undone = _expected_timestamps(earlier), _expected_timestamps(undone)
    # An entry that left a day twice may have one time in both steps.
    previous = {ref: {part.updated_at, stamps_of_undone[ref]} for ref, part in restored_parts(undone).items()}
    for on, part, uid in undone.made:  # the entry may have been on that day before
        if on != UNDATED and part in LIST_FIELDS:
            previous[(on, (part, uid))] = _removal_times(before.day(on), uid)
    moved = {(on, *key): at for (on, key), at in stamps.items() if at != earlier.at}
    parts = _PartsOfDays(after)
    for (on, key), times in previous.items():
        present = parts.timestamp(on, key)
        if stamps.get((on, key)) in times and present:
            moved[(on, *key)] = present
    settings_at = earlier.settings_at
    if (
        earlier.settings is not None
        and undone.settings is not None
        and undone.settings.updated_at == (earlier.settings_at or earlier.at)
    ):
        settings_at = after.settings.updated_at
    moved_refs = tuple((*ref, at) for ref, at in sorted(moved.items()))
    return structs.replace(earlier, moved=moved_refs, settings_at=settings_at)


def _expected_timestamps(step: UndoStep) -> dict[PartRef, datetime]:
    """Return the `updated_at` of every part of a step, as it is if nobody changed it since."""
    stamps = dict.fromkeys(restored_parts(step), step.at)
    stamps |= {(on, (part, uid)): step.at for on, part, uid in step.made}
    return stamps | {(on, (part, uid)): at for on, part, uid, at in step.moved if (on, (part, uid)) in stamps}
