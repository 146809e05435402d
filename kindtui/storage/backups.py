"""Backups: copies of the journal in a folder beside it, each named by its time, kind and checksum."""

import errno
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

from msgspec import Struct

from kindtui.storage import files
from kindtui.texts import get_text

BackupKind = Literal["daily", "asked", "merge", "import", "migration", "restore", "bulk"]

DAILY: BackupKind = "daily"
# How many days, weeks and months keep their newest daily backup.
RETAINED_DAYS, RETAINED_WEEKS, RETAINED_MONTHS = 7, 4, 12
MAX_SPECIAL_BACKUPS = 20  # how many backups of the other kinds are kept
CHECKSUM_LENGTH = 12
MIN_SIZE_RATIO = 0.8  # a journal this much smaller than its last backups may have lost something

_TIMESTAMP_FORMAT = "%Y%m%dT%H%M%S%fZ"
_NAME_PATTERN = re.compile(
    rf"([0-9]{{8}}T[0-9]{{12}}Z)-({'|'.join(get_args(BackupKind))})-([0-9a-f]{{12}})[.]json"
)


class Backup(Struct, frozen=True):
    """One backup, created at `created_at` (UTC). `checksum` is the start of the SHA-256 of its bytes."""

    path: Path
    created_at: datetime
    kind: BackupKind
    checksum: str

    @property
    def id(self) -> str:
        """What the person calls it by."""
        return self.path.stem

    def read(self) -> bytes:
        """Return the bytes of the backup.

        Raises:
            OSError: The file cannot be read, or its bytes are not those that were written.
        """
        data, _ = files.read(self.path)
        self._compare(checksum(data))
        return data

    def check(self) -> None:
        """Check the bytes of the backup, a piece at a time.

        Raises:
            OSError: As in `read`.
        """
        from hashlib import file_digest

        with files.open_regular(self.path) as file:
            self._compare(file_digest(file, "sha256").hexdigest()[:CHECKSUM_LENGTH])

    def _compare(self, found: str) -> None:
        if found != self.checksum:
            raise OSError(errno.EIO, get_text("errors.backup_altered"))


def checksum(data: bytes) -> str:
    """Return the first 12 hexadecimal digits of the SHA-256 of `data`, as they are part of file names."""
    from hashlib import sha256

    return sha256(data).hexdigest()[:CHECKSUM_LENGTH]


def list_backups(path: Path) -> list[Backup]:
    """Return the backups of the journal at the real path `path`, the newest first, by their names alone.

    Raises:
        OSError: Their folder cannot be listed.
    """
    try:
        found = [parse_name(file) for file in files.backups_folder(path).iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(filter(None, found), key=lambda backup: backup.path.name, reverse=True)


def may_exist(path: Path) -> bool:
    """Return whether the journal at the real path `path` has a backup, as far as that can be known."""
    try:
        return bool(list_backups(path))
    except OSError:
        return True


def parse_name(file: Path) -> Backup | None:
    """Return the backup that a file is by its name; None if it is none."""
    if parts := _NAME_PATTERN.fullmatch(file.name):
        with suppress(ValueError):  # digits that are no time
            created_at = datetime.strptime(parts[1], _TIMESTAMP_FORMAT).replace(tzinfo=UTC)
            return Backup(file, created_at, parts[2], parts[3])  # type: ignore[arg-type]
    return None


def has_copies(path: Path) -> bool:
    """Return whether there may be copies of the journal at the real path `path`; without, none was begun."""
    return files.previous_path(path).exists() or may_exist(path)


def check_mounted(path: Path) -> None:
    """Check that where there is no journal at the real path `path`, nor a copy of it, no disk is missing.

    Raises:
        NotMountedError: A disk or a vault seems to belong there, and is not mounted.
        OSError: The folder cannot be looked at.
    """
    if files.identity(path) or has_copies(path):
        return
    from kindtui.storage import mounts

    mounts.check_mounted(path)


def make(path: Path, data: bytes, kind: BackupKind, now: datetime) -> Backup:
    """Write a backup of the journal at the real path `path`, and read it back.

    Args:
        path: The journal.
        data: The bytes to back up.
        kind: What the backup is for.
        now: The time to name it by, with a time zone.

    Raises:
        OSError: The backup could not be written, or does not read back as it was.
    """
    from kindtui.storage.atomic import sync_folder, write_atomically

    folder = files.backups_folder(path)
    if not folder.is_dir():
        files.make_folder(folder)
        sync_folder(path.parent)
    name = f"{now.astimezone(UTC).strftime(_TIMESTAMP_FORMAT)}-{kind}-{checksum(data)}.json"
    write_atomically(folder / name, data)
    backup = Backup(folder / name, now, kind, checksum(data))
    backup.check()
    return backup


def has_daily(path: Path, now: datetime) -> bool:
    """Return whether there is a daily backup of the date of `now` (UTC)."""
    return any(
        backup.kind == DAILY and backup.created_at.date() == now.date() for backup in list_backups(path)
    )


def make_daily(path: Path, data: bytes, now: datetime) -> None:
    """Make the daily backup of the date of `now` (UTC), unless there is one, and remove old backups.

    Nothing is removed while `data` is much smaller than one of the last backups, which may then be the only
    copies of something that was lost.

    Raises:
        OSError: The backup could not be made, and no other was removed; or an old one could not be removed.
    """
    if has_daily(path, now):
        return
    existing = list_backups(path)
    new_backup = make(path, data, DAILY, now)
    if len(data) >= MIN_SIZE_RATIO * max((_size(backup) for backup in existing[:RETAINED_DAYS]), default=0):
        for backup in prunable([new_backup, *existing]):
            backup.path.unlink(missing_ok=True)


def prunable(backups: Iterable[Backup]) -> list[Backup]:
    """Return the backups that are not retained, the newest first.

    Retained are the newest daily backup of each of the last days, weeks and months that have one, and the
    newest backups of the other kinds.
    """
    newest_first = sorted(backups, key=lambda backup: backup.created_at, reverse=True)
    daily = [backup for backup in newest_first if backup.kind == DAILY]
    retained = [backup for backup in newest_first if backup.kind != DAILY][:MAX_SPECIAL_BACKUPS]
    retained += _newest_of_each(daily, lambda created_at: created_at.date(), RETAINED_DAYS)
    retained += _newest_of_each(daily, lambda created_at: created_at.isocalendar()[:2], RETAINED_WEEKS)
    retained += _newest_of_each(
        daily, lambda created_at: (created_at.year, created_at.month), RETAINED_MONTHS
    )
    return [backup for backup in newest_first if backup not in retained]


def save_damaged_copy(path: Path, data: bytes) -> Path:
    """Put the bytes of a damaged file aside, in a private file beside it, once for each content.

    Returns:
        The path of that file.

    Raises:
        OSError: The copy could not be written.
    """
    from kindtui.storage.atomic import write_atomically

    copy = path.with_name(f"{path.name}.damaged-{checksum(data)}")
    if not copy.exists():
        write_atomically(copy, data)
    return copy


def _newest_of_each(
    newest_first: list[Backup], period_of: Callable[[datetime], object], limit: int
) -> list[Backup]:
    """Return the newest backup of each of the last `limit` periods that have one."""
    newest: dict[object, Backup] = {}
    for backup in newest_first:
        newest.setdefault(period_of(backup.created_at), backup)
    return list(newest.values())[:limit]


def _size(backup: Backup) -> int:
    with suppress(OSError):
        return backup.path.stat().st_size
    return 0
