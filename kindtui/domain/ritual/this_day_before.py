"""Earlier kindnesses that belong to today: of this day in other years, and with a person of today in them."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from kindtui.domain.dates import EARLIEST_DAY
from kindtui.domain.journal.day import Line
from kindtui.domain.journal.journal import ONE_DAY, Journal
from kindtui.domain.ritual.left_out_names import mentions, name_key, names_mentioned, without_left_out
from kindtui.domain.sentences import addressee
from kindtui.domain.text import one_line
from kindtui.texts import get_text

MAX_DAYS_FROM_A_YEAR_AGO = 7


class EarlierKindness(Struct, frozen=True):
    """A kindness of an earlier day, and a heading that says why it is shown today."""

    heading: str
    on: date
    line: Line


def kindnesses_of_this_day(
    journal: Journal, today: date, left_out_keys: Collection[str] = frozenset()
) -> tuple[EarlierKindness, ...]:
    """Return the kindnesses of this day in other years, the latest year first.

    If there is none of last year, those of the nearest day within a week of it come first. A 29 February has
    its own date; in a year without one, its kindnesses belong to 28 February.

    Args:
        journal: The days.
        today: The logical day.
        left_out_keys: The keys of the names that no line may mention; see `left_out_names.name_key`.
    """
    found = [
        EarlierKindness(get_text("app.jar.this_day", year=on.year), on, line)
        for on in _same_dates(today)
        for line in _lines(journal, on, left_out_keys)
    ]
    if not found or found[0].on.year < today.year - 1:
        found[:0] = _about_a_year_ago(journal, today, left_out_keys)
    return tuple(found)


def kindnesses_with(
    names: Iterable[str], journal: Journal, today: date, left_out_keys: Collection[str] = frozenset()
) -> tuple[EarlierKindness, ...]:
    """Return the kindnesses whose text mentions one of the names as whole words, the latest day first.

    The other arguments are those of `kindnesses_of_this_day`.
    """
    names = [one_line(name) for name in without_left_out(names, left_out_keys) if addressee(name)]
    keys = frozenset(map(name_key, names))
    days = sorted((on for on in journal.days if on < today), reverse=True) if keys else ()
    return tuple(
        EarlierKindness(get_text("app.jar.with_name", name=names_mentioned(line.text, names)[0]), on, line)
        for on in days
        for line in _lines(journal, on, left_out_keys)
        if mentions(line.text, keys)
    )


def _same_dates(today: date) -> Iterator[date]:
    """Yield the dates of earlier years that today stands for, the latest first."""
    from calendar import isleap

    for year in range(today.year - 1, EARLIEST_DAY.year - 1, -1):
        if today.month == 2 and today.day == 28 and isleap(year) and not isleap(today.year):
            yield date(year, 2, 29)
        if (today.month, today.day) != (2, 29) or isleap(year):
            yield today.replace(year=year)


def _about_a_year_ago(journal: Journal, today: date, left_out_keys: Collection[str]) -> list[EarlierKindness]:
    """Return the kindnesses of the nearest day to a year ago that has any; of two as near, the earlier."""
    is_leap_day = (today.month, today.day) == (2, 29)
    a_year_ago = (today - ONE_DAY if is_leap_day else today).replace(year=today.year - 1)
    for days in range(MAX_DAYS_FROM_A_YEAR_AGO + 1):
        for on in (a_year_ago - timedelta(days), a_year_ago + timedelta(days)):
            if lines := _lines(journal, on, left_out_keys):
                heading = get_text("app.jar.about_a_year_ago")
                return [EarlierKindness(heading, on, line) for line in lines]
    return []


def _lines(journal: Journal, on: date, left_out_keys: Collection[str]) -> list[Line]:
    """Return the lines of a day that may be shown again."""
    day = journal.days.get(on)
    lines = day.received if day else ()
    return [line for line in lines if line.in_jar and not mentions(line.text, left_out_keys)]
