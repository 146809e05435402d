"""The list of themes, of which the one that is set has a dot."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from kindtui.domain.setting_choices import THEME_TITLES
from kindtui.tui.widgets.choices import Choices, Row

SET_PREFIX, PREFIX = "● ", "○ "


class ThemeList(Choices):
    """A row per theme."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "select", "use this theme", id="themes.use", key_display="Enter"),
    ]

    def show(self, theme: str) -> None:
        """Show the themes, with `theme` as the one that is set, and highlight it."""
        self.show_rows(
            Row(
                name,
                Content(title),
                Content.styled(SET_PREFIX if name == theme else PREFIX, "$accent"),
            )
            for name, title in THEME_TITLES.items()
        )
        self.highlight_row(theme)
