"""A question with a line to write on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Static

from kindtui.domain.text import clean, folded

BLANKS = str.maketrans("\n\t", "  ")
TAKE = "→ takes the name. Enter goes on."


class NameSuggester(Suggester):
    """Looks up the name that a beginning means."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Complete from those names, which are there by each folded beginning."""
        super().__init__(use_cache=False, case_sensitive=True)
        self.names = names

    async def get_suggestion(self, value: str) -> str | None:
        """The name that is meant by the value."""
        return self.names.get(folded(value))


class LineInput(Input):
    """A line; Esc leaves it and keeps what is in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "next", id="field.enter", key_display="Enter"),
        Binding("escape", "leave", "leave the field", id="field.leave", key_display="Esc"),
    ]

    class Left(Message):
        """The line was left; what is in it stays."""

    def validate_value(self, value: str) -> str:
        """Only what is harmless and fits a line, wherever it came from."""
        return clean(value).translate(BLANKS)

    def action_leave(self) -> None:
        """Let single letters be keys again."""
        self.post_message(self.Left())


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
        names: Mapping[str, str] | None = None,
    ) -> None:
        """Ask, with `text` already in the line and `names` to complete from by beginning.

        What is asked about may lead, once it is known.
        """
        super().__init__(classes="step")
        self._question = Content(question) if isinstance(question, str) else question
        self._hint, self._lead = hint, Static(classes="lead") if lead is not None else None
        if lead is not None:
            self.lead_with(lead)
        self._names = NameSuggester(names or {})
        self._input = LineInput(
            text, compact=True, select_on_focus=False, suggester=self._names if names is not None else None
        )
        self._input.cursor_blink = False

    def compose(self) -> ComposeResult:
        """Lay out from top to bottom."""
        if self._lead:
            yield self._lead
        yield Static(self._question, classes="question")
        yield self._input
        yield Static(Content(self._hint), classes="hint")

    def lead_with(self, lead: Content) -> None:
        """Lead with that, if this question has room for it."""
        if self._lead:
            self._lead.update(lead)
            self._lead.display = bool(lead)

    def complete_from(self, names: Mapping[str, str]) -> None:
        """Complete from those names from the next letter on."""
        self._names.names = names

    @on(Input.Changed)
    def _tell_change(self, event: Input.Changed) -> None:
        event.stop()
        offered = folded(event.value) in self._names.names
        self.query_one(".hint", Static).update(Content(TAKE if offered else self._hint))
        self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _tell_answer(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Answered(event.value.strip()))
