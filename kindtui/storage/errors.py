"""What can go wrong with the data file, each in one or two sentences for a person."""

import errno
from pathlib import Path

_NO_SPACE_ERRNOS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_PERMISSION_ERRNOS = {errno.EACCES, errno.EPERM, errno.EROFS}


class StorageError(Exception):
    """Its text is fit to be shown: it names the file and the remedy, and nothing private."""


class UnreadableError(StorageError):
    """The data cannot be read or understood; it was left as it is."""


class DamagedError(UnreadableError):
    """The file cannot be understood, or is not there any more; `what` says so without a remedy."""

    def __init__(self, problem: str, remedy: str) -> None:
        """Say both."""
        super().__init__(f"{problem} {remedy}")
        self.problem = problem


class ReadOnlyError(StorageError):
    """A write was asked of a file that may only be read."""


class NotSavedError(StorageError):
    """A write did not happen; the file is as it was."""

    @classmethod
    def from_os(cls, path: Path, error: OSError) -> "NotSavedError":
        """Say what the system said, without its traceback."""
        if error.errno in _NO_SPACE_ERRNOS:
            return cls(f"Not saved: there is no room left for {path}. Free some space, then try again.")
        if error.errno in _PERMISSION_ERRNOS:
            return cls(f"Not saved: {path} may not be written. Change its permissions, then try again.")
        return cls(f"Not saved: {path} could not be written ({error.strerror}). Try again.")
