"""Requests about days away."""

from datetime import date

from msgspec import structs

from kindtui.domain.dates import MAX_TIME_AWAY, logical_day
from kindtui.domain.journal.away import Away, AwaySpan, joined_spans
from kindtui.domain.journal.day import Answer
from kindtui.domain.journal.journal import ONE_DAY, Journal, date_range
from kindtui.domain.requests.answers import RestChosen
from kindtui.domain.requests.base import Request, Stamp


class DaysAwayChosen(Request, frozen=True):
    """Days to rest were chosen, from the first to the last.

    With a uid, they replace the span that has it. From today on, they replace the span that has today: so a
    rest becomes longer or shorter. Its days that are over stay, and what it overlaps or meets is joined.
    """

    first: date
    last: date
    uid: str = ""

    def apply(self, journal: Journal, stamp: Stamp) -> Journal:
        """Add the days away, unless all of them rest already; or change a span, so that today rests again."""
        today = logical_day(stamp.written, journal.settings.day_start)
        if self.uid:
            replaced = journal.away_span(self.uid)
        else:
            replaced = journal.away_span_on(today) if self.first == today else None
        days = date_range(self.first, self.last)
        if replaced is None and all(journal.away_on(on) for on in days):
            return journal
        chosen = Away(stamp.uid, self.first, self.last, stamp.updated_at)
        replaced_uids = replaced.uids if replaced else ()
        over = {one.uid: one for uid in replaced_uids if (one := _cut_before(journal.away[uid], today))}
        others = [one for one in journal.away.values() if one.uid not in replaced_uids]
        spans = joined_spans([*others, *over.values(), chosen])
        span = next(span for span in spans if chosen.uid in span.uids)
        if span.last - span.first > MAX_TIME_AWAY:
            span = AwaySpan(self.first, self.last, (chosen.uid,))
        uids = [uid for uid in span.uids if uid != chosen.uid]
        candidates = [uid for uid in uids if uid in over] or ([] if over else list(replaced_uids)) or uids
        kept_uid = next(iter(candidates), chosen.uid)
        changed = _with_away(journal, Away(kept_uid, span.first, span.last, stamp.updated_at))
        for uid in {*replaced_uids, *uids} - {kept_uid}:
            is_separate = uid in over and uid not in uids
            remaining = over[uid] if is_separate else structs.replace(journal.away[uid], removed=True)
            changed = _with_away(changed, structs.replace(remaining, updated_at=stamp.updated_at))
        is_new = replaced is None
        rest_again = {on for on in date_range(self.first, self.last) if is_new or on == today}
        return _with_days_left_out(changed, journal, changed.away[kept_uid], rest_again, stamp)


class DaysAwayEnded(Request, frozen=True):
    """The span of days away that has this uid was ended on the day `on`.

    If it has begun, it ends the day before, so that the day is ordinary again; one still ahead is taken back,
    and one that is over stays.
    """

    on: date
    uid: str

    def apply(self, journal: Journal, stamp: Stamp) -> Journal:
        """End the days away, if they are still there."""
        span = journal.away_span(self.uid)
        if span is None or span.last < self.on:
            return journal
        if span.first <= self.on and journal.day(self.on).is_rest_day:
            journal = RestChosen(self.on, is_rest_day=False).apply(journal, stamp)
        for uid in span.uids:
            one = journal.away[uid]
            remaining = _cut_before(one, self.on) or structs.replace(one, removed=True)
            journal = _with_away(journal, structs.replace(remaining, updated_at=stamp.updated_at))
        return journal


def _cut_before(away: Away, on: date) -> Away | None:
    """Return the days away before that day, if there are any."""
    if away.first >= on:
        return None
    return structs.replace(away, last=min(away.last, on - ONE_DAY))


def _with_away(journal: Journal, away: Away) -> Journal:
    """Return the journal with these days away, unless they are there already."""
    old = journal.away.get(away.uid)
    is_same = old is not None and structs.replace(away, updated_at=old.updated_at) == old
    return journal if is_same else journal.with_away(away)


def _with_days_left_out(
    journal: Journal, before: Journal, away: Away, rest_again: set[date], stamp: Stamp
) -> Journal:
    """Return the journal in which days that were made ordinary stay so, but for those that rest again."""
    for on, day in before.days.items():
        if not (day.not_away and away.covers(on)):
            continue
        was_planned = any(one.covers(on) for one in before.away.values())
        rests = on in rest_again or not was_planned or bool(before.away_on(on))
        is_left_out = away.uid in day.not_away and day.not_away[away.uid].value
        if is_left_out is rests:
            answer = Answer(value=not rests, updated_at=stamp.updated_at)
            journal = journal.with_day(structs.replace(day, not_away={**day.not_away, away.uid: answer}))
    return journal
