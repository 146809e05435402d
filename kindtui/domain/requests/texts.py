"""Requests about the lines and notes of a day, and about any text of it."""

from datetime import date

from msgspec import structs

from kindtui.domain.dates import logical_day
from kindtui.domain.journal.day import Act, Answer, Day, Line
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.moves import with_entry_moved
from kindtui.domain.journal.parts import PartKey, may_have_lines, parts_of, restore_parts
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.journal.undo import with_undo_step
from kindtui.domain.requests.base import DayRequest, Request, Stamp
from kindtui.domain.text import clean_lines, one_line


class ReceivedWritten(DayRequest, frozen=True):
    """A kindness received or witnessed was written down."""

    text: str

    def change_day(self, day: Day, stamp: Stamp) -> Day:
        """Add the line."""
        return structs.replace(day, received=(*day.received, _new_line(self.text, stamp)))


class NoteWritten(DayRequest, frozen=True):
    """A note was written down; it does not make the day a kind day."""

    text: str

    def change_day(self, day: Day, stamp: Stamp) -> Day:
        """Add the note."""
        return with_note(day, self.text, stamp)


class TextPutAside(NoteWritten, frozen=True):
    """A draft that was found on its day was put aside there, as a note."""


class TextThrownAway(DayRequest, frozen=True):
    """A draft was thrown away; undo brings its text back as a note of the day."""

    text: str

    def apply(self, journal: Journal, stamp: Stamp) -> Journal:
        """Record the removal of a note with that text, although it never was one."""
        day = journal.day(self.on)
        removed = journal.with_day(self.change_day(day, stamp))
        return with_undo_step(journal.with_day(with_note(day, self.text, stamp)), removed, stamp.updated_at)

    def change_day(self, day: Day, stamp: Stamp) -> Day:
        """Leave the tombstone of the note."""
        return structs.replace(day, deleted={**day.deleted, stamp.uid: stamp.updated_at})


class KeptBoundaryWritten(DayRequest, frozen=True):
    """A boundary that was kept was written down."""

    text: str

    def change_day(self, day: Day, stamp: Stamp) -> Day:
        """Add the line."""
        return structs.replace(day, kept=(*day.kept, _new_line(self.text, stamp)))


class TextRewritten(DayRequest, frozen=True):
    """A text of the day was replaced, also if its entry was moved to another day meanwhile.

    If it has been removed, the new one is added as a note.
    """

    ref: TextRef
    text: str

    def apply(self, journal: Journal, stamp: Stamp) -> Journal:
        """Change the day that has the entry now."""
        key = (self.ref.part, self.ref.uid)
        if key not in parts_of(journal.day(self.on)) and key[1] in journal.day(self.on).moved:
            for on, day in journal.days.items():
                if key in parts_of(day):
                    return structs.replace(self, on=on).apply(journal, stamp)
        return super().apply(journal, stamp)

    def change_day(self, day: Day, stamp: Stamp) -> Day:
        """Replace the text; that of an act or a line never becomes blank."""
        key, name = (self.ref.part, self.ref.uid), self.ref.text
        part = parts_of(day).get(key)
        line = clean_lines(self.text) if may_have_lines(self.ref, part) else one_line(self.text)
        new: Act | Line | Answer[str]
        match part:
            case Act() as act if name != "text":
                new = structs.replace(act, **{name: line})
            case Act() as act if line:
                new = structs.replace(act, text=line, source=act.source if act.text == line else "")
            case Line() as written if line:
                new = structs.replace(written, text=line)
            case _ if self.ref.part == "who":
                new = Answer(line, stamp.updated_at)
            case None if line:
                return with_note(day, line, stamp)
            case _:
                return day
        return restore_parts(day, {key: new}, stamp.updated_at)


class EntryMoved(Request, frozen=True):
    """An act, a line or a note was moved from `from_day` to the day `on`, with all its texts."""

    on: date
    from_day: date
    part: str
    uid: str

    def apply(self, journal: Journal, stamp: Stamp) -> Journal:
        """Move the entry, if it is still there and the day has come, with what it lost in a merge.

        It keeps its uid, unless the day has another entry of that uid, or one that was purged.
        """
        before, day, key = journal.day(self.from_day), journal.day(self.on), (self.part, self.uid)
        entry = parts_of(before).get(key)
        today = logical_day(stamp.written, journal.settings.day_start)
        if not isinstance(entry, Act | Line) or self.on == self.from_day or self.on > today:
            return journal
        uid = stamp.uid if _is_taken(day, key) else self.uid
        moved = structs.replace(entry, uid=uid, updated_at=stamp.updated_at)
        return with_entry_moved(journal, self.from_day, key, self.on, moved)


class LineLeftOutOfJar(DayRequest, frozen=True):
    """A received line was taken out of the kindness jar."""

    uid: str

    def change_day(self, day: Day, stamp: Stamp) -> Day:
        """Mark the line, if it is still there."""
        key = ("received", self.uid)
        line = parts_of(day).get(key)
        if not isinstance(line, Line):
            return day
        return restore_parts(day, {key: structs.replace(line, in_jar=False)}, stamp.updated_at)


def with_note(day: Day, text: str, stamp: Stamp) -> Day:
    """Return the day with one more note."""
    return structs.replace(day, notes=(*day.notes, _new_line(text, stamp)))


def _is_taken(day: Day, key: PartKey) -> bool:
    """Return whether the day has an entry of that key, or would lose one to a purge."""
    return key in parts_of(day) or (day.purged is not None and key[1] in day.purged.uids)


def _new_line(text: str, stamp: Stamp) -> Line:
    return Line(stamp.uid, clean_lines(text), stamp.written, stamp.updated_at)
