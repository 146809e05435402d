"""A part of a journal: some of its days, of these some kinds of entries, and people by name or not."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple, get_args

from msgspec import Struct, structs

from kindtui.domain.journal.away import Away
from kindtui.domain.journal.custom_entry import UNDATED
from kindtui.domain.journal.day import SCALES, Act, Day
from kindtui.domain.journal.journal import Conflict, Journal
from kindtui.domain.journal.parts import parts_of
from kindtui.domain.ritual.hidden_names import NameHider, NameStyle, without_names
from kindtui.domain.state import State

EntryKind = Literal["gave", "received", "kept", "rest", "notes", "who", "plans", "checks", "scales"]

ENTRY_KINDS: tuple[EntryKind, ...] = get_args(EntryKind)
ALL_KINDS = frozenset(ENTRY_KINDS)


class Selected(NamedTuple):
    """What a writer gets: the selected part of a journal, and the text of each boundary check by its id."""

    journal: Journal
    check_texts: Mapping[str, str]


class Selection(Struct, frozen=True):
    """What of a journal to export.

    Attributes:
        first: The first day; None for the first there is.
        last: The last day; None for the last there is, which may be after today.
        kinds: The kinds of entries. "gave" are the acts that were done, "plans" the others; days away are
            "rest".
        names: How people are named; None for their names as they are written.
    """

    first: date | None = None
    last: date | None = None
    kinds: frozenset[EntryKind] = ALL_KINDS
    names: NameStyle | None = None

    @property
    def has_all_kinds(self) -> bool:
        """Whether no kind of entry is left out."""
        return self.kinds >= ALL_KINDS

    @property
    def has_all_days(self) -> bool:
        """Whether no day is left out."""
        return self.first is None and self.last is None

    def has_day(self, on: date) -> bool:
        """Return whether a day is among the selected ones."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)

    def select(self, state: State, *, to_be_read: bool) -> Selected:
        """Return the selected part; without a selection the journal stays the same object.

        A part has days and days away, and no settings, custom entries, undo or redo. Days away that reach
        beyond the selected days end there if the part is to be read. If it can be imported, they stay as they
        are: an import of fewer would be a change. Texts that lost in a merge are in no part to be read.
        """
        journal, check_texts = state.journal, state.check_texts
        if not (self.has_all_days and self.has_all_kinds):
            journal = self._part_of(journal, to_be_read=to_be_read)
        if self.names:
            hider = NameHider(state.journal, self.names)
            shipped = {check.id for check in state.catalog.checks}
            check_texts = {
                name: text if name in shipped else hider.hide_in_text(text)
                for name, text in check_texts.items()
            }
            journal = without_names(journal, hider)
        return Selected(journal, check_texts)

    def _part_of(self, journal: Journal, *, to_be_read: bool) -> Journal:
        days = {on: self._of_kinds(day) for on, day in journal.days.items() if self.has_day(on)}
        days = {on: day for on, day in days.items() if day != Day(on)}
        away: dict[str, Away] = {}
        for uid, one in journal.away.items() if "rest" in self.kinds else ():
            first, last = max(one.first, self.first or one.first), min(one.last, self.last or one.last)
            if first <= last and not one.removed:
                away[uid] = structs.replace(one, first=first, last=last) if to_be_read else one
        conflicts: tuple[Conflict, ...] = ()
        if not to_be_read:  # what was replaced is nobody else's business
            conflicts = tuple(one for one in journal.conflicts if self._has_conflict(journal, one))
        times = [part.updated_at for day in days.values() for part in parts_of(day).values()]
        times += [one.updated_at for one in away.values()] + [one.updated_at for one in conflicts]
        return Journal(days, updated_at=max(times, default=None), conflicts=conflicts, away=away)

    def _of_kinds(self, day: Day) -> Day:
        """Return the day with entries of the selected kinds; only a whole one has tombstones too."""
        if self.has_all_kinds:
            return day
        kept = {
            field: getattr(day, field) for field in ("received", "kept", "notes", "who", "rest", "checks")
        }
        return Day(
            day.day,
            acts=tuple(act for act in day.acts if _kind_of(act) in self.kinds),
            not_away=day.not_away if "rest" in self.kinds else {},
            **{field: value for field, value in kept.items() if field in self.kinds},
            **{scale: getattr(day, scale) for scale in SCALES if "scales" in self.kinds},
        )

    def _has_conflict(self, journal: Journal, conflict: Conflict) -> bool:
        """Return whether a text that lost in a merge is selected; one of an act that is gone may be both."""
        if conflict.day == UNDATED or not self.has_day(conflict.day):
            return False
        if conflict.part != "acts":
            return self.has_all_kinds or conflict.part in self.kinds
        act = journal.day(conflict.day).act(conflict.uid)
        return self.kinds >= ({_kind_of(act)} if act else {"gave", "plans"})


EVERYTHING = Selection()


def _kind_of(act: Act) -> EntryKind:
    return "gave" if act.state == "done" else "plans"
