"""The interface of a store, and a store in memory."""

from collections.abc import Callable, Iterable
from typing import Protocol

from msgspec import Struct

from kindtui.domain.drafts import DraftChange, Drafts, apply_changes
from kindtui.domain.journal.journal import Journal
from kindtui.storage.files import Identity

Change = Callable[[Journal], Journal]


class SaveResult(Struct, frozen=True):
    """The journal as it was saved; `durable` is false if a power cut might still undo the save."""

    journal: Journal
    durable: bool = True


class Store(Protocol):
    """A place where one journal is kept.

    Attributes:
        read_only_reason: A sentence that says why nothing can be written; empty if something can.
        exposure: A sentence that says that others may read the journal, once it is loaded; empty if not.
        left_text: A sentence that names a text from the user's editor that could not become a draft.
    """

    read_only_reason: str
    exposure: str
    left_text: str

    @property
    def file_identity(self) -> Identity | None:
        """The content of the file that was last read or written; None if there is no file."""
        ...

    @property
    def is_locked(self) -> bool:
        """Whether the words of the journal are sealed, and not open to this store."""
        ...

    @property
    def lock_warning(self) -> str:
        """A sentence about a lock that was changed outside kindtui; empty if it was not."""
        ...

    def load(self) -> Journal:
        """Return the whole journal.

        Raises:
            UnreadableError: The journal cannot be read; it was left as it was.
        """
        ...

    def load_recent(self) -> Journal:
        """Return the newest days only, to be shown while `load` reads the rest. `load` precedes any change.

        Raises:
            UnreadableError: The journal cannot be read; it was left as it was.
        """
        ...

    def has_changed(self) -> bool:
        """Return whether another program changed the journal since it was last loaded or saved."""
        ...

    def has_unsaved_changes(self) -> bool:
        """Return whether the loaded journal has text that the store, changed meanwhile, lacks."""
        ...

    def make_daily_backup(self) -> None:
        """Back up the journal once a day. A failure is ignored, as it harms nothing that was saved."""
        ...

    def drafts(self) -> Drafts:
        """Return the text that was typed and not saved, by day and field."""
        ...

    def recover_edited_texts(self) -> None:
        """Make drafts of the texts that were open in the user's editor when a kindtui was killed."""
        ...

    def keep_drafts(self, changes: Iterable[DraftChange]) -> None:
        """Store changes of drafts; every other draft stays as it is.

        Raises:
            NotSavedError: The drafts cannot be written.
        """
        ...

    def write_anew(self) -> None:
        """Let the next save write the whole journal where it is gone, because a person said so."""
        ...

    def transact(self, change: Change) -> SaveResult:
        """Apply a change to the newest journal and save the result, whole or not at all.

        Args:
            change: A pure function; it is called again if another program saved in between.

        Raises:
            ReadOnlyError: The journal may only be read.
            GoneError: The journal is not where it was; `write_anew` lets it be written there.
            NotSavedError: The result could not be written; nothing was changed.
            UnreadableError: The journal was changed by another program and cannot be read any more.
        """
        ...


class MemoryStore:
    """A journal that lives as long as the program, for `--demo` and tests."""

    read_only_reason = ""
    exposure = ""
    left_text = ""
    file_identity = None
    is_locked = False
    lock_warning = ""

    def __init__(self, journal: Journal | None = None) -> None:
        """Start with `journal`, or with an empty one."""
        self._journal = journal or Journal()
        self._drafts: Drafts = {}

    def load(self) -> Journal:
        """Return the journal."""
        return self._journal

    def load_recent(self) -> Journal:
        """Return the journal, all of which is in memory."""
        return self._journal

    def has_changed(self) -> bool:
        """Return false: no other program can change it."""
        return False

    def has_unsaved_changes(self) -> bool:
        """Return false: there is no file to lack anything."""
        return False

    def make_daily_backup(self) -> None:
        """Do nothing, as there is no file to copy."""

    def drafts(self) -> Drafts:
        """Return the text that was typed and not saved, by day and field."""
        return self._drafts

    def recover_edited_texts(self) -> None:
        """Do nothing: a killed program takes the journal with it."""

    def keep_drafts(self, changes: Iterable[DraftChange]) -> None:
        """Store changes of drafts."""
        self._drafts = apply_changes(self._drafts, changes)

    def write_anew(self) -> None:
        """Do nothing, as there is no file that could be gone."""

    def transact(self, change: Change) -> SaveResult:
        """Replace the journal by the result of `change`."""
        self._journal = change(self._journal)
        return SaveResult(self._journal)
