"""Undo and redo in plain lines: what was undone is said, and its question can be asked again."""

from contextlib import suppress

from kindtui.cli.checkin.steps import RitualDialog, signals_deferred
from kindtui.domain import wording
from kindtui.domain.dates import date_seen_from
from kindtui.domain.flow import with_undone_text
from kindtui.domain.form import STEP_BY_DRAFT_FIELD, Form, pinned_form
from kindtui.domain.journal.undo import NothingToUndoError, RemovedText, UndoResult
from kindtui.domain.state import State
from kindtui.session import SaveOutcome
from kindtui.storage.errors import StorageError
from kindtui.texts import get_text


class UndoneError(Exception):
    """The last change was undone, so the question that was open gives way to the one it answered.

    Attributes:
        before: The state before the undo.
        forms: The forms at the fields of the texts that undo removed, which are drafts now.
    """

    def __init__(self, before: State, forms: list[Form]) -> None:
        """Keep what the next question depends on."""
        self.before, self.forms = before, forms


def undo(ritual: RitualDialog) -> list[str]:
    """Undo the last change and say what it was; return why there was none.

    Raises:
        UndoneError: If a change was undone.
        StorageError: If it could not be saved.
    """
    before = ritual.refresh()
    try:
        with signals_deferred():
            outcome = ritual.session.undo()
            ritual.state = outcome.state
            result = outcome.undone
            assert result is not None
            forms = [form for removed in result.removed_texts if (form := _restored(ritual, removed))]
    except NothingToUndoError as error:
        return [str(error)]
    ritual.dialog.write("", *_lines(outcome, _label(result, ritual.state)))
    raise UndoneError(before, forms)


def redo(ritual: RitualDialog) -> None:
    """Bring back what was undone last, and say what it was.

    Raises:
        StorageError: If it could not be saved.
    """
    try:
        with signals_deferred():
            outcome = ritual.session.redo()
    except NothingToUndoError as error:
        ritual.dialog.write(str(error))
        return
    ritual.state = outcome.state
    assert outcome.undone is not None
    ritual.dialog.write(*_lines(outcome, wording.redone(outcome.undone.label)))


def _lines(outcome: SaveOutcome, label: str) -> list[str]:
    return [label] if outcome.is_durable else [label, wording.SAVED_UNCONFIRMED]


def _label(result: UndoResult, state: State) -> str:
    """Return what was undone, with its day if a text of another day went with it."""
    days = {removed.on for removed in result.removed_texts if removed.on in state.journal.days}
    if len(days) == 1 and (on := days.pop()) != state.today:
        day = date_seen_from(state.today, on)
        return get_text("checkin.undone_on", day=day, change=result.label)
    return get_text("checkin.undone", change=result.label)


def _restored(ritual: RitualDialog, removed: RemovedText) -> Form | None:
    """Save a text that undo removed as a draft, and return the form at its field; None if it has none."""
    form = pinned_form(removed.on, ritual.state.drafts)
    changes = with_undone_text(ritual.state, form, removed).draft_changes_since(form)
    if not changes:
        return None
    with suppress(StorageError):  # redo still brings it back
        ritual.state = ritual.session.save_drafts(changes)
    return ritual.form_of(removed.on, STEP_BY_DRAFT_FIELD[changes[0].field])
