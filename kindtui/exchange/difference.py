"""What an import or a merge changes, day by day, in counts and without any text of the journal."""

from collections import Counter
from datetime import date

from msgspec import Struct

from kindtui.domain.journal.custom_entry import UNDATED
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.parts import parts_of

NOTHING_NEW = "There was nothing new in it."
CHANGE_LABELS = {"new": "new", "changed": "changed", "gone": "removed", "beside": "kept beside another"}


class DayDifference(Struct, frozen=True):
    """What differs on one day: how many parts, by kind of change. `is_new` if the day was empty before."""

    on: date
    is_new: bool
    counts: Counter[str]

    def __str__(self) -> str:
        """Return the date and the counts, as a line of a report."""
        counts = [f"{self.counts[kind]} {name}" for kind, name in CHANGE_LABELS.items() if self.counts[kind]]
        return f"{self.on}  {', '.join(counts) or 'other changes'}"


class Difference(Struct, frozen=True):
    """The days that differ, in order, how many texts lost a conflict and were kept, and what else differs."""

    days: tuple[DayDifference, ...]
    conflict_count: int
    other_changes: tuple[str, ...]

    def __str__(self) -> str:
        """Return a summary as a sentence without its full stop."""
        new = sum(day.is_new for day in self.days)
        parts = [
            _day_count(count) + what
            for count, what in ((new, " new"), (len(self.days) - new, " changed"))
            if count
        ]
        removed = sum(day.counts["gone"] for day in self.days)
        counts = (("gone", removed), ("beside", self.conflict_count))
        parts += [f"{count} {CHANGE_LABELS[kind]}" for kind, count in counts if count]
        return ", ".join([*parts, *self.other_changes]) or "other changes"

    def dry_run_report(self, verb: str) -> str:
        """Return what `verb`, such as "import", would change: a line for each day, then a summary."""
        return "\n".join([*map(str, self.days), f"This would {verb}: {self}. Nothing was written."])


def difference(before: Journal, after: Journal) -> Difference:
    """Return what differs between two versions of a journal."""
    conflict_counts = Counter(conflict.day for conflict in set(after.conflicts) - set(before.conflicts))
    changed = {on for on, day in after.days.items() if before.days.get(on) != day} | (
        conflict_counts.keys() - {UNDATED}
    )
    days = tuple(_day_difference(before, after, on, conflict_counts[on]) for on in sorted(changed))
    custom_entry_count = sum(
        before.custom_entries.get(key) != entry for key, entry in after.custom_entries.items()
    )
    other_changes = [f"{custom_entry_count} of your own words"] if custom_entry_count else []
    other_changes += ["the settings"] if after.settings != before.settings else []
    return Difference(days, conflict_counts.total(), tuple(other_changes))


def _day_difference(before: Journal, after: Journal, on: date, conflict_count: int) -> DayDifference:
    old, new = parts_of(before.day(on)), parts_of(after.day(on))
    counts = Counter(
        new=len(new.keys() - old.keys()),
        changed=sum(new[key] != part for key, part in old.items() if key in new),
        gone=len(old.keys() - new.keys()),
        beside=conflict_count,
    )
    return DayDifference(on, not before.day(on).has_content, counts)


def _day_count(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
