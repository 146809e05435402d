"""The newest days of the journal, one text each."""

from datetime import date, timedelta

from msgspec import Struct

from kindtui.domain.insights.thread import WINDOW_DAYS
from kindtui.domain.journal.day import Day, Mark, mark_of
from kindtui.domain.journal.journal import Journal
from kindtui.domain.text import first_line


class LateDay(Struct, frozen=True):
    """A day, its mark, and the first line of one text of it; the text of a rest day may be empty."""

    on: date
    mark: Mark
    text: str


def latest_days(journal: Journal, today: date) -> tuple[LateDay, ...]:
    """Return those of the last 28 days before today that hold a text or are rest days, newest first."""
    days = (journal.day(today - timedelta(days=back)) for back in range(1, WINDOW_DAYS + 1))
    described = ((day, _text(day)) for day in days)
    return tuple(
        LateDay(day.day, mark_of(day, day.day, today), text)
        for day, text in described
        if text or day.is_rest_day
    )


def _text(day: Day) -> str:
    """Return what was received, or else done, kept or noted; of several, the last one."""
    for parts in (day.received, day.gave, day.kept, day.notes):
        if parts:
            return first_line(parts[-1].text)
    return ""
