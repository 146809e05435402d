"""The quiet boxes around the card of Today, each a door to the screen that shows the whole of it."""

from collections.abc import Mapping
from typing import ClassVar

from textual.content import Content
from textual.events import Click
from textual.widget import Widget

from kindtui.domain.state import State
from kindtui.tui.dashboard_layout import FIXED_ROWS, ROOMY_ROWS, PanelName
from kindtui.tui.widgets.frame import CORNERS, border_label
from kindtui.tui.widgets.key_hints import press_key_of
from kindtui.tui.widgets.tab_bar import TAB_TITLES
from kindtui.tui.widgets.text_layout import QUIET_STYLE, hanging_indent

MIN_CELLS_BETWEEN = CORNERS + 3  # for the corners, a line and the blanks around it


class Panel(Widget):
    """A box with its title in the border, and beside it the key and the name of the screen behind it."""

    panel_name: ClassVar[PanelName]
    title_text: ClassVar[str]
    mode: ClassVar[str]  # that screen

    key_label, key_style = "", QUIET_STYLE
    _title_columns = 0

    def show(self, state: State) -> None:
        """Show `state`."""
        raise NotImplementedError

    def show_key(self, labels: Mapping[str, str], style: str) -> None:
        """Show the key of the screen behind the panel.

        Args:
            labels: The keys as people write them, by the ids of their bindings.
            style: The style of a key.
        """
        self.key_label, self.key_style = labels[self._binding_id], style
        self._draw_title()

    @property
    def _binding_id(self) -> str:
        return f"app.{self.mode}"

    def on_focus(self) -> None:
        """Draw the line in the title like the border."""
        self._draw_title()

    def on_blur(self) -> None:
        """Draw the line in the title like the border."""
        self._draw_title()

    def fit(self, width: int, height: int) -> None:
        """Draw the title, and leave a row blank at the top where there is room, for a size to be drawn at."""
        if width != self._title_columns:
            self._title_columns = width
            self._draw_title()
        is_roomy = height >= self.min_rows(width) + ROOMY_ROWS
        if is_roomy != self.has_class("-roomy"):
            self.set_class(is_roomy, "-roomy", update=False)
            self.app.stylesheet.apply(self, animate=False)

    def empty_text(self, sentence: str) -> Content:
        """Return the sentence that says what will appear here."""
        return hanging_indent(Content(""), Content.styled(sentence, QUIET_STYLE), self.size.width)

    @property
    def is_left_out(self) -> bool:
        """Whether there is nothing to show, not even what will appear here."""
        return False

    def min_rows(self, width: int) -> int:
        """Return how many rows the panel needs at a width, with its border."""
        del width
        return FIXED_ROWS[self.panel_name].least

    def _draw_title(self) -> None:
        width = self._title_columns
        key = Content.styled(self.key_label, self.key_style)
        door = Content.assemble(key, (f" {TAB_TITLES[self.mode]} ›", QUIET_STYLE))
        if len(self.title_text) + door.cell_length + MIN_CELLS_BETWEEN > width:
            door = key
        self.border_title = border_label(self.title_text, door, width, has_focus=self.has_focus)

    def on_click(self, event: Click) -> None:
        """Open the screen behind the panel if the title was clicked."""
        if event.y == 0:
            press_key_of(self.screen, self._binding_id)
