"""Deleting for good: what is left of a day says that it was deleted, and no word of it."""

from collections.abc import Collection
from datetime import date, datetime

from msgspec import structs

from kindtui.domain.journal.day import Day, Purge
from kindtui.domain.journal.journal import Journal, Step
from kindtui.domain.journal.own_words import NO_DAY
from kindtui.domain.journal.parts import LISTS, parts_of, texts_of
from kindtui.domain.settings import Settings


def purge(journal: Journal, days: Collection[date], at: datetime) -> Journal:
    """The journal without these days, which no older copy of them can bring back.

    `at` (UTC) is later than every `updated_at` of the journal. Conflicts and undo steps that
    hold one of the days go as well.
    """
    return structs.replace(
        journal,
        days={**journal.days, **{on: Day(on, purged=Purge(at, _uids(journal, on))) for on in days}},
        updated_at=at,
        conflicts=tuple(conflict for conflict in journal.conflicts if conflict.day not in days),
        undo=tuple(step for step in journal.undo if not _days_of(step) & set(days)),
    )


def purge_everything(journal: Journal, at: datetime) -> Journal:
    """The journal without any day, words of the user's own, or setting; `at` as for `purge`."""
    return structs.replace(
        purge(journal, everything(journal), at),
        own={key: structs.replace(own, updated_at=at).gone for key, own in journal.own.items()},
        settings=Settings(updated_at=at),
        conflicts=(),
        undo=(),
    )


def texts_on(journal: Journal, days: Collection[date]) -> set[str]:
    """Every text of these days, also those that lost in a merge or could be brought back by undo."""
    held = [journal.day(on) for on in days]
    held += [day for step in journal.undo for day in step.before if day.day in days]
    texts = {text for day in held for text in texts_of(day)}
    return texts | {conflict.text for conflict in journal.conflicts if conflict.day in days}


def holds(journal: Journal, on: date) -> bool:
    """Whether a word of that day may stand somewhere in the journal."""
    return (
        journal.day(on) != Day(on, purged=journal.day(on).purged)
        or any(conflict.day == on for conflict in journal.conflicts)
        or any(on in _days_of(step) for step in journal.undo)
    )


def everything(journal: Journal) -> set[date]:
    """Every day something was ever recorded for."""
    days = set(journal.days) | {conflict.day for conflict in journal.conflicts}
    return days.union(*map(_days_of, journal.undo)) - {NO_DAY}


def _uids(journal: Journal, on: date) -> tuple[str, ...]:
    """Every entry that stands on the day, or once did."""
    day = journal.day(on)
    uids = {uid for field, uid in parts_of(day) if field in LISTS} | set(day.deleted)
    uids |= {conflict.uid for conflict in journal.conflicts if conflict.day == on and conflict.part in LISTS}
    made = [place for step in journal.undo for place in step.made]
    uids |= {uid for made_on, part, uid in made if made_on == on and part in LISTS}
    return tuple(sorted(uids | set(day.purged.uids if day.purged else ())))


def _days_of(step: Step) -> set[date]:
    return {day.day for day in step.before} | {on for on, _, _ in step.made}
