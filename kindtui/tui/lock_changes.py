"""The part of the app that changes the lock of the journal, for the screens that ask for it."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from textual import on

from kindtui.domain.dates import Clock
from kindtui.domain.journal.keyring import LockChange
from kindtui.domain.journal.undo import NothingToUndoError
from kindtui.domain.state import State
from kindtui.domain.text import command_line
from kindtui.session import SaveOutcome, Session
from kindtui.storage.errors import StorageError
from kindtui.storage.file_store import FileStore
from kindtui.texts import get_text
from kindtui.tui.messages import LockChangeRequested, LockOpened, PassphraseGiven
from kindtui.tui.navigation import UNCOVERING_ACTIONS
from kindtui.tui.saver import Job, Reload, WholeChange
from kindtui.tui.saving import SavingApp

if TYPE_CHECKING:
    from kindtui.storage.lock_result import LockResult
    from kindtui.tui.screens.recovery_code import RecoveryCodeScreen

WORKING: Mapping[LockChange, str] = {
    "lock": get_text("app.lock.working.lock"),
    "passphrase": get_text("app.lock.working.passphrase"),
    "unlock": get_text("commands.unlock.working"),
}


HIDING_ACTIONS = (*UNCOVERING_ACTIONS, "leave")


class LockChangesApp(SavingApp):
    """An app over one session whose journal can be locked, unlocked for good, and given a new passphrase."""

    def __init__(self, session: Session, state: State) -> None:
        """Start with `state`, whose words are open."""
        super().__init__(session, state)
        self._told_warning = ""
        self._finishing: Thread | None = None  # seals what a lock that was stopped has left
        self._stop_finishing = Event()
        self._change: LockChange = "lock"  # the last one, and its result once it is done
        self._result: LockResult | None = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let nothing hide the recovery code, also from what lies over it, such as the places to talk."""
        if self.code_box and action in HIDING_ACTIONS:
            return False
        return super().check_action(action, parameters)

    @on(LockOpened)
    def action_lock(self) -> None:
        """Show what there is to change about the lock, or why there is nothing."""
        from kindtui.tui.screens.lock import LockScreen

        if problem := self._why_no_lock():
            self.say(problem)
        else:
            self.push_screen(LockScreen(self.state), lambda _: self._redraw_if_stale())

    def _why_no_lock(self) -> str:
        """Return why the lock cannot be changed here; empty if it can be."""
        if not isinstance(self.session.store, FileStore):
            return get_text("app.lock.demo")
        if self.session.store.read_only_reason:
            return self.session.store.read_only_reason
        return "" if find_spec("nacl") else get_text("errors.lock.no_library")

    @on(PassphraseGiven)
    def _check_passphrase(self, event: PassphraseGiven) -> None:
        """Tell the screen whether that is the present passphrase, once that is known."""
        self.run_worker(self._check(event), name="check")

    async def _check(self, given: PassphraseGiven) -> None:
        from kindtui.tui.screens.lock import LockScreen

        store, problem, is_right = self.session.store, "", False
        assert isinstance(store, FileStore)
        try:
            is_right = await asyncio.to_thread(_is_passphrase, store, given.passphrase)
        except StorageError as error:
            problem = str(error)
        screen = self.current_screen
        if isinstance(screen, LockScreen) and self.is_covered:
            screen.start()
        elif isinstance(screen, LockScreen):
            screen.show_checked(given, is_right=is_right, problem=problem)

    @on(LockChangeRequested)
    def _change_lock(self, event: LockChangeRequested) -> None:
        """Change the lock once everything before is saved; nothing else is saved meanwhile."""
        from kindtui.tui.screens.recovery_code import RecoveryCodeScreen

        assert isinstance(self.session.store, FileStore)
        self.push_screen(RecoveryCodeScreen(WORKING[event.change]), self._close_lock)
        self._flush_drafts()
        self.saver.submit(WholeChange(self._work(self.session.store, event)))

    def _work(self, store: FileStore, event: LockChangeRequested) -> Callable[[], None]:
        """Return what another thread does for a change of the lock."""
        loop, path, clock = asyncio.get_running_loop(), store.named_path, self.session.clock
        self._change, self._result = event.change, None

        def show_code(code: str) -> None:
            loop.call_soon_threadsafe(self._show_code, code)

        def work() -> None:
            from kindtui.storage import locking

            match event.change:
                case "lock":
                    self._result = locking.lock(store, path, event.passphrase, clock, show_code)
                case "passphrase":
                    self._result = locking.change_passphrase(store, path, event.passphrase, clock, show_code)
                case "unlock":
                    self._result = locking.unlock_for_good(store, path, clock)

        return work

    @property
    def code_box(self) -> "RecoveryCodeScreen | None":
        """The box that is open while the lock is changed."""
        from kindtui.tui.screens.recovery_code import RecoveryCodeScreen

        return next((one for one in self.screen_stack if isinstance(one, RecoveryCodeScreen)), None)

    def _show_code(self, code: str) -> None:
        if box := self.code_box:
            box.show_code(code)

    def _show_result(self) -> None:
        """Say where the lock could not be changed, or that it is done."""
        if self._result and (box := self.code_box):
            assert isinstance(self.session.store, FileStore)
            box.finish(_incomplete(self._result, self._change, self.session.store.named_path))

    def _close_lock(self, _: None) -> None:
        """Go back to where the lock was opened from once it was changed, and say that it is done."""
        from kindtui.tui.screens.lock import LockScreen

        screen = self.screen if isinstance(self.screen, LockScreen) else None
        if self._result is None:
            if screen:
                screen.start()
            return
        if screen:
            screen.dismiss()
        if self._result.is_complete:
            is_unlocked = self._change == "unlock"
            done = get_text("commands.unlock.done") if is_unlocked else get_text("commands.lock.done")
            self.say(done if self._result.is_durable else f"{done} {get_text('commands.not_confirmed')}")

    def job_done(self, job: Job, outcome: SaveOutcome | None) -> None:
        """Show what was saved, and say if the lock was changed outside kindtui; see `SaveObserver`."""
        super().job_done(job, outcome)
        if isinstance(job, WholeChange):
            self._show_result()
        elif isinstance(job, Reload):
            self._finish_lock()
            self._tell_of_tampering()

    def job_failed(self, job: Job, error: StorageError | NothingToUndoError) -> None:
        """Show the error, where the change was to be shown if it is that; see `SaveObserver`."""
        self.end_change(job, error)
        super().job_failed(job, error)

    def end_change(self, job: Job, error: StorageError | NothingToUndoError) -> None:
        """Let the box be closed if a change of the lock has failed, and see what became of the journal."""
        if not isinstance(job, WholeChange):
            return
        if box := self.code_box:
            box.finish(str(error))
        self.saver.submit(Reload())  # the journal may be locked all the same

    def _finish_lock(self) -> None:
        """Seal what a lock that was stopped has left, beside whatever else is saved; it is done only once."""
        keyring, store = self.state.journal.keyring, self.session.store
        if self._finishing or not (keyring and keyring.incomplete and isinstance(store, FileStore)):
            return
        other_store = FileStore(store.named_path, self.session.clock)  # a store serves one thread
        other_store.use_keys(store.words.keys, keyring)
        arguments = other_store, self.session.clock, self._stop_finishing
        self._finishing = Thread(target=_finish, args=arguments, daemon=True)
        self._finishing.start()

    async def stop_finishing(self) -> None:
        """Wait until the file is sealed that is being sealed now; the next start seals the rest."""
        self._stop_finishing.set()
        if self._finishing:
            await asyncio.to_thread(self._finishing.join)

    def _tell_of_tampering(self) -> None:
        """Say once that the lock was changed outside kindtui, if it was."""
        store = self.session.store
        warning = store.lock_warning if isinstance(store, FileStore) else ""
        if warning and warning != self._told_warning:
            self._told_warning = warning
            self.say(warning, is_error=True)


def _is_passphrase(store: FileStore, passphrase: str) -> bool:
    """Return whether that is the passphrase of the journal, or its recovery code, after up to a second.

    Raises:
        UnreadableError: There is not enough memory to find out.
    """
    from kindtui.storage.sealing import keys

    if store.words.keyring is None:  # another window has unlocked it for good
        return True
    try:
        keys.unlock(store.words.keyring, passphrase)
    except keys.WrongPassphraseError:
        return False
    return True


def _finish(store: FileStore, clock: Clock, stop: Event) -> None:
    """Seal what a lock that was stopped has left; what fails is done at the next start."""
    from kindtui.storage import locking

    with suppress(Exception):
        locking.finish(store, store.named_path, clock, stop=stop)


def _incomplete(result: "LockResult", change: LockChange, path: Path) -> str:
    """Return where the journal at `path` is not as it should be, a line for each file; empty if all is."""
    from kindtui.storage.lock_result import incomplete_sentences

    if result.is_complete:
        return ""
    command = command_line(path, "unlock", "--for-good") if change == "unlock" else command_line(path, "lock")
    return "\n".join(incomplete_sentences(result, change, path, command))
