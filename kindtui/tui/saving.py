"""The part of the app that saves what its screens ask for, and that ends without losing a word."""

import asyncio
import signal
from collections.abc import Iterable, Sequence
from contextlib import suppress

from msgspec import structs
from textual import on

from kindtui import exit_codes, tuning
from kindtui.domain import wording
from kindtui.domain.journal.undo import ChangedSinceError, NothingToUndoError, RemovedText
from kindtui.domain.occasions import occasion_of
from kindtui.domain.past_draft import drafts_of_moved_entries
from kindtui.domain.requests import EntryMoved
from kindtui.domain.state import State
from kindtui.session import SaveOutcome, Session
from kindtui.storage.errors import GoneError, LockedError, StorageError, UnreadableError
from kindtui.texts import get_text
from kindtui.tui.messages import ChangesReverted, DraftChanged, FormFinished, Requested
from kindtui.tui.navigation import NavigationApp
from kindtui.tui.saver import (
    FinishForm,
    Job,
    Redo,
    Reload,
    SaveDrafts,
    Saver,
    Submission,
    Undo,
    WholeChange,
)
from kindtui.tui.textual_compat import wait_until_processed
from kindtui.tui.widgets.key_hints import binding_key_label
from kindtui.tui.widgets.question_input import LineInput

DRAFT_SAVE_DELAY_SECONDS = 0.5  # from a key to the draft on the disk, or a little more on a slow one
DRAIN_SECONDS = 3.0  # how long a signal waits for what is being saved
EXIT_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class SavingApp(NavigationApp):
    """An app over one session. What was saved, or could not be, goes into the state that its screens draw.

    Nothing here holds a screen while it waits: whichever is shown then draws the state.

    Attributes:
        session: The journal that is shown and changed.
        unreadable_error: Why the app ended, if the journal turned out to be damaged after the first paint.
        derivation: What another thread derives from the state, so that the screens need not.
    """

    def __init__(self, session: Session, state: State) -> None:
        """Start with `state`, and read the whole journal before the first change."""
        super().__init__(state)
        self.session = session
        self.unreadable_error: UnreadableError | None = None
        self.derivation: asyncio.Future[None] | None = None
        self._fully_loaded = False
        self._saved_state = state  # without what this window holds beside it
        self._texts_asked_about: Sequence[str] = ()
        self._last_key_count = 0  # at the last look at the file
        self._shown_drafts_error = ""
        self._reading_problem = ""  # why the journal cannot be read any more; it is said once
        self._has_left = asyncio.Event()
        self._has_left.set()
        self.saver = Saver(session, self, state.journal)
        self.saver.submit(Reload())
        self._form_advanced = asyncio.Event()
        self._form_advanced.set()

    # Requests

    def _show_state(self, saved_state: State) -> None:
        """Show what is saved, together with what this window holds beside it."""
        self._saved_state = saved_state
        self.state = self.saver.with_unsaved(saved_state).with_cache_from(self.state)

    @on(Requested)
    def _submit(self, message: Requested) -> None:
        self.saver.submit_requests(message.requests, message.used)
        if message.used:
            self._show_state(self._saved_state)

    @on(FormFinished)
    def _finish_form(self) -> None:
        self._form_advanced.clear()
        self.saver.submit(FinishForm())

    def job_done(self, job: Job, outcome: SaveOutcome | None) -> None:
        """Show what was saved; see `SaveObserver`."""
        if outcome is None:
            self.redrawer.request()
            self._form_advanced.set()
            return
        store = self.session.store
        if not self._fully_loaded and (problem := store.exposure or store.left_text):
            self.say(problem, is_error=True)
        self._fully_loaded = True
        before = self._saved_state
        self._show_state(outcome.state)
        if not self.saver.drafts_error:
            self._shown_drafts_error = ""
        self._move_drafts(job, outcome.state)
        if isinstance(job, Undo) and outcome.undone:
            self._restore_undone(outcome.undone.removed_texts)
        if isinstance(job, Reload) and self._reading_problem:
            self._reading_problem = ""
            self.say(get_text("app.saving.journal_is_back"))
        if isinstance(job, Undo | Redo) and job.left:
            self.saver.submit(structs.replace(job, left=job.left - 1, done=job.done + 1))
        else:
            self._confirm(job, before, outcome)
        self.call_after_refresh(self._derive_in_background)

    def _confirm(self, job: Job, before: State, outcome: SaveOutcome) -> None:
        occasion = occasion_of(before, outcome.state) if isinstance(job, Submission) else None
        if occasion and outcome.is_durable and self.open_screens:
            self.current_screen.show_occasion(occasion, outcome.state)
        elif confirmation := self._confirmation(job, outcome):
            self.say(confirmation)

    def _move_drafts(self, job: Job, state: State) -> None:
        """Let what is being written for an entry follow it to another day."""
        is_move = isinstance(job, Submission) and isinstance(job.requests[-1], EntryMoved)
        if not is_move and not isinstance(job, Undo | Redo):
            return
        if changes := drafts_of_moved_entries(state.journal, self.state.drafts):
            for change in changes:
                self.saver.record_draft(change)
            self._flush_drafts()

    def _restore_undone(self, texts: Iterable[RemovedText]) -> None:
        """Give each text that undo removed to the first open form that takes it, from the uppermost on."""
        screens = dict.fromkeys((*reversed(self.open_screens), *self.mode_screens))
        for text in texts:
            any(screen.restore_undone(text) for screen in screens)

    def job_failed(self, job: Job, error: StorageError | NothingToUndoError) -> None:
        """Give the texts back to their fields and show the error; see `SaveObserver`."""
        if isinstance(error, UnreadableError) and not self._fully_loaded:
            self.unreadable_error = error
            self.exit()
        is_step_left_out = isinstance(error, ChangedSinceError)  # which was saved
        self._show_state(self.session.state if is_step_left_out else self._saved_state)
        if not self._was_shown(job, str(error)):
            self.say(str(error), is_error=isinstance(error, StorageError))
        is_about_words = isinstance(job, WholeChange) or isinstance(error, LockedError)
        if isinstance(error, GoneError | UnreadableError) and not is_about_words:
            self._reading_problem = str(error)
        if isinstance(error, GoneError) and not isinstance(job, SaveDrafts | Reload):
            self.ask_to_write_anew(self._write_anew)

    def _was_shown(self, job: Job, problem: str) -> bool:
        """Return whether the same problem of a job that is tried every two seconds was shown before."""
        match job:
            case SaveDrafts():
                shown, self._shown_drafts_error = self._shown_drafts_error, problem
                return problem in (shown, self._reading_problem)
            case Reload():
                return problem == self._reading_problem
        return False

    def _write_anew(self) -> None:
        self.session.store.write_anew()
        self.saver.submit(Reload())

    def on_undecoded_input(self) -> None:
        """Say that something was not typed, and what to do."""
        self.say(get_text("app.saving.not_utf_8"), is_error=True)

    def say(self, text: str, *, is_error: bool = False) -> None:
        """Show a notice on the current screen; while the app closes, none may be left."""
        if self.open_screens:
            self.notice_screen.show_notice(text, is_error=is_error)

    def _derive_in_background(self) -> None:
        """Derive what the screens may ask for next; a worker would spend 50 ms on the `repr` of the state."""
        self.derivation = asyncio.get_running_loop().run_in_executor(None, self.state.derive)

    @on(DraftChanged)
    def _record_draft(self, change: DraftChanged) -> None:
        if self.saver.record_draft(change.change):
            self.set_timer(DRAFT_SAVE_DELAY_SECONDS, self.saver.flush_drafts)
        if not change.change.new:
            self._show_state(self._saved_state)

    @on(LineInput.Exited)
    def _flush_drafts(self) -> None:
        """Save the drafts and show them now: a field that was left may be opened again in a moment."""
        if self.saver.flush_drafts():
            self._show_state(self._saved_state)

    async def wait_until_saved(self) -> None:
        """Wait until everything asked for so far is saved, or has failed."""
        await self.saver.wait_until_saved()

    async def wait_until_drawn(self) -> None:
        """Wait until the screen shows everything that was saved."""
        await self.saver.wait_until_saved()
        await self.redrawer.wait_until_drawn()

    def action_undo(self) -> None:
        """Revert the last change, after the drafts typed so far are saved."""
        self._flush_drafts()
        self.saver.submit(Undo())

    def action_redo(self) -> None:
        """Bring back what was undone last, after the drafts typed so far are saved."""
        self._flush_drafts()
        self.saver.submit(Redo())

    @on(ChangesReverted)
    def _revert_changes(self, event: ChangesReverted) -> None:
        """Undo or redo several changes one after another, until one is refused."""
        self._flush_drafts()
        self.saver.submit(Redo(event.count - 1) if event.is_redo else Undo(event.count - 1))

    def _confirmation(self, job: Job, outcome: SaveOutcome) -> str:
        """Return what to show once a job is done; empty if nothing needs to be said."""
        match job:
            case Submission():
                undo_key = self._key_label("app.undo", "u")
                confirmation = wording.confirmation_for(job.requests[-1], outcome.state, undo_key)
            case Undo(done=done) if done:
                confirmation = wording.several_undone(done + 1, self._key_label("app.redo", "U"))
            case Redo(done=done) if done:
                confirmation = wording.several_redone(done + 1)
            case Undo() if outcome.undone:
                confirmation = wording.undone(outcome.undone.label, self._key_label("app.redo", "U"))
            case Redo() if outcome.undone:
                confirmation = wording.redone(outcome.undone.label)
            case _:
                return ""
        return confirmation if outcome.is_durable or not confirmation else wording.SAVED_UNCONFIRMED

    def _key_label(self, binding_id: str, standard: str) -> str:
        """Return the key of a binding as people write it, or the standard one where it does not work now."""
        if not self.screen_stack:  # the app is closing
            return ""
        bindings = (active.binding for active in self.screen.active_bindings.values())
        found = next((binding for binding in bindings if binding.id == binding_id), None)
        return binding_key_label(self.screen, found) if found else standard

    # Keys and the clock

    def _check_for_changes(self) -> None:
        """Reload a file that another program changed; else draw what is due at this hour."""
        if self.key_count == self._last_key_count:
            tuning.collect_in_a_pause()
        self._last_key_count = self.key_count
        self.saver.flush_drafts()  # those that could not be saved before
        current = self.session.with_current_time(self._saved_state)
        if self._reading_problem or self.session.store.has_changed():
            self.saver.submit(Reload())
        elif (current.today, current.due) != (self.state.today, self.state.due):
            self._show_state(current)

    async def after_key(self) -> None:
        """Hold the next key until a finished form is saved and the card that is due next is drawn."""
        await self._has_left.wait()
        await self._form_advanced.wait()
        await self.redrawer.wait_until_drawn()

    def action_go(self, mode: str) -> None:
        """Switch to another mode, which then shows what was typed in this one."""
        self._flush_drafts()
        super().action_go(mode)

    # The end

    def _exit_on_signal(self, signal_number: int) -> None:
        """End once everything asked for is saved, or after a few seconds; any further signal is ignored."""
        for number in EXIT_SIGNALS:
            asyncio.get_running_loop().remove_signal_handler(number)
            signal.signal(number, signal.SIG_IGN)
        self._drain_task = asyncio.ensure_future(self._drain_and_exit(exit_codes.SIGNAL_BASE + signal_number))

    async def _drain_and_exit(self, return_code: int) -> None:
        self.saver.flush_drafts()
        with suppress(TimeoutError):
            async with asyncio.timeout(DRAIN_SECONDS):
                await wait_until_processed(self)
                await self.wait_for_keys()
                async with self.between_keys():  # by now every field has reported what it shows
                    self.saver.flush_drafts()
                await self.saver.wait_until_saved()
        self.call_later(self.exit, return_code=return_code)

    def action_leave(self) -> None:
        """Quit once everything is saved."""
        self._has_left.clear()
        self.run_worker(self._leave(), group="leave", exclusive=True)

    async def _leave(self) -> None:
        """Quit, but ask once before words are left that no file holds."""
        self._flush_drafts()
        await self.saver.wait_until_saved()
        unkept = self.saver.unkept_texts
        if not unkept or unkept == self._texts_asked_about:
            self.exit()
        else:
            self._texts_asked_about = unkept
            question = get_text("app.saving.quit_again")
            self.say(f"{self.saver.drafts_error or ''} {question}".strip(), is_error=True)
        self._has_left.set()

    def keep_unsaved_texts(self) -> Sequence[str]:
        """Save what is unsaved as drafts, now that the app has ended, and return what no file holds."""
        return self.saver.keep_everything()
