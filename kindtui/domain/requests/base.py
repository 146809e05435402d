"""The base classes of requests: a change to the journal, and a change to one day of it."""

from abc import abstractmethod
from datetime import date, datetime
from typing import ClassVar

from msgspec import Struct

from kindtui.domain.dates import Moment
from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Journal


class Stamp(Struct, frozen=True):
    """When a change is made, the `updated_at` (UTC) its parts get, and the uid for an entry it adds."""

    written: Moment
    updated_at: datetime
    uid: str


class Request(Struct, frozen=True, repr_omit_defaults=True):
    """A change to the journal. Undo reverts it unless `is_undoable` is false."""

    is_undoable: ClassVar[bool] = True

    @abstractmethod
    def apply(self, journal: Journal, stamp: Stamp) -> Journal:
        """Return the changed journal, or the same one if there is nothing to change."""

    def __repr__(self) -> str:
        """Leave out what the person wrote, so that no log or error can show it."""
        return type(self).__name__


class DayRequest(Request, frozen=True):
    """A change to the day `on` alone."""

    on: date

    def apply(self, journal: Journal, stamp: Stamp) -> Journal:
        """Return the journal with the changed day."""
        day = journal.day(self.on)
        changed = self.change_day(day, stamp)
        return journal if changed == day else journal.with_day(changed)

    @abstractmethod
    def change_day(self, day: Day, stamp: Stamp) -> Day:
        """Return the changed day, or the same one if there is nothing to change."""
