"""Remove what was purged from every file beside the journal."""

from collections.abc import Collection
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from kindtui.domain.journal.day import Day
from kindtui.domain.journal.purge import has_traces_of, purge
from kindtui.storage import backups, codec, copies, files, find


class PurgeScope(Struct, frozen=True):
    """What was purged: days, the texts that were on them, and the time of the purge (UTC)."""

    days: Collection[date]
    texts: Collection[str]
    at: datetime


def erase(path: Path, scope: PurgeScope) -> list[Path]:
    """Remove purged days from every file beside the journal at the real path `path`.

    Backups, `.prev` and drafts are rewritten without those days. Other copies that have one are removed, as
    is a damaged file that names one of the days or contains one of the texts.

    Returns:
        The files that could not be read or changed.
    """
    failed: list[Path] = []
    backups_by_path = {backup.path: backup for backup in backups.list_backups(path)}
    for file in find.all_files(path):
        try:
            if file == files.drafts_path(path):
                _erase_from_drafts(file, scope.days)
            elif file != path:
                _erase_from_file(path, file, backups_by_path.get(file), scope)
        except OSError:
            failed.append(file)
    return failed


def erase_all(path: Path) -> list[Path]:
    """Remove every file beside the journal that may hold text of it.

    Returns:
        The files that could not be removed.
    """
    failed: list[Path] = []
    for file in find.all_files(path):
        try:
            if file != path:
                file.unlink()
        except OSError:
            failed.append(file)
    with suppress(OSError):
        files.backups_folder(path).rmdir()
    return failed


def _erase_from_file(path: Path, file: Path, backup: backups.Backup | None, scope: PurgeScope) -> None:
    """Rewrite `.prev` or a backup without the purged days; remove any other file that has one of them.

    A rewritten backup has another checksum and so another name.

    Raises:
        OSError: The file cannot be read, written or removed.
    """
    from kindtui.storage.atomic import write_atomically

    data = file.read_bytes()
    try:
        copy = copies.decode(data)
    except ValueError:
        names = [f"{on:{form}}" for on in scope.days for form in ("%Y-%m-%d", "%Y%m%d")]
        if any(find.appears_in(text, data) for text in (*names, *scope.texts)):
            file.unlink()
        return
    if not any(_holds_day(copy, on) for on in scope.days):
        return
    if backup is None and file != files.previous_path(path):
        file.unlink()
        return
    after = codec.encode_updated(
        copy.tables, copy.journal, purge(copy.journal, scope.days, scope.at), copy.meta
    )
    if backup is None:
        write_atomically(file, after)
    else:
        backups.make(path, after, backup.kind, backup.created_at)
        file.unlink()


def _holds_day(copy: copies.Copy, on: date) -> bool:
    """Return whether a copy has more of a day than its tombstone, unknown keys included."""
    raw = copy.tables.get(codec.DAYS, {}).get(f"{on:%Y%m%d}")
    tombstone = msgspec.json.encode(Day(on, purged=copy.journal.day(on).purged))
    return has_traces_of(copy.journal, on) or (raw is not None and bytes(raw) != tombstone)


def _erase_from_drafts(file: Path, days: Collection[date]) -> None:
    """Remove the drafts of some days, and the whole file if none is left or it is damaged.

    Raises:
        OSError: The file cannot be read, written or removed.
    """
    from kindtui.storage.atomic import write_atomically

    try:
        drafts = msgspec.json.decode(file.read_bytes(), type=dict[str, msgspec.Raw])
    except ValueError:
        file.unlink()
        return
    kept = {on: fields for on, fields in drafts.items() if on not in map(str, days)}
    if not kept:
        file.unlink()
    elif kept != drafts:
        write_atomically(file, msgspec.json.encode(kept))
