"""Several hard evenings lately: when to say so, which is seldom and never twice in a week.

The rule: the evening mood is 1 or 2 on five of the last seven evenings on which it was given,
within the last four weeks.
"""

from datetime import date, timedelta

from kindtui.domain.journal.journal import ONE_DAY, Journal

MAX_LOW_MOOD = 2
EVENINGS_COUNTED, MIN_LOW_EVENINGS = 7, 5
LOOKBACK_DAYS = 28  # days
MIN_INTERVAL = timedelta(days=7)


def has_low_mood(journal: Journal, today: date) -> bool:
    """Whether the last evenings with a mood were hard ones; today's counts once it is given."""
    days = (journal.day(today - back * ONE_DAY) for back in range(LOOKBACK_DAYS))
    moods = [mood for day in days if (mood := day.rating("mood_evening"))]
    return sum(mood <= MAX_LOW_MOOD for mood in moods[:EVENINGS_COUNTED]) >= MIN_LOW_EVENINGS


def is_hard_day(journal: Journal, today: date) -> bool:
    """Whether hard evenings are spoken of today: if they were already, or it is due and a week has passed."""
    settings = journal.settings
    last_shown = settings.low_mood_told
    if not (settings.low_mood and settings.scales):
        return False
    if last_shown is not None and last_shown <= today < last_shown + MIN_INTERVAL:
        return last_shown == today
    return has_low_mood(journal, today)
