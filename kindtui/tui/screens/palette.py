"""The palette: every command, found by typing a part of its name."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.fuzzy import FuzzySearch
from textual.widget import Widget
from textual.widgets import Input, Static

from kindtui.texts import get_text
from kindtui.tui.palette_commands import Command, matching_commands
from kindtui.tui.textual_compat import BoxScreen
from kindtui.tui.widgets.binding_list import key_label
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.question_input import LineInput
from kindtui.tui.widgets.text_layout import QUIET_STYLE

KEY_WIDTH = 11
ROWS_AROUND_LIST = 4  # two borders, the field, and a blank row


class PaletteScreen(BoxScreen[Command]):
    """A field and the commands that match; it is dismissed with the chosen one, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "up", id="palette.up", show=False),
        Binding("down", "move(1)", "down", id="palette.down", show=False),
    ]

    def __init__(self, commands: Sequence[Command]) -> None:
        """Offer `commands`."""
        super().__init__()
        self.commands = self._matches = list(commands)
        self._drawn_matches: list[Command] | None = None
        self._fuzzy_search = FuzzySearch()
        self._is_browsing = False  # whether the last key moved the highlight

    @property
    def cursor_widget(self) -> Widget | None:
        """Where the terminal's cursor stands: at the command that was moved to, or in the field."""
        return self.query_one(Choices) if self._is_browsing else self.focused

    def compose(self) -> ComposeResult:
        """Lay out the field, the hint that nothing matches, and the list."""
        with Vertical(id="palette") as box:
            box.border_title = "Everything"
            box.border_subtitle = "Enter does it · Esc closes"
            yield LineInput()
            yield Static(Content(get_text("app.palette.nothing_found")), classes="hint")
            yield Choices()

    def on_mount(self) -> None:
        """Show all commands."""
        self.query_one(LineInput).focus()
        self._draw()

    def on_resize(self, event: Resize) -> None:
        """Let the list have every row beside the field and the borders."""
        self.query_one(Choices).styles.max_height = max(1, event.size.height - ROWS_AROUND_LIST)

    def _draw(self) -> None:
        if self._drawn_matches is self._matches:
            return
        self._drawn_matches = self._matches
        rows = [
            Row(
                str(index),
                Content.assemble(command.meaning, (f"  {command.screen_name}", QUIET_STYLE)),
                Content.styled(key_label(command.key).ljust(KEY_WIDTH), "$accent"),
            )
            for index, command in enumerate(self._matches)
        ]
        self.query_one(Choices).show_rows(rows)
        self.query_one(Choices).action_first()
        self.query_one(".hint").display = not rows

    @on(Input.Changed)
    def _update_matches(self, event: Input.Changed) -> None:
        event.stop()
        self._is_browsing = False
        self._matches = matching_commands(
            self.commands, event.value, lambda text, name: self._fuzzy_search.match(text, name)[0]
        )
        self.call_after_refresh(self._draw)  # so that the typed letter is painted first

    @on(Input.Submitted)
    def _run_highlighted(self, event: Input.Submitted) -> None:
        event.stop()
        self._draw()
        if current := self.query_one(Choices).highlighted_id:
            self.dismiss(self._matches[int(current)])

    @on(Choices.Chosen)
    def _run_clicked(self, event: Choices.Chosen) -> None:
        event.stop()
        self.dismiss(self._matches[int(event.row_id)])

    @on(LineInput.Exited)
    def _cancel(self) -> None:
        self.dismiss()

    def action_move(self, rows: int) -> None:
        """Move the highlight by one row, down or up, and the terminal's cursor with it."""
        self._draw()
        self._is_browsing = True
        choices = self.query_one(Choices)
        choices.action_cursor_down() if rows > 0 else choices.action_cursor_up()
