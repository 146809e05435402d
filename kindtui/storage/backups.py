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

Kind = Literal["daily", "asked", "merge", "import", "migration", "restore", "bulk"]

DAILY: Kind = "daily"
DAYS, WEEKS, MONTHS = 7, 4, 12  # how many days, weeks and months keep their newest daily backup
SPECIAL = 20  # how many of the other kinds are kept
SHRUNK = 0.8  # a journal this much smaller than its last backups may have lost something

_MADE = "%Y%m%dT%H%M%S%fZ"
_NAME = re.compile(rf"([0-9]{{8}}T[0-9]{{12}}Z)-({'|'.join(get_args(Kind))})-([0-9a-f]{{12}})[.]json")


class Backup(Struct, frozen=True):
    """One backup; `made` is in UTC, `checksum` the beginning of the SHA-256 of its bytes."""

    path: Path
    made: datetime
    kind: Kind
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


def found(path: Path) -> list[Backup]:
    """The backups of the journal at the real path `path`, the newest first; files of other names are none."""
    backups: list[Backup] = []
    with suppress(OSError):
        for file in files.backups_of(path).iterdir():
            if parts := _NAME.fullmatch(file.name):
                with suppress(ValueError):
                    made = datetime.strptime(parts[1], _MADE).replace(tzinfo=UTC)
                    backups.append(Backup(file, made, parts[2], parts[3]))  # type: ignore[arg-type]
    return sorted(backups, key=lambda backup: backup.path.name, reverse=True)


def make(path: Path, data: bytes, kind: Kind, now: datetime) -> Backup:
    """Write a backup and read it back.

    Raises:
        OSError: if it is not there as it should be.
    """
    from kindtui.storage.atomic import put, sync_folder

    folder = files.backups_of(path)
    if not folder.is_dir():
        files.make_folder(folder)
        sync_folder(path.parent)
    name = f"{now.astimezone(UTC).strftime(_MADE)}-{kind}-{checksum(data)}.json"
    put(folder / name, data)
    backup = Backup(folder / name, now, kind, checksum(data))
    backup.read()
    return backup


def has_daily(path: Path, now: datetime) -> bool:
    """Whether the backup of the day (UTC) is there."""
    return any(backup.kind == DAILY and backup.made.date() == now.date() for backup in found(path))


def make_daily(path: Path, data: bytes, now: datetime) -> None:
    """Make the backup of the day (UTC), unless there is one, and let old ones go.

    While the journal is much smaller than it was within the last backups, all of them stay.

    Raises:
        OSError: if it could not be made; the others are as they were.
    """
    if has_daily(path, now):
        return
    before = found(path)
    made = make(path, data, DAILY, now)
    if len(data) >= SHRUNK * max((_size(backup) for backup in before[:DAYS]), default=0):
        for backup in superfluous([made, *before]):
            backup.path.unlink(missing_ok=True)


def superfluous(backups: Iterable[Backup]) -> list[Backup]:
    """Those that may go: not the newest of one of the last days, weeks or months, nor special."""
    newest_first = sorted(backups, key=lambda backup: backup.made, reverse=True)
    daily = [backup for backup in newest_first if backup.kind == DAILY]
    kept = [backup for backup in newest_first if backup.kind != DAILY][:SPECIAL]
    kept += _newest_of_each(daily, lambda made: made.date(), DAYS)
    kept += _newest_of_each(daily, lambda made: made.isocalendar()[:2], WEEKS)
    kept += _newest_of_each(daily, lambda made: (made.year, made.month), MONTHS)
    return [backup for backup in newest_first if backup not in kept]


def keep_aside(path: Path, data: bytes) -> None:
    """Keep a private copy of a damaged file, once for each content of it.

    Raises:
        OSError: if it could not be kept.
    """
    from kindtui.storage.atomic import put

    copy = path.with_name(f"{path.name}.damaged-{checksum(data)}")
    if not copy.exists():
        put(copy, data)


def _newest_of_each(
    newest_first: list[Backup], span: Callable[[datetime], object], count: int
) -> list[Backup]:
    newest: dict[object, Backup] = {}
    for backup in newest_first:
        newest.setdefault(span(backup.made), backup)
    return list(newest.values())[:count]


def _size(backup: Backup) -> int:
    with suppress(OSError):
        return backup.path.stat().st_size
    return 0
