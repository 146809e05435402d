"""A question with a line to write on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from kindtui.domain.text import clean, one_line

BLANKS = str.maketrans("\n\t", "  ")


class LineInput(Input):
    """A line; Esc leaves it and keeps what is in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "next", id="field.enter", key_display="Enter"),
        Binding("escape", "leave", "leave the field", id="field.leave", key_display="Esc"),
    ]

    def validate_value(self, value: str) -> str:
        """Only what is harmless and fits a line, wherever it came from."""
        return clean(value).translate(BLANKS)

    def action_leave(self) -> None:
        """Let single letters be keys again."""
        self.screen.set_focus(None)


class Ask(Vertical):
    """A question, a line for the answer, and one hint."""

    @dataclass(eq=False, repr=False)
    class Answered(Message):
        """The line was finished with Enter; it may be empty."""

        text: str

    @dataclass(eq=False, repr=False)
    class Changed(Message):
        """What stands in the line now."""

        text: str

    def __init__(
        self,
        question: Content | str,
        hint: str,
        *,
        text: str = "",
        lead: Content | None = None,
        names: Iterable[str] = (),
    ) -> None:
        """Ask, with `text` already in the line, `lead` above, and `names` to complete from."""
        super().__init__(classes="step")
        self._question = Content(question) if isinstance(question, str) else question
        self._hint, self._lead = hint, lead
        self._input = LineInput(
            text,
            compact=True,
            select_on_focus=False,
            suggester=SuggestFromList(map(one_line, names), case_sensitive=False) if names else None,
        )
        self._input.cursor_blink = False

    def compose(self) -> ComposeResult:
        """Lay out from top to bottom."""
        if self._lead is not None:
            yield Static(self._lead, classes="lead")
        yield Static(self._question, classes="question")
        yield self._input
        yield Static(Content(self._hint), classes="hint")

    @on(Input.Changed)
    def _tell_change(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _tell_answer(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Answered(event.value.strip()))
