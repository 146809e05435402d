"""A field of several lines, in which Enter breaks the line."""

from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Key, Paste, Resize
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import TextArea
from textual.widgets.text_area import EditResult, Location, Selection

from kindtui.domain.text import strip_controls
from kindtui.domain.text_clusters import is_boundary, next_boundary, previous_boundary
from kindtui.tui.widgets.body import Body
from kindtui.tui.widgets.text_field import TextField

LINE_BREAK_KEYS = ("enter", "alt+enter", "shift+enter")
# Of Textual's actions, two take keys of the app, and two would be a second undo.
UNUSED_ACTIONS = ("select_line", "select_all", "undo", "redo")


class LinesInput(TextField, TextArea):
    """A text of several lines, as high as it is up to half of the window."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # the ids are those of the field of one line, so that the same custom keys apply
        Binding("f9", "submit", "save", id="field.lines", key_display="F9"),
        Binding("escape", "leave", "leave the field", id="field.leave", key_display="Esc"),
        Binding("alt+b", "cursor_word_left", "back a word", id="field.word_back", show=False),
        Binding("alt+f", "cursor_word_right", "forward a word", id="field.word_on", show=False),
        Binding("alt+d", "delete_word_right", "delete a word", id="field.delete_word", show=False),
        Binding("ctrl+y,alt+y", "put_back", "put back what was deleted", id="field.put_back", show=False),
        Binding(
            "shift+f9,f21",  # which is what older terminals call it
            "write_in_editor",
            "write in your editor",
            id="field.editor",
            key_display="Shift+F9",
            show=False,
        ),
    ]

    may_have_lines = True
    _deleted = ""  # the last text of more than one character that was deleted or replaced
    _laid_out_width = 0

    @dataclass(eq=False, repr=False)
    class Submitted(Message):
        """Posted when the text is to be saved."""

        text: str

    def __init__(self, text: str, cursor: int | None = None) -> None:
        """Start with `text` and the cursor before the character at `cursor`; by default, at the end."""
        text = _cleaned(text)
        super().__init__(text, highlight_cursor_line=False)
        self.cursor_blink, self.match_cursor_bracket = False, False
        before = text[:cursor].split("\n")
        self._first_location = len(before) - 1, len(before[-1])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys of what is not used to the app."""
        del parameters
        return action not in UNUSED_ACTIONS

    def on_mount(self) -> None:
        """Place the cursor."""
        self.move_cursor(self._first_location)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines, and have them wrapped again at another width.

        Textual wraps them when it reports the size, which it does not while they are scrolled out of sight.
        """
        if width != self._laid_out_width:
            self._laid_out_width = width
            self.call_after_refresh(self._report_size)
        return super().get_content_height(container, viewport, width)

    def _report_size(self) -> None:
        self.post_message(Resize(self.size, self.virtual_size, self.container_size))

    def on_resize(self) -> None:
        """Show the whole field while it grows, and the line of the cursor within it."""
        if self.has_focus:
            for card in self.ancestors:
                if isinstance(card, Widget) and isinstance(card.parent, Body):  # its border too, if it fits
                    card.scroll_visible(animate=False)
            self.scroll_visible(animate=False)
        self._mark_body()
        self.call_after_refresh(self.scroll_cursor_visible)

    def on_focus(self) -> None:
        """Be the only one with a scrollbar."""
        self._mark_body()

    def on_blur(self) -> None:
        """Leave the scrollbar to the body."""
        self._mark_body()

    def on_unmount(self) -> None:
        """Leave the scrollbar to the body."""
        self._mark_body()

    def watch_show_vertical_scrollbar(self) -> None:
        """Have one scrollbar on the screen: that of the field while it is written in, else of the body."""
        self._mark_body()

    def _mark_body(self) -> None:
        is_scrolled = self.is_attached and self.has_focus and self.show_vertical_scrollbar
        for body in self.ancestors:
            if isinstance(body, Body):
                body.set_class(is_scrolled, "-field-scrolls")

    @property
    def cursor_cell(self) -> Offset:
        """Where the terminal's cursor stands, counted from the top left of the text."""
        return self.cursor_screen_offset - self.content_region.offset

    @property
    def written_text(self) -> str:
        """The text of the field."""
        return self.text

    def rewrite(self, text: str) -> None:
        """Replace the text of the field."""
        self.replace(text, (0, 0), self.document.end, maintain_selection_offset=False)

    def get_line(self, line_index: int) -> Text:
        """Return a line with the cursor over a whole character; Textual draws it over a code point."""
        line = super().get_line(line_index)
        row, column = self.cursor_location
        if self.has_focus and row == line_index:
            style = self.get_component_rich_style("text-area--cursor")
            line.stylize(style, column, next_boundary(line.plain, column))
        return line

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows; a field that is being removed has no style any more, and is drawn blank."""
        if not self.is_attached:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return a line without needless cuts: a terminal may not join a character that is cut in two."""
        return super().render_line(y).simplify()

    # Whole characters

    def validate_selection(self, selection: Selection) -> Selection:
        """Keep the cursor between whole characters: move it on in the direction in which it moved."""
        return Selection(
            self._at_boundary(selection.start, self.selection.start),
            self._at_boundary(selection.end, self.selection.end),
        )

    def watch_selection(self) -> None:
        """Keep the cursor in sight, wherever the screen was scrolled to."""
        if self.has_focus:
            self.scroll_visible(animate=False)

    def get_cursor_left_location(self) -> Location:
        """Return where the character before the cursor begins."""
        return self._at_boundary(super().get_cursor_left_location(), self.cursor_location)

    def get_cursor_right_location(self) -> Location:
        """Return where the character behind the cursor ends."""
        return self._at_boundary(super().get_cursor_right_location(), self.cursor_location)

    def _at_boundary(self, location: Location, location_before: Location) -> Location:
        row, column = location
        line = self.document.get_line(row)
        if is_boundary(line, column):
            return location
        find_boundary = next_boundary if location > location_before else previous_boundary
        return row, find_boundary(line, column)

    # Writing

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Return whether a key is text, as a line break is."""
        return key in LINE_BREAK_KEYS or super().check_consume_key(key, character)

    def on_key(self, event: Key) -> None:
        """Insert a character or a line break that was typed."""
        if self.check_consume_key(event.key, event.character):
            event.stop()
            event.prevent_default()
            self._insert("\n" if event.key in LINE_BREAK_KEYS else event.character or "")

    def on_paste(self, event: Paste) -> None:
        """Insert what was pasted."""
        event.stop()
        event.prevent_default()
        self._insert(event.text)

    def _insert(self, text: str) -> None:
        self.replace(text, *self.selection, maintain_selection_offset=False)

    def replace(
        self, insert: str, start: Location, end: Location, *, maintain_selection_offset: bool = True
    ) -> EditResult:
        """Replace a part of the text by text that was typed or pasted, without control characters."""
        self._remember_deleted(start, end)
        return super().replace(
            _cleaned(insert), start, end, maintain_selection_offset=maintain_selection_offset
        )

    def delete(self, start: Location, end: Location, *, maintain_selection_offset: bool = True) -> EditResult:
        """Delete a part of the text, which can be put back."""
        self._remember_deleted(start, end)
        return super().delete(start, end, maintain_selection_offset=maintain_selection_offset)

    def _remember_deleted(self, start: Location, end: Location) -> None:
        deleted = self.get_text_range(*sorted((start, end)))
        if len(deleted) > 1:
            self._deleted = deleted

    def action_put_back(self) -> None:
        """Insert what was deleted last, as in a shell."""
        self._insert(self._deleted)

    def action_submit(self) -> None:
        """Ask for the text to be saved."""
        self.post_message(self.Submitted(self.text))

    def action_leave(self) -> None:
        """Ask the screen to take the focus away."""
        self.post_message(self.Exited())

    def action_write_in_editor(self) -> None:
        """Ask for the user's own editor."""
        self.post_message(self.EditorRequested(self))


def _cleaned(text: str) -> str:
    return strip_controls(text).replace("\t", " ")
