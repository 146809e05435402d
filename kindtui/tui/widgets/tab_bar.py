"""The row of tabs on top of every screen: the screens by their keys, the open one marked, and help."""

from typing import Any

from textual.content import Content
from textual.events import Click
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from kindtui.tui.keymap import is_function_key
from kindtui.tui.widgets.key_hints import (
    HELP_BINDING_ID,
    binding_key_label,
    clickable,
    key_at_click,
    press_key_of,
)
from kindtui.tui.widgets.text_layout import QUIET_STYLE, truncated

TAB_TITLES = {
    "today": "Today",
    "boundaries": "Boundaries",
    "streak": "Streak",
    "journal": "Journal",
    "patterns": "Patterns",
    "why": "Why",
}
MIN_COLUMNS_FOR_TITLES = 76
OPEN_TAB_MARK = "▌"


class TabBar(Widget):
    """One line; in a low window, which has no header, it holds the subject of the screen as well."""

    labels: reactive[dict[str, str]] = reactive(dict[str, str])  # keys as people write them, by binding id
    do_keys_work: reactive[bool] = reactive(True)  # not while a field takes letters or a scale takes digits
    subjects: reactive[tuple[str, ...]] = reactive(())  # the longest first

    def __init__(self) -> None:
        """Start with the keys that nobody has changed."""
        super().__init__()
        numbers = {f"app.{mode}": str(number) for number, mode in enumerate(TAB_TITLES, start=1)}
        self.set_reactive(TabBar.labels, {**numbers, HELP_BINDING_ID: "?"})

    def on_mount(self) -> None:
        """Show the keys that lead to the screens, and update them whenever they change."""
        self.screen.bindings_updated_signal.subscribe(self, self._update_labels, immediate=True)
        self._update_labels(self.screen)

    def _update_labels(self, screen: Screen[Any]) -> None:
        """Show the keys; where they do not work now, they stay, but in quiet colour."""
        letters = {
            active.binding.id: binding_key_label(screen, active.binding)
            for active in screen.active_bindings.values()
            if active.binding.id in self.labels and not is_function_key(active.binding.key)
        }
        self.labels = {**self.labels, **letters}
        self.do_keys_work = bool(letters.keys() - {HELP_BINDING_ID})

    @property
    def key_style(self) -> str:
        """The style of a key that leads to a screen."""
        return "bold $foreground" if self.do_keys_work else QUIET_STYLE

    def render(self) -> Content:
        """Return as much as fits: where there is little room, the other tabs are their keys alone."""
        is_header = self.screen.has_class("-short")  # the window is too low for another line
        subjects = [f" {subject}" for subject in self.subjects if is_header] or [""]
        has_titles = self.size.width >= MIN_COLUMNS_FOR_TITLES + len(subjects[0])
        help_tab = self._tab(HELP_BINDING_ID, "help" if has_titles else "")
        tabs, room = self._tabs(has_titles=has_titles), self.size.width - help_tab.cell_length
        fitting = [subject for subject in subjects if tabs.cell_length + len(subject) <= room]
        if not fitting:  # the subject says as much as the title of the tab
            tabs = self._tabs(has_titles=False, names_open_tab=False)
        subject = truncated(Content.styled((fitting or subjects)[0], "bold"), room - tabs.cell_length)
        return tabs + subject.pad_right(room - tabs.cell_length - subject.cell_length) + help_tab

    def _tabs(self, *, has_titles: bool, names_open_tab: bool = True) -> Content:
        return Content("").join(
            self._open_tab(mode, title if names_open_tab else "")
            if mode == self.app.current_mode
            else self._tab(f"app.{mode}", title if has_titles else "")
            for mode, title in TAB_TITLES.items()
        )

    def _tab(self, binding_id: str, title: str) -> Content:
        key = Content.styled(f" {self.labels[binding_id]}", self.key_style)
        return clickable(key + Content.styled(f" {title}".rstrip() + " ", QUIET_STYLE), binding_id)

    def _open_tab(self, mode: str, title: str) -> Content:
        binding_id = f"app.{mode}"
        text = f"{OPEN_TAB_MARK}{self.labels[binding_id]} {title}".rstrip() + " "
        return clickable(Content.styled(text, "bold $accent on $background"), binding_id)

    def on_click(self, event: Click) -> None:
        """Press a key of the tab that was clicked."""
        if binding_id := key_at_click(event):
            press_key_of(self.screen, binding_id)
