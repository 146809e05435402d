"""Several hard evenings lately: when to say so, which is seldom and never twice in a week.

The rule: the evening mood is 1 or 2 on five of the last seven evenings on which it was given,
within the last four weeks.
"""

from datetime import date, timedelta

from kindtui.domain.journal.journal import ONE_DAY, Journal

LOW = 2
EVENINGS, LOW_EVENINGS = 7, 5
LATELY = 28  # days
AT_MOST_EVERY = timedelta(days=7)


def is_low(journal: Journal, today: date) -> bool:
    """Whether the last evenings with a mood were hard ones; today's counts once it is given."""
    days = (journal.day(today - back * ONE_DAY) for back in range(LATELY))
    moods = [mood for day in days if (mood := day.rating("mood_evening"))]
    return sum(mood <= LOW for mood in moods[:EVENINGS]) >= LOW_EVENINGS


def is_hard_day(journal: Journal, today: date) -> bool:
    """Whether hard evenings are spoken of today: if they were already, or it is due and a week has passed."""
    settings = journal.settings
    told = settings.low_mood_told
    if not (settings.low_mood and settings.scales):
        return False
    if told is not None and told <= today < told + AT_MOST_EVERY:
        return told == today
    return is_low(journal, today)
