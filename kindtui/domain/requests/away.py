"""Requests about days away."""

from datetime import date

from msgspec import structs

from kindtui.domain.dates import logical_day
from kindtui.domain.journal.away import Away
from kindtui.domain.journal.day import Answer
from kindtui.domain.journal.journal import ONE_DAY, Journal, date_range
from kindtui.domain.requests.answers import RestChosen
from kindtui.domain.requests.base import Request, Stamp


class DaysAwayChosen(Request, frozen=True):
    """Days to rest were chosen, from the first to the last; with a uid, they replace those days away."""

    first: date
    last: date
    uid: str = ""

    def apply(self, journal: Journal, stamp: Stamp) -> Journal:
        """Add the days away, unless all of them rest already; or change them, so that today rests again."""
        if not self.uid:
            days = date_range(self.first, self.last)
            if all(journal.away_on(on) for on in days):
                return journal
        away = Away(self.uid or stamp.uid, self.first, self.last, stamp.updated_at)
        old = journal.away.get(away.uid)
        if old is None or structs.replace(away, updated_at=old.updated_at) != old:
            journal = journal.with_away(away)
        day = journal.day(logical_day(stamp.written, journal.settings.day_start))
        if away.covers(day.day) and away.uid in day.not_away and day.not_away[away.uid].value:
            not_away = {**day.not_away, away.uid: Answer(value=False, updated_at=stamp.updated_at)}
            journal = journal.with_day(structs.replace(day, not_away=not_away))
        return journal


class DaysAwayEnded(Request, frozen=True):
    """Days away were ended on the day `on`.

    If they have begun, they end the day before, as do all others that have that day, so that it is ordinary
    again; days still ahead are taken back, and days that are over stay.
    """

    on: date
    uid: str

    def apply(self, journal: Journal, stamp: Stamp) -> Journal:
        """End the days away, if they are still there."""
        away = journal.away.get(self.uid)
        if away is None or away.removed or away.last < self.on:
            return journal
        is_current = away.covers(self.on)
        if is_current and journal.day(self.on).is_rest_day:
            journal = RestChosen(self.on, is_rest_day=False).apply(journal, stamp)
        for one in [one for one in journal.away.values() if one.covers(self.on)] if is_current else [away]:
            has_days_left = is_current and one.first < self.on
            changed = {"last": self.on - ONE_DAY} if has_days_left else {"removed": True}
            journal = journal.with_away(structs.replace(one, updated_at=stamp.updated_at, **changed))
        return journal
