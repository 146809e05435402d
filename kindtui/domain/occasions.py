"""The occasions that are pointed out once, in a line, with the save that brings them about.

Nothing is stored for that: each follows from the days before a save and after it, and so never comes again.
"""

from datetime import timedelta
from itertools import takewhile
from typing import Literal

from kindtui.domain.dates import DAYS_PER_WEEK
from kindtui.domain.journal.day import Day, Mark, mark_of
from kindtui.domain.state import State

Occasion = Literal["first_kind_day", "seven_days"]

KIND_OR_REST = (Mark.KIND, Mark.KEPT, Mark.REST)


def occasion_of(before: State, after: State) -> Occasion | None:
    """Return what a save has brought about; nothing on a hard day, and no seven days if the thread is hidden.

    Args:
        before: The state before the save, with all days.
        after: The state after it.
    """
    if after.is_hard_day:
        return None
    if not _has_kind_day(before) and _has_kind_day(after):
        return "first_kind_day"
    if after.shows_thread and _days_in_a_row(before) < DAYS_PER_WEEK == _days_in_a_row(after):
        return "seven_days"
    return None


def is_finished(day: Day) -> bool:
    """Return whether the evening of a day is answered, or the day is for rest."""
    return bool(day.received) or day.is_rest_day


def _has_kind_day(state: State) -> bool:
    return any(day.is_kind for day in state.journal.days.values())


def _days_in_a_row(state: State) -> int:
    """Return how many days up to today are each kind or for rest, counted a day beyond a week at most."""
    dates = [state.today - timedelta(days=back) for back in range(1 + DAYS_PER_WEEK)]
    marks = (mark_of(state.lived.days.get(on), on, state.today) for on in dates)
    return sum(1 for _ in takewhile(KIND_OR_REST.__contains__, marks))
