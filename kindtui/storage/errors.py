"""What can go wrong with the data file. Each message is one or two sentences for the person."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from kindtui.domain.text import command_line, printable, shell_word
from kindtui.texts import get_text

_NO_SPACE_ERRNOS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_PERMISSION_ERRNOS = {errno.EACCES, errno.EPERM, errno.EROFS}


class StorageError(Exception):
    """The base of these errors. A message names the file and a remedy, and nothing that was written."""

    def __init__(self, message: str) -> None:
        """Keep the message as one line that is safe to show, whatever the name of the file is."""
        super().__init__(printable(message))


class UnreadableError(StorageError):
    """A file cannot be opened or is not what it should be; it was left as it was."""

    @classmethod
    def from_os(cls, path: Path, error: OSError, remedy: str = "") -> "UnreadableError":
        """Create the error that says why the system could not read `path`.

        Args:
            path: The file.
            error: What the system said.
            remedy: What to do if the path is not that of a file, as a sentence; by default, use `--data`.
        """
        if problem := _problem_of_path(path, error):
            return cls(f"{problem} {remedy or get_text('errors.choose.data')}")
        if folder := _closed_folder(path, error):
            command = f"chmod u+rwx {shell_word(folder)}"
            return cls(get_text("errors.unreadable.closed_folder", path=path, command=command))
        if error.errno in _PERMISSION_ERRNOS:
            return cls(get_text("errors.unreadable.permissions", path=path, reason=error.strerror))
        return cls(get_text("errors.unreadable.other", path=path, reason=error.strerror))


class DamagedError(UnreadableError):
    """The journal is damaged or missing. `problem` is the message without its remedy."""

    def __init__(self, problem: str, remedy: str) -> None:
        """Compose the message of two sentences."""
        super().__init__(f"{problem} {remedy}")
        self.problem = printable(problem)


class LockedError(UnreadableError):
    """Words are sealed, and the key that opens them is not at hand."""


class OtherKeyError(UnreadableError):
    """A file was locked with another key than the journal."""


class NoKeyringError(UnreadableError):
    """Words are sealed, and the lock that they were sealed with is gone."""

    def __init__(self, path: Path) -> None:
        """Compose the message about the journal at `path`."""
        command = command_line(path, "backup", "list")
        super().__init__(get_text("errors.lock.no_keyring", path=path, command=command))


class ReadOnlyError(StorageError):
    """A file that may only be read was to be written."""


class NotSavedError(StorageError):
    """A file could not be written; it is as it was."""

    @classmethod
    def from_os(cls, path: Path, error: OSError) -> "NotSavedError":
        """Create the error that says why the system could not write `path`."""
        if error.errno in _NO_SPACE_ERRNOS:
            return cls(get_text("errors.not_saved.space", path=path))
        if error.errno in _PERMISSION_ERRNOS:
            return cls(get_text("errors.not_saved.permissions", path=_refusing_place(path, error)))
        if problem := _problem_of_path(path, error):
            return cls(get_text("errors.not_saved.path", problem=problem))
        return cls(get_text("errors.not_saved.other", path=path, reason=error.strerror))


class GoneError(NotSavedError):
    """The journal is not where it was; nothing was written before a person says that it may be."""

    def __init__(self, path: Path) -> None:
        """Compose the message about the journal at `path`."""
        super().__init__(get_text("errors.not_saved.gone", path=path))


def tampered_message(path: Path) -> str:
    """Return that the lock of the journal at `path` was changed without its key, and what mends it."""
    return get_text("errors.lock.tampered", path=path, command=command_line(path, "lock", "--change"))


def _refusing_place(path: Path, error: OSError) -> Path:
    """Return the file beside `path`, or the folder, that the system refused to write to; else `path`."""
    if not isinstance(error.filename, str):
        return path
    file = Path(error.filename)
    places = (place for place in (file, file.parent) if os.path.lexists(place))
    return next((place for place in places if not os.access(place, os.W_OK)), path)


def _closed_folder(path: Path, error: OSError) -> Path | None:
    """Return the folder above `path` that is closed to its own owner; None if that is not the reason."""
    if error.errno != errno.EACCES:
        return None
    with suppress(OSError):
        folder = next((each for each in reversed(path.parents) if not os.access(each, os.X_OK)), None)
        return folder if folder and folder.stat().st_uid == os.geteuid() else None
    return None


def _problem_of_path(path: Path, error: OSError) -> str:
    """Return why there can be no file at `path`, as a sentence; empty if the error is another one."""
    match error.errno:
        case errno.EISDIR:
            return get_text("errors.path.folder", path=path)
        case errno.EINVAL:
            return get_text("errors.path.device", path=path)
        case errno.ENOTDIR:
            return get_text("errors.path.file_in_path", path=path)
        case errno.ELOOP:
            return get_text("errors.path.loop", path=path)
        case errno.ENAMETOOLONG:
            return get_text("errors.path.long_name", path=path)
    return ""
