"""What a field of one line and the editor of several lines have in common."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from textual.message import Message

from kindtui.domain.text import strip_controls

SEVERAL_LINES_BINDING_ID, EDITOR_BINDING_ID = "field.lines", "field.editor"


class TextField:
    """A widget that text is typed into; Esc leaves it and keeps its text."""

    may_have_lines = False  # whether its text may have several lines

    class Exited(Message):
        """Posted when the field is left with Esc."""

    @dataclass(eq=False, repr=False)
    class EditorRequested(Message):
        """Posted to write the text of the field in the user's own editor."""

        field: "WritableField"
        draft: tuple[date, str] | None = None  # the day and the name of its draft, if a card adds them

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Return whether a key is text: what may be pasted may be typed.

        Textual takes what Python calls printable. Many spaces are not, nor joiners, nor new emoji.
        """
        del key
        return bool(character and strip_controls(character).strip("\t\n"))


class WritableField(Protocol):
    """A field whose whole text can be read and replaced."""

    @property
    def written_text(self) -> str:
        """The text of the field."""
        ...

    def rewrite(self, text: str) -> None:
        """Replace the text of the field."""
        ...
