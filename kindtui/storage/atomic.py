"""Replacing a file as a whole, or not at all: a TinyDB storage for one transaction.

The steps are those of `docs/data-format.md`, "How a save is made".
"""

import fcntl
import glob
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tinydb import Storage

from kindtui.domain.dates import Clock
from kindtui.storage import codec
from kindtui.storage.errors import NotSavedError
from kindtui.storage.files import FILE_MODE, Identity, identity, lock_path, previous_path

MAX_LOCK_ATTEMPTS, LOCK_RETRY_SECONDS = 100, 0.05  # 5 seconds together
TEMP_SUFFIX_BYTES = 8  # of chance in the name of a temporary file


class ConcurrentWriteError(Exception):
    """Somebody else replaced the file while a save was being prepared."""


class AtomicStorage(Storage):
    """TinyDB's storage for one transaction: reads a private copy, writes by replacement.

    After a write, `tables` is the file's new content and `seen` its identity; `durable` is
    false if the folder could not be synchronised.
    """

    def __init__(self, path: Path, tables: codec.Tables, file_identity: Identity | None) -> None:
        """Work on `tables`, as read from the file at the real path `path` when it was `seen`."""
        self.path = path
        self.tables = tables
        self.file_identity = file_identity
        self.durable = True

    def read(self) -> dict[str, dict[str, Any]]:
        """Copy the tables, so that TinyDB may change them."""
        return {name: dict(documents) for name, documents in self.tables.items()}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the file.

        Raises:
            ChangedError: if it is not the file that was read.
            OSError: from the system; the file is as it was.
        """
        tables = codec.raw_tables(data)
        temporary = write_temporary(self.path, codec.encode(tables))
        try:
            if identity(self.path) != self.file_identity:
                raise ConcurrentWriteError
            keep_previous(self.path)
            new_identity = identity(temporary)
            os.replace(temporary, self.path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        self.tables, self.file_identity = tables, new_identity
        self.durable = sync_folder(self.path.parent)


@contextmanager
def locked(path: Path, clock: Clock) -> Iterator[None]:
    """Hold the lock beside the file, waiting up to five seconds for it.

    Raises:
        NotSavedError: if somebody else keeps it longer.
    """
    descriptor = os.open(lock_path(path), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, FILE_MODE)
    try:
        _acquire(descriptor, path, clock)
        yield
    finally:
        with suppress(OSError):  # it is closed all the same, and what was saved is saved
            os.close(descriptor)


def _acquire(descriptor: int, path: Path, clock: Clock) -> None:
    for _ in range(MAX_LOCK_ATTEMPTS):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            clock.sleep(LOCK_RETRY_SECONDS)
        else:
            return
    message = f"Not saved: another kindtui is saving {path}. Try again in a moment."
    raise NotSavedError(message)


def write_temporary(path: Path, data: bytes) -> Path:
    """Write and synchronise a private file beside `path`; on an error nothing is left."""
    temporary = _temporary_name(path)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(temporary, flags, FILE_MODE)
    try:
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            view = memoryview(data)
            while view:
                view = view[file.write(view) :]
            _sync(file.fileno())
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def write_atomically(path: Path, data: bytes) -> None:
    """Let a file beside the journal hold these bytes, as a whole or not at all."""
    temporary = write_temporary(path, data)
    try:
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def remove_stale_temporaries(path: Path) -> None:
    """Remove temporary files that a killed process left; the lock must be held."""
    for stale in path.parent.glob(f".{glob.escape(path.name)}.{'[0-9a-f]' * 2 * TEMP_SUFFIX_BYTES}.tmp"):
        stale.unlink(missing_ok=True)


def sync_folder(folder: Path) -> bool:
    """Make a rename durable; false if the system could not."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError:
        return False
    return True


def keep_previous(path: Path) -> None:
    """Let `.prev` be the file as it is now."""
    if not path.exists():
        return
    path.chmod(FILE_MODE)
    temporary = _temporary_name(path)
    try:
        os.link(path, temporary)
    except OSError:  # a file system without hard links
        temporary = write_temporary(path, path.read_bytes())
    try:
        os.replace(temporary, previous_path(path))
    finally:
        with suppress(OSError):  # there after an error, or if .prev was this very file already
            temporary.unlink()


def _temporary_name(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.urandom(TEMP_SUFFIX_BYTES).hex()}.tmp")


def _sync(descriptor: int) -> None:
    """Hand the bytes to the disk itself; macOS needs a stronger word for that."""
    if hasattr(fcntl, "F_FULLFSYNC"):
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)
