"""The commands that mend something, and paths, as a person reads and copies them."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from shlex import quote

from kindtui.domain.text import printable


class Commands:
    """The commands of kindtui that mend the journal of this run."""

    def __init__(self, data: Path | None) -> None:
        """Repeat `--data` in each command if it was given."""
        self._data = f" --data {quote(str(data))}" if data else ""

    @property
    def fix(self) -> str:
        """The command that mends what kindtui can mend."""
        return f"kindtui doctor --fix{self._data}"

    def merge(self, file: Path) -> str:
        """Return the command that merges a copy."""
        return f"kindtui merge {quote(str(file))}{self._data}"

    def edit(self, day: date) -> str:
        """Return the command that opens a day in the user's own editor."""
        return f"kindtui edit {day}{self._data}"


def chmod(mode: str, *paths: Path) -> str:
    """Return the command that changes the mode of files or folders."""
    return " ".join(("chmod", mode, *(quote(str(path)) for path in paths)))


def in_words(paths: Iterable[Path]) -> str:
    """Return paths as a list in a sentence."""
    return ", ".join(map(printable, paths))
