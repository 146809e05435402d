"""The data file and the files beside it: their names, modes and content.

Paths of the journal are real paths, without symbolic links, unless a function says otherwise.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path

from msgspec import Struct

from kindtui.storage.errors import NotSavedError, UnreadableError
from kindtui.texts import get_text

FILE_MODE, FOLDER_MODE = 0o600, 0o700
PERMISSION_BITS = 0o777
WRITE_BITS = 0o222

NO_MODES_ERRNOS = frozenset((errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL))

LOCK_SUFFIX, PREVIOUS_SUFFIX, DRAFTS_SUFFIX, BACKUPS_SUFFIX = ".lock", ".prev", ".drafts", ".backups"
HOLDER_SUFFIX = ".lock-holder"
EDITED_TEXT_SUFFIX = ".txt"
MAX_BYTES = 2**28  # of a file that is read: a hundred times as much as ten years take
MAX_LINKS = 40  # as the system allows
COMPANION_SUFFIXES = (PREVIOUS_SUFFIX, DRAFTS_SUFFIX, LOCK_SUFFIX, HOLDER_SUFFIX)
TEMP_SUFFIX_BYTES = 8  # random bytes in the name of a temporary file
# The longest name beside a journal is `.NAME.damaged-<12>.<16>.tmp`; file systems take 255 bytes.
MAX_NAME_BYTES = 255 - 43


class Identity(Struct, frozen=True):
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


def temporary_path(path: Path) -> Path:
    """Return a new path beside `path`, for a file that is renamed to it."""
    return path.with_name(f".{path.name}.{os.urandom(TEMP_SUFFIX_BYTES).hex()}.tmp")


def names_of(path: Path) -> list[Path]:
    """Return the name of a file, the symbolic links it leads through, and last its real path."""
    names: list[Path] = []
    while len(names) < MAX_LINKS:
        name = Path(os.path.realpath(path.parent), path.name)
        names.append(name)
        if not name.is_symlink():
            break
        path = name.parent / name.readlink()
    return names


def maybe_edited_texts(path: Path) -> list[str]:
    """Return names beside the journal at `path` that look like those of texts in the user's editor.

    It is asked at each start, and hardly ever finds any.
    """
    prefix = f".{path.name}."
    try:
        with os.scandir(path.parent) as entries:
            names = [entry.name for entry in entries if entry.name.startswith(prefix)]
    except OSError:
        return []
    return sorted(name for name in names if name.endswith(EDITED_TEXT_SUFFIX))


def dangling_link(path: Path) -> Path | None:
    """Return the symbolic link, at `path` or above it, that leads to nothing; None if there is none."""
    links = (each for each in (path, *path.parents) if os.path.islink(each))  # noqa: PTH114  raises nothing
    return next((link for link in links if not os.path.exists(link)), None)  # noqa: PTH110  raises nothing


def is_journal_file(path: Path, other: Path) -> bool:
    """Return whether the real path `other` is the data file at `path`, or a file that belongs to it."""
    companions = {path, *(path.with_name(path.name + suffix) for suffix in COMPANION_SUFFIXES)}
    return other in companions or backups_folder(path) in other.parents


def check_place(path: Path, *, may_be_closed: bool = False) -> None:
    """Check that a journal is, or can be, at the real path `path`. Every command does so first.

    Args:
        path: The path.
        may_be_closed: Whether it need not be looked at if its folder is closed.

    Raises:
        UnreadableError: The path is that of a folder, pipe, socket or device, it cannot be looked at, or its
            name leaves no room for the names of the files beside it.
    """
    try:
        if not path.name:
            raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
        if len(os.fsencode(path.name)) > MAX_NAME_BYTES:
            raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG))
        if status := _status(path):
            _check_regular(status)
    except OSError as error:
        if may_be_closed and error.errno == errno.EACCES:
            return
        raise UnreadableError.from_os(path, error) from None


def check_companions(path: Path) -> None:
    """Check that nothing else is in the place of a file beside the journal. Every save does so first.

    Raises:
        NotSavedError: A folder, link or pipe is in the place of one of them.
        OSError: A file cannot be looked at.
    """
    if file := wrong_companion(path):
        raise NotSavedError(get_text("errors.not_saved.in_the_way", path=file))


def wrong_companion(path: Path) -> Path | None:
    """Return the folder, link or pipe in the place of a file beside the journal; None if there is none.

    Raises:
        OSError: A file cannot be looked at.
    """
    for suffix in COMPANION_SUFFIXES:
        file = path.with_name(path.name + suffix)
        with suppress(FileNotFoundError):
            if not stat.S_ISREG(file.lstat().st_mode):
                return file
    return None


def identity(path: Path) -> Identity | None:
    """Return the identity of the file at `path`; None if there is none.

    Raises:
        OSError: The path cannot be examined.
    """
    status = _status(path)
    return _identity(status) if status else None


def folder_identity(path: Path) -> tuple[int, int] | None:
    """Return what tells the folder of the file at `path` from any other; None if there is none.

    Raises:
        OSError: The folder cannot be examined.
    """
    status = _status(path.parent)
    return (status.st_dev, status.st_ino) if status else None


def read(path: Path, limit: int = -1) -> tuple[bytes, Identity | None]:
    """Return the content of the file at `path` and its identity; no bytes and None if there is none.

    Args:
        path: The file.
        limit: How many bytes to read at most; a negative number is no limit.

    Raises:
        OSError: The file cannot be read, or is a folder, pipe or device; a pipe might never end.
    """
    try:
        with open_regular(path) as file:
            file_identity = _identity(os.fstat(file.fileno()))
            return file.read(limit), file_identity
    except FileNotFoundError:
        return b"", None


@contextmanager
def open_regular(path: Path) -> Iterator[BufferedReader]:
    """Open the file at `path` for reading.

    Raises:
        OSError: The file cannot be opened, is too large, or is a folder, pipe or device.
    """
    _check_regular(path.stat())
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
        status = os.fstat(file.fileno())
        _check_regular(status)
        if status.st_size > MAX_BYTES:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        yield file


def unwritable_place(path: Path) -> Path | None:
    """Return the file, or the folder that a new one would go to, if it cannot be written.

    A file without any write permission counts as read-only also for root, whom the system lets write it.

    Raises:
        OSError: The file cannot be examined.
    """
    if (status := _status(path)) and not (status.st_mode & WRITE_BITS and os.access(path, os.W_OK)):
        return path
    folder = nearest_folder(path)
    return None if os.access(folder, os.W_OK) else folder


def has_room(path: Path) -> bool:
    """Return whether there is room for another save of the file at `path`, as far as its disk says.

    Raises:
        OSError: The disk does not say.
    """
    disk, status = os.statvfs(nearest_folder(path)), _status(path)
    size = max(status.st_size if status else 0, 1)
    return not disk.f_blocks or disk.f_bavail * disk.f_frsize >= size


def nearest_folder(path: Path) -> Path:
    """Return the folder of the file at `path` or, if it does not exist, the nearest one above that does."""
    return next(parent for parent in path.parents if os.path.exists(parent))  # noqa: PTH110  raises nothing


def has_second_name(path: Path) -> bool:
    """Return whether the file at `path` has other names than its own and `.prev`, by hard links."""
    with suppress(OSError):
        own_names = 2 if previous_path(path).exists() and path.samefile(previous_path(path)) else 1
        return path.stat().st_nlink > own_names
    return False


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


def exposure(file: Path) -> str:
    """Return a sentence that says that others may use an existing file; empty if they may not.

    Raises:
        OSError: The file cannot be examined.
    """
    return "" if is_private(file) else get_text("errors.exposed", path=file)


def make_private(file: Path) -> None:
    """Remove from an existing file or folder the permissions that kindtui does not give it.

    Raises:
        OSError: The mode cannot be changed.
    """
    if not is_private(file):
        set_mode(file, file.stat().st_mode & _private_mode(file))


def set_mode(file: Path, mode: int) -> None:
    """Change the mode of a file or folder, where the file system keeps modes; `is_private` tells.

    Raises:
        OSError: The mode cannot be changed for another reason.
    """
    try:
        file.chmod(mode)
    except OSError as error:
        if error.errno not in NO_MODES_ERRNOS:
            raise


def make_folder(folder: Path) -> None:
    """Create a private folder, with the folders above it, unless it exists.

    Raises:
        OSError: The folder cannot be created.
    """
    folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)


def _private_mode(file: Path) -> int:
    return FOLDER_MODE if file.is_dir() else FILE_MODE


def _status(path: Path) -> os.stat_result | None:
    """Return what the system says of a path; None if nothing is there."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _check_regular(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        code = errno.EISDIR if stat.S_ISDIR(status.st_mode) else errno.EINVAL
        raise OSError(code, os.strerror(code))


def _identity(status: os.stat_result) -> Identity:
    return Identity(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
