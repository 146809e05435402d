"""All days of one person, as one immutable value."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct, structs

from kindtui.domain.dates import Instant
from kindtui.domain.journal.custom_entry import CustomEntry, CustomEntryKey, CustomEntryKind
from kindtui.domain.journal.day import Day, Mark, mark_of
from kindtui.domain.settings import Settings

ONE_DAY = timedelta(days=1)
ONE_MICROSECOND = timedelta(microseconds=1)
MAX_INSTANT = datetime.max.replace(tzinfo=UTC)
MAX_UNDO_STEPS = 50


class Conflict(Struct, frozen=True, gc=False):
    """A text that lost in a merge: its field of the day, the uid of its entry, and when it was changed.

    A text of the user's own has `own.NO_DAY`, and its kind for a field.
    """

    day: date
    part: str
    uid: str
    text: str
    updated_at: Instant


class UndoStep(Struct, frozen=True, omit_defaults=True):
    """One change that can be undone: its `updated_at` (UTC), the parts it replaced, and those it made.

    `moved` has the parts of it that undoing a later step put back, with the `updated_at` they got
    then; `settings_at` is the same for the settings. `own` has the user's own words as they were,
    each after its kind; what was new then has an empty text.
    """

    at: Instant
    before: tuple[Day, ...] = ()
    made: tuple[tuple[date, str, str], ...] = ()
    settings: Settings | None = None
    moved: tuple[tuple[date, str, str, Instant], ...] = ()
    settings_at: Instant | None = None
    own: tuple[tuple[CustomEntryKind, CustomEntry], ...] = ()


class Journal(Struct, frozen=True):
    """The days by date, the settings, when anything last changed (UTC), lost texts, and steps to undo.

    `own` has the acts and checks of the user's own.
    """

    days: Mapping[date, Day] = {}
    settings: Settings = Settings()
    updated_at: Instant | None = None
    conflicts: tuple[Conflict, ...] = ()
    undo_steps: tuple[UndoStep, ...] = ()
    custom_entries: Mapping[CustomEntryKey, CustomEntry] = {}

    def day(self, on: date) -> Day:
        """That day; an empty one if nothing was recorded."""
        return self.days.get(on) or Day(on)

    def conflicts_on(self, on: date) -> list[Conflict]:
        """Return the texts of that day that lost in a merge."""
        return [conflict for conflict in self.conflicts if conflict.day == on]

    def with_day(self, day: Day) -> "Journal":
        """This journal with one day replaced."""
        return structs.replace(self, days={**self.days, day.day: day})

    def with_custom_entry(self, kind: CustomEntryKind, entry: CustomEntry) -> "Journal":
        """This journal with one entry of the user's own replaced."""
        return structs.replace(self, custom_entries={**self.custom_entries, (kind, entry.uid): entry})

    def next_timestamp(self, now: datetime) -> datetime:
        """The `updated_at` of a change made `now`: later than any before it, even if the clock ran back."""
        return now if self.updated_at is None else max(now, next_instant(self.updated_at))

    def marks(self, today: date, days_back: int | None = None) -> dict[date, Mark]:
        """The mark of every date from the first recorded day up to today, in order; or of the `last` ones."""
        first = next((on for on in sorted(self.days) if self.days[on].has_content), None)
        if first is None:
            return {}
        first = first if days_back is None else max(first, today - days_back * ONE_DAY)
        return {on: mark_of(self.days.get(on), on, today) for on in date_range(first, today)}


def next_instant(at: datetime) -> datetime:
    """The next moment; at the end of all times, which a file may name, there is no later one."""
    return min(at, MAX_INSTANT - ONE_MICROSECOND) + ONE_MICROSECOND


def date_range(first: date, last: date) -> Iterator[date]:
    """Every date from first to last, both included."""
    return (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
