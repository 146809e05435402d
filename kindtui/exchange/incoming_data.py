"""The content of a file that was read, and how it becomes part of a journal."""

from collections.abc import Set as AbstractSet
from datetime import UTC, datetime

from msgspec import Struct, structs

from kindtui.domain.dates import EARLIEST_DAY
from kindtui.domain.journal.custom_entry import UNDATED
from kindtui.domain.journal.day import Act, Line
from kindtui.domain.journal.journal import ONE_DAY, Journal
from kindtui.domain.journal.merge import merge
from kindtui.domain.journal.parts import (
    Part,
    day_from_parts,
    entry_uids,
    parts_of,
    texts_of_part,
    uids_of,
    with_updated_at,
)
from kindtui.domain.journal.sanitize import sanitized
from kindtui.domain.journal.undo import with_import_step
from kindtui.domain.journal.undo_step import AWAY, current_part, restored_parts, undone_imports
from kindtui.exchange import csv_file
from kindtui.exchange.hand_rows import with_our_uids
from kindtui.exchange.lost_characters import with_lost_characters, without_escapes
from kindtui.exchange.moved_rows import with_moved_entries
from kindtui.storage.copies import Copy

EARLIEST_TIME = datetime(EARLIEST_DAY.year, 1, 1, tzinfo=UTC)


class IncomingData(Struct, frozen=True):
    """The content of a file to import.

    Attributes:
        journal: All of it.
        base: The entries whose uid was generated: the file is their oldest version, so that later changes in
            the journal win.
        copy: The whole file, if it is an export of kindtui in JSON.
        untimed: The parts without an `updated_at`, which never replace what the journal has.
        is_table: Whether it is a CSV file.
        blank_count: How many rows of it have no text.
        nameless_count: How many answers in it have no `uid` to say what they answer.
        is_guess: Whether its encoding is a guess.
    """

    journal: Journal
    base: Journal | None = None
    copy: Copy | None = None
    untimed: frozenset[csv_file.CellRef] = frozenset()
    is_table: bool = False
    blank_count: int = 0
    nameless_count: int = 0
    is_guess: bool = False

    def merged_into(self, ours: Journal, now: datetime) -> Journal:
        """Return our journal merged with this one `now` (UTC), with one step to undo that."""
        if ours == Journal():  # then an export of it is the same file again
            return with_import_step(ours, self.journal, self.journal.updated_at or now)
        at = max(ours.next_timestamp(now), self.journal.next_timestamp(now))
        known = self._with_our_uids(ours)
        placed, moved = with_moved_entries(ours, known.journal) if self.is_table else (ours, set())
        theirs = known._with_wanted_parts(known._aligned_with(placed), placed, moved, at)
        merged = _without_earlier_texts(merge(placed, theirs, known.base), ours)
        if structs.replace(merged, updated_at=ours.updated_at) == ours:
            return ours
        return with_import_step(ours, structs.replace(merged, updated_at=at), at)

    def removed_count(self, after: Journal) -> int:
        """Return how many rows are about entries that were removed, with the file merged into `after`."""
        if not self.is_table:
            return 0
        present = set(entry_uids(after))
        return sum(uid not in present for uid in entry_uids(self._with_our_uids(after).journal))

    def _with_our_uids(self, ours: Journal) -> "IncomingData":
        if not (self.is_table and self.base):
            return self
        journal, base = with_our_uids(self.journal, self.base, ours)
        return structs.replace(self, journal=journal, base=base)

    def _with_wanted_parts(
        self, theirs: Journal, ours: Journal, moved: AbstractSet[csv_file.CellRef], at: datetime
    ) -> Journal:
        """Return their journal with the parts changed `at` that a person wants by importing the file.

        Those are the parts that were edited or `moved` in the file, as in a spreadsheet, so that they have
        the time of ours and other content; and those of an import that was undone.
        """
        undone = undone_imports(ours)
        days = dict(theirs.days)
        for on, day in theirs.days.items():
            our_parts = parts_of(sanitized(Journal({on: ours.day(on)})).day(on))
            parts = {
                key: self._with_our_words(part, our_parts.get(key)) for key, part in parts_of(day).items()
            }
            wanted = {
                key: with_updated_at(_with_written_of(part, our_parts.get(key)), at)
                for key, part in parts.items()
                if (on, key) in undone or (on, key) in moved or _is_edited(part, our_parts.get(key))
            }
            if wanted or parts != parts_of(day):
                days[on] = day_from_parts(on, {**parts, **wanted}, day)
        away = {
            uid: structs.replace(one, updated_at=at)
            if (UNDATED, (AWAY, uid)) in undone or _is_edited(one, ours.away.get(uid))
            else one
            for uid, one in theirs.away.items()
        }
        return structs.replace(theirs, days=days, away=away)

    def _with_our_words(self, theirs: Part, ours: Part | None) -> Part:
        if self.is_table:
            theirs = _with_written_of(without_escapes(theirs, ours), ours)
        return with_lost_characters(theirs, ours, is_guess=self.is_guess)

    def _aligned_with(self, ours: Journal) -> Journal:
        """Return the journal in a form that `merge` can compare with ours.

        Untimed parts that we have too become the oldest of all. Entries of `base` that we have on the day
        before or after are left out: they were imported while the day began at another hour.
        """
        days = dict(self.journal.days)
        for on, generated in self.base.days.items() if self.base else ():
            nearby_uids = {uid for side in (-ONE_DAY, ONE_DAY) for uid in uids_of(ours.day(on + side))}
            left_out = {key for key in parts_of(generated) if key[1] in nearby_uids}
            parts = parts_of(days.pop(on))
            if remaining := {key: part for key, part in parts.items() if key not in left_out}:
                days[on] = day_from_parts(on, remaining, self.journal.days[on])
        away = {
            uid: one
            for uid, one in self.journal.away.items()
            if uid not in ours.away or (UNDATED, (AWAY, uid)) not in self.untimed
        }
        for on, key in self.untimed:
            if on != UNDATED and key in parts_of(ours.day(on)):
                parts = parts_of(days[on])
                days[on] = day_from_parts(
                    on, {**parts, key: with_updated_at(parts[key], EARLIEST_TIME)}, days[on]
                )
        return structs.replace(self.journal, days=days, away=away)


def _is_edited(theirs: Part, ours: Part | None) -> bool:
    """Return whether a part of the file differs from ours of the same time."""
    return (
        ours is not None and theirs.updated_at == ours.updated_at and _with_written_of(theirs, ours) != ours
    )


def _with_written_of(theirs: Part, ours: Part | None) -> Part:
    """Return a part of the file with the moment at which ours was written, if there is one."""
    if isinstance(theirs, Act | Line) and isinstance(ours, Act | Line):
        return structs.replace(theirs, written=ours.written)
    return theirs


def _without_earlier_texts(merged: Journal, ours: Journal) -> Journal:
    """Return a merged journal without the texts that the file kept from before our own later changes."""
    new = set(merged.conflicts) - set(ours.conflicts)
    if not new:
        return merged
    earlier = {
        (on, *key, text)
        for step in ours.undo_steps
        for (on, key), part in restored_parts(step).items()
        for text in texts_of_part(key[0], part)
    }
    dropped = {
        one
        for one in new
        if (one.day, one.part, one.uid, one.text) in earlier
        and one.text not in texts_of_part(one.part, current_part(ours, one.day, (one.part, one.uid)))
    }
    return structs.replace(merged, conflicts=tuple(one for one in merged.conflicts if one not in dropped))
