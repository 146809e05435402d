"""Theme: a list that shows each theme while it is highlighted, and saves the one that is chosen."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain.journal.day import Mark
from kindtui.domain.requests import SettingsChanged
from kindtui.domain.state import State
from kindtui.texts import get_text
from kindtui.tui.messages import Requested, ThemePreviewed
from kindtui.tui.screens.base import KindScreen
from kindtui.tui.widgets.choices import Choices
from kindtui.tui.widgets.marks import MARK_GLYPHS, MARK_NAMES, MARK_STYLES
from kindtui.tui.widgets.text_layout import QUIET_STYLE
from kindtui.tui.widgets.theme_list import ThemeList


class ThemeScreen(KindScreen):
    """The themes, over Settings; nothing is saved until one is chosen."""

    HELP_TEXT = get_text("app.themes.help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "go back", id="themes.leave", key_display="Esc"),
    ]

    def __init__(self, state: State, *, has_few_colors: bool) -> None:
        """Create the screen, which draws `state` first; with few colours, all themes look the same."""
        super().__init__(state)
        self._hint = get_text("app.themes.few_colours") if has_few_colors else get_text("app.themes.hint")
        self._chosen_theme = ""

    def compose_body(self) -> Iterable[Widget]:
        """Lay out what to do, the list, and a sample of text and marks."""
        yield Static(Content(self._hint), id="why")
        yield ThemeList()
        yield Static(_sample(), id="theme-sample")

    def on_mount(self) -> None:
        """Draw the list, with the theme that is set highlighted."""
        self.show_header("Theme", low_title="Theme")
        themes = self.query_one(ThemeList)
        themes.show(self.state.journal.settings.theme)
        themes.focus()

    def on_unmount(self) -> None:
        """Show the theme that is set, however the screen was left."""
        self.app.post_message(ThemePreviewed(self.state.journal.settings.theme))

    async def show(self, state: State) -> None:
        """Draw `state`; once the theme that was chosen is saved, go back."""
        has_changed = state.journal.settings.theme != self.state.journal.settings.theme
        await super().show(state)
        if has_changed:
            self.query_one(ThemeList).show(state.journal.settings.theme)
            if state.journal.settings.theme == self._chosen_theme and self.is_current:
                self.dismiss()

    @on(ThemeList.OptionHighlighted)
    def _preview_theme(self) -> None:
        """Show the theme once the cursor has moved, as every part of the screen is styled anew."""
        theme = self.query_one(ThemeList).highlighted_id
        self.call_after_refresh(self.post_message, ThemePreviewed(theme))

    @on(Choices.Chosen)
    def _save_theme(self, event: Choices.Chosen) -> None:
        event.stop()
        self._chosen_theme = event.row_id
        if event.row_id == self.state.journal.settings.theme:
            self.dismiss()
        else:
            self.post_message(Requested(SettingsChanged({"theme": event.row_id})))

    def action_leave(self) -> None:
        """Go back to Settings, and to the theme that is set."""
        self.dismiss()


def _sample() -> Content:
    """Return the three levels of text, the accent, and the marks."""
    levels = Content.assemble(
        ("Bold", "bold"), "  plain  ", ("quiet", QUIET_STYLE), "  ", ("a key", "bold $accent")
    )
    marks = Content("  ").join(
        Content.assemble((MARK_GLYPHS[mark], MARK_STYLES[mark]), (f" {MARK_NAMES[mark]}", QUIET_STYLE))
        for mark in (Mark.KIND, Mark.KEPT, Mark.REST, Mark.QUIET)
    )
    return Content("\n").join((levels, marks))
