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

BackupKind = Literal["daily", "asked", "merge", "import", "migration", "restore", "bulk"]

DAILY: BackupKind = "daily"
RETAINED_DAYS, RETAINED_WEEKS, RETAINED_MONTHS = (
    7,
    4,
    12,
)  # how many days, weeks and months keep their newest daily backup
MAX_SPECIAL_BACKUPS = 20  # how many of the other kinds are kept
MIN_SIZE_RATIO = 0.8  # a journal this much smaller than its last backups may have lost something

_TIMESTAMP_FORMAT = "%Y%m%dT%H%M%S%fZ"
_NAME_PATTERN = re.compile(
    rf"([0-9]{{8}}T[0-9]{{12}}Z)-({'|'.join(get_args(BackupKind))})-([0-9a-f]{{12}})[.]json"
)


class Backup(Struct, frozen=True):
    """One backup; `made` is in UTC, `checksum` the beginning of the SHA-256 of its bytes."""

    path: Path
    created_at: datetime
    kind: BackupKind
    checksum: str

    @property
    def id(self) -> str:
        """Its name for a person."""
        return self.path.stem

    def read(self) -> bytes:
        """Its bytes.

        Raises:
            OSError: from the system, and if they are not those that were written.
        """
        data = self.path.read_bytes()
        if checksum(data) != self.checksum:
            raise OSError(errno.EIO, "not what was written")
        return data


def checksum(data: bytes) -> str:
    """The checksum that stands in a name."""
    from hashlib import sha256

    return sha256(data).hexdigest()[:12]


def list_backups(path: Path) -> list[Backup]:
    """The backups of the journal at the real path `path`, the newest first; files of other names are none."""
    backups: list[Backup] = []
    with suppress(OSError):
        for file in files.backups_folder(path).iterdir():
            if parts := _NAME_PATTERN.fullmatch(file.name):
                with suppress(ValueError):
                    created_at = datetime.strptime(parts[1], _TIMESTAMP_FORMAT).replace(tzinfo=UTC)
                    backups.append(Backup(file, created_at, parts[2], parts[3]))  # type: ignore[arg-type]
    return sorted(backups, key=lambda backup: backup.path.name, reverse=True)


def make(path: Path, data: bytes, kind: BackupKind, now: datetime) -> Backup:
    """Write a backup and read it back.

    Raises:
        OSError: if it is not there as it should be.
    """
    from kindtui.storage.atomic import sync_folder, write_atomically

    folder = files.backups_folder(path)
    if not folder.is_dir():
        files.make_folder(folder)
        sync_folder(path.parent)
    name = f"{now.astimezone(UTC).strftime(_TIMESTAMP_FORMAT)}-{kind}-{checksum(data)}.json"
    write_atomically(folder / name, data)
    backup = Backup(folder / name, now, kind, checksum(data))
    backup.read()
    return backup


def has_daily(path: Path, now: datetime) -> bool:
    """Whether the backup of the day (UTC) is there."""
    return any(
        backup.kind == DAILY and backup.created_at.date() == now.date() for backup in list_backups(path)
    )


def make_daily(path: Path, data: bytes, now: datetime) -> None:
    """Make the backup of the day (UTC), unless there is one, and let old ones go.

    While the journal is much smaller than it was within the last backups, all of them stay.

    Raises:
        OSError: if it could not be made; the others are as they were.
    """
    if has_daily(path, now):
        return
    existing = list_backups(path)
    new_backup = make(path, data, DAILY, now)
    if len(data) >= MIN_SIZE_RATIO * max((_size(backup) for backup in existing[:RETAINED_DAYS]), default=0):
        for backup in prunable([new_backup, *existing]):
            backup.path.unlink(missing_ok=True)


def prunable(backups: Iterable[Backup]) -> list[Backup]:
    """Those that may go: not the newest of one of the last days, weeks or months, nor special."""
    newest_first = sorted(backups, key=lambda backup: backup.created_at, reverse=True)
    daily = [backup for backup in newest_first if backup.kind == DAILY]
    retained = [backup for backup in newest_first if backup.kind != DAILY][:MAX_SPECIAL_BACKUPS]
    retained += _newest_of_each(daily, lambda made: made.date(), RETAINED_DAYS)
    retained += _newest_of_each(daily, lambda made: made.isocalendar()[:2], RETAINED_WEEKS)
    retained += _newest_of_each(daily, lambda made: (made.year, made.month), RETAINED_MONTHS)
    return [backup for backup in newest_first if backup not in retained]


def save_damaged_copy(path: Path, data: bytes) -> None:
    """Keep a private copy of a damaged file, once for each content of it.

    Raises:
        OSError: if it could not be kept.
    """
    from kindtui.storage.atomic import write_atomically

    copy = path.with_name(f"{path.name}.damaged-{checksum(data)}")
    if not copy.exists():
        write_atomically(copy, data)


def _newest_of_each(
    newest_first: list[Backup], period_of: Callable[[datetime], object], limit: int
) -> list[Backup]:
    newest: dict[object, Backup] = {}
    for backup in newest_first:
        newest.setdefault(period_of(backup.created_at), backup)
    return list(newest.values())[:limit]


def _size(backup: Backup) -> int:
    with suppress(OSError):
        return backup.path.stat().st_size
    return 0
