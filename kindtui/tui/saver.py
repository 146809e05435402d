"""Runs the save jobs one at a time, off the thread that draws, and holds what is not saved yet."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Protocol, assert_never

from msgspec import Struct, structs

from kindtui.domain.drafts import DraftChange
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.undo import NothingToUndoError
from kindtui.domain.requests import Request
from kindtui.domain.state import Refusal, State
from kindtui.session import SaveOutcome, Session
from kindtui.storage.errors import StorageError
from kindtui.tui.unsaved_texts import UnsavedText, UnsavedTexts


class Submission(Struct, eq=False):
    """Save what one answer asks for, and remove the drafts that it used up."""

    requests: Sequence[Request]
    used: Sequence[UnsavedText] = ()
    is_saved: bool = False


class SaveDrafts(Struct, frozen=True):
    """Save as drafts what was typed since the last time."""


class Redo(Struct, frozen=True):
    """Bring back what was undone last; `left` more follow after the `done` ones before it."""

    left: int = 0
    done: int = 0


class Undo(Struct, frozen=True):
    """Revert the last change; `left` more follow after the `done` ones before it."""

    left: int = 0
    done: int = 0


class Reload(Struct, frozen=True):
    """Read the journal again, because another program changed the file."""


class WholeChange(Struct, eq=False):
    """Do something with the journal and the files beside it, such as locking them, and read it again."""

    run: Callable[[], None]


class FinishForm(Struct, frozen=True):
    """Save nothing; this job is done once every job before it is done or has failed."""


Job = Submission | SaveDrafts | Undo | Redo | Reload | WholeChange | FinishForm


class SaveObserver(Protocol):
    """Receives the result of each job."""

    async def wait_until_ready(self) -> None:
        """Wait until a result can be shown."""
        ...

    def job_done(self, job: Job, outcome: SaveOutcome | None) -> None:
        """Show the outcome; None if there was nothing to save."""
        ...

    def job_failed(self, job: Job, error: StorageError | NothingToUndoError) -> None:
        """Show the error; nothing was changed."""
        ...


class Saver:
    """A queue of jobs over one session, and every text that is not saved.

    Attributes:
        drafts_error: Why the drafts could not be saved the last time; None if they were.
    """

    def __init__(self, session: Session, observer: SaveObserver, journal: Journal) -> None:
        """Save with that session and report to that observer; `journal` is what is known at the start."""
        self.drafts_error: StorageError | None = None
        self._session = session
        self._observer = observer
        self._journal = journal
        self._queue: asyncio.Queue[Job] = asyncio.Queue()
        self._unsaved = UnsavedTexts()
        self._refused: tuple[Refusal, ...] = ()
        self._current_job: Job | None = None
        self._is_saving_drafts_due = self._are_drafts_queued = self._is_running = False

    def submit(self, job: Job) -> None:
        """Add a job to the queue."""
        self._queue.put_nowait(job)

    def submit_requests(self, requests: Sequence[Request], used: Iterable[DraftChange]) -> None:
        """Add requests of one answer to the queue, with the drafts that it used up."""
        self.submit(Submission(requests, self._unsaved.use(used)))

    def with_unsaved(self, state: State) -> State:
        """Return the state with what this window holds beside it: unsaved texts, and what was refused."""
        drafts = self._unsaved.applied_to(state.drafts)
        return structs.replace(state, drafts=drafts, refused=self._refused).with_cache_from(state)

    async def run(self) -> None:
        """Do the jobs in their order, for as long as the app runs."""
        self._is_running = True
        while True:
            self._current_job = await self._queue.get()
            try:
                await self._do(self._current_job)
            finally:
                self._queue.task_done()

    async def wait_until_saved(self) -> None:
        """Wait until every job so far is done or has failed."""
        if self._is_running:
            await self._queue.join()

    async def _do(self, job: Job) -> None:
        if isinstance(job, FinishForm):
            self._observer.job_done(job, None)
            return
        try:
            outcome = await self._save_drafts() if isinstance(job, SaveDrafts) else await self._perform(job)
        except (StorageError, NothingToUndoError) as error:
            if isinstance(job, Submission):
                self._unsaved.give_back(job.used)
                places = tuple((used.on, used.field) for used in job.used)
                self._refused = (*self._refused, Refusal(tuple(job.requests), places))
                self.flush_drafts()
            await self._observer.wait_until_ready()
            self._observer.job_failed(job, error)
        else:
            self._drop_purged(outcome.state.journal)
            await self._observer.wait_until_ready()
            self._observer.job_done(job, outcome)
            await asyncio.to_thread(self._session.store.make_daily_backup)

    async def _perform(self, job: Submission | Undo | Redo | Reload | WholeChange) -> SaveOutcome:
        match job:
            case Submission():
                return await self._save(job)
            case Undo():
                return await asyncio.to_thread(self._session.undo)
            case Redo():
                return await self._redo()
            case Reload():
                return SaveOutcome(await asyncio.to_thread(self._session.open))
            case WholeChange():
                await asyncio.to_thread(job.run)
                return SaveOutcome(await asyncio.to_thread(self._session.open))
            case _:
                assert_never(job)

    async def _redo(self) -> SaveOutcome:
        outcome = await asyncio.to_thread(self._session.redo)
        self._unsaved.mark_restored(outcome.undone.restored_texts if outcome.undone else ())
        return outcome

    async def _save(self, job: Submission) -> SaveOutcome:
        used_drafts = [used.change_to("") for used in job.used]

        def save() -> SaveOutcome:
            outcome = self._session.submit(*job.requests, used_drafts=used_drafts)
            job.is_saved = True  # also for `keep_everything`, should the app end before the next line runs
            return outcome

        outcome = await asyncio.to_thread(save)
        self._unsaved.mark_saved(job.used, drafts_removed=outcome.drafts_error is None)
        return outcome

    async def _save_drafts(self) -> SaveOutcome:
        self._are_drafts_queued = False
        texts = [(unsaved, unsaved.text) for unsaved in self._unsaved.not_stored()]
        changes = [unsaved.change_to(text) for unsaved, text in texts]
        try:
            state = await asyncio.to_thread(self._session.save_drafts, changes)
        except StorageError as error:
            self.drafts_error = error
            raise
        self.drafts_error = None
        self._unsaved.mark_stored(texts)
        return SaveOutcome(state)

    def _drop_purged(self, journal: Journal) -> None:
        """Drop each text whose day was purged since; the drafts file holds it if it was typed after that."""
        before, self._journal = self._journal, journal
        self._unsaved.drop_stored(lambda on: journal.day(on).purged != before.day(on).purged)

    def record_draft(self, change: DraftChange) -> bool:
        """Remember a text as it is typed; true if nothing else waited for the drafts to be saved."""
        self._unsaved.record(change)
        was_due, self._is_saving_drafts_due = self._is_saving_drafts_due, True
        return not was_due

    def flush_drafts(self) -> bool:
        """Save all that was typed and is not on the disk, as drafts; it stays in memory if that fails.

        Returns:
            Whether there is any such text.
        """
        self._is_saving_drafts_due = False
        if not self._unsaved.not_stored():
            return False
        if not self._are_drafts_queued:
            self._are_drafts_queued = True
            self.submit(SaveDrafts())
        return True

    def keep_everything(self) -> Sequence[str]:
        """Save every text as a draft once the app has ended, and return those for which that failed.

        Also those are saved that were drafts already, because another window may have removed them; but not
        those of a day that was purged meanwhile.
        """
        if isinstance(self._current_job, Submission) and self._current_job.is_saved:
            self._unsaved.mark_saved(self._current_job.used, drafts_removed=False)
        with suppress(StorageError):
            if list(self._unsaved) and self._session.store.has_changed():
                self._drop_purged(self._session.store.load())
        # Without the key nobody can tell whether a draft that was sealed since is there still.
        unsaved = self._unsaved.not_stored() if self._session.store.is_locked else list(self._unsaved)
        try:
            if unsaved:
                self._session.keep_drafts([one.change_to(one.text) for one in unsaved])
        except StorageError:
            return self.unkept_texts
        return ()

    @property
    def unkept_texts(self) -> Sequence[str]:
        """The texts that are in no file."""
        return [unsaved.text for unsaved in self._unsaved.not_stored() if unsaved.text]
