"""A question with a line for the answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.highlighter import Highlighter
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import DescendantBlur, DescendantFocus, Key, Paste
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input, Static
from textual.widgets.input import Selection

from kindtui.domain.text import LINE_SEPARATOR, casefolded, joined_lines, strip_controls
from kindtui.domain.text_clusters import is_boundary, next_boundary, previous_boundary
from kindtui.texts import get_text
from kindtui.tui.textual_compat import bindings_in_focus, set_suggestion
from kindtui.tui.widgets.key_hints import binding_keys_label
from kindtui.tui.widgets.prose import Prose
from kindtui.tui.widgets.text_field import SEVERAL_LINES_BINDING_ID, TextField

if TYPE_CHECKING:
    from textual.widgets import TextArea

    from kindtui.tui.widgets.lines_input import LinesInput

NEWLINES_TO_SPACES = str.maketrans("\n\t", "  ")
LINES_LEFT_HINT = get_text("widgets.hint.lines_left")
LINES_UNCHANGED_HINT = get_text("widgets.hint.lines_unchanged")
ONE_LINE_HINT = get_text("widgets.hint.one_line")
ONE_LINE_HINT_UNSAVED = get_text("widgets.hint.one_line_unsaved")
SEVERAL_LINES_ACTIONS = ("show_lines", "break_line", "write_in_editor")
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


class LineInput(TextField, Input):
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
        Binding("f9", "show_lines", "several lines", id="field.lines", key_display="F9"),
        # these only where the terminal tells them from Enter
        Binding("alt+enter,shift+enter", "break_line", "new line", id="field.new_line", show=False),
        Binding(
            "shift+f9,f21",  # which is what older terminals call it
            "write_in_editor",
            "write in your editor",
            id="field.editor",
            key_display="Shift+F9",
            show=False,
        ),
    ]

    _deleted = ""  # the last text of more than one character that was deleted or replaced

    @dataclass(eq=False, repr=False)
    class LinesRequested(Message):
        """Posted when the text is to have several lines; `cursor` is where to go on writing."""

        text: str
        cursor: int

    class LinesRefused(Message):
        """Posted when a key was pressed that makes several lines where one is all there may be."""

    def __init__(
        self, text: str = "", completions: Mapping[str, str] | None = None, *, may_have_lines: bool = False
    ) -> None:
        """Start with `text`, and complete from `completions`, which maps casefolded prefixes to names.

        Args:
            text: The text.
            completions: The names.
            may_have_lines: Whether to ask for a field of several lines where several are wanted.
        """
        self.completions = completions or {}
        self.may_have_lines = may_have_lines
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

    def watch_selection(self) -> None:
        """Keep the cursor in sight, wherever the screen was scrolled to."""
        if self.has_focus:
            self.scroll_visible(animate=False)

    def _at_boundary(self, position: int, position_before: int) -> int:
        if is_boundary(self.value, position):
            return position
        find_boundary = next_boundary if position > position_before else previous_boundary
        return find_boundary(self.value, position)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable what asks for several lines where one is all there may be, but do not hide its keys."""
        del parameters
        return True if self.may_have_lines or action not in SEVERAL_LINES_ACTIONS else None

    def on_key(self, event: Key) -> None:
        """Insert a character that was typed; where there is one line, a break in it as in a paste."""
        if event.character and self.check_consume_key(event.key, event.character):
            event.stop()
            event.prevent_default()
            self.replace(event.character, *self.selection)
        elif action := self._disabled_action(event.key):
            event.stop()
            event.prevent_default()
            if action == "break_line" and self.value[: self.cursor_position].strip():
                self.replace(LINE_SEPARATOR, *self.selection)
            self.post_message(self.LinesRefused())

    def _disabled_action(self, key: str) -> str:
        """Return what a key would do if there could be several lines; empty for any other key."""
        if self.may_have_lines:
            return ""
        for binding in bindings_in_focus(self.screen, key):
            if binding.action in SEVERAL_LINES_ACTIONS and self.check_action(binding.action, ()) is None:
                return binding.action
        return ""

    def on_paste(self, event: Paste) -> None:
        """Insert all lines of a paste, and keep them apart where that is possible.

        Textual inserts the first one alone.
        """
        event.stop()
        event.prevent_default()
        text = strip_controls(event.text)
        if self.may_have_lines and "\n" in text.strip():
            self._request_lines(text, *sorted(self.selection))
            return
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

    def action_show_lines(self) -> None:
        """Ask for a field of several lines."""
        self._request_lines("", self.cursor_position, self.cursor_position)

    def action_break_line(self) -> None:
        """Ask for a field of several lines with a line break at the cursor."""
        self._request_lines("\n", *sorted(self.selection))

    def _request_lines(self, insert: str, start: int, end: int) -> None:
        """Ask for a field of several lines, in which `insert` replaces a part of the text."""
        text = f"{self.value[:start]}{insert}{self.value[end:]}"
        self.post_message(self.LinesRequested(text, start + len(insert)))

    def action_write_in_editor(self) -> None:
        """Ask for the user's own editor."""
        self.post_message(self.EditorRequested(self))

    @property
    def written_text(self) -> str:
        """The text of the field."""
        return self.value

    def rewrite(self, text: str) -> None:
        """Replace the text of the field."""
        if "\n" in text:
            self._request_lines(text, 0, len(self.value))
        else:
            self.replace(text, 0, len(self.value))


class SavingInput(LineInput):
    """A line whose text is saved with Enter, where that is not yet the next step."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "save", id="field.save", key_display="Enter")
    ]


class QuestionInput(Vertical):
    """A question, a line for the answer, and one hint; the line may become an editor of several lines."""

    @dataclass(eq=False, repr=False)
    class Answered(Message):
        """Posted when the answer is finished, with Enter if it is a line; the text may be empty."""

        text: str

    @dataclass(eq=False, repr=False)
    class Changed(Message):
        """Posted when the text of the answer changes."""

        text: str

    def __init__(
        self,
        question: Content | str,
        hint: str,
        *,
        text: str = "",
        lead: Content | None = None,
        completions: Mapping[str, str] | None = None,
        completion_hint: str = get_text("widgets.hint.name_found"),
        may_have_lines: bool = False,
        says_save: bool = False,
        is_saved: bool = True,
        saved_text: str = "",
    ) -> None:
        """Show the question with an empty or a filled line.

        Args:
            question: the question above the line.
            hint: what Enter does, below the line.
            text: the text that is in the line at first.
            lead: what the question is about, above it; `Content()` reserves its place for `set_lead`.
            completions: names to complete from, by each of their casefolded prefixes.
            completion_hint: what takes the place of the hint while a name is offered.
            may_have_lines: whether the answer may have several lines.
            says_save: whether the footer says that Enter saves; otherwise, that it goes on.
            is_saved: whether Enter saves the answer, which is not so of a search.
            saved_text: the answer as it is in the journal.
        """
        super().__init__(classes="step")
        self._is_saved, self._has_refused_lines = is_saved, False
        self._saved_text = saved_text
        self._question = Content(question) if isinstance(question, str) else question
        self._hint, self._lead = hint, Static(classes="lead") if lead is not None else None
        if lead is not None:
            self.set_lead(lead)
        self._has_completion, self._completion_hint = False, completion_hint
        self._field: LineInput | LinesInput = (
            _lines_input(text)
            if may_have_lines and "\n" in text
            else (SavingInput if says_save else LineInput)(text, completions, may_have_lines=may_have_lines)
        )

    def compose(self) -> ComposeResult:
        """Yield the lead, the question, the line and the hint."""
        if self._lead:
            yield self._lead
        yield Static(self._question, classes="question")
        yield self._field
        yield Prose(self._current_hint, classes="hint")

    @property
    def _current_hint(self) -> str:
        if not isinstance(self._field, LineInput):
            if not self._field.has_focus:
                is_changed = self._field.text.strip() != self._saved_text
                return LINES_LEFT_HINT if is_changed else LINES_UNCHANGED_HINT
            keys = binding_keys_label(self.screen, SEVERAL_LINES_BINDING_ID)
            return get_text("widgets.hint.lines", keys=keys)
        if self._has_refused_lines:
            return ONE_LINE_HINT if self._is_saved else ONE_LINE_HINT_UNSAVED
        return self._completion_hint if self._has_completion else self._hint

    def _draw_hint(self) -> None:
        for hint in self.query(".hint").results(Prose):
            hint.text = Content(self._current_hint)

    @on(DescendantFocus)
    @on(DescendantBlur)
    def _draw_hint_of_lines(self) -> None:
        """Say what the keys do while several lines are written, and once they are left."""
        if not isinstance(self._field, LineInput):
            self._draw_hint()

    @on(LineInput.LinesRefused)
    def _refuse_lines(self, event: LineInput.LinesRefused) -> None:
        """Say that there is one line, until the text changes."""
        event.stop()
        self._has_refused_lines = True
        self._draw_hint()

    def focus_field(self) -> None:
        """Move the focus to the answer."""
        self._field.focus()

    def set_lead(self, lead: Content) -> None:
        """Show `lead` above the question, if the question was created with one."""
        if self._lead:
            self._lead.update(lead)
            self._lead.display = bool(lead)

    def set_completions(self, completions: Mapping[str, str]) -> None:
        """Complete from `completions` from the next letter on."""
        if isinstance(self._field, LineInput):
            self._field.completions = completions

    @on(LineInput.LinesRequested)
    async def _show_lines(self, event: LineInput.LinesRequested) -> None:
        """Put an editor of several lines in the place of the line."""
        event.stop()
        line = self._field
        if not isinstance(line, LineInput):
            return
        self._field = editor = _lines_input(event.text, event.cursor)
        with self.app.batch_update():
            await self.mount(editor, after=line)
            if line.has_focus:
                self.screen.set_focus(editor, scroll_visible=False)
            await line.remove()
        self._draw_hint()
        if event.text != line.value:
            self.post_message(self.Changed(event.text))

    def on_text_area_changed(self, event: "TextArea.Changed") -> None:
        """Pass on what is written in the editor."""
        event.stop()
        self.post_message(self.Changed(event.text_area.text))

    def on_lines_input_submitted(self, event: "LinesInput.Submitted") -> None:
        """Pass on what was written in the editor."""
        event.stop()
        self.post_message(self.Answered(event.text.strip()))

    @on(Input.Changed)
    def _input_changed(self, event: Input.Changed) -> None:
        event.stop()
        line = self._field
        has_completion = isinstance(line, LineInput) and bool(line.completion_of(event.value))
        if has_completion is not self._has_completion or self._has_refused_lines:
            self._has_completion, self._has_refused_lines = has_completion, False
            self._draw_hint()
        self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Answered(event.value.strip()))


def _lines_input(text: str, cursor: int | None = None) -> "LinesInput":
    from kindtui.tui.widgets.lines_input import LinesInput

    return LinesInput(text, cursor)
