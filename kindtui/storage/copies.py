"""Whole copies of a journal: reading one, the generations to go back to, and copies of sync clients."""

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kindtui.domain.journal.journal import Journal
from kindtui.storage import backups, codec, files
from kindtui.storage.errors import StorageError, UnreadableError

if TYPE_CHECKING:
    from kindtui.storage.store import FileStore

PREVIOUS = "previous"
SYNC_CONFLICT_MARKERS = (".sync-conflict-", "conflicted copy")  # of Syncthing; of Dropbox and Nextcloud
MERGED_SUFFIX = ".merged"

_UNKNOWN_TIME = datetime.min.replace(tzinfo=UTC)


class Copy(Struct, frozen=True):
    """A whole file: its tables as they stand there, and what they mean."""

    tables: codec.Tables
    journal: Journal
    meta: codec.Meta


class RestorePoint(Struct, frozen=True):
    """A whole copy of the journal as it once was, last changed when it was `written` (UTC).

    `id` is its name for a person.
    """

    id: str
    path: Path
    copy: Copy
    updated_at: datetime


def decode(data: bytes) -> Copy:
    """The copy in these bytes.

    Raises:
        ValueError: if it is none, or of a newer schema.
    """
    tables = codec.parse(data)
    journal, meta = codec.decode(tables)
    if meta.schema > codec.SCHEMA:
        message = "of a newer schema"
        raise ValueError(message)
    return Copy(tables, journal, meta)


def read(path: Path) -> Copy:
    """The copy at that path.

    Raises:
        UnreadableError: if there is none.
    """
    try:
        data, seen = files.read(path)
        if seen is None:
            message = f"There is no file {path}. Name a copy of a journal."
            raise UnreadableError(message)
        return decode(data)
    except OSError as error:
        message = f"{path} cannot be opened ({error.strerror}). Name a copy of a journal."
    except ValueError:
        message = f"{path} is not a journal this kindtui can read; it was left as it is."
    raise UnreadableError(message)


def restore_points(path: Path) -> list[RestorePoint]:
    """The whole copies beside the journal at the real path `path`, the newest content first."""
    points: list[RestorePoint] = []
    with suppress(OSError, ValueError):
        previous = files.previous_path(path)
        copy = decode(files.read(previous)[0])
        points.append(RestorePoint(PREVIOUS, previous, copy, copy.meta.updated_at or _UNKNOWN_TIME))
    for backup in backups.list_backups(path):
        with suppress(OSError, ValueError):
            copy = decode(backup.read())
            points.append(
                RestorePoint(backup.id, backup.path, copy, copy.meta.updated_at or backup.created_at)
            )
    return sorted(points, key=lambda one: (one.updated_at, one.copy.meta.generation), reverse=True)


def recovery_advice(points: list[RestorePoint]) -> str:
    """What can be done about a damaged journal with these copies, in words."""
    if not points:
        return "Put a good copy in its place, or name another file with --data."
    newest, *older = points
    day = f"{newest.updated_at:%Y-%m-%d}"
    source = "The save before it" if newest.id == PREVIOUS else f"The backup of {day}"
    others = f"; `kindtui backup list` shows {len(older)} more" if older else ""
    holds = format_day_count(newest.copy.journal)
    return f"{source} is whole and holds {holds}: copy {newest.path} over it{others}."


def format_day_count(journal: Journal) -> str:
    """How many days it holds."""
    count = sum(day.has_content for day in journal.days.values())
    return "1 day" if count == 1 else f"{count} days"


def sync_conflict_copies(path: Path) -> list[Path]:
    """The copies a sync client put beside the journal because two machines had changed it."""
    with suppress(OSError), os.scandir(path.parent) as entries:
        return sorted(Path(entry.path) for entry in entries if _is_sync_conflict(path, entry.name))
    return []


def merge_sync_conflicts(store: "FileStore") -> tuple[list[Path], list[Path]]:
    """Merge the copies of sync clients into the journal, and name those that were `.merged`.

    Returns:
        The copies that were folded in, and those that cannot be read and were left alone.

    Raises:
        StorageError: if the journal cannot be read or saved; what was folded in until then is.
    """
    merged: list[Path] = []
    unreadable: list[Path] = []
    for file in sync_conflict_copies(store.path):
        try:
            theirs = read(file).journal
        except UnreadableError:
            unreadable.append(file)
            continue
        _merge(store, theirs)
        try:
            file.chmod(files.FILE_MODE)
            file.replace(file.with_name(file.name + MERGED_SUFFIX))
        except OSError as error:
            message = f"{file} is in the journal now, but cannot be renamed ({error.strerror})."
            raise StorageError(message) from None
        merged.append(file)
    return merged, unreadable


def _merge(store: "FileStore", theirs: Journal) -> None:
    from kindtui.domain.journal.merge import merge

    ours = store.load()
    if merge(ours, theirs) != ours:
        store.transact(lambda journal: merge(journal, theirs))


def is_merged_conflict(path: Path, name: str) -> bool:
    """Whether a file of that name is a copy that was folded into the journal."""
    return name.endswith(MERGED_SUFFIX) and _is_sync_conflict(path, name.removesuffix(MERGED_SUFFIX))


def _is_sync_conflict(path: Path, name: str) -> bool:
    if not (name.startswith(path.stem) and name.endswith(path.suffix)):
        return False
    infix = name[len(path.stem) : len(name) - len(path.suffix)].lower()
    return any(mark in infix for mark in SYNC_CONFLICT_MARKERS)
