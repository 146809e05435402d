"""Requests about what belongs to no single day: the user's own entries and the settings."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from msgspec import structs

from kindtui.domain.journal.custom_entry import SINGLE_ENTRY_KINDS, CustomEntry, CustomEntryKind
from kindtui.domain.journal.journal import Journal
from kindtui.domain.requests.base import Request, Stamp
from kindtui.domain.ritual.left_out_names import name_key
from kindtui.domain.ritual.low_mood import times_in_a_row
from kindtui.domain.text import one_line


class CustomEntryWritten(Request, frozen=True):
    """An entry of the user's own was added, or with its uid reworded.

    Words that are there already bring their entry back from the archive instead of adding another. A new
    helpline replaces the one there is.
    """

    kind: CustomEntryKind
    uid: str
    text: str
    script: str = ""
    records: str = ""

    def apply(self, journal: Journal, stamp: Stamp) -> Journal:
        """Add or change the entry; a blank text changes nothing."""
        text, script = one_line(self.text), one_line(self.script)
        if not text:
            return journal
        old = journal.custom_entries.get((self.kind, self.uid))
        if old and old.text:
            entry = structs.replace(old, text=text, script=script, records=self.records or old.records)
        elif same := self._entry_of_same_words(journal, text, script):
            records = self.records or same.records
            entry = structs.replace(
                same, text=text, script=script or same.script, archived=False, records=records
            )
        else:
            entry = CustomEntry(stamp.uid, text, stamp.updated_at, script, records=self.records)
        entry = structs.replace(entry, updated_at=stamp.updated_at)
        return journal.with_custom_entry(self.kind, entry)

    def _entry_of_same_words(self, journal: Journal, text: str, script: str) -> CustomEntry | None:
        """Return the entry that a new one continues; two people of one name are reached differently."""
        active = journal.custom_entries_of(self.kind)
        if self.kind in SINGLE_ENTRY_KINDS and active:
            return active[0]
        entries = (*active, *journal.custom_entries_of(self.kind, archived=True))
        same = (entry for entry in entries if self._is_same(entry.text, text))
        if self.kind == "own_people" and script:
            same = (entry for entry in same if entry.script in ("", script))
        return next(same, None)

    def _is_same(self, written: str, text: str) -> bool:
        """Return whether both are the same entry: for names, whatever their spelling."""
        if self.kind == "left_out_names":
            return name_key(written) == name_key(text)
        return written == text


class CustomEntryArchived(Request, frozen=True):
    """An entry of the user's own was archived, or brought back; an archived name is not left out any more."""

    kind: CustomEntryKind
    uid: str
    archived: bool

    def apply(self, journal: Journal, stamp: Stamp) -> Journal:
        """Set the mark, if the entry is still there."""
        old = journal.custom_entries.get((self.kind, self.uid))
        if old is None or not old.text or old.archived == self.archived:
            return journal
        entry = structs.replace(old, archived=self.archived, updated_at=stamp.updated_at)
        return journal.with_custom_entry(self.kind, entry)


class SettingsChanged(Request, frozen=True):
    """Settings got new values, each under its field of `Settings`."""

    values: Mapping[str, object]

    def apply(self, journal: Journal, stamp: Stamp) -> Journal:
        """Set the values."""
        settings = structs.replace(journal.settings, **self.values)
        if settings == journal.settings:
            return journal
        return structs.replace(journal, settings=structs.replace(settings, updated_at=stamp.updated_at))


class LowMoodTextRead(Request, frozen=True):
    """The quiet line about hard evenings or tired mornings was read on the day `on`."""

    is_undoable: ClassVar[bool] = False

    on: date

    def apply(self, journal: Journal, stamp: Stamp) -> Journal:
        """Remember the day, so that the line is not shown again too soon, and how many came in a row."""
        del stamp
        settings = structs.replace(
            journal.settings,
            low_mood_told=self.on,
            low_mood_in_a_row=times_in_a_row(journal.settings, self.on),
        )
        return structs.replace(journal, settings=settings)


class ComparisonNoteRead(Request, frozen=True):
    """It was read that kind and quiet days are compared no more."""

    is_undoable: ClassVar[bool] = False

    def apply(self, journal: Journal, stamp: Stamp) -> Journal:
        """Remember it, so that it is not said again."""
        del stamp
        return structs.replace(journal, settings=structs.replace(journal.settings, comparison_note_read=True))
