"""`kindtui undo`: undo the newest change, or say what that would be."""

from contextlib import suppress
from datetime import date

from kindtui import exit_codes
from kindtui.cli.invocation import Invocation
from kindtui.cli.parser import ArgumentParser
from kindtui.cli.wiring import confirm_save, fail, print_line
from kindtui.domain.dates import date_seen_from
from kindtui.domain.flow import with_undone_text
from kindtui.domain.form import pinned_form
from kindtui.domain.journal.changes import changes
from kindtui.domain.journal.undo import ChangedSinceError, NothingToUndoError, UndoResult
from kindtui.domain.state import State
from kindtui.session import Session
from kindtui.storage.errors import StorageError
from kindtui.texts import get_text


def add_arguments(parser: ArgumentParser) -> None:
    """Add the option that undoes nothing."""
    parser.description = get_text("commands.undo.description")
    parser.add_argument("--dry-run", action="store_true", help=get_text("commands.dry_run"))


def run(invocation: Invocation) -> int:
    """Undo the newest change, as the app does.

    Raises:
        StorageError: The journal cannot be read or saved.
    """
    is_preview = invocation.options.dry_run
    session, state = invocation.session_with_words(is_quiet=not is_preview)  # a save tells why it may not be
    return _preview(state) if is_preview else _undo(session)


def _preview(state: State) -> int:
    """Print what would be undone."""
    newest = next(iter(changes(state.journal, state.moment.at).undoable), None)
    if newest is None:
        print_line(get_text("undo.nothing_to_undo"))
    elif newest.is_refused:
        print_line(get_text("commands.undo.would_not", reason=newest.label))
    else:
        print_line(get_text("commands.undo.would", change=_with_day(newest.label, newest.on, state.today)))
    return exit_codes.SUCCESS


def _undo(session: Session) -> int:
    try:
        outcome = session.undo()
    except ChangedSinceError as error:
        return fail(str(error), exit_codes.NOT_SAVED)
    except NothingToUndoError as error:
        print_line(str(error))
        return exit_codes.SUCCESS
    result = outcome.undone
    assert result is not None
    change = _with_day(result.label, result.on, outcome.state.today)
    done = get_text("commands.undo.done", change=change)
    with suppress(StorageError):  # redo still brings them back
        if _restore_drafts(session, result):
            done = f"{done} {get_text('commands.undo.draft')}"
    confirm_save(session, outcome, done)
    return exit_codes.SUCCESS


def _restore_drafts(session: Session, result: UndoResult) -> bool:
    """Save each text that was taken away as the draft of its field, as the app does; return if any was.

    Raises:
        NotSavedError: The drafts cannot be written.
    """
    is_any = False
    for removed in result.removed_texts:
        form = pinned_form(removed.on, session.state.drafts)
        drafts = with_undone_text(session.state, form, removed).draft_changes_since(form)
        session.save_drafts(drafts)
        is_any = is_any or bool(drafts)
    return is_any


def _with_day(label: str, on: date | None, today: date) -> str:
    return get_text("undo.list.for_day", label=label, day=date_seen_from(today, on)) if on else label
