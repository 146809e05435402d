"""What a stretch of days held, counted: kind days by weekday and month, what acts were for, and names."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import get_args

from msgspec import Struct

from kindtui.domain.insights.weeks import A_WEEK, FIRST_DAY, week_of
from kindtui.domain.journal.day import Day, Mark
from kindtui.domain.ritual.acts import Audience, Pathway
from kindtui.domain.settings import WeekStart
from kindtui.domain.state import State
from kindtui.domain.text import folded, one_line

LATELY = timedelta(days=28)
MONTHS = 12
OWN_WORDS = ""  # the audience and the way of an act in a person's own words

Counts = tuple[tuple[str, int], ...]


class Patterns(Struct, frozen=True):
    """Counts over the days from `first` to today.

    `weekdays` are 0 (Monday) to 6 with their kind days, in the order of the week. `months` are at most
    thirteen, 1 to 12, the present one last; with `years_together` they are twelve. `audiences`
    and `ways` count acts done, `OWN_WORDS` last. `encouraged` has the days on which an act for that
    name was done, most first; `not_lately` the names of the stretch without a word in four weeks.
    """

    first: date
    weekdays: tuple[tuple[int, int], ...]
    months: tuple[tuple[int, int], ...]
    years_together: bool
    audiences: Counts
    ways: Counts
    encouraged: Counts
    not_lately: tuple[str, ...]


def first_day(marks: Mapping[date, Mark], today: date, weeks: int | None, start: WeekStart) -> date:
    """The first day of the last `weeks` weeks; the first recorded one if it is later, or all are meant."""
    first = min(marks, default=today)
    return first if weeks is None else max(first, week_of(today, start) - (weeks - 1) * A_WEEK)


def patterns(state: State, weeks: int | None) -> Patterns:
    """Count over the last `weeks` weeks, this one among them, or over all days."""
    journal, marks, start = state.journal, state.marks, state.journal.settings.week_start
    first = first_day(marks, state.today, weeks, start)
    kind = [on for on, mark in marks.items() if on >= first and mark.counts]
    days = [journal.days[on] for on in reversed(tuple(marks)) if on >= first and on in journal.days]
    given = [act for day in days for act in day.gave]
    way_of: dict[str, str] = {idea.id: idea.pathway for idea in state.words.acts}
    encouraged, latest = _names(days, state.names)
    return Patterns(
        first,
        _by_weekday(kind, start),
        _by_month(kind, first, state.today),
        _months_apart(first, state.today) > MONTHS,
        _counted((act.audience for act in given), get_args(Audience)),
        _counted((way_of.get(act.source, OWN_WORDS) for act in given), get_args(Pathway)),
        tuple(encouraged.most_common()),
        tuple(name for name, on in latest.items() if on <= state.today - LATELY),
    )


def _by_weekday(kind: Iterable[date], start: WeekStart) -> tuple[tuple[int, int], ...]:
    count = Counter(on.weekday() for on in kind)
    order = ((FIRST_DAY[start] + place) % 7 for place in range(7))
    return tuple((weekday, count[weekday]) for weekday in order)


def _by_month(kind: Iterable[date], first: date, today: date) -> tuple[tuple[int, int], ...]:
    """Each month of each year; of a stretch of more than a year, each month of the year."""
    count = Counter(_months_apart(on, today) for on in kind)
    apart = _months_apart(first, today)
    if apart > MONTHS:
        count = Counter(_months_apart(on, today) % MONTHS for on in kind)
        apart = MONTHS - 1
    return tuple(((today.month - back - 1) % MONTHS + 1, count[back]) for back in range(apart, -1, -1))


def _months_apart(first: date, today: date) -> int:
    return (today.year - first.year) * MONTHS + today.month - first.month


def _counted(found: Iterable[str], order: Iterable[str]) -> Counts:
    """How often each was found, in that order; what is unknown counts as own words."""
    count = Counter(found)
    known = tuple((one, count.pop(one, 0)) for one in order)
    return (*known, (OWN_WORDS, count.total()))


def _names(days: Iterable[Day], names: Iterable[str]) -> tuple[Counter[str], dict[str, date]]:
    """On how many of the days, newest first, each name was encouraged, and when it was last mentioned.

    `names` are the ways in which names are written; two ways of one name count together.
    """
    written = {folded(name): name for name in names}
    known: dict[str, str] = {}

    def name_of(text: str) -> str:
        if text not in known:
            known[text] = written.get(folded(one_line(text)), "")
        return known[text]

    encouraged, latest = Counter[str](), dict[str, date]()
    for day in days:
        encouraged.update({name_of(act.who) for act in day.gave})
        for text in _mentioned(day):
            latest.setdefault(name_of(text), day.day)
    for found in (encouraged, latest):
        found.pop("", None)
    return encouraged, latest


def _mentioned(day: Day) -> Iterator[str]:
    yield from (act.who for act in day.acts)
    if day.who:
        yield day.who.value
