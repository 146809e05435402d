"""A field for a passphrase: it shows a dot for each character."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from kindtui.domain.text import strip_controls
from kindtui.domain.text_clusters import clusters
from kindtui.tui.widgets.question_input import SEVERAL_LINES_ACTIONS, LineInput

DOT = "•"
MAX_LENGTH = 10_000  # nobody has a longer passphrase; a paste that is longer is a mistake
# What would put dots into the text, or needs a text that can be read.
UNUSED_ACTIONS = (*SEVERAL_LINES_ACTIONS, "put_back", "copy", "cut")


class PassphraseField(LineInput):
    """A line of dots. What was typed is in `passphrase` alone: no message, clipboard or screen has it.

    It takes whatever can be typed or pasted, on one line.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "next", id="passphrase.enter", key_display="Enter"),
    ]

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._characters: list[str] = []

    @property
    def passphrase(self) -> str:
        """What was typed."""
        return "".join(self._characters)

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace some characters by text that was typed or pasted, its lines joined by spaces."""
        start, end = sorted((start, end))
        before = "".join(self._characters[: max(0, start)]) + _one_line(text)
        whole = before + "".join(self._characters[end:])
        if len(whole) > MAX_LENGTH:
            self.restricted()
            return
        self._characters = clusters(whole)
        self.value = DOT * len(self._characters)
        self.cursor_position = _count_up_to(len(before), self._characters)

    def clear(self) -> None:
        """Forget what was typed."""
        self.replace("", 0, len(self._characters))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys of what is not used to the app."""
        return action not in UNUSED_ACTIONS and super().check_action(action, parameters)


def _one_line(text: str) -> str:
    """Return a text on one line, with its blanks: they may belong to a passphrase, but no line break does."""
    return " ".join(strip_controls(text).strip("\n").split("\n"))


def _count_up_to(length: int, characters: list[str]) -> int:
    """Return how many characters there are up to a place in the text, with the one that is around it."""
    count = seen = 0
    while seen < length:
        seen += len(characters[count])
        count += 1
    return count
