"""Mend what can be mended around a journal: modes, leftovers, damaged copies, and copies of sync clients."""

from collections.abc import Callable
from pathlib import Path

from kindtui.domain.dates import Clock
from kindtui.storage import backups, copies, drafts, files, find, sync_copies
from kindtui.storage.atomic import remove_stale_temporaries
from kindtui.storage.copies import Condition
from kindtui.storage.errors import NotSavedError, ReadOnlyError, StorageError, UnreadableError
from kindtui.storage.file_store import FileStore
from kindtui.storage.lock import locked
from kindtui.storage.names import Kind
from kindtui.texts import get_text


def mend(path: Path, clock: Clock) -> list[str]:
    """Mend what can be mended around the journal at the real path `path`, and return the problems in words.

    Nothing is done to a file that may have been named by mistake. A damaged copy is put aside only if the
    journal is intact.
    """
    if not may_mend(path):
        return []
    problems: list[str] = []
    for repair in (_make_private, _remove_temporaries, _put_damaged_aside, _merge_copies):
        try:
            repair(path, clock)
        except StorageError as error:
            problems.append(str(error))
        except OSError as error:
            problems.append(str(NotSavedError.from_os(path, error)))
    return problems


def may_mend(path: Path) -> bool:
    """Return whether what is at the real path `path` is, or was, a journal, so that it may be mended."""
    return path.parent.is_dir() and (is_usable(path) or files.lock_path(path).exists())


def is_usable(path: Path) -> bool:
    """Return whether the journal at the real path `path` is intact, of a newer schema, or not begun yet."""
    try:
        data, _ = files.read(path)
    except OSError:
        return False
    if data:
        return copies.condition(lambda: data) in (Condition.INTACT, Condition.NEWER)
    return not backups.has_copies(path)


def _make_private(path: Path, _clock: Clock) -> None:
    for file in existing_files(path, find.survey(path)):
        files.make_private(file)


def existing_files(path: Path, survey: find.Survey) -> list[Path]:
    """Return every file and folder of kindtui that exists."""
    ours = (*survey.own_files, files.lock_path(path), files.backups_folder(path))
    return [file for file in ours if file.exists()]


def _remove_temporaries(path: Path, clock: Clock) -> None:
    if find.survey(path).of(Kind.TEMPORARY):
        with locked(path, clock):
            remove_stale_temporaries(path)


def _put_damaged_aside(path: Path, clock: Clock) -> None:
    """Rename what stands in the place of `.prev`, a backup or the drafts and is damaged."""
    if not damaged_companions(path) or copies.condition(lambda: files.read(path)[0]) != Condition.INTACT:
        return
    with locked(path, clock):
        for file in damaged_companions(path):
            data, file_identity = files.read(file)
            if data:
                backups.save_damaged_copy(path, data)
            if files.identity(file) == file_identity:
                file.unlink()


def damaged_companions(path: Path) -> list[Path]:
    """Return the save before the last, the backups and the drafts that are files, and damaged."""
    readers: dict[Path, Callable[[], bytes]] = {}
    previous = files.previous_path(path)
    if previous.is_file():
        readers[previous] = lambda: files.read(previous)[0]
    readers |= {backup.path: backup.read for backup in backups.list_backups(path) if backup.path.is_file()}
    damaged = [file for file, read in readers.items() if copies.condition(read) is Condition.DAMAGED]
    return damaged + ([files.drafts_path(path)] if drafts.are_damaged(path) else [])


def _merge_copies(path: Path, clock: Clock) -> None:
    if not sync_copies.sync_conflict_copies(path):
        return
    if not is_usable(path):  # to load it would put a copy of it aside
        raise UnreadableError(get_text("errors.unreadable.not_merged", path=path))
    store = FileStore(path, clock)
    store.load()
    if store.read_only_reason:
        raise ReadOnlyError(store.read_only_reason)
    sync_copies.merge_sync_conflicts(store)
