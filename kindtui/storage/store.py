"""The store: load a journal, and change it in transactions that are durable or did not happen."""

import os
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from kindtui.domain.dates import Clock
from kindtui.domain.journal import Journal
from kindtui.storage import codec, files
from kindtui.storage.errors import NotSavedError, ReadOnlyError, UnreadableError

Change = Callable[[Journal], Journal]

READ_TRIES, READ_PAUSE = 6, 0.1  # half a second: a sync client may be writing in place
WRITE_TRIES = 8


class Saved(Struct, frozen=True):
    """The journal as it is kept now; `durable` is false if a power cut might still undo it."""

    journal: Journal
    durable: bool = True


class Store(Protocol):
    """Where a journal is kept. `warning` says why it may only be read, or is empty."""

    warning: str

    def load(self) -> Journal:
        """Read the journal.

        Raises:
            UnreadableError: if it cannot be understood; it is left as it is.
        """
        ...

    def transact(self, change: Change) -> Saved:
        """Apply a change to the newest journal and keep the outcome, whole or not at all.

        Raises:
            ReadOnlyError, NotSavedError, UnreadableError: nothing was changed.
        """
        ...


class MemoryStore:
    """A journal that lives as long as the program: for `--demo` and tests."""

    warning = ""

    def __init__(self, journal: Journal | None = None) -> None:
        """Begin with that journal, or an empty one."""
        self._journal = journal or Journal()

    def load(self) -> Journal:
        """Read the journal."""
        return self._journal

    def transact(self, change: Change) -> Saved:
        """Apply a change."""
        self._journal = change(self._journal)
        return Saved(self._journal)


class FileStore:
    """A journal in one TinyDB JSON file."""

    def __init__(self, path: Path, clock: Clock) -> None:
        """Keep the journal at `path`; symbolic links are followed and stay."""
        self.path = Path(os.path.realpath(path))
        self.warning = ""
        self._clock = clock
        self._loaded = False
        self._seen: files.Identity | None = None
        self._tables: codec.Tables = {}
        self._journal = Journal()
        self._generation = 0

    def load(self) -> Journal:
        """Read the journal, trying again for half a second; see `Store.load`."""
        for attempt in range(READ_TRIES):
            if attempt:
                self._clock.sleep(READ_PAUSE)
            try:
                self._read()
            except (ValueError, IsADirectoryError) as error:
                problem: Exception = error
            except OSError as error:
                message = f"{self.path} cannot be opened ({error.strerror}). Check its permissions."
                raise UnreadableError(message) from None
            else:
                return self._journal
        raise UnreadableError(self._damage(problem)) from None

    def transact(self, change: Change) -> Saved:
        """Change the journal; see `Store.transact`."""
        if self.warning:
            raise ReadOnlyError(self.warning)
        from kindtui.storage.atomic import locked, remove_stale

        try:
            files.make_folder(self.path.parent)
            with locked(self.path, self._clock):
                remove_stale(self.path)
                return self._save(change)
        except OSError as error:
            raise NotSavedError.from_os(self.path, error) from None

    def _save(self, change: Change) -> Saved:
        from kindtui.storage.atomic import ChangedError

        for _ in range(WRITE_TRIES):
            if not self._loaded or files.identity(self.path) != self._seen:
                self.load()
                if self.warning:
                    raise ReadOnlyError(self.warning)
            with suppress(ChangedError):
                return self._replace(change(self._journal))
        message = f"Not saved: {self.path} keeps changing. Try again in a moment."
        raise NotSavedError(message)

    def _replace(self, after: Journal) -> Saved:
        """One transaction of a fresh TinyDB over a private copy of the tables."""
        from tinydb import TinyDB
        from tinydb.middlewares import CachingMiddleware
        from tinydb.table import Document

        from kindtui.storage.atomic import AtomicStorage

        meta = codec.Meta(codec.SCHEMA, self._generation + 1, after.updated_at)
        changed = codec.changes(self._tables, self._journal, after, meta)
        storage = AtomicStorage(self.path, codec.without(self._tables, changed), self._seen)
        database = TinyDB(storage=CachingMiddleware(lambda: storage))
        for table, documents in changed.items():
            database.table(table).insert_multiple(Document(content, doc_id) for doc_id, content in documents)
        database.close()
        self._tables = codec.parse(storage.data)
        self._seen, self._journal, self._generation = storage.seen, after, meta.generation
        return Saved(after, storage.durable)

    def _read(self) -> None:
        data, seen = files.read(self.path)
        self.warning = ""
        if data:
            tables = codec.parse(data)
            journal, meta = codec.decode(tables)
            self.warning = self._why_read_only(meta.schema)
        elif files.previous_of(self.path).exists():
            message = "empty" if seen else "missing"
            raise ValueError(message)
        else:
            tables, journal, meta = {}, Journal(), codec.Meta(codec.SCHEMA, 0)
            self.warning = self._why_read_only(meta.schema)
        with suppress(OSError):
            files.tighten(self.path)
        self._tables, self._journal, self._generation = tables, journal, meta.generation
        self._seen, self._loaded = seen, True

    def _why_read_only(self, schema: int) -> str:
        if schema > codec.SCHEMA:
            return f"{self.path} was written by a newer kindtui, and can be read. Update kindtui to write."
        if files.is_read_only(self.path):
            return f"{self.path} is read-only, so nothing can be written. Change its permissions to write."
        return ""

    def _damage(self, problem: Exception) -> str:
        """What is wrong with the file, what was done for it, and which save before it is whole."""
        if isinstance(problem, IsADirectoryError):
            return f"{self.path} is a folder, not a data file. Name a file with --data."
        what = str(problem) if str(problem) in ("empty", "missing") else "not a readable kindtui journal"
        said = f"{self.path} is {what}; it was left as it is."
        self._keep_aside()
        try:
            previous = files.previous_of(self.path)
            journal, _ = codec.decode(codec.parse(files.read(previous)[0]))
        except (ValueError, OSError):
            return f"{said} Put a good copy in its place, or name another file with --data."
        count = len(journal.days)
        days = "1 day" if count == 1 else f"{count} days"
        return f"{said} The save before it is whole and holds {days}: copy {previous} over it."

    def _keep_aside(self) -> None:
        """Keep a private copy of a damaged file, once for each content of it."""
        with suppress(OSError):
            data, _ = files.read(self.path)
            if data:
                copy = self.path.with_name(f"{self.path.name}.damaged-{sha256(data).hexdigest()[:12]}")
                flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
                with os.fdopen(os.open(copy, flags, files.FILE_MODE), "wb") as file:
                    file.write(data)
