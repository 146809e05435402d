"""A question with a line for the answer."""

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
    """A line of text; Esc leaves it and keeps its text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "next", id="field.enter", key_display="Enter"),
        Binding("escape", "leave", "leave the field", id="field.leave", key_display="Esc"),
    ]

    class Exited(Message):
        """Posted when the line is left with Esc."""

    def __init__(self, text: str = "", completions: Mapping[str, str] | None = None) -> None:
        """Start with `text`, and complete from `completions`, which maps casefolded prefixes to names."""
        self.completions = completions or {}
        super().__init__(text, compact=True, select_on_focus=False)
        self.cursor_blink = False

    @property
    def content_width(self) -> int:
        """At least the width of the field: one that grows with each letter would lay out the screen again."""
        return max(super().content_width, self.size.width)

    def validate_value(self, value: str) -> str:
        """Remove control characters and line breaks, whether typed, pasted or set."""
        return strip_controls(value).translate(NEWLINES_TO_SPACES)

    def watch_value(self, value: str) -> None:
        """Show the completion of `value`, if there is one."""
        set_suggestion(self, self.completions.get(casefolded(value), "") if value else "")

    def action_leave(self) -> None:
        """Ask the screen to take the focus away."""
        self.post_message(self.Exited())


class QuestionInput(Vertical):
    """A question, a line for the answer, and one hint."""

    @dataclass(eq=False, repr=False)
    class Answered(Message):
        """Posted when the line is finished with Enter; the text may be empty."""

        text: str

    @dataclass(eq=False, repr=False)
    class Changed(Message):
        """Posted when the text of the line changes."""

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
        """Show the question with an empty or a filled line.

        Args:
            question: the question above the line.
            hint: what Enter does, below the line.
            text: the text that is in the line at first.
            lead: what the question is about, above it; `Content()` reserves its place for `set_lead`.
            completions: names to complete from, by each of their casefolded prefixes.
        """
        super().__init__(classes="step")
        self._question = Content(question) if isinstance(question, str) else question
        self._hint, self._lead = hint, Static(classes="lead") if lead is not None else None
        if lead is not None:
            self.set_lead(lead)
        self._input = LineInput(text, completions)
        self._has_completion = False

    def compose(self) -> ComposeResult:
        """Yield the lead, the question, the line and the hint."""
        if self._lead:
            yield self._lead
        yield Static(self._question, classes="question")
        yield self._input
        yield Static(Content(self._hint), classes="hint")

    def set_lead(self, lead: Content) -> None:
        """Show `lead` above the question, if the question was created with one."""
        if self._lead:
            self._lead.update(lead)
            self._lead.display = bool(lead)

    def set_completions(self, completions: Mapping[str, str]) -> None:
        """Complete from `completions` from the next letter on."""
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
