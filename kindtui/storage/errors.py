"""What can go wrong with the data file. Each message is one or two sentences for the person."""

import errno
from pathlib import Path

from kindtui.domain.text import printable

_NO_SPACE_ERRNOS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_PERMISSION_ERRNOS = {errno.EACCES, errno.EPERM, errno.EROFS}

_NAME_A_FILE = "Name a file with --data."
_PROBLEMS_OF_PATHS = {
    errno.EISDIR: "is a folder, not a data file",
    errno.EINVAL: "is a pipe, a socket or a device, not a file",
    errno.ENOTDIR: "cannot be there, as a part of its path is a file and not a folder",
    errno.ELOOP: "is a symbolic link that leads back to itself",
    errno.ENAMETOOLONG: "has too long a name",
}


class StorageError(Exception):
    """The base of these errors. A message names the file and a remedy, and nothing that was written."""

    def __init__(self, message: str) -> None:
        """Keep the message as one line that is safe to show, whatever the name of the file is."""
        super().__init__(printable(message))


class UnreadableError(StorageError):
    """A file cannot be opened or is not what it should be; it was left as it was."""

    @classmethod
    def from_os(
        cls, path: Path, error: OSError, remedy: str = "Name a file with --data."
    ) -> "UnreadableError":
        """Create the error that says why the system could not read `path`.

        Args:
            path: The file.
            error: What the system said.
            remedy: What to do if the path is not that of a file.
        """
        if problem := _PROBLEMS_OF_PATHS.get(error.errno or 0):
            return cls(f"{path} {problem}. {remedy}")
        if error.errno in _PERMISSION_ERRNOS:
            return cls(f"{path} cannot be opened ({error.strerror}). Check its permissions.")
        return cls(f"{path} cannot be read ({error.strerror}). Check its disk, then try again.")


class DamagedError(UnreadableError):
    """The journal is damaged or missing. `problem` is the message without its remedy."""

    def __init__(self, problem: str, remedy: str) -> None:
        """Compose the message of two sentences."""
        super().__init__(f"{problem} {remedy}")
        self.problem = printable(problem)


class ReadOnlyError(StorageError):
    """A file that may only be read was to be written."""


class NotSavedError(StorageError):
    """A file could not be written; it is as it was."""

    @classmethod
    def from_os(cls, path: Path, error: OSError) -> "NotSavedError":
        """Create the error that says why the system could not write `path`."""
        if error.errno in _NO_SPACE_ERRNOS:
            return cls(f"Not saved: there is no room left for {path}. Free some space, then try again.")
        if error.errno in _PERMISSION_ERRNOS:
            return cls(f"Not saved: {path} may not be written. Change its permissions, then try again.")
        if problem := _PROBLEMS_OF_PATHS.get(error.errno or 0):
            return cls(f"Not saved: {path} {problem}. Choose another name or place for it.")
        return cls(f"Not saved: {path} could not be written ({error.strerror}). Try again.")


class GoneError(NotSavedError):
    """The journal is not where it was; nothing was written before a person says that it may be."""

    def __init__(self, path: Path) -> None:
        """Compose the message about the journal at `path`."""
        super().__init__(
            f"{path} is gone: it was removed, or its folder is not mounted. Nothing was written; bring it "
            "back, then try again."
        )
