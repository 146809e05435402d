"""A diary in Markdown, to be read or printed; it cannot be imported."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby

from kindtui.domain.dates import date_seen_from, long_date
from kindtui.domain.describe import DayFact, describe_day
from kindtui.domain.journal.custom_entry import UNDATED
from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import ONE_DAY, Journal
from kindtui.texts import get_counted_text, get_text

TITLE = "# My kindness diary"
MORNING_LABELS = ("For", "Energy", "Mood in the morning")

# What makes a line more than text: the bullet or number of a list, or the underline of a heading.
_LINE_OPENERS = re.compile(r"^(\d*)([-+=.)])")
_SPECIAL_CHARACTERS = re.compile(r"([\\`*_\[\]<>&#~|$])")


def write(journal: Journal, check_texts: Mapping[str, str], today: date = date.min) -> bytes:
    """Return the days with content as a diary with a chapter for each month, the oldest first.

    Text is escaped, so that it is rendered as it was written.

    Args:
        journal: The journal to write.
        check_texts: The text of each boundary check, by its id.
        today: The day up to which days away have come; those after it are told as planned.
    """
    conflict_dates = {conflict.day for conflict in journal.conflicts}
    dates_with_content = {on for on, day in journal.days.items() if day.has_content} | conflict_dates
    lived = journal.with_days_away(today)
    days = [lived.day(on) for on in sorted(dates_with_content - {UNDATED})]
    rest_only = [day for on, day in lived.days.items() if day.has_content and on not in dates_with_content]
    chapters: list[tuple[date, list[str]]] = [
        (first, ["", _away_line(first, last, is_planned=first > today)])
        for first, last in _days_away(journal, today)
    ]
    for day in days:
        chapters.append((day.day, ["", f"### {long_date(day.day)}", *_day_lines(day, check_texts, journal)]))
    chapters.sort(key=lambda chapter: chapter[0])
    lines = [TITLE, "", _summary([*days, *rest_only])]
    for _, month in groupby(chapters, key=lambda chapter: (chapter[0].year, chapter[0].month)):
        month_chapters = list(month)
        lines += ["", f"## {month_chapters[0][0]:%B} {month_chapters[0][0].year}"]
        for _, chapter_lines in month_chapters:
            lines += chapter_lines
    return ("\n".join(lines) + "\n").encode()


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


def _away_line(first: date, last: date, *, is_planned: bool) -> str:
    if first == last:
        day = f"{long_date(first)} {first.year}"
        planned, lived = (
            get_text("commands.diary.planned_away_day", day=day),
            get_text("commands.diary.away_day", day=day),
        )
    else:
        from_day, to_day = long_date(first), date_seen_from(first, last)
        planned, lived = (
            get_text("commands.diary.planned_away", first=from_day, last=to_day),
            get_text("commands.diary.away", first=from_day, last=to_day),
        )
    return f"_{planned if is_planned else lived}_"


def _summary(days: list[Day]) -> str:
    if not days:
        return get_text("commands.diary.nothing")
    ends = min(day.day for day in days), max(day.day for day in days)
    first, last = (f"{on.day} {on:%B} {on.year}" for on in ends)
    kind, rest = sum(day.is_kind for day in days), sum(day.is_rest_day and not day.is_kind for day in days)
    parts = [get_text("commands.diary.span", first=first, last=last)]
    parts.append(get_counted_text("commands.diary.kind_days", kind))
    if rest:
        parts.append(get_counted_text("commands.diary.rest_days", rest))
    return " · ".join(parts)


def _day_lines(day: Day, check_texts: Mapping[str, str], journal: Journal) -> Iterator[str]:
    """Yield the lines of a day: the morning in one line, then a list, each after an empty line."""
    facts = list(describe_day(day, check_texts, journal.conflicts_on(day.day)))
    morning = [fact for fact in facts if fact.label in MORNING_LABELS]
    if morning:
        yield from ("", "_" + " · ".join(f"{fact.label} {_escaped(fact.text)}" for fact in morning) + "_")
    entries = [_list_item(fact) for fact in facts if fact.label not in MORNING_LABELS]
    if entries:
        yield from ("", *entries)


def _list_item(fact: DayFact) -> str:
    """Return an item of a list; further lines are indented, each behind a hard line break or a blank line."""
    if fact.label == "Rest":
        return "- A day of rest"
    first, *others = _escaped(fact.text).split("\n")
    text = "\n".join([first, *(_LINE_OPENERS.sub(r"\1\\\2", line) for line in others)])
    text = re.sub(r"(?<!\n)\n(?!\n)", "  \n", text).replace("\n", "\n  ").replace("\n  \n", "\n\n")
    return f"- **{fact.label}:** {text}"


def _escaped(text: str) -> str:
    """Return the text with a backslash before each character that means something in Markdown."""
    return _SPECIAL_CHARACTERS.sub(r"\\\1", text)
