"""KindApp: the full-screen app, which holds the state and saves what its screens ask for."""

import asyncio
import signal
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.events import Resize
from textual.filter import LineFilter
from textual.screen import Screen

from kindtui import content, exit_codes, tuning
from kindtui.domain import wording
from kindtui.domain.journal.undo import NothingToUndoError, RemovedText
from kindtui.domain.requests import Request
from kindtui.domain.settings import Settings
from kindtui.domain.state import State
from kindtui.session import SaveOutcome, Session
from kindtui.storage.errors import StorageError, UnreadableError
from kindtui.tui import appearance, themes
from kindtui.tui.messages import DraftChanged, FormFinished, Requested
from kindtui.tui.navigation import NavigationApp
from kindtui.tui.saver import FinishForm, Job, Redo, Reload, Saver, Undo
from kindtui.tui.screens.base import KindScreen
from kindtui.tui.stylesheet import CachedStylesheet
from kindtui.tui.textual_compat import disable_eager_tasks
from kindtui.tui.widgets.key_hints import binding_key_label
from kindtui.tui.widgets.question_input import LineInput

POLL_SECONDS = 2.0  # between two looks at the clock and at the file
DRAFT_SAVE_DELAY_SECONDS = 1.0  # from a key to the draft on the disk
SCREENS_GROUP = Binding.Group("F1-F6 screens")
PRELOADED_MODULES = (
    "kindtui.storage.atomic",
    "kindtui.tui.screens.boundaries",
    "kindtui.tui.screens.streak",
    "kindtui.tui.screens.journal",
    "kindtui.tui.screens.patterns",
    "kindtui.tui.screens.why",
    "plotext",
)


class KindApp(NavigationApp):
    """The full-screen app over one session.

    Attributes:
        session: The journal that is shown and changed.
        unreadable_error: Why the app ended, if the journal turned out to be damaged after the first paint.
    """

    TITLE = "kindtui"
    CSS_PATH = content.STYLESHEET_PATH
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "help", id="app.help", key_display="?"),
        Binding("f1,1", "go('today')", "Today", id="app.today", group=SCREENS_GROUP),
        Binding("f2,2", "go('boundaries')", "Boundaries", id="app.boundaries", group=SCREENS_GROUP),
        Binding("f3,3", "go('streak')", "Streak", id="app.streak", group=SCREENS_GROUP),
        Binding("f4,4", "go('journal')", "Journal", id="app.journal", group=SCREENS_GROUP),
        Binding("f5,5", "go('patterns')", "Patterns", id="app.patterns", group=SCREENS_GROUP),
        Binding("f6,6", "go('why')", "Why", id="app.why", group=SCREENS_GROUP),
        Binding("u", "undo", "undo", id="app.undo"),
        Binding("U", "redo", "redo", id="app.redo"),
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

    def __init__(self, session: Session, state: State) -> None:
        """Start with `state`, which may hold only the newest days."""
        super().__init__(state)
        self.session = session
        self.unreadable_error: UnreadableError | None = None
        self._fully_loaded = False
        self._saver = Saver(session, self)
        self._saver.submit(Reload())  # reads the whole journal before the first change
        self._form_advanced = asyncio.Event()
        self._form_advanced.set()
        for theme in themes.BY_NAME.values():
            self.register_theme(theme)
        self._applied_settings = Settings()
        self._default_animation_level = self.animation_level
        self.theme = appearance.theme_for(self, state.journal.settings).name
        self.stylesheet = self._stylesheet = CachedStylesheet(variables=self.get_css_variables())

    # Beginning and end

    def on_load(self) -> None:
        """Prepare the event loop, the threads and the signals before the first screen."""
        disable_eager_tasks()
        loop = asyncio.get_running_loop()
        tuning.switch_threads_sooner()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._exit_on_signal, number)

    def on_mount(self) -> None:
        """Start to watch the clock and the file; the rest starts after the first paint."""
        self.app_resume_signal.subscribe(self, self._redraw_after_resume)
        self.set_interval(POLL_SECONDS, self._check_for_changes)
        self.call_after_refresh(self._start_background_work)

    def _start_background_work(self) -> None:
        tuning.use_one_worker_thread(asyncio.get_running_loop())
        self._stylesheet.parse_deferred()
        self._apply_settings()
        if self.session.store.read_only_reason:
            self.current_screen.show_notice(self.session.store.read_only_reason, is_error=True)
        self.run_worker(self._saver.run(), exit_on_error=True)
        self.run_worker(self.redrawer.run(), exit_on_error=True)
        self.run_worker(self.process_keys(), exit_on_error=True)
        self.run_worker(asyncio.to_thread(tuning.preload, PRELOADED_MODULES), exit_on_error=True)
        tuning.start_gc_after_start()

    def on_resize(self, event: Resize) -> None:
        """Redraw if the window is back at its previous size.

        Textual sees no change then, but the terminal has cut off what did not fit meanwhile.
        """
        if self.screen_stack and event.size == self.screen.outer_size:
            self.screen.refresh()

    def _redraw_after_resume(self, _: object) -> None:
        """Redraw everything after another program used the terminal."""
        self._check_for_changes()
        self.refresh(layout=True)

    def _exit_on_signal(self, signal_number: int) -> None:
        self._saver.save_drafts_now()
        self.call_later(self.exit, return_code=exit_codes.SIGNAL_BASE + signal_number)

    async def action_leave(self) -> None:
        """Quit once everything is saved."""
        self._flush_drafts()
        await self.wait_until_saved()
        self.exit()

    # The terminal

    def get_driver_class(self) -> type[Driver]:
        """Return kindtui's driver, whatever the environment asks for."""
        from kindtui.tui.driver import KindDriver

        return KindDriver

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Leave out the screenshot, a file that everybody could read."""
        return (found for found in super().get_system_commands(screen) if found.title != "Screenshot")

    def watch_state(self) -> None:
        """Draw a new state on the screens that are shown."""
        self._apply_settings()
        self.redrawer.request()

    def _apply_settings(self) -> None:
        """Apply the settings that differ from those applied before."""
        settings = self.state.journal.settings
        if settings is not self._applied_settings:
            appearance.apply(self, self._applied_settings, settings)
            self.animation_level = self._default_animation_level if settings.motion else "none"
            self._applied_settings = settings

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters for plain ASCII and for no colour at all, where these are wanted."""
        return appearance.line_filters(super().get_line_filters(), self.state.journal.settings)

    def _check_for_changes(self) -> None:
        """Reload a file that another program changed; else draw what is due at this hour."""
        current = self.session.with_current_time(self.state)
        if self.session.store.has_changed():
            self._saver.submit(Reload(), self._origin)
        elif (current.today, current.due) != (self.state.today, self.state.due):
            self.state = current

    def before_key(self) -> None:
        """Clear the notice on the next key."""
        self.current_screen.before_key()

    async def after_key(self) -> None:
        """Hold the next key until a finished form is saved and the card that is due next is drawn."""
        await self._form_advanced.wait()
        await self.redrawer.wait_until_drawn()

    # Requests

    @on(Requested)
    def _submit(self, message: Requested) -> None:
        self._saver.submit(message.request, self._origin)

    @on(FormFinished)
    def _finish_form(self) -> None:
        self._form_advanced.clear()
        self._saver.submit(FinishForm(), self._origin)

    def job_done(self, job: Job, outcome: SaveOutcome | None, screen: KindScreen | None) -> None:
        """Show what was saved; see `SaveObserver`."""
        if outcome is None:
            self.redrawer.request()
            self._form_advanced.set()
            return
        self._fully_loaded = True
        self.state = outcome.state
        if isinstance(job, Undo) and outcome.undone:
            self._restore_undone(outcome.undone.removed_texts)
        if confirmation := _confirmation(job, outcome, self._redo_key):
            self._show_notice(screen, confirmation)
        self.call_after_refresh(self._derive_in_background)

    def _restore_undone(self, texts: Iterable[RemovedText]) -> None:
        """Give each text that undo removed to the open forms; the one of its day takes it as a draft."""
        for text in texts:
            for screen in dict.fromkeys((*self.open_screens, *self.mode_screens)):
                screen.restore_undone(text)

    @property
    def _redo_key(self) -> str:
        """The key that brings back what was undone, as people write it."""
        bindings = (active.binding for active in self.screen.active_bindings.values())
        found = next((binding for binding in bindings if binding.id == "app.redo"), None)
        return binding_key_label(self.screen, found) if found else "U"

    def job_failed(
        self, job: Job, error: StorageError | NothingToUndoError, screen: KindScreen | None
    ) -> None:
        """Give the text back to its field and show the error; see `SaveObserver`."""
        if isinstance(error, UnreadableError) and not self._fully_loaded:
            self.unreadable_error = error
            self.exit()
        if screen and isinstance(job, Request):
            screen.restore_unsaved(job)
        self.redrawer.request()
        self._show_notice(screen, str(error), is_error=isinstance(error, StorageError))

    @property
    def _origin(self) -> KindScreen | None:
        """The screen that a job comes from; None while the app closes, when no screen is left."""
        return self.open_screens[-1] if self.open_screens else None

    def _show_notice(self, screen: KindScreen | None, text: str, *, is_error: bool = False) -> None:
        """Show a notice on that screen, else on the current one, if any is left."""
        if shown_on := screen or self._origin:
            shown_on.show_notice(text, is_error=is_error)

    def _derive_in_background(self) -> None:
        """Derive what the screens may ask for next; a worker would spend 50 ms on the `repr` of the state."""
        asyncio.get_running_loop().run_in_executor(None, self.state.derive)

    @on(DraftChanged)
    def _record_draft(self, change: DraftChanged) -> None:
        if self._saver.record_draft(change.change):
            self.set_timer(DRAFT_SAVE_DELAY_SECONDS, self._flush_drafts)

    @on(LineInput.Exited)
    def _flush_drafts(self) -> None:
        """Save the drafts now; a field that is left does so at once, as it may be reopened in a moment."""
        self._saver.flush_drafts(self._origin)

    async def wait_until_saved(self) -> None:
        """Wait until everything asked for so far is saved, or has failed."""
        await self._saver.wait_until_saved()

    async def wait_until_drawn(self) -> None:
        """Wait until the screen shows everything that was saved."""
        await self._saver.wait_until_saved()
        await self.redrawer.wait_until_drawn()

    def action_undo(self) -> None:
        """Revert the last change, after the drafts typed so far are saved."""
        self._flush_drafts()
        self._saver.submit(Undo(), self._origin)

    def action_redo(self) -> None:
        """Bring back what was undone last, after the drafts typed so far are saved."""
        self._flush_drafts()
        self._saver.submit(Redo(), self._origin)


def _confirmation(job: Job, outcome: SaveOutcome, redo_key: str) -> str:
    """Return what to show once a job is done; empty if nothing needs to be said."""
    match job:
        case Request():
            confirmation = wording.confirmation_for(job)
        case Undo() if outcome.undone:
            confirmation = wording.undone(outcome.undone.label, redo_key)
        case Redo() if outcome.undone:
            confirmation = wording.redone(outcome.undone.label)
        case _:
            return ""
    return confirmation if outcome.is_durable or not confirmation else wording.SAVED_UNCONFIRMED
