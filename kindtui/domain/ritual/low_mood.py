"""When to say that there have been several hard evenings, which is at most once a week.

The rule: the evening mood was 1 or 2 on five of the last seven evenings with a rating, all of them
within the last four weeks.
"""

from datetime import date, timedelta

from kindtui.domain.journal.journal import ONE_DAY, Journal

MAX_LOW_MOOD = 2
EVENINGS_COUNTED, MIN_LOW_EVENINGS = 7, 5
LOOKBACK_DAYS = 28
MIN_INTERVAL = timedelta(weeks=1)


def has_low_mood(journal: Journal, today: date) -> bool:
    """Return whether the last rated evenings were hard; today's counts once it is rated."""
    days = (journal.day(today - back * ONE_DAY) for back in range(LOOKBACK_DAYS))
    moods = [mood for day in days if (mood := day.rating("mood_evening"))]
    return sum(mood <= MAX_LOW_MOOD for mood in moods[:EVENINGS_COUNTED]) >= MIN_LOW_EVENINGS


def is_hard_day(journal: Journal, today: date) -> bool:
    """Return whether the low-mood text was shown today, or is due and was not shown in the last week."""
    settings = journal.settings
    last_shown = settings.low_mood_told
    if not (settings.low_mood and settings.scales):
        return False
    if last_shown is not None and last_shown <= today < last_shown + MIN_INTERVAL:
        return last_shown == today
    return has_low_mood(journal, today)
