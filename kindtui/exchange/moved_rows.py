"""Rows whose day was changed in a spreadsheet: their entries move."""

from collections.abc import Iterator
from datetime import date

from kindtui.domain.journal.day import Act, Day, Line
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.moves import with_entry_moved
from kindtui.domain.journal.parts import LIST_FIELDS, PartKey, parts_of, uids_of
from kindtui.domain.journal.undo_step import undone_imports


def with_moved_entries(ours: Journal, theirs: Journal) -> tuple[Journal, set[tuple[date, PartKey]]]:
    """Return our journal with the entries on other days that a table has there, and where it has them.

    The second value is without entries of which the table has another version than we do.
    """
    undone = undone_imports(ours)
    homes: dict[PartKey, list[date]] = {}
    for on, day in ours.days.items():
        for key, _ in _entries(day):
            homes.setdefault(key, []).append(on)
    moved: set[tuple[date, PartKey]] = set()
    for on, day in theirs.days.items():
        for key, row in _entries(day):
            here = homes.get(key, [])
            away = [] if on in here else [home for home in here if key not in parts_of(theirs.day(home))]
            if len(away) != 1:
                continue
            entry = parts_of(ours.day(away[0]))[key]
            assert isinstance(entry, Act | Line)
            is_same_version = row.updated_at == entry.updated_at or (on, key) in undone
            if _is_settled(ours.day(on), row, is_same_version=is_same_version):
                continue
            ours = with_entry_moved(ours, away[0], key, on, entry)
            homes[key] = [on, *(home for home in here if home != away[0])]
            if is_same_version:
                moved.add((on, key))
    return ours, moved


def _entries(day: Day) -> Iterator[tuple[PartKey, Act | Line]]:
    for field in LIST_FIELDS:
        yield from (((field, entry.uid), entry) for entry in getattr(day, field))


def _is_settled(day: Day, row: Act | Line, *, is_same_version: bool) -> bool:
    """Return whether our journal knows already that the entry of a row has no place on this day."""
    if is_same_version:
        return day.purged is not None and row.uid in day.purged.uids
    is_purged = day.purged is not None and day.purged.covers(row.uid, row.updated_at)
    return is_purged or row.uid in uids_of(day)
