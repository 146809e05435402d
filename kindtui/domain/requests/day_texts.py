"""The request that rewrites the texts of a day all at once."""

from collections.abc import Iterator, Mapping

from msgspec import structs

from kindtui.domain.journal.day import Day
from kindtui.domain.journal.day_texts import (
    DayTexts,
    EntryTexts,
    MergedTexts,
    day_texts,
    differing_entries,
    entry_tags,
    merge_day_texts,
)
from kindtui.domain.journal.parts import LIST_FIELDS
from kindtui.domain.journal.text_ref import ACT_TEXTS, TextRef
from kindtui.domain.requests.acts import ActStateChanged, GivenActWritten
from kindtui.domain.requests.answers import PartRemoved
from kindtui.domain.requests.base import DayRequest, Stamp
from kindtui.domain.requests.texts import KeptBoundaryWritten, NoteWritten, ReceivedWritten, TextRewritten
from kindtui.domain.text import joined_lines, one_line


class DayChangedError(Exception):
    """What was rewritten has been changed since.

    Attributes:
        current: The texts as they are now.
        merged: The same with what the person rewrote.
    """

    def __init__(self, current: DayTexts, merged: MergedTexts) -> None:
        """Keep both, and leave them out of the message."""
        super().__init__()
        self.current, self.merged = current, merged


class DayTextsRewritten(DayRequest, frozen=True):
    """The texts of a day were rewritten together; undo brings all of them back at once.

    Attributes:
        before: The texts as the person found them.
        after: The texts as the person left them.
    """

    before: DayTexts
    after: DayTexts

    def change_day(self, day: Day, stamp: Stamp) -> Day:
        """Make the changes that lead from one to the other, and leave what was changed since as it is.

        Raises:
            DayChangedError: If the person rewrote something that was changed since.
        """
        current = day_texts(day)
        merged = merge_day_texts(self.before, self.after, current)
        if merged.conflicts:
            raise DayChangedError(current, merged)
        uids = {(field, tag): uid for (field, uid), tag in entry_tags(day).items()}
        for request, uid in self._requests(current, merged.texts, uids, stamp.uid):
            day = request.change_day(day, structs.replace(stamp, uid=uid))
        return day

    def _requests(
        self, current: DayTexts, wanted: DayTexts, uids: Mapping[tuple[str, str], str], new_uid: str
    ) -> Iterator[tuple[DayRequest, str]]:
        """Yield the requests that lead to the wanted texts, each with the uid of an entry that it adds."""
        if wanted.who != current.who:
            yield TextRewritten(self.on, TextRef("who"), wanted.who), ""
        added_count = 0
        for field in LIST_FIELDS:
            for old, new in differing_entries(current.entries(field), wanted.entries(field)):
                if new is None:
                    uid = uids[(field, old.tag if old else "")]
                    yield PartRemoved(self.on, field, uid), ""
                    continue
                new = _in_fitting_lines(old, new)
                if old is None:
                    uid = f"{new_uid}-{added_count:03}" if added_count else new_uid
                    added_count += 1
                    yield self._addition(field, new.text), uid
                    old = EntryTexts(new.text, state="done" if new.state else None)
                else:
                    uid = uids[(field, old.tag)]
                for request in self._rewriting(field, uid, old, new):
                    yield request, ""

    def _addition(self, field: str, text: str) -> DayRequest:
        match field:
            case "acts":
                return GivenActWritten(self.on, text)
            case "received":
                return ReceivedWritten(self.on, text)
            case "kept":
                return KeptBoundaryWritten(self.on, text)
        return NoteWritten(self.on, text)

    def _rewriting(self, field: str, uid: str, old: EntryTexts, new: EntryTexts) -> Iterator[DayRequest]:
        """Yield what makes one entry another; first the state of an act, as one done may have lines."""
        if new.state and new.state != old.state:
            yield ActStateChanged(self.on, uid, new.state)
        for name in ACT_TEXTS:
            if getattr(new, name) != getattr(old, name):
                yield TextRewritten(self.on, TextRef(field, uid, name), getattr(new, name))


def _in_fitting_lines(old: EntryTexts | None, new: EntryTexts) -> EntryTexts:
    """Return the entry on one line if it is an act that is not done, unless it had several lines before."""
    may_have_lines = new.state in (None, "done") or (old is not None and "\n" in old.text)
    return new if may_have_lines else structs.replace(new, text=one_line(joined_lines(new.text)))
