"""What a stretch of days held, counted: kind days by weekday and month, what acts were for, and names."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import get_args

from msgspec import Struct

from kindtui.domain.insights.weeks import FIRST_WEEKDAY, ONE_WEEK, first_day_of_week
from kindtui.domain.journal.day import Day, Mark
from kindtui.domain.ritual.acts import Audience, Pathway
from kindtui.domain.settings import WeekStart
from kindtui.domain.state import State
from kindtui.domain.text import casefolded, one_line

RECENT_PERIOD = timedelta(days=28)
MONTHS_PER_YEAR = 12
CUSTOM_KEY = ""  # the audience and the way of an act in a person's own words

LabelCounts = tuple[tuple[str, int], ...]


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
    merges_years: bool
    audiences: LabelCounts
    pathways: LabelCounts
    days_per_name: LabelCounts
    names_not_recent: tuple[str, ...]


def range_start(marks: Mapping[date, Mark], today: date, weeks: int | None, week_start: WeekStart) -> date:
    """The first day of the last `weeks` weeks; the first recorded one if it is later, or all are meant."""
    first = min(marks, default=today)
    return (
        first if weeks is None else max(first, first_day_of_week(today, week_start) - (weeks - 1) * ONE_WEEK)
    )


def patterns(state: State, weeks: int | None) -> Patterns:
    """Count over the last `weeks` weeks, this one among them, or over all days."""
    journal, marks, week_start = state.journal, state.marks, state.journal.settings.week_start
    first = range_start(marks, state.today, weeks, week_start)
    kind_dates = [on for on, mark in marks.items() if on >= first and mark.is_kind_day]
    days = [journal.days[on] for on in reversed(tuple(marks)) if on >= first and on in journal.days]
    given_acts = [act for day in days for act in day.gave]
    pathway_by_idea: dict[str, str] = {idea.id: idea.pathway for idea in state.catalog.acts}
    days_per_name, last_mentioned = _name_statistics(days, state.names)
    return Patterns(
        first,
        _kind_days_by_weekday(kind_dates, week_start),
        _kind_days_by_month(kind_dates, first, state.today),
        _months_between(first, state.today) > MONTHS_PER_YEAR,
        _ordered_counts((act.audience for act in given_acts), get_args(Audience)),
        _ordered_counts(
            (pathway_by_idea.get(act.source, CUSTOM_KEY) for act in given_acts), get_args(Pathway)
        ),
        tuple(days_per_name.most_common()),
        tuple(name for name, on in last_mentioned.items() if on <= state.today - RECENT_PERIOD),
    )


def _kind_days_by_weekday(kind_dates: Iterable[date], week_start: WeekStart) -> tuple[tuple[int, int], ...]:
    counts = Counter(on.weekday() for on in kind_dates)
    order = ((FIRST_WEEKDAY[week_start] + place) % 7 for place in range(7))
    return tuple((weekday, counts[weekday]) for weekday in order)


def _kind_days_by_month(kind_dates: Iterable[date], first: date, today: date) -> tuple[tuple[int, int], ...]:
    """Each month of each year; of a stretch of more than a year, each month of the year."""
    counts = Counter(_months_between(on, today) for on in kind_dates)
    oldest_month = _months_between(first, today)
    if oldest_month > MONTHS_PER_YEAR:
        counts = Counter(_months_between(on, today) % MONTHS_PER_YEAR for on in kind_dates)
        oldest_month = MONTHS_PER_YEAR - 1
    return tuple(
        ((today.month - back - 1) % MONTHS_PER_YEAR + 1, counts[back]) for back in range(oldest_month, -1, -1)
    )


def _months_between(first: date, today: date) -> int:
    return (today.year - first.year) * MONTHS_PER_YEAR + today.month - first.month


def _ordered_counts(values: Iterable[str], order: Iterable[str]) -> LabelCounts:
    """How often each was found, in that order; what is unknown counts as own words."""
    counts = Counter(values)
    known_counts = tuple((one, counts.pop(one, 0)) for one in order)
    return (*known_counts, (CUSTOM_KEY, counts.total()))


def _name_statistics(days: Iterable[Day], names: Iterable[str]) -> tuple[Counter[str], dict[str, date]]:
    """On how many of the days, newest first, each name was encouraged, and when it was last mentioned.

    `names` are the ways in which names are written; two ways of one name count together.
    """
    spelling_by_name = {casefolded(name): name for name in names}
    canonical_by_text: dict[str, str] = {}

    def canonical_name(text: str) -> str:
        if text not in canonical_by_text:
            canonical_by_text[text] = spelling_by_name.get(casefolded(one_line(text)), "")
        return canonical_by_text[text]

    days_per_name, last_mentioned = Counter[str](), dict[str, date]()
    for day in days:
        days_per_name.update({canonical_name(act.who) for act in day.gave})
        for text in _mentioned_names(day):
            last_mentioned.setdefault(canonical_name(text), day.day)
    for found in (days_per_name, last_mentioned):
        found.pop("", None)
    return days_per_name, last_mentioned


def _mentioned_names(day: Day) -> Iterator[str]:
    yield from (act.who for act in day.acts)
    if day.who:
        yield day.who.value
