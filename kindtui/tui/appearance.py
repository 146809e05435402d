"""Applies the settings that change how the app looks and which keys it takes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.filter import LineFilter, Monochrome, NoColor
from textual.theme import Theme

from kindtui.domain.settings import Settings
from kindtui.texts import get_text
from kindtui.tui import themes
from kindtui.tui.widgets.ascii_filter import ASCII_FILTER

if TYPE_CHECKING:
    from kindtui.tui.navigation import NavigationApp

NO_COLOR_FILTER = NoColor()


def theme_for(app: App[Any], settings: Settings) -> Theme:
    """Return the theme that is set, or the terminal's own where it has few colours or none are wanted."""
    return themes.TERMINAL if has_few_colors(app) else themes.named(settings.theme)


def has_few_colors(app: App[Any]) -> bool:
    """Return whether the terminal has sixteen colours at most, or none are wanted."""
    return app.no_color or app.console.color_system in (None, "standard", "windows")


def line_filters(filters: Sequence[LineFilter], settings: Settings) -> Sequence[LineFilter]:
    """Return the filters with greys removed under NO_COLOR, and with plain ASCII where it is set."""
    filters = [NO_COLOR_FILTER if isinstance(one, Monochrome) else one for one in filters]
    return (*filters, ASCII_FILTER) if settings.ascii_marks else filters


def apply(app: "NavigationApp", previous: Settings, settings: Settings) -> None:
    """Apply what differs between two settings: theme, ASCII marks, and the person's own keys."""
    if settings.theme != previous.theme:
        app.theme = theme_for(app, settings).name
    if settings.ascii_marks != previous.ascii_marks:
        app.refresh_css(animate=False)
    if settings.keys != previous.keys and (problem := apply_keys(app, settings)):
        app.current_screen.show_notice(problem, is_error=True)


def apply_keys(app: "NavigationApp", settings: Settings) -> str:
    """Apply the person's own keys, and return what is wrong with some of them; empty if nothing is."""
    from kindtui.tui.binding_index import all_bindings
    from kindtui.tui.keymap import has_only_keys, valid_custom_keys

    keys = valid_custom_keys(all_bindings(app.BINDINGS), settings.keys)
    app.set_keymap(keys)
    if len(keys) == len(settings.keys):
        return ""
    all_are_keys = all(map(has_only_keys, settings.keys.values()))
    return get_text("app.keys.some_taken") if all_are_keys else get_text("app.keys.some_not_keys")
