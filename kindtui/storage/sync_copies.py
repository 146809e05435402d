"""Copies that sync clients put beside the journal when two machines changed it, and how they are merged."""

import os
from contextlib import suppress
from pathlib import Path

from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.merge import merge
from kindtui.storage import copies, files
from kindtui.storage.errors import StorageError, UnreadableError
from kindtui.storage.file_store import FileStore

SYNC_CONFLICT_MARKERS = (".sync-conflict-", "conflicted copy")  # of Syncthing; of Dropbox and Nextcloud
MERGED_SUFFIX = ".merged"


def sync_conflict_copies(path: Path) -> list[Path]:
    """Return the unmerged sync-conflict copies of the journal at the real path `path`, in order of name."""
    with suppress(OSError), os.scandir(path.parent) as entries:
        return sorted(Path(entry.path) for entry in entries if _is_sync_conflict(path, entry.name))
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
        _merge(store, theirs)
        try:
            file.chmod(files.FILE_MODE)
            file.replace(file.with_name(file.name + MERGED_SUFFIX))
        except OSError as error:
            raise StorageError(
                f"{file} is in the journal now, but cannot be renamed ({error.strerror})."
            ) from None
        merged.append(file)
    return merged, unreadable


def is_merged_conflict(path: Path, name: str) -> bool:
    """Return whether `name` is that of a sync-conflict copy of `path` that was merged."""
    return name.endswith(MERGED_SUFFIX) and _is_sync_conflict(path, name.removesuffix(MERGED_SUFFIX))


def _merge(store: FileStore, theirs: Journal) -> None:
    ours = store.load()
    if merge(ours, theirs) != ours:
        store.transact(lambda journal: merge(journal, theirs))


def _is_sync_conflict(path: Path, name: str) -> bool:
    if not (name.startswith(path.stem) and name.endswith(path.suffix)):
        return False
    infix = name[len(path.stem) : len(name) - len(path.suffix)].lower()
    return any(marker in infix for marker in SYNC_CONFLICT_MARKERS)
