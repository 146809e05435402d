"""Entries of another app, to be added to a journal that never had them."""

from collections import Counter
from collections.abc import Set
from datetime import date, datetime

from msgspec import Struct, structs

from kindtui.domain.dates import Moment
from kindtui.domain.journal.day import Act, Day, Line
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.merge import merge
from kindtui.domain.journal.parts import (
    Part,
    PartKey,
    day_from_parts,
    entry_uids,
    journal_from_parts,
    parts_of,
    removed_uids,
    with_updated_at,
)
from kindtui.domain.journal.undo import with_import_step
from kindtui.domain.journal.undo_step import restored_parts, undone_imports
from kindtui.domain.text import one_line
from kindtui.exchange.made_uids import uid_of, without_position
from kindtui.exchange.other_apps.export import Entry, Export, LeftOut
from kindtui.exchange.other_apps.local_times import moment_at, time_zone_of


class NewEntries(Struct, frozen=True):
    """The entries of an export as a journal, and how much of the export is left out, by kind.

    The uid of an entry follows from its text and its time, and not from what it became. So it is recognized
    in whatever became of it: moved, edited, removed or purged, or imported as something else.
    """

    journal: Journal
    left_out: Counter[LeftOut]

    def merged_into(self, ours: Journal, now: datetime) -> Journal:
        """Return our journal with the entries it never had `now` (UTC), and with one step to undo that."""
        at = max(ours.next_timestamp(now), self.journal.next_timestamp(now))
        new = self._unknown_to(ours, at)
        if not new.days:
            return ours
        merged = structs.replace(merge(ours, new), updated_at=at)
        return with_import_step(ours, _without_redo_of(merged, set(entry_uids(new))), at)

    def _unknown_to(self, ours: Journal, at: datetime) -> Journal:
        """Return the journal without the entries we have or had.

        Those of an import that was undone are changed `at`, as are all on a day that was purged: a person
        who imports the file wants them.
        """
        undone = {without_position(uid) for _, (_, uid) in undone_imports(ours)}
        removed = {without_position(uid) for day in ours.days.values() for uid in removed_uids(day)}
        known = set(map(without_position, entry_uids(ours))) | (removed - undone)
        days: dict[date, Day] = {}
        for on, day in self.journal.days.items():
            is_purged = ours.day(on).purged is not None
            parts = {
                key: with_updated_at(part, at) if is_purged or without_position(key[1]) in undone else part
                for key, part in parts_of(day).items()
                if without_position(key[1]) not in known
            }
            if parts:
                days[on] = day_from_parts(on, parts)
        return Journal(days, updated_at=self.journal.updated_at)


def _without_redo_of(journal: Journal, uids: Set[str]) -> Journal:
    """Return the journal without the undone imports of these entries: redoing one would bring them twice."""
    wanted = set(map(without_position, uids))
    steps = tuple(
        step
        for step in journal.redo_steps
        if not (
            step.imported and any(without_position(uid) in wanted for _, (_, uid) in restored_parts(step))
        )
    )
    return structs.replace(journal, redo_steps=steps)


def new_entries(export: Export, now: Moment, day_start: int) -> NewEntries:
    """Return the entries of an export, for each of which a field is chosen.

    Args:
        export: The export.
        now: The current time. Local times are taken to be in its time zone.
        day_start: The hour at which a day begins.

    Raises:
        OverflowError: A time is out of the range that computers know.
    """
    zone = time_zone_of(now)
    occurrences: Counter[tuple[datetime, str]] = Counter()
    positions: Counter[datetime] = Counter()
    days: dict[date, dict[PartKey, Part]] = {}
    for entry in export.entries:
        written = entry.written
        if not isinstance(written, Moment):
            written = moment_at(written, zone, now.zone)
        written = structs.replace(written, at=min(written.at, now.at))  # it may not be noon yet
        uid = _uid(entry, occurrences, positions)
        days.setdefault(entry.day_on(day_start), {})[(entry.field, uid)] = _part(entry, uid, written)
    return NewEntries(journal_from_parts(days), export.left_out)


def _part(entry: Entry, uid: str, written: Moment) -> Part:
    if entry.field == "acts":
        return Act(uid, entry.text, "done", written, written.at)
    return Line(uid, entry.text, written, written.at)


def _uid(entry: Entry, occurrences: Counter[tuple[datetime, str]], positions: Counter[datetime]) -> str:
    """Return the uid of an entry: it differs from those of equal ones before it, and texts stay in order.

    Which habits are chosen must not change the uids of their entries, so that those have no order.
    """
    time = entry.written.at.replace(tzinfo=None) if isinstance(entry.written, Moment) else entry.written
    content = f"habit\0{one_line(entry.text)}" if entry.habit else one_line(entry.text)
    occurrences[time, content] += 1
    positions[time] += not entry.habit
    position = 0 if entry.habit else positions[time] - 1
    return uid_of(time, f"{content}\0{occurrences[time, content]}", position)
