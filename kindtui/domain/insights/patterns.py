"""Counts over a range of days: kind days by weekday and month, acts by audience and pathway, and names."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import get_args

from msgspec import Struct

from kindtui.domain.dates import DAYS_PER_WEEK
from kindtui.domain.insights.weeks import FIRST_WEEKDAY, ONE_WEEK, first_day_of_week
from kindtui.domain.journal.day import Day, Mark
from kindtui.domain.journal.journal import ONE_DAY, Journal, date_range
from kindtui.domain.ritual.acts import Audience, Idea, Pathway
from kindtui.domain.ritual.aliases import NO_ALIASES, Aliases
from kindtui.domain.settings import WeekStart
from kindtui.domain.text import casefolded, one_line

RECENT_PERIOD = timedelta(days=28)
MONTHS_PER_YEAR = 12
CUSTOM_KEY = ""  # the audience and the pathway of an act in a person's own words

LabelCounts = tuple[tuple[str, int], ...]


class Patterns(Struct, frozen=True):
    """Counts over the days from `first` to today.

    Attributes:
        first: The first day that is counted.
        weekdays: Each weekday, from 0 (Monday) to 6, with its kind days, in the order of the week.
        months: Each month, from 1 to 12, with its kind days, the present one last; at most thirteen.
        merges_years: Whether each of twelve months stands for that month of every year.
        audiences: The acts done for each audience; those in a person's own words (`CUSTOM_KEY`) last.
        pathways: The acts done for each pathway; those in a person's own words last.
        days_per_name: The days on which an act for each name was done, most first.
        names_not_recent: The names of the range that were not mentioned in the last four weeks.
    """

    first: date
    weekdays: tuple[tuple[int, int], ...]
    months: tuple[tuple[int, int], ...]
    merges_years: bool
    audiences: LabelCounts
    pathways: LabelCounts
    days_per_name: LabelCounts
    names_not_recent: tuple[str, ...]

    def partial_months(self, today: date) -> frozenset[int]:
        """Return the indices of the months of which only a part is counted; none where years are merged."""
        if self.merges_years:
            return frozenset()
        is_first_partial, is_last_partial = self.first.day > 1, (today + ONE_DAY).day > 1
        return frozenset([0] * is_first_partial + [len(self.months) - 1] * is_last_partial)


def range_start(marks: Mapping[date, Mark], today: date, weeks: int | None, week_start: WeekStart) -> date:
    """Return the first day of the last `weeks` weeks, but none before the first recorded one.

    `weeks` is None for all days.
    """
    first = min(marks, default=today)
    if weeks is None:
        return first
    return max(first, first_day_of_week(today, week_start) - (weeks - 1) * ONE_WEEK)


def patterns(
    journal: Journal,
    marks: Mapping[date, Mark],
    today: date,
    weeks: int | None,
    *,
    names: Iterable[str],
    ideas: Iterable[Idea],
    aliases: Aliases = NO_ALIASES,
) -> Patterns:
    """Count what the days of a range held.

    Args:
        journal: The days, and the day a week starts on.
        marks: The mark of every date from the first recorded one up to today, in order.
        today: The logical day.
        weeks: How many weeks to count, this one among them; None for all days.
        names: The names used so far, each in one spelling.
        ideas: The suggestions that acts may have come from.
        aliases: The names that are now known by another one.
    """
    week_start = journal.settings.week_start
    first = range_start(marks, today, weeks, week_start)
    kind_dates = [on for on, mark in marks.items() if on >= first and mark.is_kind_day]
    days = [journal.days[on] for on in reversed(tuple(marks)) if on >= first and on in journal.days]
    given_acts = [act for day in days for act in day.gave]
    pathway_by_idea: dict[str, str] = {idea.id: idea.pathway for idea in ideas}
    days_per_name, last_mentioned = _name_statistics(days, names, aliases)
    return Patterns(
        first,
        _kind_days_by_weekday(kind_dates, week_start),
        _kind_days_by_month(kind_dates, first, today),
        _months_between(first, today) > MONTHS_PER_YEAR,
        _ordered_counts((act.audience for act in given_acts), get_args(Audience)),
        _ordered_counts(
            (pathway_by_idea.get(act.source, CUSTOM_KEY) for act in given_acts), get_args(Pathway)
        ),
        tuple(days_per_name.most_common()),
        tuple(name for name, on in last_mentioned.items() if on <= today - RECENT_PERIOD),
    )


def recent_audiences(journal: Journal, today: date) -> LabelCounts:
    """Return the acts done for each audience on the last 28 days; those in a person's own words last."""
    days = map(journal.day, date_range(today - RECENT_PERIOD + ONE_DAY, today))
    return _ordered_counts((act.audience for day in days for act in day.gave), get_args(Audience))


def _kind_days_by_weekday(kind_dates: Iterable[date], week_start: WeekStart) -> tuple[tuple[int, int], ...]:
    counts = Counter(on.weekday() for on in kind_dates)
    order = ((FIRST_WEEKDAY[week_start] + offset) % DAYS_PER_WEEK for offset in range(DAYS_PER_WEEK))
    return tuple((weekday, counts[weekday]) for weekday in order)


def _kind_days_by_month(kind_dates: Iterable[date], first: date, today: date) -> tuple[tuple[int, int], ...]:
    """Count each month since `first`; over more than a year, count the same months of all years together."""
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
    """Count each value, in the given order; unknown ones count under `CUSTOM_KEY`, which comes last."""
    counts = Counter(values)
    known_counts = tuple((one, counts.pop(one, 0)) for one in order)
    return (*known_counts, (CUSTOM_KEY, counts.total()))


def _name_statistics(
    days: Iterable[Day], names: Iterable[str], aliases: Aliases
) -> tuple[Counter[str], dict[str, date]]:
    """Return on how many days an act for each name was done, and when each name was last mentioned.

    Args:
        days: The days, newest first.
        names: Each name in one spelling; its other spellings count with it.
        aliases: The names that are now known by another one.
    """
    spelling_by_name = {casefolded(name): name for name in names}
    canonical_by_text: dict[str, str] = {}

    def canonical_name(text: str) -> str:
        if text not in canonical_by_text:
            canonical_by_text[text] = spelling_by_name.get(casefolded(aliases.name_for(one_line(text))), "")
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
