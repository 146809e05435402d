"""What the commands about backups share, and those that make one first."""

from datetime import datetime, timedelta
from pathlib import Path

from kindtui.domain.dates import Clock, long_date
from kindtui.storage import backups, copies, files
from kindtui.storage.errors import NotSavedError, UnreadableError
from kindtui.texts import get_text


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
    local_time = at + timedelta(seconds=clock.now().offset)
    return f"{long_date(local_time.date())} {local_time.year}, {local_time:%H:%M}"


def listed_backups(path: Path) -> list[backups.Backup]:
    """Return the backups, the newest first.

    Raises:
        UnreadableError: Their folder cannot be listed.
    """
    try:
        return backups.list_backups(path)
    except OSError as error:
        raise UnreadableError(
            get_text("errors.unreadable.backups", path=files.backups_folder(path), reason=error.strerror)
        ) from None


def backup_ids(path: Path) -> list[str]:
    """Return the names of the backups, the newest first.

    Raises:
        UnreadableError: Their folder cannot be listed.
    """
    return [backup.id for backup in listed_backups(path)]
