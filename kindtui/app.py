"""KindApp: owns the state, obeys wishes one after another, and switches screens."""

import asyncio
import gc
import importlib
import signal
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any, ClassVar

from rich.console import RenderableType
from textual import on
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import MountError
from textual.worker import WorkerFailed

from kindtui import content, exits, themes
from kindtui.domain.state import State
from kindtui.domain.undo import NothingToUndoError
from kindtui.keys import OrderedKeys
from kindtui.messages import DraftChanged, DraftsTyped, LookedAgain, UndoAsked, Wish
from kindtui.obey import said, use_case
from kindtui.screens.base import KindScreen
from kindtui.screens.today import TodayScreen
from kindtui.session import Session
from kindtui.storage.errors import StorageError, UnreadableError
from kindtui.stylesheet import OnceParsed

TICK = 2.0  # seconds between two looks at the clock and at the file
DRAFT_PAUSE = 1.0  # seconds from a key to the draft on the disk
SCREENS = Binding.Group("F1-F3 screens")
NEEDED_SOON = ("kindtui.storage.atomic", "kindtui.screens.boundaries", "kindtui.screens.streak", "plotext")


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
        Binding("u", "undo", "undo", id="app.undo"),
        Binding("q", "leave", "quit", id="app.quit"),
        Binding("ctrl+q", "leave", "quit", id="app.quit_anywhere", show=False),
        Binding("ctrl+z", "suspend_process", "stop for a while", id="app.suspend", show=False),
    ]

    state: reactive[State] = reactive(lambda: None, always_update=True, init=False)  # type: ignore[arg-type, return-value]

    def __init__(self, session: Session, state: State) -> None:
        """Show that state of that session."""
        super().__init__()
        self.session = session
        self.set_reactive(KindApp.state, state)
        self.crash: BaseException | None = None
        self.unreadable: UnreadableError | None = None
        self._read_whole = False
        self._wishes: asyncio.Queue[Wish] = asyncio.Queue()
        self._wishes.put_nowait(LookedAgain())  # the first screen needs a glance; all comes before any change
        self._typed: dict[tuple[date, str], str] = {}
        self._made: list[KindScreen] = []
        for mode in ("today", "boundaries", "streak"):
            self.add_mode(mode, partial(self._make_screen, mode))
        self.register_theme(themes.DARK)
        self.register_theme(themes.LIGHT)
        self.theme = themes.DARK.name
        self.stylesheet = OnceParsed(variables=self.get_css_variables())

    def _make_screen(self, mode: str) -> KindScreen:
        self._made.append(self._new_screen(mode))
        return self._made[-1]

    def _new_screen(self, mode: str) -> KindScreen:
        if mode == "boundaries":
            from kindtui.screens.boundaries import BoundariesScreen

            return BoundariesScreen(self.state)
        if mode == "streak":
            from kindtui.screens.streak import StreakScreen

            return StreakScreen(self.state)
        return TodayScreen(self.state)

    # Beginning and end

    def on_load(self) -> None:
        """Start tasks in their turn on every Python: eager ones compose a screen too soon (Textual #6444)."""
        loop = asyncio.get_running_loop()
        loop.set_task_factory(None)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._end_by_signal, number)

    def on_mount(self) -> None:
        """Begin to obey, and to look at the clock."""
        self.app_resume_signal.subscribe(self, self._resumed)
        self.set_interval(TICK, self._look_again)
        self.call_after_refresh(self._first_painted)

    def _first_painted(self) -> None:
        if self.session.store.warning:
            self._kind_screen.say(self.session.store.warning, trouble=True)
        self.run_worker(self._obey(), exit_on_error=True)
        self.run_worker(self.hand_out_keys(), exit_on_error=True)
        self.run_worker(partial(_warm, NEEDED_SOON), thread=True)
        gc.collect()
        gc.freeze()
        gc.enable()

    def _resumed(self, _: object) -> None:
        """Draw everything anew: the terminal was somebody else's meanwhile."""
        self._look_again()
        self.refresh(layout=True)

    def _end_by_signal(self, number: int) -> None:
        with suppress(StorageError):
            self.session.keep_drafts(self._typed)
        self.call_later(self.exit, return_code=exits.SIGNAL + number)

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
        from kindtui.driver import KindDriver

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
        screen = self.screen_stack[0]
        assert isinstance(screen, KindScreen)
        return screen

    def delay_update(self, delay: float = 0.0) -> None:
        """Draw at once: Textual would wait 50 ms at every change of screen."""

    def action_go(self, mode: str) -> None:
        """Show a screen."""
        self.switch_mode(mode)
        self._show()

    def action_help(self) -> None:
        """Show the live keys of this screen."""
        from kindtui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self._kind_screen, self.state.words.texts))

    def watch_state(self) -> None:
        """State down: the screen that is shown draws it."""
        self._show()

    def _show(self) -> None:
        screen = self._kind_screen
        screen.call_next(screen.show, self.state)

    def _look_again(self) -> None:
        """See whether the day went on, or somebody else wrote to the file."""
        now = self.session.at_this_moment(self.state)
        if self.session.store.has_changed():
            self._wishes.put_nowait(LookedAgain())
        elif (now.today, now.due) != (self.state.today, self.state.due):
            self.state = now

    def key_begins(self) -> None:
        """What was said leaves with the next key."""
        self._kind_screen.say("")

    # Wishes

    @on(Wish)
    def _take(self, wish: Wish) -> None:
        """Messages up: take a wish into the queue."""
        self._wishes.put_nowait(wish)

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

    # Drafts and undo

    @on(DraftChanged)
    def _note_draft(self, change: DraftChanged) -> None:
        """Keep what is typed a moment later, all of that moment at once."""
        if not self._typed:
            self.set_timer(DRAFT_PAUSE, self._keep_drafts)
        self._typed[change.on, change.field] = change.text

    def _keep_drafts(self) -> None:
        if self._typed:
            self._wishes.put_nowait(DraftsTyped(self._typed))
            self._typed = {}

    def action_undo(self) -> None:
        """Take the last change back."""
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
