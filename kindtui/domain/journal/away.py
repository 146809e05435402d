"""Days away: from a day to a day, also ahead, on which the person rests."""

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from kindtui.domain.dates import MAX_TIME_AWAY, Instant

NO_DAY = date.min  # both ends of a range that was deleted for good


class Away(Struct, frozen=True, omit_defaults=True, gc=False):
    """A range of days on which the person rests; its days are no days of the journal until they come.

    Attributes:
        first: The first day.
        last: The last day, which rests too.
        removed: Whether it was taken back.
        purged: Whether it was deleted for good, so that no older copy can bring it back.
    """

    uid: str
    first: date
    last: date
    updated_at: Instant
    removed: bool = False
    purged: bool = False

    def __post_init__(self) -> None:
        """Refuse a range that ends before it begins, or is longer than `MAX_TIME_AWAY`."""
        if not self.first <= self.last < date.max or self.last - self.first > MAX_TIME_AWAY:
            raise ValueError("days away that cannot be")

    def covers(self, on: date) -> bool:
        """Return whether the range has that day and was not taken back."""
        return not self.removed and self.first <= on <= self.last

    @property
    def tombstone(self) -> "Away":
        """The range that replaces this one once it is purged."""
        return Away(self.uid, NO_DAY, NO_DAY, self.updated_at, removed=True, purged=True)


class AwaySpan(Struct, frozen=True):
    """Days away that overlap or follow each other, as one: their first day, their last, and their uids."""

    first: date
    last: date
    uids: tuple[str, ...]


def joined_spans(ranges: Iterable[Away]) -> tuple[AwaySpan, ...]:
    """Return the ranges as spans, in order; those that were taken back are left out."""
    spans: list[AwaySpan] = []
    remaining = (away for away in ranges if not away.removed)
    for away in sorted(remaining, key=lambda away: (away.first, away.last, away.uid)):
        if spans and away.first - spans[-1].last <= timedelta(days=1):
            before = spans.pop()
            span = AwaySpan(before.first, max(before.last, away.last), (*before.uids, away.uid))
        else:
            span = AwaySpan(away.first, away.last, (away.uid,))
        spans.append(span)
    return tuple(spans)


def away_draft_field(uid: str) -> str:
    """Return the name of the draft of days away that are being written; the uid of new ones is empty."""
    return f"away.text.{uid}"
