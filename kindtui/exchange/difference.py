"""What an import or a merge changes, day by day, in counts and without a word of it."""

from collections import Counter
from datetime import date

from msgspec import Struct

from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.own_words import NO_DAY
from kindtui.domain.journal.parts import parts_of

NOTHING_NEW = "There was nothing new in it."
NAMES = {"new": "new", "changed": "changed", "gone": "removed", "beside": "kept beside another"}


class DayDifference(Struct, frozen=True):
    """What differs on the day `on`; `is_new` if nothing was there before."""

    on: date
    is_new: bool
    counts: Counter[str]

    def __str__(self) -> str:
        """The day and its counts."""
        counts = [f"{self.counts[kind]} {name}" for kind, name in NAMES.items() if self.counts[kind]]
        return f"{self.on}  {', '.join(counts) or 'other changes'}"


class Difference(Struct, frozen=True):
    """Every day that differs, in order, how many texts are kept beside others, and what else differs."""

    days: tuple[DayDifference, ...]
    beside: int
    others: tuple[str, ...]

    def __str__(self) -> str:
        """All of it in a sentence, without its full stop."""
        new = sum(day.is_new for day in self.days)
        parts = [
            _days(count) + what
            for count, what in ((new, " new"), (len(self.days) - new, " changed"))
            if count
        ]
        gone = sum(day.counts["gone"] for day in self.days)
        counts = (("gone", gone), ("beside", self.beside))
        parts += [f"{count} {NAMES[kind]}" for kind, count in counts if count]
        return ", ".join([*parts, *self.others]) or "other changes"

    def would(self, deed: str) -> str:
        """What that deed, such as "import", would change, day by day."""
        return "\n".join([*map(str, self.days), f"This would {deed}: {self}. Nothing was written."])


def difference(before: Journal, after: Journal) -> Difference:
    """What becomes different from one journal to the other."""
    beside = Counter(one.day for one in set(after.conflicts) - set(before.conflicts))
    changed = {on for on, day in after.days.items() if before.days.get(on) != day} | (
        beside.keys() - {NO_DAY}
    )
    days = tuple(_of_day(before, after, on, beside[on]) for on in sorted(changed))
    own = sum(before.own.get(key) != one for key, one in after.own.items())
    told = [f"{own} of your own words"] if own else []
    told += ["the settings"] if after.settings != before.settings else []
    return Difference(days, beside.total(), tuple(told))


def _of_day(before: Journal, after: Journal, on: date, beside: int) -> DayDifference:
    old, new = parts_of(before.day(on)), parts_of(after.day(on))
    counts = Counter(
        new=len(new.keys() - old.keys()),
        changed=sum(new[key] != part for key, part in old.items() if key in new),
        gone=len(old.keys() - new.keys()),
        beside=beside,
    )
    return DayDifference(on, not before.day(on).says_something, counts)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
