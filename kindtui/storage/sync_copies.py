"""Copies that sync clients put beside the journal when two machines changed it, and how they are merged."""

import os
from contextlib import suppress
from pathlib import Path

from kindtui.domain.journal.journal import Journal
from kindtui.storage import copies, files
from kindtui.storage.errors import LockedError, OtherKeyError, StorageError, UnreadableError, tampered_message
from kindtui.storage.file_store import FileStore
from kindtui.storage.names import MERGED_SUFFIX, Kind, files_beside
from kindtui.texts import get_text


def sync_conflict_copies(path: Path) -> list[Path]:
    """Return the unmerged sync-conflict copies of the journal at the real path `path`, in order of name."""
    with suppress(OSError):
        return [file for file in files_beside(path, Kind.CONFLICT) if file.is_file()]
    return []


def similar_files(path: Path) -> list[Path]:
    """Return the files that a sync client or a person may have made of the journal, in order of name.

    Left out are what is no journal, and journals that are used as such, which have a lock beside them.
    """
    with suppress(OSError):
        return [file for file in files_beside(path, Kind.SIMILAR) if _is_unused_journal(file)]
    return []


def merge_sync_conflicts(store: FileStore) -> tuple[list[Path], list[Path]]:
    """Merge every sync-conflict copy into the journal, and rename each to end in `.merged`.

    Returns:
        The copies that were merged, by their old names, and those that cannot be read and were left alone.

    Raises:
        StorageError: The journal cannot be read or saved, or a merged copy not be renamed. Copies merged
            before that stay merged.
    """
    merged: list[Path] = []
    unreadable: list[Path] = []
    for file in sync_conflict_copies(store.path):
        try:
            theirs = copies.read(file).journal
        except UnreadableError:
            unreadable.append(file)
            continue
        try:
            _merge(store, theirs)
        except (LockedError, OtherKeyError):
            unreadable.append(file)
            continue
        try:
            files.set_mode(file, files.FILE_MODE)
            _seal(store, file)
            file.replace(file.with_name(file.name + MERGED_SUFFIX))
        except OSError as error:
            raise StorageError(
                get_text("errors.not_saved.not_renamed", path=file, reason=error.strerror)
            ) from None
        merged.append(file)
    return merged, unreadable


def _merge(store: FileStore, theirs: Journal) -> None:
    ours = store.load()
    change = store.merged(theirs)
    if change(ours) != ours:
        store.transact(change)


def _seal(store: FileStore, file: Path) -> None:
    """Seal a copy that was merged into a locked journal.

    Raises:
        OSError: It cannot be written.
    """
    if store.words.keyring is None:
        return
    from kindtui.storage.atomic import write_temporary
    from kindtui.storage.copy_sealer import FileSealer
    from kindtui.storage.sealing.sodium import SealError

    data, _ = files.read(file)
    try:
        sealed = FileSealer(store.words.keyring).sealed(data)
    except SealError:
        raise UnreadableError(tampered_message(store.path)) from None
    if sealed != data:
        os.replace(write_temporary(file, sealed), file)


def _is_unused_journal(file: Path) -> bool:
    if files.lock_path(file).exists():
        return False
    with suppress(UnreadableError):
        copies.read(file)
        return True
    return False
