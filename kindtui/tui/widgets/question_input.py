"""A question with a line for the answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from rich.highlighter import Highlighter
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key, Paste
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input, Static
from textual.widgets.input import Selection

from kindtui.domain.text import casefolded, joined_lines, strip_controls
from kindtui.domain.text_clusters import is_boundary, next_boundary, previous_boundary
from kindtui.texts import get_text
from kindtui.tui.textual_compat import set_suggestion
from kindtui.tui.widgets.prose import Prose

NEWLINES_TO_SPACES = str.maketrans("\n\t", "  ")
MAX_COMPLETED_LENGTH = 200  # a prefix of a name has at most 40 letters, each with a few marks


class WholeCursor(Highlighter):
    """Draws the cursor of a field over a whole character; Textual draws it over the first code point."""

    def __init__(self, field: Input) -> None:
        """Draw the cursor of `field`."""
        self._field = field

    def highlight(self, text: Text) -> None:
        """Style what is under the cursor."""
        start = self._field.cursor_position
        if self._field.has_focus:
            style = self._field.get_component_rich_style("input--cursor")
            text.stylize(style, start, next_boundary(self._field.value, start))


class LineInput(Input):
    """A line of text; Esc leaves it and keeps its text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "next", id="field.enter", key_display="Enter"),
        Binding("escape", "leave", "leave the field", id="field.leave", key_display="Esc"),
        # as in a shell; Textual deletes to the right with alt+backspace
        Binding("alt+b", "cursor_left_word", "back a word", id="field.word_back", show=False),
        Binding("alt+f", "cursor_right_word", "forward a word", id="field.word_on", show=False),
        Binding("alt+d", "delete_right_word", "delete a word", id="field.delete_word", show=False),
        Binding(
            "alt+backspace,ctrl+backspace",
            "delete_left_word",
            "delete the word before",
            id="field.delete_word_before",
            show=False,
        ),
        Binding("ctrl+y,alt+y", "put_back", "put back what was deleted", id="field.put_back", show=False),
    ]

    _deleted = ""  # the last text of more than one character that was deleted or replaced

    class Exited(Message):
        """Posted when the line is left with Esc."""

    def __init__(self, text: str = "", completions: Mapping[str, str] | None = None) -> None:
        """Start with `text`, and complete from `completions`, which maps casefolded prefixes to names."""
        self.completions = completions or {}
        super().__init__(text, compact=True, select_on_focus=False, highlighter=WholeCursor(self))
        self.cursor_blink = False

    @property
    def content_width(self) -> int:
        """At least the width of the field: one that grows with each letter would lay out the screen again."""
        return max(super().content_width, self.size.width)

    def render_line(self, y: int) -> Strip:
        """Return a line without needless cuts: a terminal may not join a character that is cut in two."""
        return super().render_line(y).simplify()

    def validate_value(self, value: str) -> str:
        """Remove control characters and line breaks from a text that is set."""
        return strip_controls(value).translate(NEWLINES_TO_SPACES)

    def validate_selection(self, selection: Selection) -> Selection:
        """Keep the cursor between whole characters: move it on in the direction in which it moved."""
        start, end = super().validate_selection(selection)
        return Selection(
            self._at_boundary(start, self.selection.start), self._at_boundary(end, self.selection.end)
        )

    def _at_boundary(self, position: int, position_before: int) -> int:
        if is_boundary(self.value, position):
            return position
        find_boundary = next_boundary if position > position_before else previous_boundary
        return find_boundary(self.value, position)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether a key is text: what may be pasted may be typed.

        Textual takes what Python calls printable. Many spaces are not, nor joiners, nor new emoji.
        """
        del key
        return bool(character and strip_controls(character).strip("\t\n"))

    def on_key(self, event: Key) -> None:
        """Insert a character that was typed."""
        if event.character and self.check_consume_key(event.key, event.character):
            event.stop()
            event.prevent_default()
            self.replace(event.character, *self.selection)

    def on_paste(self, event: Paste) -> None:
        """Insert all lines of a paste; Textual inserts the first one alone."""
        event.stop()
        event.prevent_default()
        self.replace(event.text, *self.selection)
        self._scroll_to_cursor()

    def on_resize(self) -> None:
        """Show where the cursor is, also in a field that is opened with a long text."""
        self._scroll_to_cursor()

    def _scroll_to_cursor(self) -> None:
        """Scroll until the cursor is seen; Textual does not at the first change of a field."""
        column = self.cursor_screen_offset.x - self.content_region.x + self.scroll_offset.x
        self.scroll_to_region(Region(column, 0, 1, 1), force=True, animate=False)

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a part of the line by text that was typed or pasted, its lines joined to one."""
        replaced = self.value[min(start, end) : max(start, end)]
        if len(replaced) > 1:
            self._deleted = replaced
        super().replace(joined_lines(text), start, end)

    def action_put_back(self) -> None:
        """Insert what was deleted last, as in a shell."""
        self.replace(self._deleted, *self.selection)

    def action_delete_left(self) -> None:
        """Delete what is selected, or the whole character before the cursor."""
        self._delete_to(previous_boundary)

    def action_delete_right(self) -> None:
        """Delete what is selected, or the whole character behind the cursor."""
        self._delete_to(next_boundary)

    def _delete_to(self, find_boundary: Callable[[str, int], int]) -> None:
        start, end = self.selection
        self.delete(start, find_boundary(self.value, end) if self.selection.is_empty else end)

    def watch_value(self, value: str) -> None:
        """Show the completion of `value`, if there is one."""
        set_suggestion(self, self.completion_of(value))

    def completion_of(self, value: str) -> str:
        """Return the name that `value` begins, if there is one; a long text is not even looked at."""
        return self.completions.get(casefolded(value), "") if 0 < len(value) <= MAX_COMPLETED_LENGTH else ""

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
        yield Prose(self._hint, classes="hint")

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
        has_completion = bool(self._input.completion_of(event.value))
        if has_completion is not self._has_completion:
            self._has_completion = has_completion
            hint = get_text("widgets.hint.name_found") if has_completion else self._hint
            self.query_one(".hint", Prose).text = Content(hint)
        self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Answered(event.value.strip()))
