"""The part of the app that asks for the passphrase again: at the cover, after some time, and after a lock.

To ask for it, everything is saved and the app ends. The process then starts itself anew, so that the
key and the words are gone from its memory.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from textual.events import Event, MouseDown, MouseScrollDown, MouseScrollUp, Paste
from textual.message_pump import MessagePump
from textual.worker import Worker

from kindtui.domain.journal.undo import NothingToUndoError
from kindtui.domain.state import State
from kindtui.session import SaveOutcome, Session
from kindtui.storage.errors import StorageError
from kindtui.texts import get_text
from kindtui.tui.idle_time import IdleTime
from kindtui.tui.lock_changes import LockChangesApp
from kindtui.tui.saver import Job, Reload

if TYPE_CHECKING:
    from kindtui.tui.screens.cover import CoverScreen

SIGNS_OF_USE = (Paste, MouseDown, MouseScrollDown, MouseScrollUp)  # beside keys


class LockingApp(LockChangesApp):
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
        self._was_covered_for_it = False  # because another window has locked the journal

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
            self._ask_anew("now")

    def _check_for_changes(self) -> None:
        """Look at the clock and the file; ask for the passphrase if nobody has pressed a key for long."""
        super()._check_for_changes()
        if self.session.store.is_locked:  # what could not be saved then may be saved now
            self._ask_anew()
        elif self._is_idle_for_long():
            self._ask_anew("now")

    def _is_idle_for_long(self) -> bool:
        """Return whether a locked journal was open long enough without a key."""
        now = self.session.clock.now_without_zone().at
        idle = self._idle_time.at(now, self.key_count + self._use_count)
        journal = self.state.journal
        minutes = journal.settings.lock_after
        return journal.is_locked and minutes > 0 and idle >= timedelta(minutes=minutes)

    def restart_idle_time(self) -> None:
        """Begin to count anew, as somebody was there without a key of the app."""
        self._idle_time.restart()

    def _ask_anew(self, cover: Literal["now", "after keys"] | None = None) -> None:
        """Save everything, and end the app so that it begins with the passphrase; else say why not.

        While the recovery code is shown, nothing ends: nobody could see it again.

        Args:
            cover: When to cover the screen: at once, or when the keys so far have reached their fields.
        """
        if self.is_exiting or self.code_box or (self._asking and not self._asking.is_finished):
            return
        pumps = self.focus_path()
        if cover == "now":
            self._cover()
        covers_then = cover == "after keys"
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
        await self.stop_finishing()
        if self.is_exiting or self.code_box:
            return
        if problem := self._why_not_now():
            self._idle_time.restart()
            for cover in self._covers:
                cover.is_fixed = False
                cover.show_sentence(f"{problem} {get_text('app.lock.not_locked')}")
        else:
            self.begins_anew = True
            self.hide_typing()
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
            self._ask_because_locked_elsewhere()
            return
        super().job_done(job, outcome)

    def job_failed(self, job: Job, error: StorageError | NothingToUndoError) -> None:
        """Show the error, unless another window has locked the journal; see `SaveObserver`."""
        if isinstance(error, StorageError):
            self._problem = str(error)
        if self.session.store.is_locked:
            self.end_change(job, error)
            self._ask_because_locked_elsewhere()
            return
        super().job_failed(job, error)

    def _ask_because_locked_elsewhere(self) -> None:
        """Ask for the passphrase; if that has to wait for something to be saved, the cover can be removed."""
        self._ask_anew(None if self._was_covered_for_it else "after keys")
        self._was_covered_for_it = True
