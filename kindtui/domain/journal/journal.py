"""All days of one person, as one immutable value."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct, structs

from kindtui.domain.dates import Instant
from kindtui.domain.journal.away import Away, AwaySpan, joined_spans
from kindtui.domain.journal.custom_entry import CustomEntry, CustomEntryKey, CustomEntryKind
from kindtui.domain.journal.day import Answer, Day, Mark, mark_of
from kindtui.domain.journal.keyring import Keyring
from kindtui.domain.journal.lazy_days import outlines_of, with_days
from kindtui.domain.sealed_text import is_sealed
from kindtui.domain.settings import Settings

ONE_DAY = timedelta(days=1)
ONE_MICROSECOND = timedelta(microseconds=1)
MAX_INSTANT = datetime.max.replace(tzinfo=UTC)
MAX_UNDO_STEPS = 50


class Conflict(Struct, frozen=True, gc=False):
    """A text that lost in a merge.

    Attributes:
        day: The day it belongs to; `UNDATED` for a text of a custom entry.
        part: The field of the day, or the kind of the custom entry.
        uid: The uid of the entry.
        updated_at: When the text was changed (UTC).
    """

    day: date
    part: str
    uid: str
    text: str
    updated_at: Instant

    @property
    def sort_key(self) -> tuple[date, str, str, str, datetime]:
        """Its place among the conflicts of a journal."""
        return self.day, self.part, self.uid, self.text, self.updated_at


class UndoStep(Struct, frozen=True, omit_defaults=True):
    """One change that can be undone, or one undo that can be redone.

    Attributes:
        at: The `updated_at` of the change (UTC).
        before: The parts it replaced, as they were.
        made: The parts it created, each by its date and key.
        settings: The settings as they were, if it changed them.
        moved: The parts that another undo or redo restored since, with the `updated_at` they got then.
        settings_at: The same for the settings.
        own: The custom entries it changed as they were, each with its kind; a new one has an empty text.
        conflicts: The conflicts it removed.
        conflicts_made: The conflicts it added.
        imported: Whether it was an import.
        away: The days away it changed as they were; new ones are marked as removed.
    """

    at: Instant
    before: tuple[Day, ...] = ()
    made: tuple[tuple[date, str, str], ...] = ()
    settings: Settings | None = None
    moved: tuple[tuple[date, str, str, Instant], ...] = ()
    settings_at: Instant | None = None
    own: tuple[tuple[CustomEntryKind, CustomEntry], ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    conflicts_made: tuple[Conflict, ...] = ()
    imported: bool = False
    away: tuple[Away, ...] = ()


class Journal(Struct, frozen=True):
    """Everything that is kept for one person; `updated_at` is the time of the last change (UTC).

    `undo_steps` are the last changes and `redo_steps` the last undos, each as the step that reverts it.
    `away` are the days away by uid, which `with_days_away` makes rest days as they come. `keyring` is there
    once the journal was ever locked.
    """

    days: Mapping[date, Day] = {}
    settings: Settings = Settings()
    updated_at: Instant | None = None
    conflicts: tuple[Conflict, ...] = ()
    undo_steps: tuple[UndoStep, ...] = ()
    custom_entries: Mapping[CustomEntryKey, CustomEntry] = {}
    redo_steps: tuple[UndoStep, ...] = ()
    away: Mapping[str, Away] = {}
    keyring: Keyring | None = None

    @property
    def is_locked(self) -> bool:
        """Whether its words are sealed in the file."""
        return self.keyring is not None and not self.keyring.lifted

    def day(self, on: date) -> Day:
        """Return that day; an empty one if nothing is recorded for it."""
        return self.days.get(on) or Day(on)

    def conflicts_on(self, on: date) -> list[Conflict]:
        """Return the texts of that day that lost in a merge."""
        return [conflict for conflict in self.conflicts if conflict.day == on]

    def days_after(self, today: date) -> frozenset[date]:
        """Return the days after today that hold something.

        A journey west, a day start that was raised or a clock that was wrong leave such days behind.
        """
        outlines = outlines_of(self.days)
        recorded = (on for on, day in outlines.items() if on > today and day.has_content)
        return frozenset((*recorded, *(conflict.day for conflict in self.conflicts if conflict.day > today)))

    def custom_entries_of(self, kind: CustomEntryKind, *, archived: bool = False) -> tuple[CustomEntry, ...]:
        """Return the active or the archived custom entries of a kind, in the order they were written.

        Those whose words are sealed are left out.
        """
        entries = sorted(self.custom_entries.items())
        return tuple(
            entry
            for (entry_kind, _), entry in entries
            if entry_kind == kind and entry.text and entry.archived == archived and not is_sealed(entry.text)
        )

    def has_sealed_entries(self, *kinds: CustomEntryKind) -> bool:
        """Return whether there are active custom entries of these kinds whose words are sealed."""
        entries = self.custom_entries.items()
        return any(
            kind in kinds and not entry.archived and is_sealed(entry.text) for (kind, _), entry in entries
        )

    def away_on(self, on: date) -> tuple[Away, ...]:
        """Return the days away by which that day rests: those that cover it and that it takes part in."""
        return tuple(
            away for away in self.away.values() if away.covers(on) and not self._is_left_out(away, on)
        )

    def _is_left_out(self, away: Away, on: date) -> bool:
        not_away = self.day(on).not_away
        return away.uid in not_away and not_away[away.uid].value

    def all_days_away(self) -> set[date]:
        """Return the days that rest because they are among the days away, those ahead too."""
        ranges = [away for away in self.away.values() if not away.removed]
        days = ((away, on) for away in ranges for on in date_range(away.first, away.last))
        return {on for away, on in days if not self._is_left_out(away, on)}

    def away_spans_from(self, today: date) -> tuple[AwaySpan, ...]:
        """Return the days away of now and those ahead as spans, in order."""
        return tuple(span for span in joined_spans(self.away.values()) if span.last >= today)

    def away_span(self, uid: str) -> AwaySpan | None:
        """Return the span that has the days away with that uid, if they are still there."""
        return next((span for span in joined_spans(self.away.values()) if uid in span.uids), None)

    def away_span_on(self, on: date) -> AwaySpan | None:
        """Return the span that has that day, if there is one."""
        return next(
            (span for span in joined_spans(self.away.values()) if span.first <= on <= span.last), None
        )

    def is_rest_day(self, on: date) -> bool:
        """Return whether a day rests, because it was marked so or is one of the days away."""
        return self.day(on).is_rest_day or bool(self.away_on(on))

    def with_days_away(self, today: date) -> "Journal":
        """Return the journal with each of the days away up to today marked as rest.

        Views read that journal. A change is made to this one, in which no day away is written down.
        """
        rests: dict[date, Day] = {}
        for away in self.away.values():
            for on in () if away.removed else date_range(away.first, min(away.last, today)):
                day = rests.get(on) or self.day(on)
                if not (self._is_left_out(away, on) or day.is_rest_day):
                    rests[on] = structs.replace(day, rest=Answer(value=True, updated_at=away.updated_at))
        return structs.replace(self, days=with_days(self.days, rests)) if rests else self

    def with_away(self, away: Away) -> "Journal":
        """Return this journal with days away added or replaced."""
        return structs.replace(self, away={**self.away, away.uid: away})

    def with_day(self, day: Day) -> "Journal":
        """Return this journal with one day replaced."""
        return structs.replace(self, days=with_days(self.days, {day.day: day}))

    def with_custom_entry(self, kind: CustomEntryKind, entry: CustomEntry) -> "Journal":
        """Return this journal with one custom entry replaced."""
        return structs.replace(self, custom_entries={**self.custom_entries, (kind, entry.uid): entry})

    def next_timestamp(self, now: datetime) -> datetime:
        """Return the `updated_at` of a change made `now`, which is later than any before it."""
        return now if self.updated_at is None else max(now, next_instant(self.updated_at))

    def marks(self, today: date, days_back: int | None = None) -> dict[date, Mark]:
        """Return the mark of every date from the first recorded day up to today, in order.

        With `days_back`, the dates begin that many days before today at the earliest.
        """
        days = outlines_of(self.days)
        first = next((on for on in sorted(days) if days[on].has_content), None)
        if first is None:
            return {}
        first = first if days_back is None else max(first, today - days_back * ONE_DAY)
        return {on: mark_of(days.get(on), on, today) for on in date_range(first, today)}


def next_instant(at: datetime) -> datetime:
    """Return the next moment, or the last possible one, which a damaged file may contain."""
    return min(at, MAX_INSTANT - ONE_MICROSECOND) + ONE_MICROSECOND


def date_range(first: date, last: date) -> Iterator[date]:
    """Return every date from first to last, both included."""
    return (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
