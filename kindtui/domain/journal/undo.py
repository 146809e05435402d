"""Undo and redo: recording the parts that a change replaced or created, and restoring them."""

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct, structs

from kindtui.domain.journal.away import Away
from kindtui.domain.journal.change_label import (
    CHANGED_SINCE,
    PartChange,
    PartRef,
    is_name_change,
    label_of,
)
from kindtui.domain.journal.custom_entry import (
    CUSTOM_ENTRY_KINDS,
    UNDATED,
    CustomEntry,
    draft_field,
)
from kindtui.domain.journal.day import Act
from kindtui.domain.journal.journal import MAX_UNDO_STEPS, Conflict, Journal, UndoStep, next_instant
from kindtui.domain.journal.lazy_days import with_days
from kindtui.domain.journal.parts import (
    LIST_FIELDS,
    Part,
    PartKey,
    parts_of,
    restore_parts,
    texts_of,
    texts_of_part,
    without_moved,
)
from kindtui.domain.journal.undo_step import (
    changed_parts,
    current_part,
    effective_steps,
    import_step,
    is_effective,
    only_day,
    rebased,
    restored_parts,
    step_between,
    without_changed_parts,
)
from kindtui.domain.settings import READ_MARKS
from kindtui.texts import get_text


class NothingToUndoError(Exception):
    """There is no step that can be undone or redone; the message can be shown."""


class ChangedSinceError(NothingToUndoError):
    """What the last step changed has been changed again since; `reason` is what, as a clause."""

    def __init__(self, message: str, reason: str) -> None:
        """Show `message`, of which the reason is a part."""
        super().__init__(message)
        self.reason = reason


class RemovedText(Struct, frozen=True):
    """A text that undo removed, with the field it was typed into."""

    on: date
    field: str
    text: str


class UndoResult(Struct, frozen=True):
    """The journal after an undo or a redo.

    Attributes:
        journal: The journal.
        label: What was undone or redone, as a clause: "you removed a note".
        removed_texts: The texts it removed.
        restored_texts: The texts it brought back, each with its day.
        on: The day it changed, if it is a single one.
    """

    journal: Journal
    label: str
    removed_texts: tuple[RemovedText, ...]
    restored_texts: frozenset[tuple[date, str]] = frozenset()
    on: date | None = None


def with_undo_step(before: Journal, after: Journal, at: datetime) -> Journal:
    """Return the journal `after` a change at the time `at`, with a step to undo it."""
    step = step_between(before, after, at)
    if step is None:
        return after
    after = _without_redo_of_new_texts(after, step)
    return structs.replace(after, undo_steps=(*after.undo_steps, step)[-MAX_UNDO_STEPS:])


def with_import_step(before: Journal, after: Journal, at: datetime) -> Journal:
    """Return the journal `after` an import made `at`, with one step to undo it."""
    step = import_step(before, after, at)
    if step is None:
        return after
    return structs.replace(after, undo_steps=(*after.undo_steps, step)[-MAX_UNDO_STEPS:])


def undo(journal: Journal, now: datetime) -> UndoResult:
    """Undo the last step; `now` is the `updated_at` of what it restores.

    What it takes away is kept as a step to redo.

    Raises:
        NothingToUndoError: If there is nothing to undo.
        ChangedSinceError: If what the step changed has been changed since.
    """
    steps = effective_steps(journal.undo_steps)
    if not steps:
        raise NothingToUndoError(get_text("undo.nothing_to_undo"))
    *earlier_steps, step = steps
    if without_changed_parts(journal, step) != step:
        reason = _what_has_changed(journal, step)
        raise ChangedSinceError(get_text("undo.not_undone", reason=reason), reason)
    remaining = structs.replace(journal, undo_steps=tuple(earlier_steps))
    changed = _reverted(remaining, step, now)
    changed = structs.replace(
        changed, redo_steps=_with_step(changed.redo_steps, journal, changed, now, imported=step.imported)
    )
    return _result(journal, changed, step, undone=True)


def redo(journal: Journal, now: datetime) -> UndoResult:
    """Redo what was undone last; `now` is the `updated_at` of what it changes.

    Parts that have changed since the undo stay as they are, and their texts are kept as conflicts.

    Raises:
        NothingToUndoError: If there is nothing to redo.
        ChangedSinceError: If all that the undo changed has been changed since.
    """
    steps = effective_steps(journal.redo_steps)
    if not steps:
        raise NothingToUndoError(get_text("undo.nothing_to_redo"))
    *earlier_steps, step = steps
    fitting = without_changed_parts(journal, step)
    if not is_effective(fitting):
        reason = _what_has_changed(journal, step)
        raise ChangedSinceError(get_text("undo.not_redone", reason=reason), reason)
    remaining = structs.replace(journal, redo_steps=tuple(earlier_steps))
    changed = _reverted(remaining, fitting, now)
    changed = structs.replace(
        changed, undo_steps=_with_step(changed.undo_steps, journal, changed, now, imported=step.imported)
    )
    return _result(journal, _with_refused_texts(changed, step, fitting, now), fitting, undone=False)


def without_last_undo(journal: Journal) -> Journal:
    """Return the journal without the step that `undo` would undo."""
    return structs.replace(journal, undo_steps=tuple(effective_steps(journal.undo_steps)[:-1]))


def without_last_redo(journal: Journal, now: datetime) -> Journal:
    """Return the journal without the step that `redo` would redo; its texts are kept as conflicts."""
    *earlier_steps, step = effective_steps(journal.redo_steps)
    remaining = structs.replace(journal, redo_steps=tuple(earlier_steps))
    return _with_refused_texts(remaining, step, UndoStep(step.at), now)


def _without_redo_of_new_texts(journal: Journal, step: UndoStep) -> Journal:
    """Return the journal without redo steps all of whose texts the change of `step` has added to their days.

    Redoing one of them would bring the same text a second time.
    """
    if not journal.redo_steps:
        return journal
    added = {(on, (part, uid)) for on, part, uid in step.made}
    added |= {(UNDATED, (kind, entry.uid)) for kind, entry in step.own}
    texts = {
        (on, text) for on, key in added for text in texts_of_part(key[0], current_part(journal, on, key))
    }
    remaining = tuple(
        redo_step
        for redo_step in journal.redo_steps
        if not (found := _texts_of_step(redo_step)) or not found <= texts
    )
    return structs.replace(journal, redo_steps=remaining)


def _texts_of_step(step: UndoStep) -> set[tuple[date, str]]:
    return {
        (on, text) for (on, key), part in restored_parts(step).items() for text in texts_of_part(key[0], part)
    }


def _reverted(journal: Journal, step: UndoStep, now: datetime) -> Journal:
    """Return the journal with the parts of the step as they were, and with the other steps rebased."""
    restored = restored_parts(step)
    result, returning = journal, {key for _, key in restored}
    for on, part, uid in step.made:
        if (part, uid) in returning and (part, uid) in parts_of(result.day(on)):  # to the day it came from
            result = result.with_day(without_moved(result.day(on), (part, uid)))
    previous_parts: dict[date, dict[PartKey, Part | None]] = {}
    for (on, key), previous in restored.items():
        previous_parts.setdefault(on, {})[key] = previous
    for on, part, uid in step.made:
        if (part, uid) not in returning:
            previous_parts.setdefault(on, {})[(part, uid)] = None
    result = _restore_undated(result, previous_parts.pop(UNDATED, {}), now)
    restored_days = {
        on: restore_parts(result.day(on), previous_parts[on], now) for on in sorted(previous_parts)
    }
    result = structs.replace(result, days=with_days(result.days, restored_days))
    if step.settings is not None:
        read_marks = {name: getattr(journal.settings, name) for name in READ_MARKS}
        settings = structs.replace(step.settings, updated_at=now, **read_marks)
        result = structs.replace(result, settings=settings)
    if step.conflicts or step.conflicts_made:
        conflicts = {*result.conflicts, *step.conflicts} - set(step.conflicts_made)
        result = structs.replace(
            result, conflicts=tuple(sorted(conflicts, key=lambda conflict: conflict.sort_key))
        )
    return structs.replace(
        result,
        undo_steps=tuple(rebased(other, step, journal, result) for other in journal.undo_steps),
        redo_steps=tuple(rebased(other, step, journal, result) for other in journal.redo_steps),
    )


def _with_step(
    steps: tuple[UndoStep, ...], before: Journal, after: Journal, at: datetime, *, imported: bool = False
) -> tuple[UndoStep, ...]:
    """Return the steps with one that reverts the change from `before` to `after`, if it changed anything."""
    step = step_between(before, after, at)
    return (*steps, structs.replace(step, imported=imported))[-MAX_UNDO_STEPS:] if step else steps


def _result(before: Journal, after: Journal, step: UndoStep, *, undone: bool) -> UndoResult:
    """Return the result of reverting the step, which led from `before` to `after`."""
    restored = restored_parts(step)
    refs = [*restored, *((on, (part, uid)) for on, part, uid in step.made)]
    older, newer = (after, before) if undone else (before, after)
    changes = [PartChange(ref, current_part(older, *ref), current_part(newer, *ref)) for ref in sorted(refs)]
    texts = frozenset(_texts_of_step(step))
    if step.imported:  # so much belongs into no field
        return UndoResult(after, get_text("undo.import"), (), texts, only_day(step))
    given_names = {entry.script for entry in before.custom_entries_of("name_aliases")}
    is_renaming = is_name_change(changes, given_names)
    removed = () if is_renaming else _removed_texts(before, refs, restored)
    days_left = {on for (on, _) in refs if newer.day(on).has_content}
    return UndoResult(after, label_of(changes, given_names, days_left), removed, texts, only_day(step))


def _with_refused_texts(journal: Journal, step: UndoStep, fitting: UndoStep, now: datetime) -> Journal:
    """Return the journal with the texts of the step that did not fit, as conflicts or as new entries.

    A conflict gets the time of what it lost to, or the next after its removal, so that merging keeps it.
    """
    fitting_refs = restored_parts(fitting).keys()
    refused = {ref: part for ref, part in restored_parts(step).items() if ref not in fitting_refs}
    conflicts = {(one.day, one.part, one.uid, one.text): one for one in journal.conflicts}
    entries = dict(journal.custom_entries)
    for (on, key), part in refused.items():
        present, current = _texts_on(journal, on), current_part(journal, on, key)
        if isinstance(part, CustomEntry):
            uid = f"{part.uid}-{int(step.at.timestamp() * 1_000_000):x}"
            if part.text and not present.issuperset(part.texts):
                entries[(key[0], uid)] = structs.replace(part, uid=uid, updated_at=now)
            continue
        at = current.updated_at if current else next_instant(journal.day(on).deleted.get(key[1], now))
        for text in texts_of_part(key[0], part):
            if text not in present:
                conflicts[(on, *key, text)] = Conflict(on, *key, text, at)
    in_order = tuple(conflicts[place] for place in sorted(conflicts))
    return structs.replace(journal, conflicts=in_order, custom_entries=entries)


def _texts_on(journal: Journal, on: date) -> set[str]:
    if on == UNDATED:
        return {text for entry in journal.custom_entries.values() for text in entry.texts}
    return texts_of(journal.day(on))


def _what_has_changed(journal: Journal, step: UndoStep) -> str:
    """Return a clause about what has been changed since."""
    _, (field, _) = next(changed_parts(journal, step))
    return CHANGED_SINCE[field]


def _restore_undated(journal: Journal, previous: Mapping[PartKey, Part | None], now: datetime) -> Journal:
    """Return the journal with these custom entries and days away as they were."""
    restored = {
        key: structs.replace(entry, updated_at=now)
        for key, entry in previous.items()
        if isinstance(entry, CustomEntry)
    }
    away = {
        part.uid: structs.replace(part, updated_at=now)
        for part in previous.values()
        if isinstance(part, Away)
    }
    return structs.replace(
        journal,
        custom_entries={**journal.custom_entries, **restored},
        away={**journal.away, **away},
    )


def _removed_texts(
    journal: Journal, refs: list[PartRef], restored: Mapping[PartRef, Part]
) -> tuple[RemovedText, ...]:
    """Return the removed texts that are not among the restored ones."""
    restored_texts = {text for (_, key), part in restored.items() for text in texts_of_part(key[0], part)}
    return tuple(
        RemovedText(on, field, text)
        for on, key in sorted(refs)
        for field, text in _typed_texts(key, current_part(journal, on, key), restored.get((on, key)))
        if text and text not in restored_texts
    )


def _typed_texts(key: PartKey, part: Part | None, previous: Part | None) -> list[tuple[str, str]]:
    """Return each typed text of a part with the field it was typed into; that of a done act is "gave".

    A name that was left out or renamed is not offered for that again.
    """
    if key[0] in ("left_out_names", "name_aliases"):
        return []
    if isinstance(part, CustomEntry):
        uid = part.uid if isinstance(previous, CustomEntry) and previous.text else ""
        kind = next(kind for kind in CUSTOM_ENTRY_KINDS if kind == key[0])
        return [(draft_field(kind, uid), part.text), (draft_field(kind, uid, "script"), part.script)]
    if isinstance(part, Act):
        field = "gave" if part.state == "done" else "own"
        return [(field, "" if part.source else part.text), ("when", part.when)]
    return [(key[0], text) for text in texts_of_part(key[0], part)] if key[0] in (*LIST_FIELDS, "who") else []
