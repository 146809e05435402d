"""Replace a file as a whole or not at all: temporary files, and a TinyDB storage for one save.

The steps are those of "How a save is made" in `docs/data-format.md`.
"""

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from tinydb import Storage

from kindtui.storage import codec
from kindtui.storage.files import (
    FILE_MODE,
    Identity,
    backups_folder,
    identity,
    previous_path,
    set_mode,
    temporary_path,
)
from kindtui.storage.names import Kind, files_beside, kind_of_backup


class ConcurrentWriteError(Exception):
    """Another program replaced the file while a save was being prepared."""


class AtomicStorage(Storage):
    """A TinyDB storage for one save: it reads from memory and writes by replacing the file.

    After `write`, `tables` and `file_identity` are those of the new file, and `durable` is false if the disk
    did not confirm the rename.
    """

    def __init__(
        self,
        path: Path,
        tables: codec.Tables,
        file_identity: Identity | None,
        *,
        keeps_previous: bool = True,
    ) -> None:
        """Create the storage.

        Args:
            path: The real path of the file.
            tables: The documents that TinyDB is given to read.
            file_identity: The file that may be replaced; None if there was none.
            keeps_previous: Whether that file becomes `.prev`.
        """
        self._keeps_previous = keeps_previous
        self.path = path
        self.tables = tables
        self.file_identity = file_identity
        self.durable = True

    def read(self) -> dict[str, dict[str, Any]]:
        """Return a copy of the tables, which TinyDB may change."""
        return {name: dict(documents) for name, documents in self.tables.items()}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the file by one with these tables. The file it replaces becomes `.prev`, if it is to.

        Raises:
            ConcurrentWriteError: The file is not `file_identity` any more; it was left as it is.
            OSError: The file could not be written; it is as it was.
        """
        tables = codec.raw_tables(data)
        temporary = write_temporary(self.path, codec.encode(tables))
        try:
            if identity(self.path) != self.file_identity:
                raise ConcurrentWriteError
            if self._keeps_previous:
                keep_previous(self.path)
            new_identity = identity(temporary)
            os.replace(temporary, self.path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        self.tables, self.file_identity = tables, new_identity
        self.durable = sync_folder(self.path.parent)


def write_temporary(path: Path, data: bytes, *, is_durable: bool = True) -> Path:
    """Write a private temporary file beside `path`, synchronise it unless told not to, and return its path.

    Raises:
        OSError: The file could not be written; nothing is left of it.
    """
    temporary = temporary_path(path)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(temporary, flags, FILE_MODE)
    try:
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            view = memoryview(data)
            while view:  # an unbuffered write may stop early
                view = view[file.write(view) :]
            if is_durable:
                _sync(file.fileno())
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def write_atomically(path: Path, data: bytes, *, is_durable: bool = True) -> bool:
    """Replace the file at `path`, or create it, without keeping what was there.

    Args:
        path: Where.
        data: The new content.
        is_durable: Whether it is to outlive a power cut, for which the disk has to be waited for.

    Returns:
        Whether the disk confirmed it.

    Raises:
        OSError: The file could not be written; it is as it was.
    """
    temporary = write_temporary(path, data, is_durable=is_durable)
    try:
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    return is_durable and sync_folder(path.parent)


def create_atomically(path: Path, data: bytes) -> bool:
    """Create the file at `path`, whole or not at all.

    Returns:
        Whether the disk confirmed it.

    Raises:
        FileExistsError: There is one already.
        OSError: The file could not be written; there is none.
    """
    temporary = write_temporary(path, data)
    try:
        try:
            os.link(temporary, path)
        except FileExistsError:
            raise
        except OSError:  # the file system has no hard links
            if os.path.lexists(path):
                raise FileExistsError from None
            os.replace(temporary, path)
    finally:
        with suppress(OSError):
            temporary.unlink()
    return sync_folder(path.parent)


def remove_stale_temporaries(path: Path) -> None:
    """Remove temporary files that killed processes left beside `path` and in the folder of its backups.

    The caller holds the lock if `path` is a journal. What cannot be listed or removed stays.
    """
    stale: list[Path] = []
    with suppress(OSError):
        stale += files_beside(path, Kind.TEMPORARY)
    with suppress(OSError):
        hidden = [file for file in backups_folder(path).iterdir() if file.name.startswith(".")]
        stale += [file for file in hidden if kind_of_backup(file.name) is Kind.TEMPORARY]
    for file in stale:
        with suppress(OSError):
            file.unlink()


def keep_previous(path: Path) -> None:
    """Give the file at `path` a second name, `.prev`, under which it outlives its replacement.

    The second name is a hard link under a temporary name that is then renamed, so that there is a `.prev` at
    every moment. Where the file system has no hard links it is a copy.

    Raises:
        OSError: The link or the copy could not be made; `.prev` is as it was.
    """
    if not path.exists() or not path.stat().st_size:  # an empty file, which began the journal, is no save
        return
    set_mode(path, FILE_MODE)
    temporary = temporary_path(path)
    try:
        os.link(path, temporary)
    except OSError:
        temporary = write_temporary(path, path.read_bytes())
    try:
        os.replace(temporary, previous_path(path))
    finally:
        with suppress(OSError):  # left by an error, or by a rename between two links to one file
            temporary.unlink()


def sync_folder(folder: Path) -> bool:
    """Make the renames in a folder durable, and return whether the disk confirmed it."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError:
        return False
    return True


def _sync(descriptor: int) -> None:
    """Force written bytes to the disk. On macOS, fsync leaves them in the cache of the drive."""
    if hasattr(fcntl, "F_FULLFSYNC"):
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)
