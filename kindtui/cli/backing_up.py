"""What the commands about backups share, and those that make one first."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from kindtui.domain.dates import Clock, full_moment
from kindtui.storage import backups, copies, files
from kindtui.storage.copies import PREVIOUS, Condition, RestorePoint
from kindtui.storage.errors import NotSavedError, UnreadableError
from kindtui.texts import get_text


class ListedCopy(NamedTuple):
    """A copy of the journal.

    Attributes:
        id: What the person calls it by.
        kind: The kind of a backup, or `PREVIOUS`.
        path: Its file.
        made_at: When a backup was made (UTC); None for the save before the last.
        condition: Whether it can be used.
        point: What is in it, if it is intact.
    """

    id: str
    kind: str
    path: Path
    made_at: datetime | None
    condition: Condition
    point: RestorePoint | None


def back_up(path: Path, kind: backups.BackupKind, clock: Clock) -> backups.Backup | None:
    """Back up the journal as it is now; return None if there is none yet.

    Raises:
        UnreadableError: The journal is missing, damaged, or of a newer schema; or its disk or vault is not
            mounted.
        NotSavedError: The backup could not be made.
    """
    from kindtui.storage.atomic import remove_stale_temporaries
    from kindtui.storage.lock import locked

    backups.check_mounted(path)
    if not _has_content(path) and not copies.restore_points(path):
        return None
    try:
        with locked(path, clock):
            remove_stale_temporaries(path)
            copies.read(path)
            return backups.make(path, path.read_bytes(), kind, clock.now().at)
    except OSError as error:
        raise NotSavedError.from_os(files.backups_folder(path), error) from None


def _has_content(path: Path) -> bool:
    return path.exists() and (not path.is_file() or path.stat().st_size > 0)


def format_moment(at: datetime, clock: Clock) -> str:
    """Return a moment (UTC) in the current local time, as words."""
    return full_moment(at, clock.now().offset)


def listed_copies(path: Path) -> list[ListedCopy]:
    """Return every copy, the save before the last first, then the newest backup.

    Raises:
        UnreadableError: The folder of backups cannot be listed.
    """
    points_by_id = {point.id: point for point in copies.restore_points(path)}

    def listed(
        name: str, kind: str, file: Path, made_at: datetime | None, read: Callable[[], bytes]
    ) -> ListedCopy:
        point = points_by_id.get(name)
        condition = Condition.INTACT if point else copies.condition(read)
        return ListedCopy(name, kind, file, made_at, condition, point)

    found: list[ListedCopy] = []
    previous = files.previous_path(path)
    if previous.exists():
        found.append(listed(PREVIOUS, PREVIOUS, previous, None, lambda: files.read(previous)[0]))
    for backup in _listed_backups(path):
        found.append(listed(backup.id, backup.kind, backup.path, backup.created_at, backup.read))
    return found


def _listed_backups(path: Path) -> list[backups.Backup]:
    try:
        return backups.list_backups(path)
    except OSError as error:
        raise UnreadableError(
            get_text("errors.unreadable.backups", path=files.backups_folder(path), reason=error.strerror)
        ) from None
