"""The commands that mend something, and paths, as a person reads and copies them."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from kindtui.cli.wiring import command_line
from kindtui.domain.text import printable, shell_word


class Commands:
    """The commands of kindtui that mend the journal of this run."""

    def __init__(self, data: Path | None) -> None:
        """Repeat `--data` in each command if it was given."""
        self._data = data

    @property
    def fix(self) -> str:
        """The command that mends what kindtui can mend."""
        return command_line(self._data, "doctor", "--fix")

    def merge(self, file: Path) -> str:
        """Return the command that merges a copy."""
        return command_line(self._data, "merge", file)

    def edit(self, day: date) -> str:
        """Return the command that opens a day in the user's own editor."""
        return command_line(self._data, "edit", day)


def chmod(mode: str, *paths: Path) -> str:
    """Return the command that changes the mode of files or folders."""
    return " ".join(("chmod", mode, *map(shell_word, paths)))


def in_words(paths: Iterable[Path]) -> str:
    """Return paths as a list in a sentence."""
    return ", ".join(map(printable, paths))
