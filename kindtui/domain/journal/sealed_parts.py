"""Two copies of a journal of which one is sealed: what is the same in both is told by its time."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import structs

from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.journal.day import SCALES, Answer, Day
from kindtui.domain.journal.journal import Conflict, Journal, UndoStep
from kindtui.domain.journal.lazy_days import changed_days
from kindtui.domain.journal.parts import Part, day_from_parts, parts_of, texts_of_part
from kindtui.domain.sealed_text import is_sealed, is_sealed_at
from kindtui.domain.settings import Settings


def is_sealed_part(part: Part | CustomEntry) -> bool:
    """Return whether the words of a part, or its rating, are sealed."""
    if getattr(part, "sealed", ""):
        return True
    text = getattr(part, "text", getattr(part, "value", None))
    return isinstance(text, str) and is_sealed(text)


def has_sealed_words(journal: Journal) -> bool:
    """Return whether any words of days, or custom entries, were sealed at the time that they name."""
    return any(_sealed_or_plain(journal))


def is_sealed_throughout(journal: Journal) -> bool:
    """Return whether there are sealed words and no plain ones."""
    found = _sealed_or_plain(journal)
    return next(found, False) and all(found)


def _sealed_or_plain(journal: Journal) -> Iterator[bool]:
    """Yield of each part with words, or a rating, whether it is sealed."""
    for on in sorted(journal.days, reverse=True):
        for key, part in parts_of(journal.days[on]).items():
            if isinstance(part, Answer) and key[0] in SCALES:
                if part.is_given:
                    yield bool(part.sealed)
            else:
                yield from (is_sealed_at(text, part.updated_at) for text in texts_of_part(key[0], part))
    for entry in journal.custom_entries.values():
        yield from (is_sealed_at(text, entry.updated_at) for text in entry.texts)


def has_moved_words(before: Journal, after: Journal) -> bool:
    """Return whether a change moved sealed words to another day, where they would not open."""
    for on, day in changed_days(before.days, after.days):
        known = parts_of(before.day(on)).keys()
        if any(key not in known and is_sealed_part(part) for key, part in parts_of(day).items()):
            return True
    return False


def with_sealed_parts_of(journal: Journal, other: Journal) -> Journal:
    """Return the journal with the sealed form of everything that `other` holds sealed and of the same time.

    A merge of both then finds no difference where there is none; without the key, words cannot be compared.
    """
    return structs.replace(
        with_parts_of(
            journal, other, lambda ours, theirs: is_sealed_part(theirs) and not is_sealed_part(ours)
        ),
        settings=_settings(journal, other),
        conflicts=_conflicts(journal.conflicts, other.conflicts),
        undo_steps=_steps(journal.undo_steps, other.undo_steps),
        redo_steps=_steps(journal.redo_steps, other.redo_steps),
    )


def with_parts_of(journal: Journal, other: Journal, is_better: Callable[[Any, Any], bool]) -> Journal:
    """Return the journal with each part that `other` has of the same time in a better form.

    Args:
        journal: The journal.
        other: The other one.
        is_better: Returns whether a part is to be replaced by the one of the other.
    """

    def better(part: Part, theirs: Part | None) -> Part:
        is_same = theirs is not None and theirs.updated_at == part.updated_at
        return theirs if theirs is not None and is_same and is_better(part, theirs) else part

    def better_day(day: Day, theirs: Day | None) -> Day:
        if theirs is None or day == theirs:
            return day
        parts, others = parts_of(day), parts_of(theirs)
        chosen = {key: better(part, others.get(key)) for key, part in parts.items()}
        return day_from_parts(day.day, chosen, day) if chosen != parts else day

    entries = {
        key: better(entry, other.custom_entries.get(key)) for key, entry in journal.custom_entries.items()
    }
    return structs.replace(
        journal,
        days={on: better_day(day, other.days.get(on)) for on, day in journal.days.items()},
        custom_entries=entries,
    )


def _settings(journal: Journal, other: Journal) -> Settings:
    is_same = journal.settings.updated_at == other.settings.updated_at
    return other.settings if is_same and other.settings.sealed else journal.settings


def _conflicts(conflicts: Sequence[Conflict], others: Sequence[Conflict]) -> tuple[Conflict, ...]:
    """Return the conflicts; of the texts of one part, all are as in the sealed copy if any is."""
    sealed = [conflict for conflict in others if is_sealed(conflict.text)]
    keys = {_key(conflict) for conflict in sealed}
    kept = [one for one in conflicts if is_sealed(one.text) or _key(one) not in keys]
    known = {_key(one) for one in conflicts if one not in kept}
    return (*kept, *(one for one in sealed if _key(one) in known))


def _key(conflict: Conflict) -> tuple[object, ...]:
    return conflict.day, conflict.part, conflict.uid, conflict.updated_at


def _steps(steps: Sequence[UndoStep], others: Sequence[UndoStep]) -> tuple[UndoStep, ...]:
    others_by_time = {step.at: step for step in others}
    return tuple(_step(step, others_by_time.get(step.at)) for step in steps)


def _step(step: UndoStep, other: UndoStep | None) -> UndoStep:
    """Return the step with what it replaced as in the other; what became of it since is its own."""
    if other is None or not _has_sealed_parts(other) or _has_sealed_parts(step):
        return step
    return structs.replace(other, moved=step.moved, settings_at=step.settings_at)


def _has_sealed_parts(step: UndoStep) -> bool:
    parts = [part for day in step.before for part in parts_of(day).values()]
    texts = [conflict.text for conflict in (*step.conflicts, *step.conflicts_made)]
    return (
        any(map(is_sealed_part, parts))
        or any(is_sealed_part(entry) for _, entry in step.own)
        or any(map(is_sealed, texts))
        or bool(step.settings and step.settings.sealed)
    )
