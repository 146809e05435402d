"""A journal in one TinyDB file that is replaced as a whole, so that a save is durable or did not happen."""

import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kindtui.domain.dates import Clock
from kindtui.domain.drafts import DraftChange, Drafts, without_sealed_texts
from kindtui.domain.journal.journal import ONE_DAY, Journal
from kindtui.domain.journal.keyring import Keyring
from kindtui.domain.text import printable
from kindtui.storage import codec, drafts, files
from kindtui.storage.drafts import DraftCodec
from kindtui.storage.errors import (
    GoneError,
    NoKeyringError,
    NotSavedError,
    OtherKeyError,
    ReadOnlyError,
    UnreadableError,
)
from kindtui.storage.place import Place
from kindtui.storage.sealing.word_access import WordAccess
from kindtui.storage.store import Change, SaveResult
from kindtui.texts import get_text

if TYPE_CHECKING:
    from kindtui.storage import copies
    from kindtui.storage.sealing.keys import Keys

MAX_WRITE_ATTEMPTS = 8
RECENT_DAYS = 60  # more than the 28 of the headline and the 7 of the suggestions


class FileStore:
    """A `Store` over a file, which other windows and sync clients may change at any time.

    Three things are remembered of the last load or save: the documents as they are in the file, so that a
    save keeps what this version does not know; the journal in them, so that only changed documents are
    written; and the place, which tells whether another program replaced the file since, or it is gone.

    Of a locked journal the words are sealed in the file, and in memory too unless `words` has the key. What
    is written without the key goes into boxes, which only the key opens.

    Attributes:
        path: The real path of the file.
        named_path: The path as it was named, symbolic links included.
        words: The access to the words of a locked journal.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        """Create a store over the file at `path`, without reading it. Symbolic links are followed."""
        self.path, self.named_path = Path(os.path.realpath(path)), path
        self.read_only_reason = ""
        self.exposure = ""
        self.left_text = ""
        self.words = WordAccess(self.path)
        self._clock = clock
        self._place = Place(self.path)
        self._recent_file: files.Identity | None = None  # as long as only its newest days have been read
        self._tables: codec.Tables = {}
        self._stored = Journal()  # as in the file, with the words of a locked journal sealed
        self._on_disk = Journal()  # the same with its words
        self._journal = Journal()  # `_on_disk` merged with what was known before the file was replaced
        self._generation = 0
        self._data = b""  # the bytes of the file, which the documents are parts of, until the first save
        self._pre_migration_data = b""  # the same if they have an older schema
        self._last_backup_date: date | None = None  # in UTC

    @property
    def tables(self) -> codec.Tables:
        """The documents of the file as they were last read or written."""
        return self._tables

    @property
    def file_identity(self) -> files.Identity | None:
        """The content of the file that was last read or written; None if there is no file."""
        return self._place.file if self._place.is_known else self._recent_file

    @property
    def is_locked(self) -> bool:
        """Whether the words of the journal are sealed, and not open to this store."""
        return self.words.is_locked

    @property
    def lock_warning(self) -> str:
        """A sentence about a lock that was changed outside kindtui; empty if it was not."""
        return self.words.warning

    def unlock(self, secret: str) -> None:
        """Open the words of a locked journal with its passphrase or its recovery code.

        Raises:
            WrongPassphraseError: It is neither.
            UnreadableError: As in `load`; or PyNaCl, which opens them, is not installed.
        """
        if not self._place.is_known:
            self.load_recent()
        if keyring := self.words.keyring:
            from kindtui.storage.sealing import keys

            self.use_keys(keys.unlock(keyring, secret), keyring)

    def use_keys(self, keys: "Keys", keyring: Keyring) -> None:
        """Open and seal the words of the journal with the keys of that keyring from now on."""
        self.words.use_keys(keys, keyring)
        if self._place.is_known:
            has_more = self.has_unsaved_changes()
            self._on_disk = self.words.opened(self._stored)
            known = self._journal
            self._journal = self.words.sealer.opened_other(known) if has_more else self._on_disk

    def merged(self, theirs: Journal, base: Journal | None = None) -> Change:
        """Return the change that merges a journal from another file, as it is there.

        The change raises LockedError or OtherKeyError as `WordAccess.merged` does.
        """
        return lambda journal: self.words.merged(journal, theirs, base)

    def load(self) -> Journal:
        """Read the file, for half a second if needed, and return the journal.

        What was known before is merged in, so that an older copy put in its place loses nothing.

        Raises:
            DamagedError: The file is not a journal, or it is missing or empty although copies of it exist.
                It was left as it was.
            UnreadableError: The file cannot be opened, or was written by a newer kindtui.
            GoneError: The file is gone, or its folder is another one, with a journal that lacks something.
        """
        try:
            self._place.read_patiently(self._read, self._clock)
        except OSError as error:
            raise UnreadableError.from_os(self.path, error) from None
        except ValueError as error:
            from kindtui.storage.copies import damaged_error

            raise damaged_error(self.path, str(error)) from None
        return self._journal

    def load_recent(self) -> Journal:
        """Return the newest days, or the whole journal if the file is unusual in any way.

        Raises:
            UnreadableError: As in `load`.
        """
        try:
            last = self._clock.now_without_zone().at.date() + ONE_DAY  # it may be tomorrow elsewhere
            data, self._recent_file = files.read(self.path)
            journal, meta = codec.decode_recent(data, RECENT_DAYS, last)
            self.read_only_reason = self._find_read_only_reason(meta.schema)
        except (ValueError, RecursionError, OSError):
            return self.load()
        return self.words.opened(journal, may_ask=True)

    def write_anew(self) -> None:
        """Let the next save write the whole journal where it is gone, because a person said so."""
        self._place.may_write_anew = True

    def has_changed(self) -> bool:
        """Return whether the file is another one than that last read or written, or cannot be looked at."""
        return self._place.has_changed()

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
        from kindtui.storage import backups
        from kindtui.storage.lock import locked

        with suppress(Exception):
            self._check_not_gone()
            with locked(self.path, self._clock):
                if not backups.has_daily(self.path, now):
                    data, file_identity = self._newest_data()
                    if not file_identity or self._is_plain_copy(data):
                        return
                    backups.make_daily(self.path, data, now)
                self._last_backup_date = now.date()

    def _newest_data(self) -> tuple[bytes, files.Identity | None]:
        """Return what is in the file, without a second copy in memory if it was read already."""
        if self._data and not self.has_changed():
            return self._data, self._place.file
        return files.read(self.path)

    def _is_plain_copy(self, data: bytes) -> bool:
        """Return whether a plain copy was put in the place of the locked journal."""
        if self.words.keyring is None:
            return False
        keyring = codec.decode_keyring(data)
        return keyring is None or keyring.lifted

    def drafts(self) -> Drafts:
        """Return the text that was typed and not saved, by day and field; what does not open stays there."""
        if self.is_locked:
            return {}
        return without_sealed_texts(self.words.draft_codec().opened(drafts.load(self.path)))

    def recover_edited_texts(self) -> None:
        """Make drafts of the texts that were open in the user's editor when a kindtui was killed."""
        if self.read_only_reason:
            return
        left = self._recover_from(self.path)
        if self._journal.keyring:  # it is locked, or was
            from kindtui.storage import private_memory

            for place in private_memory.places_in_memory(self.path, os.environ):
                left += self._recover_from(place)
                private_memory.remove_empty_folders(place)
        self.left_text = ""
        if left:
            from kindtui.storage.edited_texts import describe_left

            self.left_text = describe_left(left[0], self.path)

    def _recover_from(self, place: Path) -> list[Path]:
        if not files.maybe_edited_texts(place):
            return []
        from kindtui.storage.edited_texts import recover

        return recover(place, lambda change: self.keep_drafts([change]))

    def keep_drafts(self, changes: Iterable[DraftChange]) -> None:
        """Store changes of drafts in their file.

        Raises:
            NotSavedError: The drafts file cannot be written, or the journal is gone.
            OtherKeyError: The journal was locked with another key.
        """
        from kindtui.storage.backups import save_damaged_copy

        self._check_not_gone()
        drafts.keep(self.path, changes, self._clock, save_damaged_copy, self._draft_codec)

    def _draft_codec(self) -> DraftCodec:
        """Return how drafts are written, also if another kindtui has locked or unlocked the journal just now.

        Raises:
            OtherKeyError: It was locked with another key.
        """
        if not self._place.is_known or self.has_changed():
            with suppress(ValueError, RecursionError, OSError):
                data, _ = files.read(self.path)
                return self.words.newest_draft_codec(codec.decode_keyring(data), data)
        return self.words.draft_codec()

    def newest_keyring(self) -> Keyring | None:
        """Return the keyring that is in the file now, whatever was read before; nothing is remembered of it.

        Raises:
            OSError, ValueError, RecursionError: The file cannot be read.
        """
        return codec.decode_keyring(files.read(self.path)[0])

    def transact(
        self, change: Change, *, discard_unknown: bool = False, seed: "copies.Copy | None" = None
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
            GoneError: The journal is not where it was; see `write_anew`.
            UnreadableError: Another program changed the file, and it cannot be read any more.
        """
        if self.read_only_reason:
            raise ReadOnlyError(self.read_only_reason)
        from kindtui.storage.atomic import remove_stale_temporaries
        from kindtui.storage.lock import locked

        self._check_not_gone()
        try:
            files.make_folder(self.path.parent)
            with locked(self.path, self._clock):
                remove_stale_temporaries(self.path)
                return self._save(change, discard_unknown, seed)
        except OSError as error:
            raise NotSavedError.from_os(self.path, error) from None

    def _save(self, change: Change, discard_unknown: bool, seed: "copies.Copy | None") -> SaveResult:
        """Read the file if it changed, apply `change` and write; start over if it changes meanwhile."""
        from kindtui.storage.atomic import ConcurrentWriteError

        for _ in range(MAX_WRITE_ATTEMPTS):
            if self.has_changed():
                self._reload()
            tables, stored = self._tables, self._stored
            if discard_unknown:
                tables, stored = {}, Journal()
            elif seed and not any(tables[name] for name in tables.keys() - {codec.META}):
                tables, stored = seed.tables, seed.journal
            with suppress(ConcurrentWriteError):
                return self._write(change(self._journal), tables, stored)
        raise NotSavedError(get_text("errors.not_saved.changing", path=self.path))

    def _reload(self) -> None:
        """Read what another program wrote. A file that is gone is forgotten, if it is to be written anew.

        Raises:
            GoneError: It is gone, and nobody said that it is to be written anew.
            ReadOnlyError: The file may only be read now.
            UnreadableError: The file cannot be read any more.
        """
        if self._place.is_known and self._place.may_write_anew and files.identity(self.path) is None:
            self._place.file = None
            return
        self.load()
        if self.read_only_reason:
            raise ReadOnlyError(self.read_only_reason)

    def _write(self, after: Journal, tables: codec.Tables, stored: Journal) -> SaveResult:
        """Replace the file and, only once that is done, remember what it holds now.

        TinyDB is opened anew for each save, over a private copy of the tables: it caches document ids and
        changes what it was given to read.

        Args:
            after: The journal to save.
            tables: The documents to keep where the journal does not differ.
            stored: The journal in `tables`, as it is there.

        Raises:
            ConcurrentWriteError: Another program replaced the file meanwhile.
            OSError: The file could not be written; it is as it was.
        """
        from tinydb import TinyDB
        from tinydb.middlewares import CachingMiddleware
        from tinydb.table import Document

        from kindtui.storage.atomic import AtomicStorage

        sealed = self.words.sealed(after, stored, self._journal)
        meta = codec.Meta(codec.schema_of(after), self._generation + 1, after.updated_at)
        changed = codec.changed_documents(tables, stored, sealed, meta)
        if self._pre_migration_data:
            from kindtui.storage import backups

            backups.make(self.path, self._pre_migration_data, "migration", self._clock.now().at)
            self._pre_migration_data = b""
        unchanged = codec.unchanged_documents(tables, changed)
        is_plain_copy = self._journal.is_locked and not stored.is_locked
        storage = AtomicStorage(self.path, unchanged, self._place.file, keeps_previous=not is_plain_copy)
        database = TinyDB(storage=CachingMiddleware(lambda: storage))
        for table, documents in changed.items():
            database.table(table).insert_multiple(Document(content, doc_id) for doc_id, content in documents)
        database.close()  # the one write
        self._tables, self._data = storage.tables, b""
        self._stored = sealed
        self.words.keyring = after.keyring if after.is_locked else None
        self._on_disk = self._journal = sealed if self.is_locked else after
        self._generation = meta.generation
        with suppress(OSError):  # it is saved all the same
            self._place.remember(storage.file_identity)
        return SaveResult(after, storage.durable)

    def _read(self) -> None:
        """Read and validate the file, and remember it. A first run has no file, nor any copy of one.

        Raises:
            ValueError: The file is not a journal, or is "missing" or "empty" although copies of it exist.
            GoneError: As in `load`.
            UnreadableError: The file was written by a newer kindtui in a form this one cannot read, or
                there is none and its disk or vault is not mounted.
            OSError: The file cannot be opened.
        """
        data, file_identity = files.read(self.path)
        if data:
            tables = codec.parse(data)
            stored, meta = self._decode(tables)
        elif not file_identity and self._place.is_gone():
            raise GoneError(self.path)
        else:
            self._check_first_run(file_identity)
            tables, stored, meta = {}, Journal(), codec.Meta(codec.SCHEMA, 0)
        self._check_key(stored)
        self._check_keyring(stored, data)
        is_known = self._place.is_known
        on_disk = self.words.opened(stored, may_ask=not is_known)
        journal = self.words.with_known(on_disk, self._journal) if is_known else on_disk
        if journal != on_disk and self._place.is_other_folder():
            raise GoneError(self.path)
        self.read_only_reason = self._find_read_only_reason(meta.schema)
        with suppress(OSError):
            files.restrict_permissions(self.path)
            self.exposure = files.exposure(self.path) if data else ""
        self._tables, self._stored, self._on_disk, self._journal = tables, stored, on_disk, journal
        self.words.keyring = journal.keyring if journal.is_locked else None
        self._generation = meta.generation
        self._data, self._pre_migration_data = data, data if meta.schema < codec.SCHEMA else b""
        self._place.remember(file_identity)

    def _check_key(self, stored: Journal) -> None:
        """Refuse a file that was sealed with another key than the one before.

        Raises:
            OtherKeyError: It was.
        """
        before, now = self._journal.keyring, stored.keyring
        if self._journal.is_locked and stored.is_locked and before and now and not before.has_key_of(now):
            raise OtherKeyError(get_text("errors.lock.other_key", path=self.path))

    def _check_keyring(self, stored: Journal, data: bytes) -> None:
        """Refuse a file whose words are sealed and whose lock was taken out of it.

        Raises:
            NoKeyringError: It is one.
        """
        if stored.keyring is None and b'"sealed.' in data:
            from kindtui.domain.journal.sealed_parts import is_sealed_throughout

            if is_sealed_throughout(stored):
                raise NoKeyringError(self.path)

    def _check_first_run(self, file_identity: files.Identity | None) -> None:
        """Check that a file without content is a first run, unless a person said so.

        Raises:
            ValueError: It is "missing" or "empty", as copies of it exist.
            NotMountedError: It is missing, and its disk or vault seems not to be mounted.
            OSError: The folder cannot be looked at.
        """
        if self._place.may_write_anew:
            return
        from kindtui.storage import backups

        if backups.has_copies(self.path):
            raise ValueError("empty" if file_identity else "missing")
        backups.check_mounted(self.path)

    def _check_not_gone(self) -> None:
        """Refuse to write where the journal is not any more.

        Raises:
            GoneError: As in `load`.
            NotSavedError: Its place cannot be looked at.
            UnreadableError: Its folder is another one, and the file in it cannot be read; or nothing was ever
                read, and its disk or vault is not mounted.
        """
        from kindtui.storage import backups

        try:
            if not (self._place.is_known or self._place.may_write_anew):
                backups.check_mounted(self.path)
            is_suspect = self._place.is_gone() or self._place.is_other_folder()
        except OSError as error:
            raise NotSavedError.from_os(self.path, error) from None
        if is_suspect:
            self.load()

    def _decode(self, tables: codec.Tables) -> tuple[Journal, codec.Meta]:
        try:
            return codec.decode(tables)
        except ValueError:
            if codec.decode_meta(tables).schema <= codec.LOCKED_SCHEMA:
                raise
        raise UnreadableError(get_text("errors.unreadable.newer", path=self.path))

    def _find_read_only_reason(self, schema: int) -> str:
        if schema > codec.LOCKED_SCHEMA:
            return get_text("errors.read_only.newer", path=printable(self.path))
        if place := files.unwritable_place(self.path):
            return get_text("errors.read_only.permissions", path=printable(place))
        return ""
