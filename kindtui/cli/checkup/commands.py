"""The commands that mend something, and paths, as a person reads and copies them."""

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from kindtui.domain.text import command_line, printable, shell_word
from kindtui.texts import get_text


class Commands:
    """The commands of kindtui that mend the journal of this run."""

    def __init__(self, data: Path | None) -> None:
        """Repeat `--data` in each command if it was given."""
        self._data = data

    @property
    def fix(self) -> str:
        """The command that mends what kindtui can mend."""
        return command_line(self._data, "doctor", "--fix")

    @property
    def lock(self) -> str:
        """The command that locks what a lock has left."""
        return command_line(self._data, "lock")

    @property
    def unlock(self) -> str:
        """The command that unlocks what an unlock for good has left."""
        return command_line(self._data, "unlock", "--for-good")

    def merge(self, file: Path) -> str:
        """Return the command that merges a copy."""
        return command_line(self._data, "merge", file)

    def edit(self, day: date) -> str:
        """Return the command that opens a day in the user's own editor."""
        return command_line(self._data, "edit", day)


def chmod(mode: str, *paths: Path) -> str:
    """Return the command that changes the mode of files or folders."""
    return " ".join(("chmod", mode, *map(shell_word, paths)))


def remedy_for_unwritable(place: Path) -> tuple[str, str]:
    """Return the command that makes a file or folder writable, or the advice where that is the disk's."""
    if os.statvfs(place).f_flag & os.ST_RDONLY:
        return "", get_text("commands.doctor.remedy.disk")
    return chmod("u+rwx" if place.is_dir() else "u+w", place), ""


def path_list(paths: Iterable[Path]) -> str:
    """Return paths as a list in a sentence."""
    return ", ".join(map(printable, paths))
