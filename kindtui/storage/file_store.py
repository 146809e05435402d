"""A journal in one TinyDB file that is replaced as a whole, so that a save is durable or did not happen."""

import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path

from kindtui.domain.dates import Clock
from kindtui.domain.drafts import DraftChange, Drafts
from kindtui.domain.journal.journal import ONE_DAY, Journal
from kindtui.domain.text import printable
from kindtui.storage import backups, codec, copies, drafts, files
from kindtui.storage.errors import DamagedError, NotSavedError, ReadOnlyError, UnreadableError
from kindtui.storage.store import Change, SaveResult

MAX_READ_ATTEMPTS, READ_RETRY_SECONDS = 6, 0.1  # half a second: a sync client may be writing in place
MAX_WRITE_ATTEMPTS = 8
RECENT_DAYS = 60  # more than the 28 of the headline and the 7 of the suggestions


class FileStore:
    """A `Store` over a file, which other windows and sync clients may change at any time.

    Three things are remembered of the last load or save: the documents as they are in the file, so that a
    save keeps what this version does not know; the journal in them, so that only changed documents are
    written; and the identity of the file, which tells whether another program replaced it since.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        """Create a store over the file at `path`, without reading it. Symbolic links are followed."""
        self.path = Path(os.path.realpath(path))
        self.read_only_reason = ""
        self._clock = clock
        self._is_loaded = False
        self._file_identity: files.Identity | None = None
        self._tables: codec.Tables = {}
        self._on_disk = Journal()
        self._journal = Journal()  # `_on_disk` merged with what was known before the file was replaced
        self._generation = 0
        self._pre_migration_data = b""  # the bytes of the file if they have an older schema
        self._last_backup_date: date | None = None  # in UTC

    @property
    def tables(self) -> codec.Tables:
        """The documents of the file as they were last read or written."""
        return self._tables

    def load(self) -> Journal:
        """Read the file, for half a second if needed, and return the journal.

        What was known before is merged in, so that an older copy put in its place loses nothing.

        Raises:
            DamagedError: The file is not a journal, or it is missing or empty although copies of it exist.
                It was left as it was, and a copy of it was put aside.
            UnreadableError: The file cannot be opened, or was written by a newer kindtui.
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
                raise UnreadableError(
                    f"{self.path} cannot be opened ({error.strerror}). Check its permissions."
                ) from None
            else:
                self._journal = _merge_known(known, self._on_disk) if known else self._on_disk
                return self._journal
        raise self._unreadable_error(problem) from None

    def load_recent(self) -> Journal:
        """Return the newest days, or the whole journal if the file is unusual in any way.

        Raises:
            UnreadableError: As in `load`.
        """
        try:
            last = self._clock.now().at.date() + ONE_DAY  # it may be tomorrow elsewhere
            journal, meta = codec.decode_recent(files.read(self.path)[0], RECENT_DAYS, last)
        except (ValueError, RecursionError, OSError):
            return self.load()
        self.read_only_reason = self._find_read_only_reason(meta.schema)
        return journal

    def has_changed(self) -> bool:
        """Return whether the file is another one than that last read or written."""
        return not self._is_loaded or files.identity(self.path) != self._file_identity

    def has_unsaved_changes(self) -> bool:
        """Return whether the file was replaced by one that lacks something known."""
        return not self.read_only_reason and self._journal != self._on_disk

    def make_daily_backup(self) -> None:
        """Back up the file once a day (UTC); a failure is ignored.

        The lock is held, so that a purge in another window finds the new backup or comes before it.
        """
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
        """Return the text that was typed and not saved, by day and field."""
        return drafts.load(self.path)

    def keep_drafts(self, changes: Iterable[DraftChange]) -> None:
        """Store changes of drafts in their file.

        Raises:
            NotSavedError: The drafts file cannot be written.
        """
        drafts.keep(self.path, changes, self._clock)

    def transact(
        self, change: Change, *, discard_unknown: bool = False, seed: copies.Copy | None = None
    ) -> SaveResult:
        """Apply a change to the newest journal and save the result, whole or not at all.

        The lock is held throughout, so that no other kindtui saves meanwhile. Programs that do not take the
        lock are noticed by the identity of the file.

        Args:
            change: A pure function; it is called again if another program replaced the file meanwhile.
            discard_unknown: Whether to write none of the keys and tables this version does not know.
            seed: A copy whose documents are taken over if the file has none, with everything in them that
                this version does not know.

        Raises:
            ReadOnlyError: The file may only be read.
            NotSavedError: The file could not be written, or is locked by another program; it is as it was.
            UnreadableError: Another program changed the file, and it cannot be read any more.
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
        """Read the file if it changed, apply `change` and write; start over if it changes meanwhile."""
        from kindtui.storage.atomic import ConcurrentWriteError

        for _ in range(MAX_WRITE_ATTEMPTS):
            if self.has_changed():
                self._reload()
            tables, on_disk = self._tables, self._on_disk
            if discard_unknown:
                tables, on_disk = {}, Journal()
            elif seed and not any(tables[name] for name in tables.keys() - {codec.META}):
                tables, on_disk = seed.tables, seed.journal
            with suppress(ConcurrentWriteError):
                return self._write(change(self._journal), tables, on_disk)
        raise NotSavedError(f"Not saved: {self.path} keeps changing. Try again in a moment.")

    def _reload(self) -> None:
        """Read what another program wrote. A file that vanished is written anew from what is known.

        Raises:
            ReadOnlyError: The file may only be read now.
            UnreadableError: The file cannot be read any more.
        """
        if self._is_loaded and files.identity(self.path) is None:
            self._file_identity = None
            return
        self.load()
        if self.read_only_reason:
            raise ReadOnlyError(self.read_only_reason)

    def _write(self, after: Journal, tables: codec.Tables, on_disk: Journal) -> SaveResult:
        """Replace the file and, only once that is done, remember what it holds now.

        TinyDB is opened anew for each save, over a private copy of the tables: it caches document ids and
        changes what it was given to read.

        Args:
            after: The journal to save.
            tables: The documents to keep where the journal does not differ.
            on_disk: The journal in `tables`.

        Raises:
            ConcurrentWriteError: Another program replaced the file meanwhile.
            OSError: The file could not be written; it is as it was.
        """
        from tinydb import TinyDB
        from tinydb.middlewares import CachingMiddleware
        from tinydb.table import Document

        from kindtui.storage.atomic import AtomicStorage

        meta = codec.Meta(codec.SCHEMA, self._generation + 1, after.updated_at)
        changed = codec.changed_documents(tables, on_disk, after, meta)
        if self._pre_migration_data:
            backups.make(self.path, self._pre_migration_data, "migration", self._clock.now().at)
            self._pre_migration_data = b""
        unchanged = codec.unchanged_documents(tables, changed)
        storage = AtomicStorage(self.path, unchanged, self._file_identity)
        database = TinyDB(storage=CachingMiddleware(lambda: storage))
        for table, documents in changed.items():
            database.table(table).insert_multiple(Document(content, doc_id) for doc_id, content in documents)
        database.close()  # the one write
        self._tables = storage.tables
        self._on_disk = self._journal = after
        self._file_identity, self._generation = storage.file_identity, meta.generation
        return SaveResult(after, storage.durable)

    def _read(self) -> None:
        """Read and validate the file, and remember it. A first run has no file, nor any copy of one.

        Raises:
            ValueError: The file is not a journal, or is "missing" or "empty" although copies of it exist.
            UnreadableError: The file was written by a newer kindtui in a form this one cannot read.
            OSError: The file cannot be opened.
        """
        data, file_identity = files.read(self.path)
        self.read_only_reason = ""
        if data:
            tables = codec.parse(data)
            journal, meta = self._decode(tables)
        elif files.previous_path(self.path).exists() or backups.list_backups(self.path):
            raise ValueError("empty" if file_identity else "missing")
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
        raise UnreadableError(f"{self.path} was written by a newer kindtui. Update kindtui to read it.")

    def _find_read_only_reason(self, schema: int) -> str:
        path = printable(self.path)
        if schema > codec.SCHEMA:
            return f"{path} was written by a newer kindtui, and can be read. Update kindtui to write."
        if files.is_read_only(self.path):
            return f"{path} is read-only, so nothing can be written. Change its permissions to write."
        return ""

    def _unreadable_error(self, problem: Exception) -> UnreadableError:
        """Put a copy of a damaged file aside and return the error that names the best copy to go back to."""
        if isinstance(problem, IsADirectoryError):
            return UnreadableError(f"{self.path} is a folder, not a data file. Name a file with --data.")
        condition = str(problem) if str(problem) in ("empty", "missing") else "not a readable kindtui journal"
        description = f"{self.path} is {condition}; it was left as it is."
        with suppress(OSError):
            if data := files.read(self.path)[0]:
                backups.save_damaged_copy(self.path, data)
        return DamagedError(description, copies.recovery_advice(copies.restore_points(self.path)))


def _merge_known(known: Journal, journal: Journal) -> Journal:
    """Merge `journal` with what was `known` before it was read, which is also their common base."""
    from kindtui.domain.journal.merge import merge

    return merge(journal, known, known)
