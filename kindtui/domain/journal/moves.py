"""Moving an entry to another day, with what it lost in a merge."""

from datetime import date

from msgspec import structs

from kindtui.domain.journal.day import Act, Line
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.parts import PartKey, restore_parts, without_moved


def with_entry_moved(journal: Journal, from_day: date, key: PartKey, on: date, entry: Act | Line) -> Journal:
    """Return the journal with an entry of `from_day` on the day `on` instead, as `entry`."""
    journal = journal.with_day(without_moved(journal.day(from_day), key))
    moved = {(key[0], entry.uid): entry}
    journal = journal.with_day(restore_parts(journal.day(on), moved, entry.updated_at))
    conflicts = [
        structs.replace(one, day=on, uid=entry.uid)
        if (one.day, one.part, one.uid) == (from_day, *key)
        else one
        for one in journal.conflicts
    ]
    in_order = tuple(sorted(conflicts, key=lambda conflict: conflict.sort_key))
    return structs.replace(journal, conflicts=in_order)
