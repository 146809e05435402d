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
from textual.widgets import Input, Static

from kindtui.domain.text import casefolded, strip_controls
from kindtui.tui.textual_compat import set_suggestion

NEWLINES_TO_SPACES = str.maketrans("\n\t", "  ")
COMPLETION_HINT = "→ takes the name. Enter goes on."


class LineInput(Input):
    """A line; Esc leaves it and keeps what is in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "next", id="field.enter", key_display="Enter"),
        Binding("escape", "leave", "leave the field", id="field.leave", key_display="Esc"),
    ]

    class Exited(Message):
        """The line was left; what is in it stays."""

    def __init__(self, text: str = "", completions: Mapping[str, str] | None = None) -> None:
        """Hold that text, and complete from those names, which are there by each folded beginning."""
        self.completions = completions or {}
        super().__init__(text, compact=True, select_on_focus=False)
        self.cursor_blink = False

    @property
    def content_width(self) -> int:
        """At least that of the field: one that grew with each letter would lay out the screen anew."""
        return max(super().content_width, self.size.width)

    def validate_value(self, value: str) -> str:
        """Only what is harmless and fits a line, wherever it came from."""
        return strip_controls(value).translate(NEWLINES_TO_SPACES)

    def watch_value(self, value: str) -> None:
        """Complete at once; a `Suggester` would begin a worker for each letter."""
        set_suggestion(self, self.completions.get(casefolded(value), "") if value else "")

    def action_leave(self) -> None:
        """Let single letters be keys again."""
        self.post_message(self.Exited())


class QuestionInput(Vertical):
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
        completions: Mapping[str, str] | None = None,
    ) -> None:
        """Ask, with `text` already in the line and `names` to complete from by beginning.

        What is asked about may lead, once it is known.
        """
        super().__init__(classes="step")
        self._question = Content(question) if isinstance(question, str) else question
        self._hint, self._lead = hint, Static(classes="lead") if lead is not None else None
        if lead is not None:
            self.set_lead(lead)
        self._input = LineInput(text, completions)
        self._has_completion = False

    def compose(self) -> ComposeResult:
        """Lay out from top to bottom."""
        if self._lead:
            yield self._lead
        yield Static(self._question, classes="question")
        yield self._input
        yield Static(Content(self._hint), classes="hint")

    def set_lead(self, lead: Content) -> None:
        """Lead with that, if this question has room for it."""
        if self._lead:
            self._lead.update(lead)
            self._lead.display = bool(lead)

    def set_completions(self, completions: Mapping[str, str]) -> None:
        """Complete from those names from the next letter on."""
        self._input.completions = completions

    @on(Input.Changed)
    def _input_changed(self, event: Input.Changed) -> None:
        event.stop()
        has_completion = casefolded(event.value) in self._input.completions
        if has_completion is not self._has_completion:
            self._has_completion = has_completion
            self.query_one(".hint", Static).update(Content(COMPLETION_HINT if has_completion else self._hint))
        self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Answered(event.value.strip()))
