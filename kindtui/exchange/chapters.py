"""The chapters of a diary, which is read rather than imported: a day each, and days away as one."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from msgspec import structs

from kindtui.domain.dates import date_seen_from, full_date, long_date, span_of
from kindtui.domain.describe import ITEM_LABELS
from kindtui.domain.journal.custom_entry import UNDATED
from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import ONE_DAY, Journal
from kindtui.exchange.selection import ENTRY_KINDS, EntryKind, Selection
from kindtui.texts import get_text

KIND_WORDS: dict[EntryKind, str] = {
    "gave": get_text("commands.diary.kinds.gave"),
    "received": get_text("commands.diary.kinds.received"),
    "kept": get_text("commands.diary.kinds.kept"),
    "rest": get_text("commands.diary.kinds.rest"),
    "notes": get_text("commands.diary.kinds.notes"),
    "who": get_text("commands.diary.kinds.who"),
    "plans": get_text("commands.diary.kinds.plans"),
    "checks": get_text("commands.diary.kinds.checks"),
    "scales": get_text("commands.diary.kinds.scales"),
}
MORNING_LABELS = tuple(ITEM_LABELS[kind] for kind in ("who", "energy", "mood_morning"))  # in one line


class Chapter(NamedTuple):
    """A day with something in it, or days away without a day between them, for which `day` is None."""

    first: date
    last: date
    day: Day | None = None


Months = list[tuple[date, list[Chapter]]]  # the first day of each, and its chapters


def chapters_by_month(journal: Journal, today: date) -> Months:
    """Return the months with something in them, the oldest first.

    Args:
        journal: The journal.
        today: The day up to which days away have come; those after it are chapters of their own.
    """
    lived = journal.with_days_away(today)
    chapters = [Chapter(first, last) for first, last in _days_away(journal, today)]
    chapters += [Chapter(on, on, lived.day(on)) for on in sorted(_dates_with_content(journal))]
    chapters.sort(key=lambda chapter: chapter.first)  # days away stand before what was written on the first
    by_month = groupby(chapters, key=lambda chapter: chapter.first.replace(day=1))
    return [(month, list(in_month)) for month, in_month in by_month]


def away_sentence(chapter: Chapter, today: date) -> str:
    """Return the sentence that tells of days away; those to come are planned."""
    first, last = chapter.first, chapter.last
    is_planned = first > today
    if first == last:
        day = full_date(first)
        if is_planned:
            return get_text("commands.diary.planned_away_day", day=day)
        return get_text("commands.diary.away_day", day=day)
    from_day, to_day = long_date(first), date_seen_from(first, last)
    if is_planned:
        return get_text("commands.diary.planned_away", first=from_day, last=to_day)
    return get_text("commands.diary.away", first=from_day, last=to_day)


def month_name(month: date) -> str:
    """Return the month with its year, such as "November 2026"."""
    return f"{month:%B} {month.year}"


def period_of(selection: Selection, months: Months) -> str:
    """Return from when to when a diary goes: by its chapters, or without any, by the days selected.

    It is empty if there are no chapters and the selection lacks its first or last day.
    """
    if months:
        chapters = [chapter for _, in_month in months for chapter in in_month]
        return span_of(chapters[0].first, max(chapter.last for chapter in chapters))
    if selection.first and selection.last:
        return span_of(selection.first, selection.last)
    return ""


def remarks_on(selection: Selection) -> Iterator[str]:
    """Yield a line for each thing that a reader has to know of what is left out."""
    if not selection.has_all_kinds:
        words = ", ".join(KIND_WORDS[kind] for kind in ENTRY_KINDS if kind in selection.kinds)
        yield words[:1].upper() + words[1:]
    if selection.names == "initials":
        yield get_text("commands.diary.names_are_initials")
    elif selection.names == "none":
        yield get_text("commands.diary.names_are_left_out")


def nothing_in(selection: Selection) -> str:
    """Return the sentence for a diary in which there is nothing."""
    if selection.has_all_days and selection.has_all_kinds:
        return get_text("commands.diary.nothing")
    if selection.has_all_kinds:
        return get_text("commands.diary.nothing_in_days")
    return get_text("commands.diary.nothing_selected")


def _dates_with_content(journal: Journal) -> set[date]:
    """Return the dates of the days that hold something to read, texts that lost in a merge among them.

    A morning or an evening that was put aside is nothing to read.
    """
    recorded = {on for on, day in journal.days.items() if structs.replace(day, skipped={}).has_content}
    return (recorded | {conflict.day for conflict in journal.conflicts}) - {UNDATED}


def _days_away(journal: Journal, today: date) -> Iterator[tuple[date, date]]:
    """Yield the first and the last of days away without a day between them, those up to today apart."""
    first = last = None
    for on in sorted(journal.all_days_away()):
        if first and last and (on != last + ONE_DAY or last == today):
            yield first, last
            first = None
        first, last = first or on, on
    if first and last:
        yield first, last
