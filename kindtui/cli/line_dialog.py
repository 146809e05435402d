"""Questions as plain lines, each answered with one line: nothing is drawn, and nothing moves."""

import textwrap
from collections.abc import Callable, Mapping
from typing import TypeVar

from kindtui.cli.terminal_width import terminal_columns
from kindtui.cli.text_input import LINES_MARK, is_guess, read_line
from kindtui.cli.usage_error import UsageError
from kindtui.domain.text import clean_lines, joined_lines, one_line, strip_controls
from kindtui.texts import get_text

LEAVE_ANSWER, PLACES_ANSWER, UNDO_ANSWER = "q", "!", "u"

T = TypeVar("T")


class DialogEndedError(Exception):
    """The person left, or the input ended."""


class InputEndedError(DialogEndedError):
    """The input ended before the question was answered."""


class LineDialog:
    """Asks questions line by line; at any of them, a line of `q` alone leaves.

    `commands` are the other lines of one character that are no answer to any question. Each returns what to
    print before the same question is asked again.
    """

    def __init__(
        self, print_line: Callable[[str], None], commands: Mapping[str, Callable[[], list[str]]]
    ) -> None:
        """Print with `print_line`."""
        self._print_line, self._commands = print_line, commands
        self.on_next_line: Callable[[], None] | None = None  # called once the next line has been read

    def write(self, *lines: str) -> None:
        """Print the lines without control characters, wrapped between words on a terminal."""
        for line in strip_controls("\n".join(lines)).split("\n") if lines else ():
            self._print_line(_wrapped(line))

    def ask(self, *lines: str, on_lines: Callable[[str], None] | None = None) -> str:
        """Print the lines of a question and return the answer: one clean line, which may be empty.

        Args:
            lines: The question, and the hints for it.
            on_lines: A single full stop begins an answer of several lines, and another one ends it, as the
                end of the input does. Where given, it is called after each line with all of them so far;
                else they become one line.

        Raises:
            DialogEndedError: If the answer is `q`; an `InputEndedError` if the input has ended.
        """
        self.write("", *lines)
        while (answer := self._read_answer()) is not None:
            if answer.lower() == LEAVE_ANSWER:
                raise DialogEndedError
            if answer == LINES_MARK:
                return self._read_lines(on_lines) if on_lines else one_line(joined_lines(self._read_lines()))
            command = self._commands.get(answer.lower())
            if command is None:
                return answer
            self.write("", *command(), "", *lines)
        raise InputEndedError

    def _read_lines(self, on_lines: Callable[[str], None] | None = None) -> str:
        lines: list[str] = []
        while (line := self._read_answer()) is not None and line != LINES_MARK:
            lines.append(line)
            if on_lines:
                on_lines(clean_lines("\n".join(lines)))
        return clean_lines("\n".join(lines))

    def _read_answer(self) -> str | None:
        """Return the next line that can be read as text; None at the end of the input."""
        while True:
            try:
                typed = read_line()
            except UsageError:
                self.write(get_text("checkin.not_utf_8"))
                continue
            if typed is None:
                return None
            if self.on_next_line:
                self.on_next_line()
                self.on_next_line = None
            if is_guess(typed):
                self.write(get_text("checkin.read_as_windows_1252"))
            return one_line(typed.text)

    def pick(self, options: Mapping[str, T], *lines: str, valid_answers: str = "") -> T:
        """Ask until the answer is one of the options, in capitals or not, and return what it stands for.

        Another answer is followed by `valid_answers`, or without those by all the options.
        """
        valid_answers = valid_answers or ", ".join(option for option in options if option)
        answer = self.ask(*lines)
        while answer.lower() not in options:
            answer = self.ask(get_text("checkin.invalid_answer", answers=valid_answers))
        return options[answer.lower()]

    def choose(
        self, question: str, choices: Mapping[T, str], *hints: str, letters: Mapping[str, T] | None = None
    ) -> T | None:
        """Return one of the choices, which are numbered from 1; None for an empty line.

        `letters` are further choices, which the hints name.
        """
        numbered = {str(number): choice for number, choice in enumerate(choices, start=1)}
        rows = (f"{number} {choices[choice]}" for number, choice in numbered.items())
        return self.pick({**numbered, **(letters or {}), "": None}, question, *rows, *hints)


def _wrapped(line: str) -> str:
    """Wrap the line between words to the width of the terminal; return it unchanged without one."""
    columns = terminal_columns()
    return textwrap.fill(line, columns, break_on_hyphens=False) if columns else line
