"""Runs the save jobs one at a time, off the thread that draws."""

import asyncio
from contextlib import suppress
from typing import Protocol, assert_never

from msgspec import Struct, structs

from kindtui.domain.drafts import DraftChange
from kindtui.domain.journal.undo import NothingToUndoError
from kindtui.domain.requests import Request
from kindtui.session import SaveOutcome, Session
from kindtui.storage.errors import StorageError
from kindtui.tui.screens.base import KindScreen


class SaveDrafts(Struct, frozen=True):
    """Save changes of drafts."""

    changes: tuple[DraftChange, ...]


class Redo(Struct, frozen=True):
    """The job of bringing back what was undone last."""


class Undo(Struct, frozen=True):
    """Revert the last change."""


class Reload(Struct, frozen=True):
    """Read the journal again, because another program changed the file."""


class FinishForm(Struct, frozen=True):
    """Save nothing; this job is done once every job before it is done or has failed."""


Job = Request | SaveDrafts | Undo | Redo | Reload | FinishForm


class SaveObserver(Protocol):
    """Receives the result of each job; `screen` is the one it was submitted from, if any."""

    def job_done(self, job: Job, outcome: SaveOutcome | None, screen: KindScreen | None) -> None:
        """Show the outcome; None if there was nothing to save."""
        ...

    def job_failed(
        self, job: Job, error: StorageError | NothingToUndoError, screen: KindScreen | None
    ) -> None:
        """Show the error; nothing was changed."""
        ...


class Saver:
    """A queue of jobs over one session, and the text that is being typed."""

    def __init__(self, session: Session, observer: SaveObserver) -> None:
        """Save with that session and report to that observer."""
        self._session = session
        self._observer = observer
        self._queue: asyncio.Queue[tuple[Job, KindScreen | None]] = asyncio.Queue()
        self._typed: list[DraftChange] = []

    def submit(self, job: Job, screen: KindScreen | None = None) -> None:
        """Add a job to the queue; `screen` is the one it came from, if one is shown yet."""
        self._queue.put_nowait((job, screen))

    async def run(self) -> None:
        """Do the jobs in their order, for as long as the app runs."""
        while True:
            job, screen = await self._queue.get()
            try:
                await self._do(job, screen)
            finally:
                self._queue.task_done()

    async def wait_until_saved(self) -> None:
        """Wait until every job so far is done or has failed."""
        await self._queue.join()

    async def _do(self, job: Job, screen: KindScreen | None) -> None:
        if isinstance(job, FinishForm):
            self._observer.job_done(job, None, screen)
            return
        try:
            outcome = await asyncio.to_thread(self._perform, job)
        except (StorageError, NothingToUndoError) as error:
            self._observer.job_failed(job, error, screen)
        else:
            self._observer.job_done(job, outcome, screen)
            await asyncio.to_thread(self._session.store.make_daily_backup)

    def _perform(self, job: Request | SaveDrafts | Undo | Redo | Reload) -> SaveOutcome:
        match job:
            case Request():
                return self._session.submit(job)
            case Undo():
                return self._session.undo()
            case Redo():
                return self._session.redo()
            case SaveDrafts():
                return SaveOutcome(self._session.save_drafts(job.changes))
            case Reload():
                return SaveOutcome(self._session.open())
            case _:
                assert_never(job)

    def record_draft(self, change: DraftChange) -> bool:
        """Remember a change of a draft; true if nothing else waited to be saved."""
        is_first = not self._typed
        place = (change.on, change.field, change.old)
        for earlier in self._typed:
            if (earlier.on, earlier.field, earlier.new) == place:
                self._typed.remove(earlier)
                change = structs.replace(change, old=earlier.old)
                break
        self._typed.append(change)
        return is_first

    def flush_drafts(self, screen: KindScreen | None) -> None:
        """Submit the remembered text of all fields as drafts."""
        if self._typed:
            self.submit(SaveDrafts(tuple(self._typed)), screen)
            self._typed = []

    def save_drafts_now(self) -> None:
        """Save the remembered text at once, before the process ends."""
        with suppress(StorageError):
            self._session.save_drafts(self._typed)
