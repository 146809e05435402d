"""Moves between screens that all draw one state: switches modes, and opens screens over them."""

from collections.abc import Callable
from functools import partial
from itertools import chain, takewhile
from typing import TYPE_CHECKING, Any

from textual import on
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from kindtui.domain.state import State
from kindtui.texts import get_text
from kindtui.tui.key_queue import KeyQueueApp
from kindtui.tui.messages import (
    DayOpened,
    DaysAwayOpened,
    KeySettingsOpened,
    LeftOutNamesOpened,
    MyActsOpened,
    MyQuestionsOpened,
    PeopleOpened,
)
from kindtui.tui.redrawer import Redrawer
from kindtui.tui.screen_factory import MODES, create_screen
from kindtui.tui.screens.base import KindScreen, StateBoxScreen
from kindtui.tui.textual_compat import REMOVED_WIDGET_ERRORS, BoxScreen, wait_until_processed
from kindtui.tui.widgets.text_field import EDITOR_BINDING_ID, SEVERAL_LINES_BINDING_ID, TextField

if TYPE_CHECKING:
    from kindtui.tui.widgets.key_hints import KeyHint

COVER_SCREEN_NAME = "cover"
# What would lift a cover that lies below the places to talk.
UNCOVERING_ACTIONS = ("go", "palette", "settings")


class NavigationApp(KeyQueueApp[None]):
    """An app whose screens are imported when they are first shown, and drawn anew when its state changes."""

    DEFAULT_MODE = "today"
    state: reactive[State] = reactive(  # each screen draws what changed of it
        lambda: None,  # type: ignore[arg-type, return-value]
        always_update=True,
        init=False,
        repaint=False,
    )

    def __init__(self, state: State) -> None:
        """Draw that state first."""
        super().__init__()
        self.set_reactive(NavigationApp.state, state)
        self.redrawer = Redrawer(self.between_keys, self._redraw)
        self.mode_screens: list[KindScreen] = []
        for mode in MODES:
            self.add_mode(mode, partial(self._create_screen, mode))

    def _create_screen(self, mode: str) -> KindScreen:
        screen = create_screen(mode, self.state)
        self.mode_screens.append(screen)
        return screen

    @property
    def current_screen(self) -> KindScreen:
        """The topmost screen that draws the state, also while help lies over it."""
        return self.open_screens[-1]

    @property
    def open_screens(self) -> list[KindScreen]:
        """The screen of the current mode and those opened over it."""
        return [screen for screen in self.screen_stack if isinstance(screen, KindScreen)]

    @property
    def notice_screen(self) -> KindScreen | StateBoxScreen:
        """The screen that shows notices: a box that draws the state, or the topmost screen that does."""
        return self.screen if isinstance(self.screen, StateBoxScreen) else self.current_screen

    def delay_update(self, delay: float = 0.0) -> None:
        """Skip the 50 ms for which Textual holds back every change of screen."""

    def action_go(self, mode: str) -> None:
        """Close what is open over the current mode, and switch to another."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.switch_mode(mode)
        self._redraw_if_stale()

    @on(DayOpened)
    def _open_day(self, event: DayOpened) -> None:
        """Open a day over the current screen, or in place of another day."""
        from kindtui.tui.screens.day import DayScreen

        if isinstance(self.screen, DayScreen):
            self.pop_screen()
        self.push_screen(
            DayScreen(self.state, event.form, event.search_text), lambda _: self._redraw_if_stale()
        )

    @on(KeySettingsOpened)
    def _open_key_settings(self) -> None:
        from kindtui.tui.binding_index import all_bindings
        from kindtui.tui.screens.key_settings import KeySettingsScreen

        self.push_screen(KeySettingsScreen(self.state, all_bindings(self.BINDINGS)))

    @on(MyActsOpened)
    def _open_my_acts(self, event: MyActsOpened) -> None:
        from kindtui.tui.screens.my_acts import MyActsScreen

        self.push_screen(MyActsScreen(self.state), event.on_closed)

    def action_jar(self) -> None:
        """Open the kindness jar."""
        from kindtui.tui.screens.jar import JarScreen

        self.push_screen(JarScreen(self.state))

    def action_this_day_before(self) -> None:
        """Open the kindness jar at a kindness that belongs to today."""
        from kindtui.tui.screens.jar import JarScreen

        self.push_screen(JarScreen(self.state, starts_earlier=True))

    def action_changes(self) -> None:
        """Show the changes that can be undone and redone."""
        from kindtui.tui.screens.changes import ChangesScreen

        self.push_screen(ChangesScreen(self.state))

    @on(LeftOutNamesOpened)
    def _open_left_out_names(self, event: LeftOutNamesOpened) -> None:
        from kindtui.tui.screens.left_out_names import LeftOutNamesScreen

        screen = LeftOutNamesScreen(self.state, event.mentioned)
        self.push_screen(screen, lambda _: self._redraw_if_stale())

    def action_left_out_names(self) -> None:
        """Open the list of names left out."""
        self._open_left_out_names(LeftOutNamesOpened())

    @on(MyQuestionsOpened)
    def action_my_questions(self) -> None:
        """Open the list of the user's own questions."""
        from kindtui.tui.screens.my_questions import MyQuestionsScreen

        self.push_screen(MyQuestionsScreen(self.state), lambda _: self._redraw_if_stale())

    @on(DaysAwayOpened)
    def _open_days_away(self) -> None:
        from kindtui.tui.screens.days_away import DaysAwayScreen

        self.push_screen(DaysAwayScreen(self.state), lambda _: self._redraw_if_stale())

    @on(PeopleOpened)
    def action_people(self) -> None:
        """Open the list of people."""
        from kindtui.tui.screens.people import PeopleScreen

        self.push_screen(PeopleScreen(self.state), lambda _: self._redraw_if_stale())

    def ask_to_write_anew(self, write_anew: Callable[[], None]) -> None:
        """Ask whether a journal that is gone shall be written anew, and do so if the answer is yes."""
        from kindtui.tui.screens.gone import GoneScreen

        if not isinstance(self.screen, GoneScreen):
            self.push_screen(GoneScreen(), lambda answer: write_anew() if answer else None)

    def action_places(self) -> None:
        """Show places to talk, or close what lies over them; a cover stays where it is."""
        from kindtui.tui.screens.places import PlacesScreen

        if any(isinstance(screen, PlacesScreen) for screen in self._uncovered_screens):
            while not isinstance(self.screen, PlacesScreen):
                self.pop_screen()
        else:
            self.push_screen(PlacesScreen(self.state), lambda _: self._redraw_if_stale())

    def action_cover(self) -> None:
        """Cover the screen until a key is pressed, or close what was opened over the cover."""
        from kindtui.tui.screens.cover import CoverScreen

        if self._is_over_cover:
            while not self.is_covered:
                self.pop_screen()
        else:
            self.push_screen(CoverScreen(name=COVER_SCREEN_NAME))

    @property
    def is_covered(self) -> bool:
        """Whether the privacy cover lies over the screen."""
        return bool(self.screen_stack) and self.screen.name == COVER_SCREEN_NAME

    @property
    def _uncovered_screens(self) -> list[Screen[Any]]:
        """The screens from the topmost down to the cover, or all if there is no cover."""
        return list(takewhile(lambda screen: screen.name != COVER_SCREEN_NAME, reversed(self.screen_stack)))

    @property
    def _is_over_cover(self) -> bool:
        """Whether something was opened over the cover."""
        return 0 < len(self._uncovered_screens) < len(self.screen_stack)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable most actions in a box and over the cover, and opening what is open already."""
        del parameters
        top = self.screen if self.screen_stack else None
        if isinstance(top, BoxScreen) and action not in top.enabled_actions:
            return False
        if self._is_over_cover and action in UNCOVERING_ACTIONS:
            return False
        if action == "this_day_before" and not self._offers_this_day_before:
            return False
        # What lies over the places to talk closes for them.
        screens = self.screen_stack[-1:] if action == "places" else self.screen_stack
        return not any(isinstance(one, KindScreen) and one.opening_action == action for one in screens)

    @property
    def _offers_this_day_before(self) -> bool:
        """Whether the jar shows kindnesses that belong to today."""
        state = self.state
        return state.journal.settings.jar and state.is_complete and not state.hides_earlier_kindnesses

    def action_settings(self) -> None:
        """Open the settings over the current screen."""
        from kindtui.tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen(self.state), lambda _: self._redraw_if_stale())

    def action_help(self) -> None:
        """Show the keys that work now, on this screen or in the box over it."""
        from kindtui.tui.screens.help import HelpScreen
        from kindtui.tui.widgets.key_hints import hints_by_section

        help_text = getattr(self.screen, "HELP_TEXT", self.current_screen.HELP_TEXT)
        if getattr(self.screen, "is_for_lines", False):
            keys = self.label_of(SEVERAL_LINES_BINDING_ID, "f9")
            help_text = f"{help_text} {get_text('app.several_lines.help', keys=keys)}"
        help_screen = HelpScreen(help_text, hints_by_section(self.screen))
        self.push_screen(help_screen, self._press_key)

    def label_of(self, binding_id: str, default_key: str) -> str:
        """Return the key of a binding as people write it, also where it does not work now."""
        from kindtui.tui.widgets.binding_list import key_label

        return key_label((self.state.journal.settings.keys.get(binding_id) or default_key).partition(",")[0])

    def _press_key(self, key: str | None) -> None:
        if key:
            self.simulate_key(key)

    def action_palette(self) -> None:
        """Offer every command by name; a field that has the focus gets it back if none is chosen."""
        from kindtui.tui.binding_index import all_bindings
        from kindtui.tui.palette_commands import Command, palette_commands
        from kindtui.tui.screens.palette import PaletteScreen
        from kindtui.tui.widgets.key_hints import hints_by_section, hints_of_bindings

        screen, focused_field = self.current_screen, self.focused
        field_hints: list[KeyHint] = []
        if isinstance(focused_field, TextField):
            field_hints = hints_of_bindings(screen, (SEVERAL_LINES_BINDING_ID, EDITOR_BINDING_ID))
            screen.leave_field()
        hints = chain(field_hints, *hints_by_section(screen, include_hidden=False).values())
        mode = self.current_mode if len(self.open_screens) == 1 else ""
        custom_keys = self.state.journal.settings.keys
        found = palette_commands(hints, all_bindings(self.BINDINGS), mode, custom_keys)
        commands = [one for one in found if not one.action or self.check_action(one.action, ())]

        def run_command(command: Command | None) -> None:
            keys = command.key_sequence if command else ()
            is_for_field = command is None or keys in [(hint.key_to_press,) for hint in field_hints]
            if is_for_field and isinstance(focused_field, TextField) and _is_displayed(focused_field):
                screen.set_focus(focused_field)
            for key in keys:
                self.simulate_key(key)
            if command and command.action:
                self.call_later(self.run_action, command.action)

        self.push_screen(PaletteScreen(commands), run_command)

    def _redraw_if_stale(self) -> None:
        """Redraw if a screen that comes back shows an older state."""
        if any(screen.state is not self.state for screen in self.open_screens):
            self.redrawer.request()

    async def wait_until_ready(self) -> None:
        """Wait until every screen that was opened has its widgets."""
        for screen in tuple(self.screen_stack):
            if not screen.is_mounted:
                await wait_until_processed(screen)

    async def _redraw(self) -> None:
        """Draw the state on every open screen."""
        await self.wait_until_ready()
        for screen in () if self.is_exiting else tuple(self.screen_stack):
            if not isinstance(screen, KindScreen | StateBoxScreen):
                continue
            try:
                await screen.show(self.state)
            except REMOVED_WIDGET_ERRORS:
                if self.is_shown(screen) and not self.is_exiting:
                    raise


def _is_displayed(widget: Widget) -> bool:
    """Return whether a widget and everything around it is displayed."""
    return all(node.display for node in widget.ancestors_with_self if isinstance(node, Widget))
