"""Moods and connection over time: the answers and their median, from which nothing is concluded."""

from collections.abc import Mapping
from datetime import date, timedelta
from statistics import median

from msgspec import Struct

from kindtui.domain.dates import DAYS_PER_WEEK
from kindtui.domain.insights.weeks import first_day_of_week
from kindtui.domain.journal.day import Day, ScaleName
from kindtui.domain.journal.journal import ONE_DAY, Journal, date_range
from kindtui.domain.journal.lazy_days import DayOutline, outlines_of
from kindtui.domain.settings import WeekStart

MOOD_SCALES: tuple[ScaleName, ...] = ("mood_morning", "mood_evening", "connection")
MEDIAN_PERIOD = timedelta(days=28)
COMPARISON_END = date(2026, 11, 28)  # no version since compares kind and quiet days
MAX_DAILY_POINTS = 100  # a range of more days has one point a week


class AnswersOverTime(Struct, frozen=True):
    """The answers to one scale, from 1 to 9, oldest first; each tuple has one item for each date.

    Attributes:
        starts: The dates of a range without gaps; the first day of each week where `is_weekly`.
        answers: The answer of that day, or the median of those of that week; None without an answer.
        medians: The median of the 28 days up to that day, or to the end of that week; None without an answer.
        is_weekly: Whether each date stands for a week.
    """

    starts: tuple[date, ...]
    answers: tuple[float | None, ...]
    medians: tuple[float | None, ...]
    is_weekly: bool

    @property
    def is_blank(self) -> bool:
        """Whether there is no answer."""
        return not any(self.answers)


def answers_over_time(
    days: Mapping[date, Day], scale: ScaleName, first: date, today: date, week_start: WeekStart
) -> AnswersOverTime:
    """Return the answers to `scale` from `first` to `today`; those before `first` count for the medians."""
    outlines = outlines_of(days)
    is_weekly = (today - first).days >= MAX_DAILY_POINTS
    span = DAYS_PER_WEEK if is_weekly else 1
    starts = tuple(date_range(first_day_of_week(first, week_start) if is_weekly else first, today))[::span]
    ends = [min(today, start + timedelta(days=span - 1)) for start in starts]
    answers = [
        _median_rating(outlines, scale, max(first, start), end)
        for start, end in zip(starts, ends, strict=True)
    ]
    medians = [
        _median_rating(outlines, scale, end - MEDIAN_PERIOD + ONE_DAY, end) if answer else None
        for end, answer in zip(ends, answers, strict=True)
    ]
    return AnswersOverTime(starts, tuple(answers), tuple(medians), is_weekly)


def is_comparison_note_due(journal: Journal) -> bool:
    """Return whether to say that kind and quiet days are compared no more: to those who may miss it, once."""
    settings = journal.settings
    return (
        settings.scales
        and not settings.comparison_note_read
        and any(
            day.rating("mood_evening") for on, day in outlines_of(journal.days).items() if on < COMPARISON_END
        )
    )


def _median_rating(
    days: Mapping[date, DayOutline], scale: ScaleName, first: date, last: date
) -> float | None:
    """Return the median of the answers from `first` to `last`; None without an answer."""
    found = (days[on].rating(scale) for on in date_range(first, last) if on in days)
    ratings = [rating for rating in found if rating]
    return median(ratings) if ratings else None
