"""The app that asks for the passphrase of a locked journal, before anything of it is shown."""

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.filter import LineFilter
from textual.timer import Timer

from kindtui import tuning
from kindtui.domain.settings import Settings
from kindtui.domain.state import State
from kindtui.storage.errors import StorageError
from kindtui.texts import get_counted_text, get_text
from kindtui.tui import appearance, themes
from kindtui.tui.early_app import EarlyApp
from kindtui.tui.key_queue import KeyQueueApp
from kindtui.tui.keymap import is_function_key
from kindtui.tui.stylesheet import CachedStylesheet
from kindtui.tui.widgets.key_footer import KeyFooter
from kindtui.tui.widgets.passphrase_card import PassphraseCard
from kindtui.tui.widgets.passphrase_field import PassphraseField
from kindtui.tui.widgets.places_hint import places_hint
from kindtui.tui.widgets.prose import Prose
from kindtui.tui.widgets.too_small import MIN_WINDOW_COLUMNS, MIN_WINDOW_ROWS, TooSmall

TRIES_AT_ONCE = 3  # after so many wrong ones, each further try has to wait
MAX_WAIT_SECONDS = 30
TICK_SECONDS = 1.0
CUSTOM_KEY_IDS = ("app.places_anywhere", "app.quit_anywhere")
# What the app over the journal needs, imported while the passphrase is typed and its key derived.
PRELOADED_MODULES = (
    "kindtui.storage.sealing.key_sealer",
    "kindtui.tui.app",
    "kindtui.tui.screens.today",
    "kindtui.tui.widgets.dashboard",
)


def wait_seconds(wrong_count: int) -> int:
    """Return how long the next try has to wait after so many wrong ones: 2, 4, 8 and more seconds."""
    return 0 if wrong_count < TRIES_AT_ONCE else min(MAX_WAIT_SECONDS, 2 << (wrong_count - TRIES_AT_ONCE))


class UnlockApp(EarlyApp[State], KeyQueueApp[State]):
    """An app with one field, which returns what opening the journal gave; None if the person left.

    Attributes:
        error: Why the journal cannot be opened, whatever the passphrase is; the app ends then.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-too-narrow"), (MIN_WINDOW_COLUMNS, "-narrow"), (50, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-too-short"), (MIN_WINDOW_ROWS, "-short"), (16, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        # the ids of the app over the journal, so that the same custom keys apply
        Binding("f7", "places", "places to talk", id="app.places_anywhere", show=False, priority=True),
        Binding("exclamation_mark", "places", "places to talk", id="app.places", show=False),
        Binding("ctrl+q,ctrl+c", "leave", "quit", id="app.quit_anywhere", show=False, priority=True),
    ]
    way_back = get_text("app.unlock.back")

    def __init__(self, open_with: Callable[[str], State | None], settings: Settings) -> None:
        """Ask for what opens the journal, in its look, which is no secret.

        Args:
            open_with: Opens the journal with a passphrase or a recovery code, in a thread, or returns None if
                it is neither; a `StorageError` ends the app.
            settings: Those of the journal.
        """
        super().__init__()
        self.error: StorageError | None = None
        self._open_with, self._settings = open_with, settings
        self._is_idle = asyncio.Event()  # cleared while something is tried
        self._is_idle.set()
        self._wrong = ""  # what was refused last
        self._wrong_count = self._seconds_left = 0
        self._timer: Timer | None = None
        self._card = PassphraseCard(get_text("app.unlock.question"), get_text("app.unlock.hint"))
        for theme in themes.BY_NAME.values():
            self.register_theme(theme)
        self.theme = appearance.theme_for(self, settings).name
        self.stylesheet = self._stylesheet = CachedStylesheet(variables=self.get_css_variables())
        self.set_keymap(_custom_keys(settings))

    def on_mount(self) -> None:
        """Begin to take keys, and to import what comes next, once the field is shown."""
        self.call_after_refresh(self._start_background_work)

    def _start_background_work(self) -> None:
        if not self.is_exiting:
            self.run_until_exit(self.process_keys())
            self.run_worker(self._preload(), name="preload")

    async def _preload(self) -> None:
        """Import one module at a time, so that keys are handled in between."""
        for module in PRELOADED_MODULES:
            try:
                await asyncio.to_thread(tuning.preload, (module,))
            except StorageError as error:
                self._end_with(error)

    def compose(self) -> ComposeResult:
        """Yield the question, the field and what Enter does, in a frame, and the keys."""
        with Vertical(id="unlock-middle"), Vertical(id="unlock") as frame:
            frame.border_title = get_text("app.unlock.title")
            yield self._card
        yield Prose(id="unlock-places")
        footer = KeyFooter()
        footer.meanings = {"passphrase.enter": "open", "field.leave": "quit"}
        yield footer
        yield TooSmall()

    def on_ready(self) -> None:
        """Say which key shows places to talk."""
        self.query_one("#unlock-places", Prose).text = Content(places_hint(self.screen))

    @on(PassphraseCard.Answered)
    def _try(self, event: PassphraseCard.Answered) -> None:
        """Try what was typed, unless it was refused just now or has to wait."""
        if not self._is_idle.is_set() or self._seconds_left:
            return
        if event.passphrase == self._wrong:
            self._card.field.select_all()
        else:
            self._is_idle.clear()
            self._card.say(get_text("app.unlock.trying"), is_refusal=False)
            self.run_worker(self._open(event.passphrase), name="open")

    async def _open(self, secret: str) -> None:
        try:
            state = await asyncio.to_thread(self._open_with, secret)
        except StorageError as error:
            self._end_with(error)
            return
        if state:
            self.keep_screen()
            self.exit(state)
        else:
            self._refuse(secret)

    def _refuse(self, secret: str) -> None:
        """Say that it was wrong; it stays, but the next letter takes its place."""
        self._wrong = secret
        self._wrong_count += 1
        self._seconds_left = wait_seconds(self._wrong_count)
        if self._seconds_left:
            self._timer = self.set_interval(TICK_SECONDS, self._count_down)
        self._card.field.select_all()
        self._show_refusal()
        self._is_idle.set()

    def _count_down(self) -> None:
        self._seconds_left -= 1
        if self._timer and not self._seconds_left:
            self._timer.stop()
        self._show_refusal()

    def _show_refusal(self) -> None:
        if self._seconds_left:
            self._card.say(get_counted_text("app.unlock.wait", self._seconds_left))
        else:
            self._card.say(get_text("errors.lock.wrong_passphrase"))

    def on_undecoded_input(self) -> None:
        """Say that something was not typed, and what to do."""
        self._card.say(get_text("app.saving.not_utf_8"))

    async def after_key(self) -> None:
        """Hold the keys behind an Enter until it is known whether that opened the journal."""
        await self._is_idle.wait()

    def action_places(self) -> None:
        """Show places to talk; their look is parsed only now."""
        self._stylesheet.parse_deferred()
        super().action_places()

    @on(PassphraseField.Exited)
    def _leave_field(self) -> None:
        self.action_leave()

    def _end_with(self, error: StorageError) -> None:
        self.error = error
        self.exit(None)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters for plain ASCII and for no colour at all, where these are wanted."""
        return appearance.line_filters(super().get_line_filters(), self._settings)


def _custom_keys(settings: Settings) -> dict[str, str]:
    """Return the person's own keys, as far as they are no letters: those are typed here."""
    keys = {id_: settings.keys.get(id_, "") for id_ in CUSTOM_KEY_IDS}
    return {id_: custom for id_, custom in keys.items() if all(map(_is_function_key, custom.split(",")))}


def _is_function_key(key: str) -> bool:
    return is_function_key(key.rpartition("+")[2])
