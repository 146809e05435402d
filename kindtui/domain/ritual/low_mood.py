"""When to say that there have been several hard evenings, or several tired mornings.

The rule: the evening mood was 1 or 2 on five of the last seven evenings with a rating, or the energy on five
of the last seven mornings with one, all of them within the last four weeks. The line about evenings comes
at most once a week, the line about mornings at most every two weeks, after the last line of either kind.
"""

from datetime import date
from typing import Literal

from kindtui.domain.journal.day import SCALES, ScaleName
from kindtui.domain.journal.journal import ONE_DAY, Journal
from kindtui.domain.settings import Settings

LowMoodReason = Literal["evenings", "mornings"]

MAX_LOW_RATING = 2
RATINGS_COUNTED, MIN_LOW_RATINGS = 7, 5
LOOKBACK_DAYS = 28
MIN_DAYS_BETWEEN: dict[LowMoodReason, int] = {"evenings": 7, "mornings": 14}
ROW_ENDS_AFTER = 21  # days without a line; one about mornings is due after 14
MAX_DAYS_AHEAD = 2
MIN_LINES_FOR_DOCTOR = 3


def is_mostly_low(journal: Journal, today: date, scale: ScaleName) -> bool:
    """Return whether the last ratings on a scale were low; today's counts once it is given."""
    days = (journal.day(today - back * ONE_DAY) for back in range(LOOKBACK_DAYS))
    ratings = [rating for day in days if (rating := day.rating(scale))]
    low_ratings = [rating for rating in ratings[:RATINGS_COUNTED] if rating <= MAX_LOW_RATING]
    return len(low_ratings) >= MIN_LOW_RATINGS


def days_since_shown(settings: Settings, today: date) -> int | None:
    """Return the days since the low-mood text was last shown, 0 for today; None if it never was.

    A day or two ahead counts as today, as one can fly back over a date. A later one is from a wrong clock.
    """
    last_shown = settings.low_mood_told
    if last_shown is None or (last_shown - today).days > MAX_DAYS_AHEAD:
        return None
    return max(0, (today - last_shown).days)


def is_very_low_day(journal: Journal, today: date) -> bool:
    """Return whether an answer of today was very low, or the last ratings call for the low-mood text."""
    ratings = map(journal.day(today).rating, SCALES)
    is_answer_low = any(rating is not None and rating <= MAX_LOW_RATING for rating in ratings)
    return is_answer_low or (journal.settings.low_mood and bool(_low_reasons(journal, today)))


def low_mood_reason(journal: Journal, today: date) -> LowMoodReason | None:
    """Return what the low-mood text is due for; None on the day it was shown."""
    settings = journal.settings
    days_since = days_since_shown(settings, today)

    if not settings.low_mood:
        return None
    reasons = _low_reasons(journal, today)
    due = (one for one in reasons if days_since is None or days_since >= MIN_DAYS_BETWEEN[one])
    return next(due, None)


def _low_reasons(journal: Journal, today: date) -> list[LowMoodReason]:
    """Return which ratings were mostly low, however long ago a text was last shown."""
    scales: dict[LowMoodReason, ScaleName] = {"mornings": "energy"}
    if journal.settings.scales:
        scales = {"evenings": "mood_evening", **scales}
    return [reason for reason, scale in scales.items() if is_mostly_low(journal, today, scale)]


def is_hard_day(journal: Journal, today: date) -> bool:
    """Return whether the low-mood text was shown today, or is due."""
    settings = journal.settings
    was_shown_today = settings.low_mood and days_since_shown(settings, today) == 0
    return was_shown_today or low_mood_reason(journal, today) is not None


def times_in_a_row(settings: Settings, today: date) -> int:
    """Return which one in a row the text of today is; a row ends after three weeks without one."""
    days_since = days_since_shown(settings, today)
    if days_since is None or days_since >= ROW_ENDS_AFTER:
        return 1
    return max(1, settings.low_mood_in_a_row) + (days_since > 0)
