"""Undo: recording the parts that a change replaced or created, and restoring them."""

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct, structs

from kindtui.domain.journal.custom_entry import (
    CUSTOM_ENTRY_KINDS,
    UNDATED,
    CustomEntry,
    CustomEntryKind,
    draft_field,
)
from kindtui.domain.journal.day import Act, Day
from kindtui.domain.journal.journal import MAX_UNDO_STEPS, Journal, UndoStep
from kindtui.domain.journal.parts import (
    LIST_FIELDS,
    Part,
    PartKey,
    day_from_parts,
    parts_of,
    restore_parts,
    texts_of_part,
)

PartRef = tuple[date, PartKey]

PART_LABELS: Mapping[str, str] = {
    "who": "the name",
    "energy": "the energy",
    "mood_morning": "the mood",
    "mood_evening": "the mood",
    "connection": "the connection",
    "rest": "the rest day",
    "skipped": "the card put aside",
    "checks": "the boundary check",
    "acts": "the act",
    "received": "the line received",
    "kept": "the boundary kept",
    "notes": "the note",
    "settings": "the setting",
    "own_acts": "the act of your own",
    "own_checks": "the check of your own",
    "own_people": "the person to talk to",
}


class NothingToUndoError(Exception):
    """There is no step that can be undone; the message can be shown."""


class ChangedSinceError(NothingToUndoError):
    """What the last step changed has been changed again since."""


class RemovedText(Struct, frozen=True):
    """A text that undo removed, to be put back into its field as a draft."""

    on: date
    field: str
    text: str


class UndoResult(Struct, frozen=True):
    """The journal after an undo, a label for what was undone, and the texts it removed."""

    journal: Journal
    label: str
    removed_texts: tuple[RemovedText, ...]


def with_undo_step(before: Journal, after: Journal, at: datetime) -> Journal:
    """Return the journal `after` a change at the time `at`, with a step to undo it."""
    replaced_days: list[Day] = []
    created: list[tuple[date, str, str]] = []
    for on, day in after.days.items():
        if before.days.get(on) is not day:
            old, new = parts_of(before.day(on)), parts_of(day)
            changed = {key: part for key, part in old.items() if new.get(key) != part}
            created += [(on, *key) for key in new.keys() - old.keys()]
            if changed:
                replaced_days.append(day_from_parts(on, changed))
    settings = before.settings if after.settings != before.settings else None
    custom_entries = _replaced_custom_entries(before, after)
    if not (replaced_days or created or settings or custom_entries):
        return after
    step = UndoStep(at, tuple(replaced_days), tuple(sorted(created)), settings, own=custom_entries)
    return structs.replace(after, undo_steps=(*after.undo_steps, step)[-MAX_UNDO_STEPS:])


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


def undo(journal: Journal, now: datetime) -> UndoResult:
    """Undo the last step; `now` is the `updated_at` of what it restores.

    Raises:
        NothingToUndoError: If there is nothing to undo.
        ChangedSinceError: If what the step changed has been changed since.
    """
    steps = _undoable_steps(journal)
    if not steps:
        raise NothingToUndoError("There is nothing to undo.")
    *earlier_steps, step = steps
    _ensure_unchanged(journal, step)
    restored = _restored_parts(step)
    refs = [*restored, *((on, (part, uid)) for on, part, uid in step.made)]
    result = structs.replace(
        journal, undo_steps=tuple(_rebased(earlier, step, now) for earlier in earlier_steps)
    )
    for on in sorted({on for on, _ in refs}):
        previous_parts = {key: restored.get((on, key)) for day, key in refs if day == on}
        result = (
            _restore_custom_entries(result, previous_parts, now)
            if on == UNDATED
            else result.with_day(restore_parts(result.day(on), previous_parts, now))
        )
    if step.settings is not None:
        low_mood_told = journal.settings.low_mood_told  # no change of a person's, so it is not undone
        settings = structs.replace(step.settings, updated_at=now, low_mood_told=low_mood_told)
        result = structs.replace(result, settings=settings)
    fields = [part for _, (part, _) in refs] or ["settings"]
    return UndoResult(
        result, PART_LABELS[max(fields, key=list(PART_LABELS).index)], _removed_texts(journal, refs, restored)
    )


def without_last_step(journal: Journal) -> Journal:
    """Return the journal without the step that `undo` would undo."""
    return structs.replace(journal, undo_steps=tuple(_undoable_steps(journal)[:-1]))


def _undoable_steps(journal: Journal) -> list[UndoStep]:
    return [step for step in journal.undo_steps if step.before or step.made or step.settings or step.own]


def _restored_parts(step: UndoStep) -> dict[PartRef, Part]:
    days = {(day.day, key): part for day in step.before for key, part in parts_of(day).items()}
    return days | {(UNDATED, (kind, entry.uid)): entry for kind, entry in step.own}


def _expected_timestamps(step: UndoStep) -> dict[PartRef, datetime]:
    """Return the `updated_at` of every part of a step, as it is if nobody changed it since."""
    stamps = dict.fromkeys(_restored_parts(step), step.at)
    stamps |= {(on, (part, uid)): step.at for on, part, uid in step.made}
    return stamps | {(on, (part, uid)): at for on, part, uid, at in step.moved if (on, (part, uid)) in stamps}


def _ensure_unchanged(journal: Journal, step: UndoStep) -> None:
    for (on, key), at in _expected_timestamps(step).items():
        part = _current_part(journal, on, key)
        if (part.updated_at if part else journal.day(on).deleted.get(key[1])) != at:
            raise _changed_since_error(key[0])
    if step.settings is not None and journal.settings.updated_at != (step.settings_at or step.at):
        raise _changed_since_error("settings")


def _current_part(journal: Journal, on: date, key: PartKey) -> Part | None:
    return journal.custom_entries.get(key) if on == UNDATED else parts_of(journal.day(on)).get(key)


def _rebased(earlier: UndoStep, undone: UndoStep, now: datetime) -> UndoStep:
    """Return an earlier step with the times its parts have after `undone` was undone at `now`."""
    stamps, restored = _expected_timestamps(earlier), _restored_parts(undone)
    moved = {(on, *key): at for (on, key), at in stamps.items() if at != earlier.at}
    for (on, key), part in restored.items():
        if stamps.get((on, key)) == part.updated_at:
            moved[(on, *key)] = now
    settings_at = earlier.settings_at
    if (
        earlier.settings is not None
        and undone.settings is not None
        and undone.settings.updated_at == (earlier.settings_at or earlier.at)
    ):
        settings_at = now
    moved_refs = tuple((*ref, at) for ref, at in sorted(moved.items()))
    return structs.replace(earlier, moved=moved_refs, settings_at=settings_at)


def _restore_custom_entries(
    journal: Journal, previous: Mapping[PartKey, Part | None], now: datetime
) -> Journal:
    """Return the journal with these custom entries as they were."""
    restored = {
        key: structs.replace(entry, updated_at=now)
        for key, entry in previous.items()
        if isinstance(entry, CustomEntry)
    }
    return structs.replace(journal, custom_entries={**journal.custom_entries, **restored})


def _removed_texts(
    journal: Journal, refs: list[PartRef], restored: Mapping[PartRef, Part]
) -> tuple[RemovedText, ...]:
    """Return the removed texts that are not among the restored ones."""
    restored_texts = {text for (_, key), part in restored.items() for text in texts_of_part(key[0], part)}
    return tuple(
        RemovedText(on, field, text)
        for on, key in sorted(refs)
        for field, text in _typed_texts(key, _current_part(journal, on, key), restored.get((on, key)))
        if text and text not in restored_texts
    )


def _typed_texts(key: PartKey, part: Part | None, previous: Part | None) -> list[tuple[str, str]]:
    """Return each typed text of a part with the field it was typed into; that of a done act is "gave"."""
    if isinstance(part, CustomEntry):
        uid = part.uid if isinstance(previous, CustomEntry) and previous.text else ""
        kind = next(kind for kind in CUSTOM_ENTRY_KINDS if kind == key[0])
        return [(draft_field(kind, uid), part.text), (draft_field(kind, uid, "script"), part.script)]
    if isinstance(part, Act):
        field = "gave" if part.state == "done" else "own"
        return [(field, "" if part.source else part.text), ("when", part.when)]
    return [(key[0], text) for text in texts_of_part(key[0], part)] if key[0] in (*LIST_FIELDS, "who") else []


def _changed_since_error(part: str) -> ChangedSinceError:
    return ChangedSinceError(
        f"Not undone: {PART_LABELS[part]} has changed since. The same key takes back the change before it."
    )
