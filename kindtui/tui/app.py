"""KindApp: owns the state, obeys wishes one after another, and switches screens."""

import asyncio
import gc
import importlib
import signal
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any, ClassVar

from rich.console import RenderableType
from textual import on
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.driver import Driver
from textual.events import Resize
from textual.filter import LineFilter, Monochrome, NoColor
from textual.reactive import reactive
from textual.screen import Screen
from textual.theme import Theme
from textual.widget import MountError
from textual.worker import WorkerFailed

from kindtui import content, exit_codes
from kindtui.domain.journal.undo import NothingToUndoError
from kindtui.domain.settings import Settings
from kindtui.domain.state import State
from kindtui.session import Session
from kindtui.storage.errors import StorageError, UnreadableError
from kindtui.tui import themes
from kindtui.tui.dispatch import said, use_case
from kindtui.tui.key_queue import OrderedKeys
from kindtui.tui.messages import (
    DayOpened,
    DraftChanged,
    DraftsTyped,
    FormFinished,
    LookedAgain,
    UndoAsked,
    Wish,
)
from kindtui.tui.screens.base import KindScreen
from kindtui.tui.screens.today import TodayScreen
from kindtui.tui.stylesheet import OnceParsed
from kindtui.tui.widgets.ascii_only import PLAIN
from kindtui.tui.widgets.ask import LineInput

TICK = 2.0  # seconds between two looks at the clock and at the file
DRAFT_PAUSE = 1.0  # seconds from a key to the draft on the disk
TURN = 0.0005  # seconds after which a thread that works makes room; Python's 0.005 held keys and saves up
COLLECTIONS = (700, 10, 100)  # the whole is looked through ten times as rarely as Python would, see `_tick`
COVER = "cover"
COLOURLESS = NoColor()
SCREENS = Binding.Group("F1-F6 screens")
KEYS_LEFT = (
    "Some keys of your own mean something else already and are left as they came. , then Keys shows all."
)
NEEDED_SOON = (
    "kindtui.storage.atomic",
    "kindtui.tui.screens.boundaries",
    "kindtui.tui.screens.streak",
    "kindtui.tui.screens.journal",
    "kindtui.tui.screens.patterns",
    "kindtui.tui.screens.why",
    "plotext",
)


class KindApp(OrderedKeys[None]):
    """The full-screen app over one session.

    `crash` is the error that ended it, if one did; `unreadable` says that the file turned out damaged.
    """

    TITLE = "kindtui"
    CSS_PATH = content.STYLESHEET
    ENABLE_COMMAND_PALETTE = False
    DEFAULT_MODE = "today"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "help", id="app.help", key_display="?"),
        Binding("f1,1", "go('today')", "Today", id="app.today", group=SCREENS),
        Binding("f2,2", "go('boundaries')", "Boundaries", id="app.boundaries", group=SCREENS),
        Binding("f3,3", "go('streak')", "Streak", id="app.streak", group=SCREENS),
        Binding("f4,4", "go('journal')", "Journal", id="app.journal", group=SCREENS),
        Binding("f5,5", "go('patterns')", "Patterns", id="app.patterns", group=SCREENS),
        Binding("f6,6", "go('why')", "Why", id="app.why", group=SCREENS),
        Binding("u", "undo", "undo", id="app.undo"),
        Binding("colon,ctrl+p", "palette", "everything", id="app.palette"),
        Binding("exclamation_mark", "places", "places to talk", id="app.places", key_display="!"),
        Binding("f7", "places", "places to talk", id="app.places_anywhere", show=False, priority=True),
        Binding("0", "cover", "privacy cover", id="app.cover"),
        Binding("f8", "cover", "privacy cover", id="app.cover_anywhere", show=False, priority=True),
        Binding("comma", "settings", "settings", id="app.settings", key_display=","),
        Binding("q", "leave", "quit", id="app.quit"),
        Binding("ctrl+q", "leave", "quit", id="app.quit_anywhere", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", "stop for a while", id="app.suspend", show=False, priority=True),
    ]

    state: reactive[State] = reactive(  # each screen draws what changed of it
        lambda: None,  # type: ignore[arg-type, return-value]
        always_update=True,
        init=False,
        repaint=False,
    )

    def __init__(self, session: Session, state: State) -> None:
        """Show that state of that session."""
        super().__init__()
        self.session = session
        self.set_reactive(KindApp.state, state)
        self.crash: BaseException | None = None
        self.unreadable: UnreadableError | None = None
        self._read_whole = False
        self._rests = False
        self._wishes: asyncio.Queue[Wish] = asyncio.Queue()
        self._wishes.put_nowait(LookedAgain())  # the first screen needs a glance; all comes before any change
        self._undrawn, self._drawn, self._turned = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._drawn.set()
        self._turned.set()
        self._typed: dict[tuple[date, str], str] = {}
        self._made: list[KindScreen] = []
        for mode in ("today", "boundaries", "streak", "journal", "patterns", "why"):
            self.add_mode(mode, partial(self._make_screen, mode))
        for theme in themes.BY_NAME.values():
            self.register_theme(theme)
        self._settings = Settings()
        self._motion = self.animation_level
        self.theme = self._theme_for(state.journal.settings).name
        self.stylesheet = self._looks = OnceParsed(variables=self.get_css_variables())

    def _make_screen(self, mode: str) -> KindScreen:
        self._made.append(self._new_screen(mode))
        return self._made[-1]

    def _new_screen(self, mode: str) -> KindScreen:
        if mode == "boundaries":
            from kindtui.tui.screens.boundaries import BoundariesScreen

            return BoundariesScreen(self.state)
        if mode == "streak":
            from kindtui.tui.screens.streak import StreakScreen

            return StreakScreen(self.state)
        if mode == "journal":
            from kindtui.tui.screens.journal import JournalScreen

            return JournalScreen(self.state)
        if mode == "patterns":
            from kindtui.tui.screens.patterns import PatternsScreen

            return PatternsScreen(self.state)
        if mode == "why":
            from kindtui.tui.screens.why import WhyScreen

            return WhyScreen(self.state, content.evidence())
        return TodayScreen(self.state)

    # Beginning and end

    def on_load(self) -> None:
        """Start tasks in their turn on every Python: eager ones compose a screen too soon (Textual #6444)."""
        loop = asyncio.get_running_loop()
        loop.set_task_factory(None)
        sys.setswitchinterval(TURN)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._end_by_signal, number)

    def on_mount(self) -> None:
        """Begin to obey, and to look at the clock."""
        self.app_resume_signal.subscribe(self, self._resumed)
        self.set_interval(TICK, self._tick)
        self.call_after_refresh(self._first_painted)

    def _first_painted(self) -> None:
        from concurrent.futures import ThreadPoolExecutor

        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
        self._looks.parse_later()
        self._apply(self.state.journal.settings)
        if self.session.store.warning:
            self._kind_screen.say(self.session.store.warning, trouble=True)
        self.run_worker(self._obey(), exit_on_error=True)
        self.run_worker(self._draw(), exit_on_error=True)
        self.run_worker(self.hand_out_keys(), exit_on_error=True)
        self.run_worker(asyncio.to_thread(_warm, NEEDED_SOON), exit_on_error=True)
        gc.collect()
        gc.freeze()
        gc.set_threshold(*COLLECTIONS)
        gc.enable()

    def on_resize(self, event: Resize) -> None:
        """Draw anew a window that has its old size again: what was cut off meanwhile is gone."""
        if self.screen_stack and event.size == self.screen.outer_size:
            self.screen.refresh()

    def _resumed(self, _: object) -> None:
        """Draw everything anew: the terminal was somebody else's meanwhile."""
        self._look_again()
        self.refresh(layout=True)

    def _end_by_signal(self, number: int) -> None:
        with suppress(StorageError):
            self.session.keep_drafts(self._typed)
        self.call_later(self.exit, return_code=exit_codes.SIGNAL + number)

    async def action_leave(self) -> None:
        """Quit, once everything is saved."""
        self._keep_drafts()
        await self.wishes_done()
        self.exit()

    def _handle_exception(self, error: Exception) -> None:
        """An app that is ending mounts nothing more, and that is no error."""
        if not (self._exit and isinstance(error, MountError)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Keep the error; its traceback could print what a person wrote."""
        error: BaseException | None = self._exception
        self.crash = error.error if isinstance(error, WorkerFailed) else error
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """Keep the error; nothing is printed of it here."""
        del renderables
        self._fatal_error()

    # The terminal

    def get_driver_class(self) -> type[Driver]:
        """Our own driver, whatever the environment says."""
        from kindtui.tui.driver import KindDriver

        return KindDriver

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """All but the one that would put the screen into a file that anybody can read."""
        return (found for found in super().get_system_commands(screen) if found.title != "Screenshot")

    def deliver_screenshot(self, *_: object, **__: object) -> None:
        """Write no picture of a private screen."""

    # Screens

    @property
    def _kind_screen(self) -> KindScreen:
        """The screen of the present mode, also when help lies over it."""
        return self._kind_screens[-1]

    @property
    def _kind_screens(self) -> list[KindScreen]:
        """The screen of the present mode, and the one that was opened from it."""
        return [screen for screen in self.screen_stack if isinstance(screen, KindScreen)]

    def delay_update(self, delay: float = 0.0) -> None:
        """Draw at once: Textual would wait 50 ms at every change of screen."""

    def action_go(self, mode: str) -> None:
        """Show a screen, and leave what was opened over this one."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.switch_mode(mode)
        self._catch_up()

    @on(DayOpened)
    def _open_day(self, event: DayOpened) -> None:
        """Open a day over the screen it was asked from."""
        from kindtui.tui.screens.day import DayScreen

        if isinstance(self.screen, DayScreen):
            self.pop_screen()
        screen = DayScreen(self.state, event.form)
        self.push_screen(screen, lambda _: self._catch_up())
        self._made.append(screen)

    def action_jar(self) -> None:
        """Open the kindness jar."""
        from kindtui.domain.ritual.jar import from_jar
        from kindtui.tui.screens.jar import JarScreen

        found = from_jar(self.state.journal, self.state.today)
        self.push_screen(JarScreen(found))

    def action_places(self) -> None:
        """Show places to talk."""
        from kindtui.tui.screens.places import PlacesScreen

        self.push_screen(PlacesScreen(self.state), lambda _: self._catch_up())

    def action_cover(self) -> None:
        """Blank the screen until a key."""
        from kindtui.tui.screens.cover import CoverScreen

        self.push_screen(CoverScreen(name=COVER))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Under the privacy cover no key means anything; a screen that is open is not opened again."""
        del parameters
        covered = bool(self.screen_stack) and self.screen.name == COVER
        opened = any(isinstance(one, KindScreen) and one.opened_by == action for one in self.screen_stack)
        return not (covered or opened)

    def action_settings(self) -> None:
        """Open the settings over whatever is shown."""
        from kindtui.tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen(self.state), lambda _: self._catch_up())

    def action_help(self) -> None:
        """Show the live keys of this screen."""
        from kindtui.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self._kind_screen, self.state.words.texts), self._press)

    def _press(self, key: str | None) -> None:
        if key:
            self.simulate_key(key)

    def action_palette(self) -> None:
        """Offer everything that can be done by name; a field that was being written in is left meanwhile."""
        from kindtui.tui.binding_index import all_bound
        from kindtui.tui.palette_commands import Command, elsewhere
        from kindtui.tui.screens.help import live_keys
        from kindtui.tui.screens.palette import PaletteScreen

        below, field = self._kind_screen, self.focused
        if isinstance(field, LineInput):
            below.leave_line()
        live = [shown for keys in live_keys(below, all_of_them=False).values() for shown in keys]
        here = [
            Command(shown.meaning, "", shown.press, (shown.press,))
            for shown in live
            if shown.meaning != "everything"
        ]
        mode = self.current_mode if len(self._kind_screens) == 1 else ""
        others = elsewhere(all_bound(self.BINDINGS), mode, self.state.journal.settings.keys)

        def do(keys: tuple[str, ...] | None) -> None:
            for key in keys or ():
                self.simulate_key(key)
            if not keys and isinstance(field, LineInput):
                below.set_focus(field)

        self.push_screen(PaletteScreen([*here, *others]), do)

    def watch_state(self) -> None:
        """State down: the screens that are shown draw it."""
        self._apply(self.state.journal.settings)
        self._show()

    def _apply(self, settings: Settings) -> None:
        """Look and answer as the settings say, where they are other ones."""
        before, self._settings = self._settings, settings
        if settings.theme != before.theme:
            self.theme = self._theme_for(settings).name
        self.animation_level = self._motion if settings.motion else "none"
        if settings.ascii_marks != before.ascii_marks:
            self.refresh_css(animate=False)
        if settings.keys != before.keys:
            from kindtui.tui.binding_index import all_bound
            from kindtui.tui.keymap import usable

            keys = usable(all_bound(self.BINDINGS), settings.keys)
            self.set_keymap(keys)
            if len(keys) < len(settings.keys):
                self._kind_screen.say(KEYS_LEFT, trouble=True)

    def _theme_for(self, settings: Settings) -> Theme:
        """The theme that is set; the terminal's own where it has few colours, or none are wanted."""
        few = self.no_color or self.console.color_system in (None, "standard", "windows")
        return themes.TERMINAL if few else themes.BY_NAME[settings.theme]

    def get_line_filters(self) -> Sequence[LineFilter]:
        """No colour at all, not even grey, and plain ASCII, where these are wanted."""
        filters = [COLOURLESS if isinstance(one, Monochrome) else one for one in super().get_line_filters()]
        return (*filters, PLAIN) if self.state.journal.settings.ascii_marks else filters

    def _show(self) -> None:
        self._drawn.clear()
        self._undrawn.set()

    def _catch_up(self) -> None:
        """Draw the screens that come back where they do not show the present state."""
        if any(screen.state is not self.state for screen in self._kind_screens):
            self._show()

    async def _draw(self) -> None:
        """Draw what has changed, between two keys: a list or a field may be another one afterwards."""
        try:
            while await self._undrawn.wait():
                async with self.between_keys():
                    self._undrawn.clear()
                    for screen in () if self._exit else self._kind_screens:
                        await self._draw_on(screen)
                if not self._undrawn.is_set():
                    self._drawn.set()
        finally:
            self._drawn.set()

    async def _draw_on(self, screen: KindScreen) -> None:
        """A screen that is left meanwhile is drawn no more."""
        try:
            await screen.show(self.state)
        except (MountError, NoMatches):
            if screen.is_attached and not self._exit:
                raise

    async def drawn(self) -> None:
        """Wait until the screen shows the present state."""
        await self._drawn.wait()

    def _tick(self) -> None:
        """Look at the clock and the file; while no key comes, also for garbage, which takes a while."""
        self._look_again()
        if self._rests and gc.get_count()[2]:
            gc.collect()
        self._rests = True

    def _look_again(self) -> None:
        """See whether the day went on, or somebody else wrote to the file."""
        now = self.session.at_this_moment(self.state)
        if self.session.store.has_changed():
            self._wishes.put_nowait(LookedAgain())
        elif (now.today, now.due) != (self.state.today, self.state.due):
            self.state = now

    def key_begins(self) -> None:
        """What was said leaves with the next key."""
        self._rests = False
        self._kind_screen.key_begins()

    async def key_ends(self) -> None:
        """A card that closes turns to what is due, which is known once it is saved, before the next key."""
        await self._turned.wait()
        await self.drawn()

    # Wishes

    @on(Wish)
    def _take(self, wish: Wish) -> None:
        """Messages up: take a wish into the queue."""
        self._wishes.put_nowait(wish)
        if isinstance(wish, FormFinished):
            self._turned.clear()

    async def wishes_done(self) -> None:
        """Wait until every wish so far is saved, or was refused."""
        await self._wishes.join()

    async def _obey(self) -> None:
        """Fulfil wishes in their order, off the thread that draws; say what came of each."""
        while True:
            wish = await self._wishes.get()
            try:
                await self._fulfil(wish)
            finally:
                self._wishes.task_done()

    async def _fulfil(self, wish: Wish) -> None:
        screen = self._kind_screen
        try:
            if save := use_case(self.session, wish):
                self.state = await asyncio.to_thread(save)
            else:
                self._show()
                self._turned.set()
        except StorageError as error:
            if isinstance(error, UnreadableError) and not self._read_whole:
                self.unreadable = error
                self.exit()
            screen.take_back(wish)
            self._show()
            screen.say(str(error), trouble=True)
        except NothingToUndoError as error:
            screen.say(str(error))
        else:
            self._read_whole = True
            if isinstance(wish, UndoAsked):
                self._give_back()
            if sentence := said(wish, self.session):
                screen.say(sentence)
            self.call_after_refresh(self._derive_ahead)
            await asyncio.to_thread(self.session.store.back_up)

    def _derive_ahead(self) -> None:
        """Derive off the screen what it may ask for next; a worker would spend 50 ms on a `repr` of it."""
        asyncio.get_running_loop().run_in_executor(None, self.state.derive)

    # Drafts and undo

    @on(DraftChanged)
    def _note_draft(self, change: DraftChanged) -> None:
        """Keep what is typed a moment later, all of that moment at once."""
        if not self._typed:
            self.set_timer(DRAFT_PAUSE, self._keep_drafts)
        self._typed[change.on, change.field] = change.text

    @on(LineInput.Left)
    def _keep_drafts(self) -> None:
        """Keep what was typed, at once where a field is left: it may be opened again in a moment."""
        if self._typed:
            self._wishes.put_nowait(DraftsTyped(self._typed))
            self._typed = {}

    def action_undo(self) -> None:
        """Take the last change back; what it gives back as a draft comes after the drafts typed so far."""
        self._keep_drafts()
        self._wishes.put_nowait(UndoAsked())

    def _give_back(self) -> None:
        """What undo took away goes back into its field, as a draft."""
        for taken in self.session.undone.taken if self.session.undone else ():
            for screen in self._made:
                screen.give_back(taken)


def _warm(modules: tuple[str, ...]) -> None:
    """Import what the next keys will need, while the person reads the first screen."""
    for module in modules:
        importlib.import_module(module)
