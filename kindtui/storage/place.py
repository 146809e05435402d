"""Where a journal was last read or written, and whether it is there still."""

from collections.abc import Callable
from pathlib import Path

from kindtui.domain.dates import Clock
from kindtui.storage import files
from kindtui.storage.errors import GoneError

MAX_READ_ATTEMPTS, READ_RETRY_SECONDS = 6, 0.1  # half a second: a sync client may be writing in place


class Place:
    """The file and the folder of a journal, as they were when it was last read or written.

    Where a disk or a vault is not mounted any more, another folder is in the place of the folder. Nothing is
    written there before a person said so, which sets `may_write_anew` until the next save.
    """

    def __init__(self, path: Path) -> None:
        """Watch the real path `path`, of which nothing is known yet."""
        self.path = path
        self.file: files.Identity | None = None
        self.is_known = False
        self.may_write_anew = False
        self._folder: tuple[int, int] | None = None

    def remember(self, file: files.Identity | None) -> None:
        """Take the place as it is now for that of the journal, whose file is `file`.

        Raises:
            OSError: The folder cannot be looked at.
        """
        self.file, self.is_known, self.may_write_anew = file, True, False
        self._folder = files.folder_identity(self.path)

    def has_changed(self) -> bool:
        """Return whether the file is another one than that remembered, or cannot be looked at."""
        try:
            return not self.is_known or files.identity(self.path) != self.file
        except OSError:
            return True

    def is_other_folder(self) -> bool:
        """Return whether another folder is in the place of the folder, and may not be written to.

        Raises:
            OSError: The folder cannot be looked at.
        """
        return not self.may_write_anew and self._folder not in (None, files.folder_identity(self.path))

    def is_gone(self) -> bool:
        """Return whether the file is missing although it was there, or may be on a disk that was there.

        Raises:
            OSError: The place cannot be looked at.
        """
        if not self.is_known or self.may_write_anew or files.identity(self.path):
            return False
        return self.file is not None or self.is_other_folder()

    def read_patiently(self, read: Callable[[], None], clock: Clock) -> None:
        """Call `read`; if the file is not whole, again whenever it is replaced within half a second.

        Raises:
            ValueError, GoneError: What `read` raised at last.
            OSError: The file cannot be looked at, or `read` raised it.
        """
        problem: ValueError | GoneError | None = None
        seen: files.Identity | None = None
        for attempt in range(MAX_READ_ATTEMPTS):
            if attempt:
                clock.sleep(READ_RETRY_SECONDS)
            found = files.identity(self.path)
            if problem is None or found != seen:
                seen = found
                try:
                    return read()
                except (ValueError, GoneError) as error:
                    problem = error
        assert problem
        raise problem
