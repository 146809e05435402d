"""The user's own editor: which program it is, and a run of it in the terminal."""

import shlex
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from kindtui.domain.text import printable

EDITOR_VARIABLES = ("VISUAL", "EDITOR")


class Editor(NamedTuple):
    """An editor: the variable that names it, and the command in it."""

    variable: str
    command: Sequence[str]

    @property
    def name(self) -> str:
        """The name of the program, as it can be shown."""
        return printable(self.command[0])

    def run(self, file: Path) -> int:
        """Open a file in the terminal, and return the exit status; it is negative after a signal.

        Ctrl+C and Ctrl+Z are for the editor: the one does not end kindtui, and the other stops both.

        Raises:
            OSError: The program cannot be started.
        """
        process = subprocess.Popen([*self.command, str(file)])
        with _handled(signal.SIGINT, signal.SIG_IGN), _handled(signal.SIGTSTP, signal.SIG_DFL):
            return process.wait()


def find_editor(environment: Mapping[str, str]) -> Editor | None:
    """Return the editor that the environment variables name; None if they name none."""
    for variable in EDITOR_VARIABLES:
        with suppress(ValueError):  # a quote is missing
            if command := shlex.split(environment.get(variable, "")):
                return Editor(variable, command)
    return None


@contextmanager
def _handled(number: signal.Signals, handler: signal.Handlers) -> Iterator[None]:
    before = signal.signal(number, handler)
    try:
        yield
    finally:
        signal.signal(number, before)
