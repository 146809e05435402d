"""The data file and the files beside it: their names, modes and content.

Paths of the journal are real paths, without symbolic links, unless a function says otherwise.
"""

import errno
import os
from pathlib import Path
from typing import NamedTuple

FILE_MODE, FOLDER_MODE = 0o600, 0o700
PERMISSION_BITS = 0o777
WRITE_BITS = 0o222

LOCK_SUFFIX, PREVIOUS_SUFFIX, DRAFTS_SUFFIX, BACKUPS_SUFFIX = ".lock", ".prev", ".drafts", ".backups"
HOLDER_SUFFIX = ".lock-holder"
COMPANION_SUFFIXES = (PREVIOUS_SUFFIX, DRAFTS_SUFFIX, LOCK_SUFFIX, HOLDER_SUFFIX)


class Identity(NamedTuple):
    """What tells one content of a path from the next: every save makes a new inode."""

    device: int
    inode: int
    size: int
    mtime_ns: int


def lock_path(path: Path) -> Path:
    """Return the path of the lock, a file that is never renamed or removed."""
    return path.with_name(path.name + LOCK_SUFFIX)


def previous_path(path: Path) -> Path:
    """Return the path of the save before the last one."""
    return path.with_name(path.name + PREVIOUS_SUFFIX)


def drafts_path(path: Path) -> Path:
    """Return the path of the text that was typed and not saved."""
    return path.with_name(path.name + DRAFTS_SUFFIX)


def holder_path(path: Path) -> Path:
    """Return the path of the file that says who saves, where the file system has no locks."""
    return path.with_name(path.name + HOLDER_SUFFIX)


def backups_folder(path: Path) -> Path:
    """Return the path of the folder with the backups."""
    return path.with_name(path.name + BACKUPS_SUFFIX)


def is_journal_file(path: Path, other: Path) -> bool:
    """Return whether the real path `other` is the data file at `path`, or a file that belongs to it."""
    companions = {path, *(path.with_name(path.name + suffix) for suffix in COMPANION_SUFFIXES)}
    return other in companions or backups_folder(path) in other.parents


def identity(path: Path) -> Identity | None:
    """Return the identity of the file at `path`; None if there is none.

    Raises:
        OSError: The path cannot be examined.
    """
    try:
        return _identity(path.stat())
    except FileNotFoundError:
        return None


def read(path: Path) -> tuple[bytes, Identity | None]:
    """Return the content of the file at `path` and its identity; no bytes and None if there is none.

    Raises:
        OSError: The file cannot be read, or is a pipe or device, which might never end.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise OSError(errno.EINVAL, "not a file")
    try:
        with path.open("rb") as file:
            return file.read(), _identity(os.fstat(file.fileno()))
    except FileNotFoundError:
        return b"", None


def is_read_only(path: Path) -> bool:
    """Return whether the file, or the folder a new one would go to, cannot be written.

    A file without any write permission counts as read-only also for root, whom the system lets write it.
    """
    if path.exists():
        return not (
            path.stat().st_mode & WRITE_BITS and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
        )
    folder = next(parent for parent in path.parents if parent.exists())
    return not os.access(folder, os.W_OK)


def restrict_permissions(path: Path) -> None:
    """Remove group and other permissions from the data file and what belongs to it.

    Raises:
        OSError: The mode of a file cannot be changed.
    """
    for file in (path, lock_path(path), previous_path(path), drafts_path(path)):
        if file.is_file():
            make_private(file)
    if backups_folder(path).is_dir():
        make_private(backups_folder(path))


def is_private(file: Path) -> bool:
    """Return whether nobody but the owner may use an existing file or folder.

    Raises:
        OSError: The file cannot be examined.
    """
    return not file.stat().st_mode & PERMISSION_BITS & ~_private_mode(file)


def make_private(file: Path) -> None:
    """Remove from an existing file or folder the permissions that kindtui does not give it.

    Raises:
        OSError: The mode cannot be changed.
    """
    if not is_private(file):
        file.chmod(file.stat().st_mode & _private_mode(file))


def make_folder(folder: Path) -> None:
    """Create a private folder, with the folders above it, unless it exists.

    Raises:
        OSError: The folder cannot be created.
    """
    folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)


def _private_mode(file: Path) -> int:
    return FOLDER_MODE if file.is_dir() else FILE_MODE


def _identity(stat: os.stat_result) -> Identity:
    return Identity(stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns)
