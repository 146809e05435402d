"""What an import or a merge changes, day by day, in counts and without any text of the journal."""

from collections import Counter
from datetime import date

from msgspec import Struct

from kindtui.domain.journal.custom_entry import UNDATED
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.parts import parts_of
from kindtui.texts import get_counted_text, get_text


class DayDifference(Struct, frozen=True):
    """What differs on one day: how many parts, by kind of change. `is_new` if the day was empty before."""

    on: date
    is_new: bool
    counts: Counter[str]

    def __str__(self) -> str:
        """Return the date and the counts, as a line of a report."""
        return f"{self.on}  {', '.join(_count_texts(self.counts)) or get_text('commands.difference.other')}"


class Difference(Struct, frozen=True):
    """The days that differ, in order, how many texts lost a conflict and were kept, and what else differs."""

    days: tuple[DayDifference, ...]
    conflict_count: int
    other_changes: tuple[str, ...]

    def __str__(self) -> str:
        """Return a summary as a list of counts."""
        new = sum(day.is_new for day in self.days)
        changed = len(self.days) - new
        parts = [get_counted_text("commands.difference.new_days", new)] if new else []
        parts += [get_counted_text("commands.difference.changed_days", changed)] if changed else []
        removed = sum(day.counts["removed"] for day in self.days)
        parts += _count_texts(Counter(removed=removed, beside=self.conflict_count))
        return ", ".join([*parts, *self.other_changes]) or get_text("commands.difference.other")

    def dry_run_report(self, summary: str) -> str:
        """Return a line for each day, then `summary`, which says what would change."""
        return "\n".join([*map(str, self.days), summary])


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
    other_changes = []
    if custom_entry_count:
        other_changes.append(get_text("commands.difference.own_words", count=custom_entry_count))
    if after.away != before.away:
        other_changes.append(get_text("commands.difference.away"))
    if after.settings != before.settings:
        other_changes.append(get_text("commands.difference.settings"))
    return Difference(days, conflict_counts.total(), tuple(other_changes))


def _day_difference(before: Journal, after: Journal, on: date, conflict_count: int) -> DayDifference:
    old, new = parts_of(before.day(on)), parts_of(after.day(on))
    counts = Counter(
        new=len(new.keys() - old.keys()),
        changed=sum(new[key] != part for key, part in old.items() if key in new),
        removed=len(old.keys() - new.keys()),
        beside=conflict_count,
    )
    return DayDifference(on, not before.day(on).has_content, counts)


def _count_texts(counts: Counter[str]) -> list[str]:
    """Return the counts that are not 0, by kind of change, in words."""
    texts = {
        "new": get_text("commands.difference.new", count=counts["new"]),
        "changed": get_text("commands.difference.changed", count=counts["changed"]),
        "removed": get_text("commands.difference.removed", count=counts["removed"]),
        "beside": get_counted_text("commands.difference.beside", counts["beside"]),
    }
    return [text for kind, text in texts.items() if counts[kind]]
