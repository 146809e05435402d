"""A day as separate parts, each of which is changed, merged and undone on its own."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from msgspec import structs

from kindtui.domain.journal.away import Away
from kindtui.domain.journal.custom_entry import UNDATED, CustomEntry
from kindtui.domain.journal.day import SCALES, Act, Answer, CheckAnswer, Day, Line
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.text_ref import TextRef

PartKey = tuple[str, str]  # the field of `Day`, and the uid or name within it
AnswerPart = (
    Answer[str] | Answer[CheckAnswer] | Answer[int] | Answer[int | None] | Answer[None] | Answer[bool]
)
Part = AnswerPart | Act | Line | CustomEntry | Away

SINGLE_FIELDS = ("who", *SCALES, "rest")
MAPPING_FIELDS = ("skipped", "checks", "not_away")
LIST_FIELDS = ("acts", "received", "kept", "notes")


def parts_of(day: Day) -> dict[PartKey, Part]:
    """Return every part of a day by its key."""
    parts: dict[PartKey, Part] = {
        (field, ""): getattr(day, field) for field in SINGLE_FIELDS if getattr(day, field) is not None
    }
    for field in MAPPING_FIELDS:
        parts.update({(field, name): answer for name, answer in getattr(day, field).items()})
    for field in LIST_FIELDS:
        parts.update({(field, entry.uid): entry for entry in getattr(day, field)})
    return parts


def uids_of(day: Day) -> set[str]:
    """Return the uids of the entries on a day, and of those that were removed, moved or purged there."""
    return {uid for field, uid in parts_of(day) if field in LIST_FIELDS} | removed_uids(day)


def removed_uids(day: Day) -> set[str]:
    """Return the uids of the entries that were removed, moved or purged on a day."""
    return {*day.deleted, *day.moved, *(day.purged.uids if day.purged else ())}


def entry_uids(journal: Journal) -> Iterator[str]:
    """Yield the uid of each entry that is in a journal."""
    for day in journal.days.values():
        for field in LIST_FIELDS:
            yield from (entry.uid for entry in getattr(day, field))


def day_from_parts(on: date, parts: Mapping[PartKey, Part], day: Day | None = None) -> Day:
    """Return the day with exactly these parts; entries are ordered by uid, which is the order of writing.

    Tombstones and the record of a purge are taken from `day`.
    """
    fields: dict[str, object] = {field: parts[(field, "")] for field in SINGLE_FIELDS if (field, "") in parts}
    for field in MAPPING_FIELDS:
        fields[field] = {name: parts[(of, name)] for of, name in sorted(parts) if of == field}
    for field in LIST_FIELDS:
        fields[field] = tuple(parts[(of, uid)] for of, uid in sorted(parts) if of == field)
    if day is not None:
        fields |= {"deleted": day.deleted, "moved": day.moved, "purged": day.purged}
    return structs.replace(Day(on), **fields)


def journal_from_parts(parts: Mapping[date, Mapping[PartKey, Part]]) -> Journal:
    """Return the journal with exactly these parts on each day; days away are under `UNDATED`."""
    times = (part.updated_at for on_day in parts.values() for part in on_day.values())
    days = {on: day_from_parts(on, parts[on]) for on in sorted(parts) if on != UNDATED}
    away = {one.uid: one for one in parts.get(UNDATED, {}).values() if isinstance(one, Away)}
    return Journal(days, updated_at=max(times, default=None), away=away)


def texts_of_part(field: str, part: Part | None) -> tuple[str, ...]:
    """Return the texts a person wrote in a part of that field, without empty ones."""
    match part:
        case Act():
            texts: tuple[str, ...] = (part.text, part.who, part.when)
        case Line():
            texts = (part.text,)
        case CustomEntry():
            texts = part.texts
        case Answer(value=str() as value) if field == "who":
            texts = (value,)
        case _:
            texts = ()
    return tuple(text for text in texts if text)


def texts_of(day: Day) -> set[str]:
    """Return every text a person wrote on a day."""
    return {text for key, part in parts_of(day).items() for text in texts_of_part(key[0], part)}


def may_have_lines(ref: TextRef, part: Part | None) -> bool:
    """Return whether that text of a part may have several lines, as the text of anything done or noted may.

    Without its part, the text becomes a note.
    """
    if isinstance(part, Act):
        return ref.text == "text" and (part.state == "done" or "\n" in part.text)
    return ref.part != "who"


def with_updated_at(part: Part, updated_at: datetime) -> Part:
    """Return the part with another `updated_at`."""
    return structs.replace(part, updated_at=updated_at)


def restore_parts(day: Day, parts: Mapping[PartKey, Part | None], now: datetime) -> Day:
    """Return the day with these parts, changed `now`; None clears an answer, or removes an entry.

    A removed entry leaves a tombstone.
    """
    remaining, deleted = parts_of(day), dict(day.deleted)
    for key, part in parts.items():
        replacement = with_updated_at(part, now) if part else empty_answer(key[0], now)
        if replacement is not None:
            remaining[key] = replacement
        else:
            remaining.pop(key, None)
            deleted[key[1]] = now
    return structs.replace(day_from_parts(day.day, remaining, day), deleted=deleted)


def without_moved(day: Day, key: PartKey) -> Day:
    """Return the day without an entry that moves to another day.

    Of other copies only the version that moved goes with it: later words for the entry stay on this day.
    """
    remaining = parts_of(day)
    times = {*day.moved.get(key[1], ()), remaining.pop(key).updated_at}
    moved = {**day.moved, key[1]: tuple(sorted(times))}
    return structs.replace(day_from_parts(day.day, remaining, day), moved=moved)


def empty_answer(field: str, updated_at: datetime) -> Part | None:
    """Return the value of a cleared answer; None if the field holds entries."""
    match field:
        case "who":
            return Answer(value="", updated_at=updated_at)
        case "energy" | "mood_morning" | "mood_evening" | "connection":
            return Answer(value=None, updated_at=updated_at)
        case "rest" | "skipped" | "not_away":
            return Answer(value=False, updated_at=updated_at)
        case "checks":
            return Answer(value="unanswered", updated_at=updated_at)
    return None
