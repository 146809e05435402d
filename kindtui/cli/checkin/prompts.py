"""Questions as plain lines, each answered with one line: nothing is drawn, and nothing moves."""

import os
import sys
import textwrap
from collections.abc import Callable, Mapping
from typing import TypeVar

from kindtui.cli.outcome import read_line
from kindtui.domain.text import clean, one_line

LEAVE, PLACES = "q", "!"
UNKNOWN_COLUMNS = 80

T = TypeVar("T")


class LeftError(Exception):
    """The person left, or the input has ended."""


class Lines:
    """Prints with `say`, a line at a time; at any question `!` shows what `places` gives."""

    def __init__(self, say: Callable[[str], None], places: Callable[[], list[str]]) -> None:
        """Print and look up with these."""
        self._say, self._places = say, places
        self.once_answered: Callable[[], None] | None = None  # called when the next line was read

    def say(self, *lines: str) -> None:
        """Print the lines, harmless for a terminal, and cut between words where it ends."""
        for line in lines:
            self._say(_fitted(clean(line)))

    def ask(self, *lines: str) -> str:
        """Print the lines of a question; the answer is one cleaned line, and may be empty.

        Raises:
            LeftError: if the answer is `q`, or there is none.
        """
        self.say("", *lines)
        while (typed := read_line()) is not None:
            if self.once_answered:
                self.once_answered()
                self.once_answered = None
            answer = one_line(typed)
            if answer.lower() == LEAVE:
                break
            if answer != PLACES:
                return answer
            self.say("", *self._places(), "", *lines)
        raise LeftError

    def pick(self, options: Mapping[str, T], *lines: str) -> T:
        """What the answer stands for, asked for until it is one of the options."""
        answer = self.ask(*lines)
        while answer not in options:
            known = ", ".join(option for option in options if option)
            answer = self.ask(f"That is none of the answers here. Type {known}, or an empty line.")
        return options[answer]

    def choose(self, question: str, choices: Mapping[T, str], *hints: str) -> T | None:
        """One of the choices, by its number; None for an empty line."""
        numbered = {str(number): choice for number, choice in enumerate(choices, start=1)}
        rows = (f"{number} {choices[choice]}" for number, choice in numbered.items())
        return self.pick({**numbered, "": None}, question, *rows, *hints)


def _fitted(line: str) -> str:
    """The line as a terminal can show it without cutting a word in two; elsewhere as it is."""
    if not (sys.stdout and sys.stdout.isatty()):
        return line
    columns = os.get_terminal_size(sys.stdout.fileno()).columns or UNKNOWN_COLUMNS
    return textwrap.fill(line, columns, break_on_hyphens=False)
