"""A day as separate parts: each can change, be merged and be undone on its own."""

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import structs

from kindtui.domain.journal.day import SCALES, Act, Answer, Day, Line
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.own_words import Own

Key = tuple[str, str]  # the field of `Day`, and the uid or name within it
Part = Answer[str] | Answer[int] | Answer[int | None] | Answer[None] | Answer[bool] | Act | Line | Own

SINGLE = ("who", *SCALES, "rest")
NAMED = ("skipped", "checks")
LISTS = ("acts", "received", "kept", "notes")


def parts_of(day: Day) -> dict[Key, Part]:
    """Every part of a day by its key."""
    parts: dict[Key, Part] = {
        (field, ""): getattr(day, field) for field in SINGLE if getattr(day, field) is not None
    }
    for field in NAMED:
        parts.update({(field, name): answer for name, answer in getattr(day, field).items()})
    for field in LISTS:
        parts.update({(field, entry.uid): entry for entry in getattr(day, field)})
    return parts


def day_of(on: date, parts: Mapping[Key, Part], day: Day | None = None) -> Day:
    """The day with exactly these parts; entries stand in the order of their uids, which is that of writing.

    Tombstones and what was purged are taken from `day`.
    """
    fields: dict[str, object] = {field: parts[(field, "")] for field in SINGLE if (field, "") in parts}
    for field in NAMED:
        fields[field] = {name: parts[(of, name)] for of, name in sorted(parts) if of == field}
    for field in LISTS:
        fields[field] = tuple(parts[(of, uid)] for of, uid in sorted(parts) if of == field)
    if day is not None:
        fields |= {"deleted": day.deleted, "purged": day.purged}
    return structs.replace(Day(on), **fields)


def journal_of(parts: Mapping[date, Mapping[Key, Part]]) -> Journal:
    """The journal with exactly these parts on each day."""
    times = (part.updated_at for on_day in parts.values() for part in on_day.values())
    days = {on: day_of(on, parts[on]) for on in sorted(parts)}
    return Journal(days, updated_at=max(times, default=None))


def words(field: str, part: Part | None) -> tuple[str, ...]:
    """The texts of a person in a part of that field, without the empty ones."""
    match part:
        case Act():
            texts: tuple[str, ...] = (part.text, part.who, part.when)
        case Line():
            texts = (part.text,)
        case Own():
            texts = part.words
        case Answer(value=str() as value) if field == "who":
            texts = (value,)
        case _:
            texts = ()
    return tuple(text for text in texts if text)


def texts_of(day: Day) -> set[str]:
    """Every text of a person on a day."""
    return {text for key, part in parts_of(day).items() for text in words(key[0], part)}


def restamped(part: Part, updated_at: datetime) -> Part:
    """The part as if it had been changed then."""
    return structs.replace(part, updated_at=updated_at)


def put_back(day: Day, parts: Mapping[Key, Part | None], now: datetime) -> Day:
    """The day with these parts, changed `now`; None takes one away, and leaves a tombstone of an entry."""
    left, deleted = parts_of(day), dict(day.deleted)
    for key, part in parts.items():
        there = restamped(part, now) if part else cleared(key[0], now)
        if there is not None:
            left[key] = there
        else:
            left.pop(key, None)
            deleted[key[1]] = now
    return structs.replace(day_of(day.day, left, day), deleted=deleted)


def cleared(field: str, updated_at: datetime) -> Part | None:
    """What stands for an answer that was taken away; None for an entry, which leaves a tombstone."""
    match field:
        case "who":
            return Answer(value="", updated_at=updated_at)
        case "energy" | "mood_morning" | "mood_evening" | "connection":
            return Answer(value=None, updated_at=updated_at)
        case "rest" | "skipped":
            return Answer(value=False, updated_at=updated_at)
        case "checks":
            return Answer(value="unanswered", updated_at=updated_at)
    return None
