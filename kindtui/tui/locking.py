"""The part of the app that locks: it changes the lock of the journal, and asks for the passphrase again.

To ask for it again, everything is saved and the app ends. The process then starts itself anew, so that the
key and the words are gone from its memory.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from textual import on
from textual.events import Event, MouseDown, MouseScrollDown, MouseScrollUp, Paste
from textual.message_pump import MessagePump
from textual.worker import Worker

from kindtui.domain.dates import Clock
from kindtui.domain.journal.undo import NothingToUndoError
from kindtui.domain.state import State
from kindtui.domain.text import command_line, printable
from kindtui.session import SaveOutcome, Session
from kindtui.storage.errors import StorageError
from kindtui.storage.file_store import FileStore
from kindtui.texts import get_text
from kindtui.tui.idle_time import IdleTime
from kindtui.tui.messages import LockChange, LockChangeRequested, LockOpened, PassphraseGiven
from kindtui.tui.saver import Job, Reload, WholeChange
from kindtui.tui.saving import SavingApp

if TYPE_CHECKING:
    from kindtui.storage.locking import LockResult
    from kindtui.tui.screens.cover import CoverScreen
    from kindtui.tui.screens.recovery_code import RecoveryCodeScreen

SIGNS_OF_USE = (Paste, MouseDown, MouseScrollDown, MouseScrollUp)  # beside keys
WORKING: Mapping[LockChange, str] = {
    "lock": get_text("app.lock.working.lock"),
    "passphrase": get_text("app.lock.working.passphrase"),
    "unlock": get_text("commands.unlock.working"),
}


class LockingApp(SavingApp):
    """An app over one session whose journal may be locked.

    Attributes:
        begins_anew: Whether the process is to start itself anew once the app has ended.
    """

    def __init__(self, session: Session, state: State) -> None:
        """Start with `state`, whose words are open."""
        super().__init__(session, state)
        self.begins_anew = False
        self._idle_time, self._use_count = IdleTime(), 0
        self._asking: Worker[None] | None = None  # ends the app, so that the passphrase is asked for
        self._problem = ""  # why something could not be saved before that
        self._is_locked_elsewhere = False
        self._told_warning = ""
        self._is_finishing = False  # whether what a lock that was stopped has left is being sealed
        self._result: LockResult | None = None  # of the last change of the lock

    # Asking for the passphrase again

    async def on_event(self, event: Event) -> None:
        """Count the signs that somebody is there, beside keys."""
        if isinstance(event, SIGNS_OF_USE):
            self._use_count += 1
        await super().on_event(event)

    def action_cover(self) -> None:
        """Cover the screen; that of a locked journal asks for the passphrase, if that is set."""
        super().action_cover()
        journal = self.state.journal
        if self.is_covered and journal.is_locked and journal.settings.cover_locks:
            self._ask_anew(covers_now=True)

    def _check_for_changes(self) -> None:
        """Look at the clock and the file; ask for the passphrase if nobody has pressed a key for long."""
        super()._check_for_changes()
        if self.session.store.is_locked:  # what could not be saved then may be saved now
            self._ask_anew()
        elif self._is_idle_for_long():
            self._ask_anew(covers_now=True)

    def _is_idle_for_long(self) -> bool:
        """Return whether a locked journal was open long enough without a key."""
        now = self.session.with_current_time(self.state).moment.at
        idle = self._idle_time.at(now, self.key_count + self._use_count)
        journal = self.state.journal
        minutes = journal.settings.lock_after
        return journal.is_locked and minutes > 0 and idle >= timedelta(minutes=minutes)

    def _ask_anew(self, *, covers_now: bool = False, covers_then: bool = False) -> None:
        """Save everything, and end the app so that it begins with the passphrase; else say why not.

        While the recovery code is shown, nothing ends: nobody could see it again.

        Args:
            covers_now: Whether to cover the screen first.
            covers_then: Whether to cover it once the keys pressed so far have reached their fields.
        """
        if self._box or (self._asking and not self._asking.is_finished):
            return
        pumps = self.focus_path()
        if covers_now:
            self._cover()
        self._asking = self.run_worker(self._save_and_end(pumps, covers_then=covers_then), name="ask anew")

    async def _save_and_end(self, pumps: Sequence[MessagePump], *, covers_then: bool) -> None:
        """End the app once the fields, by their `pumps`, have reported their texts and these are saved."""
        self._problem = ""
        if not self._covers:
            await self.wait_for_keys()
        async with self.between_keys():
            await self.wait_until_idle(pumps)
            if covers_then:
                self._cover()
        self._flush_drafts()
        await self.saver.wait_until_saved()
        if problem := self._why_not_now():
            self._idle_time.restart()
            for cover in self._covers:
                cover.is_fixed = False
                cover.show_sentence(f"{problem} {get_text('app.lock.not_locked')}")
        else:
            self.begins_anew = True
            self.exit()

    def _cover(self) -> None:
        """Cover the screen, if it is not covered, so that no key removes the cover."""
        if not self._covers:
            super().action_cover()
        for cover in self._covers:
            cover.is_fixed = True

    @property
    def _covers(self) -> "list[CoverScreen]":
        """The privacy cover, if there is one."""
        from kindtui.tui.screens.cover import CoverScreen

        return [screen for screen in self.screen_stack if isinstance(screen, CoverScreen)]

    def _why_not_now(self) -> str:
        """Return why something would be lost if the app ended now; empty if nothing would."""
        if self._reading_problem or self._problem:
            return self._reading_problem or self._problem
        return str(self.saver.drafts_error or "") if self.saver.unkept_texts else ""

    # What was saved

    async def wait_until_reloaded(self) -> None:
        """Wait until everything is saved, and read a file that another program has changed."""
        if self.session.store.has_changed():
            self.saver.submit(Reload())
        await self.wait_until_saved()

    def job_done(self, job: Job, outcome: SaveOutcome | None) -> None:
        """Show what was saved, unless another window has locked the journal; see `SaveObserver`."""
        if outcome and self.session.store.is_locked:
            self._ask_anew_once()
            return
        super().job_done(job, outcome)
        if isinstance(job, WholeChange):
            self._show_result()
        elif isinstance(job, Reload):
            self._finish_lock()
            self._tell_of_tampering()

    def job_failed(self, job: Job, error: StorageError | NothingToUndoError) -> None:
        """Show the error, unless another window has locked the journal; see `SaveObserver`."""
        if isinstance(error, StorageError):
            self._problem = str(error)
        if self.session.store.is_locked:
            self._ask_anew_once()
            return
        if isinstance(job, WholeChange) and (box := self._box):
            box.dismiss()
        super().job_failed(job, error)

    def _ask_anew_once(self) -> None:
        """Ask for the passphrase; if that has to wait for something to be saved, the cover can be removed."""
        self._ask_anew(covers_then=not self._is_locked_elsewhere)
        self._is_locked_elsewhere = True

    def _finish_lock(self) -> None:
        """Seal what a lock that was stopped has left, beside whatever else is saved; it is done only once."""
        keyring, store = self.state.journal.keyring, self.session.store
        if self._is_finishing or not (keyring and keyring.incomplete and isinstance(store, FileStore)):
            return
        self._is_finishing = True
        other_store = FileStore(store.named_path, self.session.clock)  # a store serves one thread
        other_store.use_keys(store.words.keys, keyring)
        Thread(target=_finish, args=(other_store, self.session.clock), daemon=True).start()

    def _tell_of_tampering(self) -> None:
        """Say once that the lock was changed outside kindtui, if it was."""
        store = self.session.store
        if isinstance(store, FileStore) and store.lock_warning != self._told_warning:
            self._told_warning = store.lock_warning
            self.say(store.lock_warning, is_error=True)

    # Changing the lock

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
    async def _check_passphrase(self, event: PassphraseGiven) -> None:
        """Tell the screen whether that is the present passphrase, once that is known."""
        self.run_worker(self._show_checked(event.passphrase), name="check")

    async def _show_checked(self, passphrase: str) -> None:
        from kindtui.tui.screens.lock import LockScreen

        store = self.session.store
        is_right = isinstance(store, FileStore) and await asyncio.to_thread(_is_passphrase, store, passphrase)
        if isinstance(self.current_screen, LockScreen):
            self.current_screen.show_checked(is_right=is_right)

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
        self._result = None

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
    def _box(self) -> "RecoveryCodeScreen | None":
        """The box that is open while the lock is changed."""
        from kindtui.tui.screens.recovery_code import RecoveryCodeScreen

        return next((one for one in self.screen_stack if isinstance(one, RecoveryCodeScreen)), None)

    def _show_code(self, code: str) -> None:
        if box := self._box:
            box.show_code(code)

    def _show_result(self) -> None:
        """Say where the lock could not be changed, or that it is done."""
        if self._result and (box := self._box):
            store, is_locked = self.session.store, self.state.journal.is_locked
            path = store.named_path if isinstance(store, FileStore) else Path()
            box.finish(_incomplete(self._result, path, is_locked=is_locked))

    def _close_lock(self, _: None) -> None:
        """Go back to where the lock was opened from once it was changed, and say that it is done."""
        from kindtui.tui.screens.lock import LockScreen

        if self._result is None:
            return
        if isinstance(self.screen, LockScreen):
            self.screen.dismiss()
        if self._result.is_complete:
            is_locked = self.state.journal.is_locked
            self.say(get_text("commands.lock.done") if is_locked else get_text("commands.unlock.done"))


def _is_passphrase(store: FileStore, passphrase: str) -> bool:
    """Return whether that is the passphrase of the journal, or its recovery code, after up to a second."""
    from kindtui.storage.sealing import keys

    if store.words.keyring is None:  # another window has unlocked it for good
        return True
    try:
        keys.unlock(store.words.keyring, passphrase)
    except keys.WrongPassphraseError:
        return False
    return True


def _finish(store: FileStore, clock: Clock) -> None:
    """Seal what a lock that was stopped has left; what fails is done at the next start."""
    from kindtui.storage import locking

    with suppress(Exception):
        locking.finish(store, store.named_path, clock, in_background=True)


def _incomplete(result: "LockResult", path: Path, *, is_locked: bool) -> str:
    """Return where the journal at `path` is not as it should be, a line for each file; empty if all is."""
    if result.is_complete:
        return ""
    problems = [
        get_text("commands.purge.incomplete.folder", path=printable(each)) for each in result.unlisted
    ]
    files = [printable(each) for each in result.left]
    if not is_locked:
        problems += [get_text("commands.unlock.incomplete.file", path=file) for file in files]
        lines, command = "\n".join(problems), command_line(path, "unlock", "--for-good")
        return get_text("commands.unlock.incomplete", path=path, problems=f"\n{lines}\n", command=command)
    problems += [get_text("commands.lock.incomplete.file", path=file) for file in files]
    problems += [
        get_text("commands.lock.incomplete.similar", path=printable(each)) for each in result.similar
    ]
    problems += [get_text("commands.lock.incomplete.linked", path=printable(each)) for each in result.linked]
    if result.unknown:
        problems.append(get_text("commands.lock.incomplete.unknown", tables=", ".join(result.unknown)))
    lines, command = "\n".join(problems), command_line(path, "lock")
    return get_text("commands.lock.incomplete", path=path, problems=f"\n{lines}\n", command=command)
