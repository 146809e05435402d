"""The store: load a journal, and change it in transactions that are durable or did not happen."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from kindtui.domain.dates import Clock
from kindtui.domain.journal.journal import Journal
from kindtui.domain.state import Drafts
from kindtui.storage import backups, codec, copies, drafts, files
from kindtui.storage.drafts import DraftChanges
from kindtui.storage.errors import DamagedError, NotSavedError, ReadOnlyError, UnreadableError

Change = Callable[[Journal], Journal]

MAX_READ_ATTEMPTS, READ_RETRY_SECONDS = 6, 0.1  # half a second: a sync client may be writing in place
MAX_WRITE_ATTEMPTS = 8
RECENT_DAYS = 60  # more than the 28 of the headline and the 7 of the suggestions


class SaveResult(Struct, frozen=True):
    """The journal as it is kept now; `durable` is false if a power cut might still undo it."""

    journal: Journal
    durable: bool = True


class Store(Protocol):
    """Where a journal is kept. `warning` says why it may only be read, or is empty."""

    read_only_reason: str

    def load(self) -> Journal:
        """Read the journal.

        Raises:
            UnreadableError: if it cannot be understood; it is left as it is.
        """
        ...

    def load_recent(self) -> Journal:
        """The newest days only, to be shown while the rest is read; `load` comes before any change.

        Raises:
            UnreadableError: as `load`.
        """
        ...

    def has_changed(self) -> bool:
        """Whether somebody else changed the journal since it was last loaded."""
        ...

    def has_unsaved_changes(self) -> bool:
        """Whether words are known that the file, exchanged meanwhile, does not hold."""
        ...

    def make_daily_backup(self) -> None:
        """Make the backup of the day, once it is saved; this may go wrong without harm to what was saved."""
        ...

    def drafts(self) -> Drafts:
        """What was typed and not yet saved, by day and field."""
        ...

    def keep_drafts(self, changes: DraftChanges) -> None:
        """Keep the text of some fields.

        Raises:
            NotSavedError: if it cannot be written.
        """
        ...

    def transact(self, change: Change) -> SaveResult:
        """Apply a change to the newest journal and keep the outcome, whole or not at all.

        Raises:
            ReadOnlyError, NotSavedError, UnreadableError: nothing was changed.
        """
        ...


class MemoryStore:
    """A journal that lives as long as the program: for `--demo` and tests."""

    read_only_reason = ""

    def __init__(self, journal: Journal | None = None) -> None:
        """Begin with that journal, or an empty one."""
        self._journal = journal or Journal()
        self._drafts: Drafts = {}

    def load(self) -> Journal:
        """Read the journal."""
        return self._journal

    def load_recent(self) -> Journal:
        """Read the journal, which is there already."""
        return self._journal

    def has_changed(self) -> bool:
        """Nobody else can change it."""
        return False

    def has_unsaved_changes(self) -> bool:
        """There is no file."""
        return False

    def make_daily_backup(self) -> None:
        """There is nothing to copy it to."""

    def drafts(self) -> Drafts:
        """What was typed and not yet saved."""
        return self._drafts

    def keep_drafts(self, changes: DraftChanges) -> None:
        """Keep the text of some fields."""
        self._drafts = drafts.apply_changes(self._drafts, changes)

    def transact(self, change: Change) -> SaveResult:
        """Apply a change."""
        self._journal = change(self._journal)
        return SaveResult(self._journal)


class FileStore:
    """A journal in one TinyDB JSON file."""

    def __init__(self, path: Path, clock: Clock) -> None:
        """Keep the journal at `path`; symbolic links are followed and stay."""
        self.path = Path(os.path.realpath(path))
        self.read_only_reason = ""
        self._clock = clock
        self._is_loaded = False
        self._file_identity: files.Identity | None = None
        self._tables: codec.Tables = {}
        self._on_disk = Journal()
        self._journal = Journal()  # the same, and what merging has added to it
        self._generation = 0
        self._pre_migration_data = b""  # the file as an older schema had it
        self._last_backup_date: date | None = None

    def load(self) -> Journal:
        """Read the journal, trying again for half a second; see `Store.load`.

        What was known before is merged in, so that an older copy put in its place loses nothing.
        """
        known = self._journal if self._is_loaded else None
        for attempt in range(MAX_READ_ATTEMPTS):
            if attempt:
                self._clock.sleep(READ_RETRY_SECONDS)
            try:
                self._read()
            except (ValueError, IsADirectoryError) as error:
                problem: Exception = error
            except OSError as error:
                message = f"{self.path} cannot be opened ({error.strerror}). Check its permissions."
                raise UnreadableError(message) from None
            else:
                self._journal = _merge_known(known, self._on_disk) if known else self._on_disk
                return self._journal
        raise self._damaged_error(problem) from None

    def load_recent(self) -> Journal:
        """The newest days; all of them, with all their checks, if anything is unusual. See `Store.glance`."""
        try:
            journal, meta = codec.decode_recent(files.read(self.path)[0], RECENT_DAYS)
        except (ValueError, RecursionError, OSError):
            return self.load()
        self.read_only_reason = self._find_read_only_reason(meta.schema)
        return journal

    def has_changed(self) -> bool:
        """Whether the file is another than the one last read or written."""
        return not self._is_loaded or files.identity(self.path) != self._file_identity

    def has_unsaved_changes(self) -> bool:
        """Whether the file was exchanged for one that lacks something; see `Store.has_unsaved`."""
        return not self.read_only_reason and self._journal != self._on_disk

    def make_daily_backup(self) -> None:
        """Once a day (UTC); the lock keeps a purge from missing the new backup."""
        now = self._clock.now().at
        if self.read_only_reason or now.date() == self._last_backup_date:
            return
        from kindtui.storage.atomic import locked

        with suppress(Exception), locked(self.path, self._clock):
            if not backups.has_daily(self.path, now):
                data, file_identity = files.read(self.path)
                if not file_identity:
                    return
                backups.make_daily(self.path, data, now)
            self._last_backup_date = now.date()

    def drafts(self) -> Drafts:
        """What was typed and not yet saved; see `Store.drafts`."""
        return drafts.load(self.path)

    def keep_drafts(self, changes: DraftChanges) -> None:
        """Keep the text of some fields; see `Store.keep_drafts`."""
        drafts.keep(self.path, changes, self._clock)

    @property
    def tables(self) -> codec.Tables:
        """The documents of the file as they were last read or written."""
        return self._tables

    def transact(
        self, change: Change, *, discard_unknown: bool = False, seed: copies.Copy | None = None
    ) -> SaveResult:
        """Change the journal; see `Store.transact`.

        Written `afresh`, the file holds nothing that this version does not know. An empty one takes
        the documents of the copy `whole` over, with what this version does not know in them.
        """
        if self.read_only_reason:
            raise ReadOnlyError(self.read_only_reason)
        from kindtui.storage.atomic import locked, remove_stale_temporaries

        try:
            files.make_folder(self.path.parent)
            with locked(self.path, self._clock):
                remove_stale_temporaries(self.path)
                return self._save(change, discard_unknown, seed)
        except OSError as error:
            raise NotSavedError.from_os(self.path, error) from None

    def _save(self, change: Change, discard_unknown: bool, seed: copies.Copy | None) -> SaveResult:
        from kindtui.storage.atomic import ConcurrentWriteError

        for _ in range(MAX_WRITE_ATTEMPTS):
            if self.has_changed():
                self._reload()
            with suppress(ConcurrentWriteError):
                after = change(self._journal)
                if discard_unknown:
                    self._tables, self._on_disk = {}, Journal()
                elif seed and not any(self._tables[name] for name in self._tables.keys() - {codec.META}):
                    self._tables, self._on_disk = seed.tables, seed.journal
                return self._write(after)
        message = f"Not saved: {self.path} keeps changing. Try again in a moment."
        raise NotSavedError(message)

    def _reload(self) -> None:
        """Read what somebody else wrote; a file that vanished is written anew from what is known."""
        if self._is_loaded and files.identity(self.path) is None:
            self._file_identity = None
            return
        self.load()
        if self.read_only_reason:
            raise ReadOnlyError(self.read_only_reason)

    def _write(self, after: Journal) -> SaveResult:
        """One transaction of a fresh TinyDB over a private copy of the tables."""
        from tinydb import TinyDB
        from tinydb.middlewares import CachingMiddleware
        from tinydb.table import Document

        from kindtui.storage.atomic import AtomicStorage

        meta = codec.Meta(codec.SCHEMA, self._generation + 1, after.updated_at)
        changed = codec.changed_documents(self._tables, self._on_disk, after, meta)
        if self._pre_migration_data:
            backups.make(self.path, self._pre_migration_data, "migration", self._clock.now().at)
            self._pre_migration_data = b""
        storage = AtomicStorage(
            self.path, codec.unchanged_documents(self._tables, changed), self._file_identity
        )
        database = TinyDB(storage=CachingMiddleware(lambda: storage))
        for table, documents in changed.items():
            database.table(table).insert_multiple(Document(content, doc_id) for doc_id, content in documents)
        database.close()
        self._tables = storage.tables
        self._on_disk = self._journal = after
        self._file_identity, self._generation = storage.file_identity, meta.generation
        return SaveResult(after, storage.durable)

    def _read(self) -> None:
        data, file_identity = files.read(self.path)
        self.read_only_reason = ""
        if data:
            tables = codec.parse(data)
            journal, meta = self._decode(tables)
            self.read_only_reason = self._find_read_only_reason(meta.schema)
        elif files.previous_path(self.path).exists() or backups.list_backups(self.path):
            message = "empty" if file_identity else "missing"
            raise ValueError(message)
        else:
            tables, journal, meta = {}, Journal(), codec.Meta(codec.SCHEMA, 0)
            self.read_only_reason = self._find_read_only_reason(meta.schema)
        with suppress(OSError):
            files.restrict_permissions(self.path)
        self._tables, self._on_disk, self._generation = tables, journal, meta.generation
        self._pre_migration_data = data if meta.schema < codec.SCHEMA else b""
        self._file_identity, self._is_loaded = file_identity, True

    def _decode(self, tables: codec.Tables) -> tuple[Journal, codec.Meta]:
        try:
            return codec.decode(tables)
        except ValueError:
            if codec.decode_meta(tables).schema <= codec.SCHEMA:
                raise
        message = f"{self.path} was written by a newer kindtui. Update kindtui to read it."
        raise UnreadableError(message)

    def _find_read_only_reason(self, schema: int) -> str:
        if schema > codec.SCHEMA:
            return f"{self.path} was written by a newer kindtui, and can be read. Update kindtui to write."
        if files.is_read_only(self.path):
            return f"{self.path} is read-only, so nothing can be written. Change its permissions to write."
        return ""

    def _damaged_error(self, problem: Exception) -> UnreadableError:
        """What is wrong with the file, what was done for it, and which save before it is whole."""
        if isinstance(problem, IsADirectoryError):
            return UnreadableError(f"{self.path} is a folder, not a data file. Name a file with --data.")
        condition = str(problem) if str(problem) in ("empty", "missing") else "not a readable kindtui journal"
        description = f"{self.path} is {condition}; it was left as it is."
        with suppress(OSError):
            if data := files.read(self.path)[0]:
                backups.save_damaged_copy(self.path, data)
        return DamagedError(description, copies.recovery_advice(copies.restore_points(self.path)))


def _merge_known(known: Journal, journal: Journal) -> Journal:
    """The journal, and what was known before it was read."""
    from kindtui.domain.journal.merge import merge

    return merge(journal, known, known)
