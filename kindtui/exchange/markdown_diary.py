"""The days as a diary in Markdown, to be read or printed: no file to import again."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from kindtui.domain.dates import in_words
from kindtui.domain.describe import Told, tell
from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.own_words import NO_DAY
from kindtui.domain.ritual.boundaries import Check

TITLE = "# My kindness diary"
NOTHING = "Nothing is written yet."
MORNING = ("For", "Energy", "Mood in the morning")

_SIGNS = re.compile(r"([\\`*_\[\]<>&#~|$])")


def write(journal: Journal, checks: Iterable[Check], today: date) -> bytes:
    """Every day with something in it up to today, the oldest first, in chapters of a month.

    A person's words are escaped, so that they are read as they were written.
    """
    beside = {conflict.day for conflict in journal.conflicts}
    held = {on for on, day in journal.days.items() if day.says_something} | beside
    days = [journal.day(on) for on in sorted(held - {NO_DAY}) if on <= today]
    lines = [TITLE, "", _about(days)]
    for _, month in groupby(days, key=lambda day: (day.day.year, day.day.month)):
        of_month = list(month)
        lines += ["", f"## {of_month[0].day:%B} {of_month[0].day.year}"]
        for day in of_month:
            lines += ["", f"### {in_words(day.day)}", *_page(day, checks, journal)]
    return ("\n".join(lines) + "\n").encode()


def _about(days: list[Day]) -> str:
    if not days:
        return NOTHING
    first, last = days[0].day, days[-1].day
    kind, rest = sum(day.is_kind for day in days), sum(day.rests and not day.is_kind for day in days)
    span = f"{first.day} {first:%B} {first.year} to {last.day} {last:%B} {last.year}"
    counted = f"{kind} kind {'day' if kind == 1 else 'days'}"
    return f"{span} · {counted} · {rest} rest" if rest else f"{span} · {counted}"


def _page(day: Day, checks: Iterable[Check], journal: Journal) -> Iterator[str]:
    """The morning in one line, then a list, each behind an empty line."""
    told = list(tell(day, checks, journal.conflicts))
    morning = [one for one in told if one.what in MORNING]
    if morning:
        yield from ("", "_" + " · ".join(f"{one.what} {_plain(one.words)}" for one in morning) + "_")
    entries = [_item(one) for one in told if one.what not in MORNING]
    if entries:
        yield from ("", *entries)


def _item(one: Told) -> str:
    return "- A day of rest" if one.what == "Rest" else f"- **{one.what}:** {_plain(one.words)}"


def _plain(text: str) -> str:
    """The text with a backslash before every sign that means something in Markdown."""
    return _SIGNS.sub(r"\\\1", text)
