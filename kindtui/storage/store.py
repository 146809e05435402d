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

READ_TRIES, READ_PAUSE = 6, 0.1  # half a second: a sync client may be writing in place
WRITE_TRIES = 8
GLANCE_DAYS = 60  # more than the 28 of the headline and the 7 of the suggestions


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

    def glance(self) -> Journal:
        """The newest days only, to be shown while the rest is read; `load` comes before any change.

        Raises:
            UnreadableError: as `load`.
        """
        ...

    def has_changed(self) -> bool:
        """Whether somebody else changed the journal since it was last loaded."""
        ...

    def has_unsaved(self) -> bool:
        """Whether words are known that the file, exchanged meanwhile, does not hold."""
        ...

    def back_up(self) -> None:
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
        self._drafts: Drafts = {}

    def load(self) -> Journal:
        """Read the journal."""
        return self._journal

    def glance(self) -> Journal:
        """Read the journal, which is there already."""
        return self._journal

    def has_changed(self) -> bool:
        """Nobody else can change it."""
        return False

    def has_unsaved(self) -> bool:
        """There is no file."""
        return False

    def back_up(self) -> None:
        """There is nothing to copy it to."""

    def drafts(self) -> Drafts:
        """What was typed and not yet saved."""
        return self._drafts

    def keep_drafts(self, changes: DraftChanges) -> None:
        """Keep the text of some fields."""
        self._drafts = drafts.changed(self._drafts, changes)

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
        self._on_disk = Journal()
        self._journal = Journal()  # the same, and what merging has added to it
        self._generation = 0
        self._older = b""  # the file as an older schema had it
        self._backed_up: date | None = None

    def load(self) -> Journal:
        """Read the journal, trying again for half a second; see `Store.load`.

        What was known before is merged in, so that an older copy put in its place loses nothing.
        """
        known = self._journal if self._loaded else None
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
                self._journal = _with(known, self._on_disk) if known else self._on_disk
                return self._journal
        raise self._damage(problem) from None

    def glance(self) -> Journal:
        """The newest days; all of them, with all their checks, if anything is unusual. See `Store.glance`."""
        try:
            journal, meta = codec.decode_recent(files.read(self.path)[0], GLANCE_DAYS)
        except (ValueError, RecursionError, OSError):
            return self.load()
        self.warning = self._why_read_only(meta.schema)
        return journal

    def has_changed(self) -> bool:
        """Whether the file is another than the one last read or written."""
        return not self._loaded or files.identity(self.path) != self._seen

    def has_unsaved(self) -> bool:
        """Whether the file was exchanged for one that lacks something; see `Store.has_unsaved`."""
        return not self.warning and self._journal != self._on_disk

    def back_up(self) -> None:
        """Once a day (UTC); the lock keeps a purge from missing the new backup."""
        now = self._clock.now().at
        if self.warning or now.date() == self._backed_up:
            return
        from kindtui.storage.atomic import locked

        with suppress(Exception), locked(self.path, self._clock):
            if not backups.has_daily(self.path, now):
                data, there = files.read(self.path)
                if not there:
                    return
                backups.make_daily(self.path, data, now)
            self._backed_up = now.date()

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

    def transact(self, change: Change, *, afresh: bool = False, whole: copies.Copy | None = None) -> Saved:
        """Change the journal; see `Store.transact`.

        Written `afresh`, the file holds nothing that this version does not know. An empty one takes
        the documents of the copy `whole` over, with what this version does not know in them.
        """
        if self.warning:
            raise ReadOnlyError(self.warning)
        from kindtui.storage.atomic import locked, remove_stale

        try:
            files.make_folder(self.path.parent)
            with locked(self.path, self._clock):
                remove_stale(self.path)
                return self._save(change, afresh, whole)
        except OSError as error:
            raise NotSavedError.from_os(self.path, error) from None

    def _save(self, change: Change, afresh: bool, whole: copies.Copy | None) -> Saved:
        from kindtui.storage.atomic import ChangedError

        for _ in range(WRITE_TRIES):
            if self.has_changed():
                self._look_again()
            with suppress(ChangedError):
                after = change(self._journal)
                if afresh:
                    self._tables, self._on_disk = {}, Journal()
                elif whole and not any(self._tables[name] for name in self._tables.keys() - {codec.META}):
                    self._tables, self._on_disk = whole.tables, whole.journal
                return self._replace(after)
        message = f"Not saved: {self.path} keeps changing. Try again in a moment."
        raise NotSavedError(message)

    def _look_again(self) -> None:
        """Read what somebody else wrote; a file that vanished is written anew from what is known."""
        if self._loaded and files.identity(self.path) is None:
            self._seen = None
            return
        self.load()
        if self.warning:
            raise ReadOnlyError(self.warning)

    def _replace(self, after: Journal) -> Saved:
        """One transaction of a fresh TinyDB over a private copy of the tables."""
        from tinydb import TinyDB
        from tinydb.middlewares import CachingMiddleware
        from tinydb.table import Document

        from kindtui.storage.atomic import AtomicStorage

        meta = codec.Meta(codec.SCHEMA, self._generation + 1, after.updated_at)
        changed = codec.changes(self._tables, self._on_disk, after, meta)
        if self._older:
            backups.make(self.path, self._older, "migration", self._clock.now().at)
            self._older = b""
        storage = AtomicStorage(self.path, codec.without(self._tables, changed), self._seen)
        database = TinyDB(storage=CachingMiddleware(lambda: storage))
        for table, documents in changed.items():
            database.table(table).insert_multiple(Document(content, doc_id) for doc_id, content in documents)
        database.close()
        self._tables = storage.tables
        self._on_disk = self._journal = after
        self._seen, self._generation = storage.seen, meta.generation
        return Saved(after, storage.durable)

    def _read(self) -> None:
        data, seen = files.read(self.path)
        self.warning = ""
        if data:
            tables = codec.parse(data)
            journal, meta = self._decode(tables)
            self.warning = self._why_read_only(meta.schema)
        elif files.previous_of(self.path).exists() or backups.found(self.path):
            message = "empty" if seen else "missing"
            raise ValueError(message)
        else:
            tables, journal, meta = {}, Journal(), codec.Meta(codec.SCHEMA, 0)
            self.warning = self._why_read_only(meta.schema)
        with suppress(OSError):
            files.tighten(self.path)
        self._tables, self._on_disk, self._generation = tables, journal, meta.generation
        self._older = data if meta.schema < codec.SCHEMA else b""
        self._seen, self._loaded = seen, True

    def _decode(self, tables: codec.Tables) -> tuple[Journal, codec.Meta]:
        try:
            return codec.decode(tables)
        except ValueError:
            if codec.decode_meta(tables).schema <= codec.SCHEMA:
                raise
        message = f"{self.path} was written by a newer kindtui. Update kindtui to read it."
        raise UnreadableError(message)

    def _why_read_only(self, schema: int) -> str:
        if schema > codec.SCHEMA:
            return f"{self.path} was written by a newer kindtui, and can be read. Update kindtui to write."
        if files.is_read_only(self.path):
            return f"{self.path} is read-only, so nothing can be written. Change its permissions to write."
        return ""

    def _damage(self, problem: Exception) -> UnreadableError:
        """What is wrong with the file, what was done for it, and which save before it is whole."""
        if isinstance(problem, IsADirectoryError):
            return UnreadableError(f"{self.path} is a folder, not a data file. Name a file with --data.")
        what = str(problem) if str(problem) in ("empty", "missing") else "not a readable kindtui journal"
        said = f"{self.path} is {what}; it was left as it is."
        with suppress(OSError):
            if data := files.read(self.path)[0]:
                backups.keep_aside(self.path, data)
        return DamagedError(said, copies.offer(copies.generations(self.path)))


def _with(known: Journal, journal: Journal) -> Journal:
    """The journal, and what was known before it was read."""
    from kindtui.domain.journal.merge import merge

    return merge(journal, known, known)
