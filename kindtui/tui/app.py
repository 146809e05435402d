"""KindApp: the full-screen app, with its keys, its beginning and its look."""

import asyncio
import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import structs
from textual import on
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.events import Resize
from textual.filter import LineFilter
from textual.geometry import Size
from textual.screen import Screen
from textual.theme import Theme

from kindtui import tuning
from kindtui.assets import STYLESHEET_PATH
from kindtui.domain.settings import Settings
from kindtui.domain.state import State
from kindtui.session import Session
from kindtui.texts import get_text
from kindtui.tui import appearance, themes
from kindtui.tui.job_control import has_waiting_shell
from kindtui.tui.locking import LockingApp
from kindtui.tui.messages import ThemePreviewed, ThemesOpened
from kindtui.tui.saving import EXIT_SIGNALS
from kindtui.tui.stylesheet import CachedStylesheet
from kindtui.tui.textual_compat import count_parameters_quickly, disable_eager_tasks
from kindtui.tui.widgets.key_hints import SCREENS_GROUP
from kindtui.tui.widgets.question_input import LineInput
from kindtui.tui.widgets.text_field import SEVERAL_LINES_BINDING_ID, TextField, WritableField

if TYPE_CHECKING:
    from kindtui.tui.frame_keeper import FrameKeeper

POLL_SECONDS = 2.0  # between two looks at the clock and at the file
PRELOADED_MODULES = (
    "tzlocal",
    "kindtui.storage.atomic",
    "kindtui.storage.lock",
    "kindtui.tui.widgets.list_steps",
    "kindtui.tui.widgets.panels",
    "kindtui.tui.screens.boundaries",
    "kindtui.tui.screens.streak",
    "kindtui.tui.screens.journal",
    "kindtui.tui.screens.patterns",
    "kindtui.tui.screens.why",
    "plotext",
)


class KindApp(LockingApp):
    """The full-screen app over one session."""

    TITLE = "kindtui"
    CSS_PATH = STYLESHEET_PATH
    ENABLE_COMMAND_PALETTE = False
    _variables_of: tuple[Theme, dict[str, str]] | None = None
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
        Binding(
            "ctrl+z", "suspend_process", "back to the shell", id="app.suspend", show=False, priority=True
        ),
    ]

    def __init__(self, session: Session, state: State, environment: dict[str, str] | None = None) -> None:
        """Start with `state`, which may hold only the newest days.

        Args:
            session: The journal.
            state: Its state.
            environment: That of the start, for which first frames are kept; None if none are.
        """
        super().__init__(session, state)
        self._environment = environment
        self._frame_keeper: FrameKeeper | None = None
        for theme in themes.BY_NAME.values():
            self.register_theme(theme)
        self._applied_settings = Settings()
        self._default_animation_level = self.animation_level
        self.theme = appearance.theme_for(self, state.journal.settings).name
        self.stylesheet = self._stylesheet = CachedStylesheet(variables=self.get_css_variables())

    # Beginning and end

    def on_load(self) -> None:
        """Prepare the event loop, threads, signals and the person's own keys before the first screen."""
        count_parameters_quickly()
        disable_eager_tasks()
        loop = asyncio.get_running_loop()
        tuning.switch_threads_sooner()
        for number in EXIT_SIGNALS:
            loop.add_signal_handler(number, self._exit_on_signal, number)
        if self.state.journal.settings.keys:
            appearance.apply_keys(self, self.state.journal.settings)

    def on_mount(self) -> None:
        """Start to watch the clock and the file; the rest starts after the first paint."""
        self.app_resume_signal.subscribe(self, self._redraw_after_resume)
        self.set_interval(POLL_SECONDS, self._check_for_changes)
        self.call_after_refresh(self._start_background_work)

    def _start_background_work(self) -> None:
        if self.is_exiting:  # Textual calls this after the last refresh too, when there is no screen any more
            return
        tuning.use_one_worker_thread(asyncio.get_running_loop())
        self._apply_settings()
        tuning.start_gc_after_start()
        self.may_hand_out_all.clear()
        for work in (self.process_keys(), self._start_other_work()):
            self.run_until_exit(work)

    async def _start_other_work(self) -> None:
        """Start what need not precede the text that was typed ahead, and let other keys be handed out."""
        if self.key_count:
            await self.wait_until_idle(())
            painted = asyncio.Event()
            self.call_after_refresh(painted.set)
            await painted.wait()
        self._stylesheet.parse_deferred()
        if self.session.store.read_only_reason:
            self.say(self.session.store.read_only_reason, is_error=True)
        for work in (self.saver.run(), self.redrawer.run()):
            self.run_until_exit(work)
        self.may_hand_out_all.set()
        self.run_worker(self._preload(), name="preload")

    def _check_for_changes(self) -> None:
        """Check the clock and the file, and have the first frames painted that a new look needs."""
        super()._check_for_changes()
        self._keep_frames()

    def _keep_frames(self) -> None:
        """Have missing first frames painted, when the size of the window or a setting has changed."""
        if self._environment is not None:
            loop, state = asyncio.get_running_loop(), self._saved_state
            loop.run_in_executor(None, self._keep_frames_for, self._environment, state, self.size)

    def _keep_frames_for(self, environment: dict[str, str], state: State, size: Size) -> None:
        from kindtui.tui.frame_keeper import FrameKeeper

        if self._frame_keeper is None:
            self.session.note_next_start()
            self._frame_keeper = FrameKeeper(environment)
        self._frame_keeper.keep(state, size)

    async def _preload(self) -> None:
        """Import one module at a time, so that other work for the thread need not wait for all."""
        self._keep_frames()
        for module in PRELOADED_MODULES:
            await asyncio.to_thread(tuning.preload, (module,))
        tuning.exempt_loaded_from_gc()

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

    @on(TextField.EditorRequested)
    async def _write_in_editor(self, event: TextField.EditorRequested) -> None:
        """Leave the terminal to the user's own editor, once the text is a draft; then it is in the field."""
        from kindtui.tui.external_editor import EditorError, NoEditorError

        self._flush_drafts()
        await self.wait_until_reloaded()
        if self.session.store.is_locked:  # by another window: the passphrase is asked for in a moment
            return
        try:
            text = self._edit(event)
        except NoEditorError:
            self.say(self._no_editor(event.field), is_error=True)
        except EditorError as error:
            self.say(str(error), is_error=True)
        else:
            if text != event.field.written_text:
                event.field.rewrite(text)

    def _edit(self, event: TextField.EditorRequested) -> str:
        """Return what becomes of the text of a field in the user's own editor.

        Raises:
            EditorError: It could not be written there, or not be read back.
        """
        from kindtui.storage.file_store import FileStore
        from kindtui.tui.external_editor import EditorError, edit

        store, text = self.session.store, event.field.written_text
        path = store.path if isinstance(store, FileStore) else None
        is_private = self.state.journal.is_locked
        failure: EditorError | None = None
        with self.suspend():  # which an error would not end
            try:
                text = edit(text, path, os.environ, event.draft, is_private=is_private)
            except EditorError as error:
                failure = error
            self.restart_idle_time()
        if failure:
            raise failure
        return text

    def _no_editor(self, field: WritableField) -> str:
        """Return what to do without an editor: several lines can be written in their own field too."""
        if isinstance(field, LineInput):
            return get_text("app.editor.none", keys=self.label_of(SEVERAL_LINES_BINDING_ID, "f9"))
        return get_text("app.editor.none_in_lines")

    def action_suspend_process(self) -> None:
        """Stop the process until a shell continues it, if there is one that can."""
        if has_waiting_shell():
            super().action_suspend_process()
        else:
            self.current_screen.show_notice(get_text("app.no_shell"))

    @on(ThemesOpened)
    def _open_themes(self) -> None:
        from kindtui.tui.screens.themes import ThemeScreen

        if self.state.setting_sources.get("theme") == "environment":
            self.current_screen.show_notice(get_text("app.themes.fixed"))
            return
        self.push_screen(ThemeScreen(self.state, has_few_colors=appearance.has_few_colors(self)))

    @on(ThemePreviewed)
    def _preview_theme(self, event: ThemePreviewed) -> None:
        """Show a theme that is not saved, or the one that is set once the list of themes is left."""
        from kindtui.tui.screens.themes import ThemeScreen

        settings = self.state.journal.settings
        if any(isinstance(screen, ThemeScreen) for screen in self.open_screens):
            settings = structs.replace(settings, theme=event.theme)
        self.theme = appearance.theme_for(self, settings).name

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

    def get_css_variables(self) -> dict[str, str]:
        """Return the variables of the theme; Textual mixes the same colours anew for each of four calls."""
        theme = self.current_theme
        if self._variables_of is None or self._variables_of[0] is not theme:
            self._variables_of = theme, super().get_css_variables()
        return dict(self._variables_of[1])

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters for plain ASCII and for no colour at all, where these are wanted."""
        return appearance.line_filters(super().get_line_filters(), self.state.journal.settings)

    def before_key(self) -> None:
        """Clear the notice on the next key."""
        self.notice_screen.before_key()
