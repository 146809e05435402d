"""The use cases: what the app and the commands do with a journal, one method each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from os import urandom
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from kindtui.domain.dates import Clock, Moment
from kindtui.domain.drafts import DraftChange, Drafts, apply_changes, without_texts
from kindtui.domain.journal.custom_entry import UNDATED
from kindtui.domain.journal.journal import Journal
from kindtui.domain.provided_settings import NOTHING_PROVIDED, ProvidedSettings, with_choices
from kindtui.domain.ritual.catalog import Catalog
from kindtui.domain.state import State
from kindtui.domain.text import saved_forms
from kindtui.storage.errors import LockedError, StorageError
from kindtui.storage.store import Store
from kindtui.texts import get_text

if TYPE_CHECKING:
    from kindtui.domain.journal.undo import UndoResult
    from kindtui.domain.requests import Request
    from kindtui.next_start import NextStart


class SaveOutcome(Struct, frozen=True):
    """What a save led to.

    Attributes:
        state: The state after the save.
        is_durable: False if the disk has not confirmed the save, so that a power cut might still undo it.
        undone: What undo or redo reverted; None after any other save.
        drafts_error: Why the drafts that were used up could not be removed; None if they were.
    """

    state: State
    is_durable: bool = True
    undone: UndoResult | None = None
    drafts_error: StorageError | None = None


class Session:
    """A journal in a store, seen and changed by one person.

    Attributes:
        clock: What tells the time of everything here.
        stored_journal: The journal as it was read or saved last, without the settings that are provided. In
            its states, sealed words are blank.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        catalog: Catalog,
        provided: ProvidedSettings = NOTHING_PROVIDED,
        next_start: NextStart | None = None,
    ) -> None:
        """Use that store and clock, the shipped texts of `catalog`, and the settings that are provided.

        After every save, `next_start` notes what the app will show first.
        """
        self.store = store
        self._next_start = next_start
        self._provided = provided
        self.clock = clock
        self._catalog = catalog
        self._drafts: Drafts = {}
        self.stored_journal = Journal()
        self._last_state: State | None = None

    def load_recent(self) -> State:
        """Return what the first screen shows, read from the newest days; call `open` before any change.

        All days are read if the screen begins with suggestions, which depend on the last year.

        Raises:
            UnreadableError: If the journal cannot be understood.
        """
        state = self._load_drafts(self.store.load_recent())
        if state.due == "morning" and (state.day.who or state.day.energy):
            state = self._load_drafts(self.store.load())
        return structs.replace(state, is_complete=False)

    def open(self) -> State:
        """Load the whole journal and the drafts.

        If the file was replaced by an older copy, the changes that the copy lacks are saved again.

        Raises:
            StorageError: If the journal cannot be read, or the lacking changes cannot be saved.
        """
        journal = self.store.load()
        if self.store.has_unsaved_changes():
            journal = self.store.transact(lambda newest: newest).journal
        return self._load_drafts(journal)

    def with_current_time(self, state: State) -> State:
        """Return the same journal at the present moment."""
        return structs.replace(state, moment=self.clock.now_without_zone()).with_cache_from(state)

    @property
    def state(self) -> State:
        """The journal as it was read or saved last, at the present moment."""
        return self._state_of(self.stored_journal)

    def submit(self, *requests: Request, used_drafts: Collection[DraftChange] = ()) -> SaveOutcome:
        """Apply requests to the newest journal and save all of them, each with the step that undoes it.

        The drafts they were made of are removed after that, so that at every moment the disk holds each text.

        Raises:
            StorageError: If they could not be saved; nothing was changed.
        """
        now = self.clock.now()

        def change(journal: Journal) -> Journal:
            for request in requests:
                journal = self._applied(request, journal, now)
            return journal

        return self._with_drafts(self._save(change), used_drafts)

    def undo(self) -> SaveOutcome:
        """Revert the last change.

        Raises:
            NothingToUndoError: If there is no change to revert.
            ChangedSinceError: If its parts were changed since; the next undo reverts the change before it.
            StorageError: If it could not be saved; nothing was changed.
        """
        from kindtui.domain.journal.undo import undo, without_last_undo

        outcome, result = self._revert(undo, lambda journal, _: without_last_undo(journal))
        return structs.replace(self._with_drafts(outcome, self._redrafts(result)), undone=result)

    def redo(self) -> SaveOutcome:
        """Bring back what was undone last, and remove the drafts that hold the same texts.

        Raises:
            NothingToUndoError: If nothing was undone that is not back already.
            ChangedSinceError: If its parts were changed since; its texts are kept as conflicts.
            StorageError: If it could not be saved; nothing was changed.
        """
        from kindtui.domain.journal.undo import redo, without_last_redo

        outcome, result = self._revert(redo, without_last_redo)
        return structs.replace(self._with_drafts(outcome, self._superseded_drafts(result)), undone=result)

    def _revert(
        self,
        revert: Callable[[Journal, datetime], UndoResult],
        without_last: Callable[[Journal, datetime], Journal],
    ) -> tuple[SaveOutcome, UndoResult]:
        """Save what `revert` returns; a step that it refuses is taken out by `without_last`.

        Raises:
            LockedError: What comes back is sealed.
        """
        from kindtui.domain.journal.undo import ChangedSinceError

        now = self.clock.now()
        result: UndoResult | None = None

        def change(journal: Journal) -> Journal:
            nonlocal result
            if self.store.is_locked:  # maybe only since the file was read again just now
                raise LockedError(get_text("errors.lock.undo"))
            updated_at = journal.next_timestamp(now.at)
            result = revert(journal, updated_at)
            return structs.replace(result.journal, updated_at=updated_at)

        def take_out(journal: Journal) -> Journal:
            updated_at = journal.next_timestamp(now.at)
            return structs.replace(without_last(journal, updated_at), updated_at=updated_at)

        try:
            outcome = self._save(change)
        except ChangedSinceError:
            self._save(take_out)
            raise
        assert result is not None
        return outcome, result

    def _with_drafts(self, outcome: SaveOutcome, changes: Collection[DraftChange]) -> SaveOutcome:
        """Change drafts after a save, which stays done if that fails."""
        if changes:
            try:
                outcome = structs.replace(outcome, state=self.save_drafts(changes))
            except StorageError as error:
                outcome = structs.replace(outcome, drafts_error=error)
        self._note_next_start(outcome.state)
        return outcome

    def note_next_start(self) -> None:
        """Note what the next start will show, now that the app has looked at the files beside the journal."""
        if self._next_start:
            self._next_start.accept_neighbours()
            self._note_next_start(self.state)

    def _note_next_start(self, state: State) -> None:
        if self._next_start:
            self._next_start.note(state, self.store.file_identity)

    def save_drafts(self, changes: Collection[DraftChange]) -> State:
        """Save what is being typed, and remove what is not wanted any more.

        Raises:
            NotSavedError: If the drafts cannot be written.
        """
        self.store.keep_drafts(changes)
        self._drafts = apply_changes(self._drafts, changes)
        return self._state_of(self.stored_journal)

    def keep_drafts(self, changes: Iterable[DraftChange]) -> None:
        """Save what a person leaves behind, without what has been saved in the journal meanwhile.

        Raises:
            NotSavedError: If the drafts cannot be written.
        """
        self.save_drafts(
            [
                change
                if _without_saved({change.on: {change.field: (change.new,)}}, self.stored_journal)
                else structs.replace(change, new="")
                for change in changes
            ]
        )

    def _load_drafts(self, journal: Journal) -> State:
        """Load the drafts, except those whose text is already in the journal, and return the state."""
        self.store.recover_edited_texts()
        self._drafts = _without_saved(self.store.drafts(), journal)
        return self._state_of(journal)

    def _redrafts(self, result: UndoResult) -> list[DraftChange]:
        """Return the user's own entries that undo removed as drafts, where nothing else is being written."""
        drafts = self._drafts.get(UNDATED, {})
        return [
            DraftChange(UNDATED, removed.field, "", removed.text)
            for removed in result.removed_texts
            if removed.on == UNDATED and not drafts.get(removed.field)
        ]

    def _superseded_drafts(self, result: UndoResult) -> list[DraftChange]:
        """Return the removal of each draft whose text has been brought back."""
        return [
            DraftChange(on, field, text, "")
            for on, fields in self._drafts.items()
            for field, texts in fields.items()
            for text in texts
            if any((on, form) in result.restored_texts for form in saved_forms(text))
        ]

    def _save(self, change: Callable[[Journal], Journal]) -> SaveOutcome:
        """Change the file first and the memory second."""
        saved = self.store.transact(change)
        return SaveOutcome(self._state_of(saved.journal), saved.durable)

    def _state_of(self, journal: Journal) -> State:
        seen = self._with_provided(journal)
        if self.store.is_locked:
            from kindtui.domain.journal.without_words import without_sealed_words

            seen = without_sealed_words(seen)
        if self._last_state and journal is self.stored_journal:
            seen = self._last_state.journal  # so that what was derived from it is kept
        self.stored_journal = journal
        sources = self._provided.sources(journal.settings)
        moment = self.clock.now_without_zone()
        state = State(seen, moment, self._catalog, self._drafts, setting_sources=sources)
        self._last_state = state.with_cache_from(self._last_state)
        return self._last_state

    def _with_provided(self, journal: Journal) -> Journal:
        """Return the journal with the settings in effect; the same one if nothing is provided."""
        settings = self._provided.applied_to(journal.settings)
        return journal if settings is journal.settings else structs.replace(journal, settings=settings)

    def _applied(self, request: Request, journal: Journal, now: Moment) -> Journal:
        """Return the journal to store after a request, which is applied to the one that a person sees."""
        from kindtui.domain.journal.undo import with_undo_step
        from kindtui.domain.requests import Stamp

        updated_at = journal.next_timestamp(now.at)
        seen = self._with_provided(journal)
        changed = request.apply(seen, Stamp(now, updated_at, _new_uid(updated_at)))
        if self.store.is_locked:
            _check_not_moved(seen, changed)
        settings = with_choices(journal.settings, seen.settings, changed.settings)
        if settings is not changed.settings:
            changed = structs.replace(changed, settings=settings)
        if not request.is_undoable:
            return changed
        return structs.replace(with_undo_step(journal, changed, updated_at), updated_at=updated_at)


def _check_not_moved(before: Journal, after: Journal) -> None:
    """Refuse to move words that are sealed.

    Raises:
        LockedError: They would not open on another day.
    """
    from kindtui.domain.journal.sealed_parts import has_moved_words

    if has_moved_words(before, after):
        raise LockedError(get_text("errors.lock.undo"))


def _without_saved(drafts: Drafts, journal: Journal) -> Drafts:
    """Return the drafts whose text is not in the journal."""
    if not drafts:
        return drafts
    from kindtui.domain.journal.parts import texts_of

    saved_texts = {on: texts_of(journal.day(on)) for on in drafts}
    saved_texts[UNDATED] = {text for entry in journal.custom_entries.values() for text in entry.texts}
    return without_texts(drafts, saved_texts)


def _new_uid(updated_at: datetime) -> str:
    """Return a uid that is never given twice; uids sort in the order of writing."""
    return f"{int(updated_at.timestamp() * 1_000_000):014x}{urandom(6).hex()}"
