"""A diary in Markdown, to be read or printed; it cannot be imported."""

import re
from collections.abc import Iterator
from datetime import date

from kindtui.domain.dates import long_date
from kindtui.domain.describe import ITEM_LABELS, DayFact, describe_day
from kindtui.domain.journal.day import Day
from kindtui.exchange.chapters import (
    MORNING_LABELS,
    Months,
    away_sentence,
    chapters_by_month,
    month_name,
    nothing_in,
    period_of,
    remarks_on,
)
from kindtui.exchange.selection import Selected, Selection
from kindtui.texts import get_counted_text, get_text

# What makes a line more than text: the bullet or number of a list, or the underline of a heading.
_LINE_OPENERS = re.compile(r"^(\d*)([-+=.)])")
_SPECIAL_CHARACTERS = re.compile(r"([\\`*_\[\]<>&#~|$])")


def write(selected: Selected, selection: Selection, today: date) -> bytes:
    """Return the days with content as a diary with a chapter for each month, the oldest first.

    Text is escaped, so that it is rendered as it was written.

    Args:
        selected: The days to write.
        selection: What they were selected by, which the diary says.
        today: The day up to which days away have come; those after it are told as planned.
    """
    months = chapters_by_month(selected.journal, today)
    preface = [_summary(selected, selection, today, months), *remarks_on(selection)]
    preface += [] if months else [nothing_in(selection)]
    lines = [f"# {get_text('commands.diary.title')}"]
    for paragraph in filter(None, preface):
        lines += ["", paragraph]
    for month, chapters in months:
        lines += ["", f"## {month_name(month)}"]
        for chapter in chapters:
            if chapter.day is None:
                lines += ["", f"_{away_sentence(chapter, today)}_"]
            else:
                lines += ["", f"### {long_date(chapter.first)}"]
                lines += _day_lines(chapter.day, selected)
    return ("\n".join(lines) + "\n").encode()


def _summary(selected: Selected, selection: Selection, today: date, months: Months) -> str:
    """Return the period and the kind and rest days in it, which only whole days tell."""
    parts = [period_of(selection, months)]
    if selection.has_all_kinds:
        days = selected.journal.with_days_away(today).days.values()
        rest = sum(day.is_rest_day and not day.is_kind for day in days)
        kind = sum(day.is_kind for day in days)
        parts += [get_counted_text("commands.diary.kind_days", kind)] if kind else []
        parts += [get_counted_text("commands.diary.rest_days", rest)] if rest else []
    return " · ".join(filter(None, parts))


def _day_lines(day: Day, selected: Selected) -> Iterator[str]:
    """Yield the lines of a day: the morning in one line, then a list, each after an empty line."""
    facts = list(describe_day(day, selected.check_texts, selected.journal.conflicts_on(day.day)))
    morning = [fact for fact in facts if fact.label in MORNING_LABELS]
    if morning:
        yield from ("", "_" + " · ".join(f"{fact.label} {_escaped(fact.text)}" for fact in morning) + "_")
    entries = [_list_item(fact) for fact in facts if fact.label not in MORNING_LABELS]
    if entries:
        yield from ("", *entries)


def _list_item(fact: DayFact) -> str:
    """Return an item of a list; further lines are indented, each behind a hard line break or a blank line."""
    if fact.label == ITEM_LABELS["rest"]:
        return f"- {get_text('commands.diary.rest_day')}"
    first, *others = _escaped(fact.text).split("\n")
    text = "\n".join([first, *(_LINE_OPENERS.sub(r"\1\\\2", line) for line in others)])
    text = re.sub(r"(?<!\n)\n(?!\n)", "  \n", text).replace("\n", "\n  ").replace("\n  \n", "\n\n")
    return f"- **{fact.label}:** {text}"


def _escaped(text: str) -> str:
    """Return the text with a backslash before each character that means something in Markdown."""
    return _SPECIAL_CHARACTERS.sub(r"\\\1", text)
