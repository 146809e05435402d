"""The data file and the files beside it: names, modes and reading."""

import errno
import os
from pathlib import Path
from typing import NamedTuple

FILE_MODE, FOLDER_MODE = 0o600, 0o700
WRITE_BITS = 0o222


class Identity(NamedTuple):
    """What tells one content of a path from another: each save makes a new inode."""

    device: int
    inode: int
    size: int
    mtime_ns: int


def lock_path(path: Path) -> Path:
    """The lock beside the file; never renamed or removed."""
    return path.with_name(path.name + ".lock")


def previous_path(path: Path) -> Path:
    """The save before the last one."""
    return path.with_name(path.name + ".prev")


def drafts_path(path: Path) -> Path:
    """What was typed and not yet saved."""
    return path.with_name(path.name + ".drafts")


def backups_folder(path: Path) -> Path:
    """The folder of the backups."""
    return path.with_name(path.name + ".backups")


def is_journal_file(path: Path, other: Path) -> bool:
    """Whether `other` is the data file at `path` or one beside it; both are real paths."""
    companions = {path, lock_path(path), previous_path(path), drafts_path(path)}
    return other in companions or backups_folder(path) in other.parents


def identity(path: Path) -> Identity | None:
    """The identity of what is at the path now; None if nothing is."""
    try:
        return _identity(path.stat())
    except FileNotFoundError:
        return None


def read(path: Path) -> tuple[bytes, Identity | None]:
    """The bytes at the path and what they were read from; empty if nothing is there.

    Raises:
        OSError: from the system, and for a pipe or device, whose reading might never end.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise OSError(errno.EINVAL, "not a file")
    try:
        with path.open("rb") as file:
            return file.read(), _identity(os.fstat(file.fileno()))
    except FileNotFoundError:
        return b"", None


def is_read_only(path: Path) -> bool:
    """Whether the file, or the folder a new one would go to, is not to be written.

    A file without any write permission counts, also for root, whom the system would let write.
    """
    if path.exists():
        return not (
            path.stat().st_mode & WRITE_BITS and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
        )
    folder = next(parent for parent in path.parents if parent.exists())
    return not os.access(folder, os.W_OK)


def restrict_permissions(path: Path) -> None:
    """Take the file away from everybody but its owner."""
    for file in (path, lock_path(path), previous_path(path), drafts_path(path)):
        if file.is_file() and (mode := file.stat().st_mode & 0o777) & ~FILE_MODE:
            file.chmod(mode & FILE_MODE)
    folder = backups_folder(path)
    if folder.is_dir() and (mode := folder.stat().st_mode & 0o777) & ~FOLDER_MODE:
        folder.chmod(mode & FOLDER_MODE)


def make_folder(folder: Path) -> None:
    """Make a private folder, with the folders above it; one that is there stays as it is."""
    folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)


def _identity(stat: os.stat_result) -> Identity:
    return Identity(stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns)
