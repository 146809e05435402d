"""What can go wrong with the data file. Each message is one or two sentences for the person."""

import errno
from pathlib import Path

from kindtui.domain.text import printable

_NO_SPACE_ERRNOS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_PERMISSION_ERRNOS = {errno.EACCES, errno.EPERM, errno.EROFS}


class StorageError(Exception):
    """The base of these errors. A message names the file and a remedy, and nothing that was written."""

    def __init__(self, message: str) -> None:
        """Keep the message as one line that is safe to show, whatever the name of the file is."""
        super().__init__(printable(message))


class UnreadableError(StorageError):
    """A file cannot be opened or is not what it should be; it was left as it was."""


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
        return cls(f"Not saved: {path} could not be written ({error.strerror}). Try again.")
