"""Taking what was purged out of every file beside the journal."""

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
    """What was purged: the days, the `texts` that stood there, and when (UTC)."""

    days: Collection[date]
    texts: Collection[str]
    at: datetime


def erase(path: Path, scope: PurgeScope) -> list[Path]:
    """Rewrite the backups and the save before the last one, and remove other copies, if they hold such a day.

    A file that cannot be understood is removed if it names a day or holds one of the texts.

    Returns:
        The files that could not be changed.
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
    """Remove every file beside the journal that may hold words; name those that could not be."""
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
    """Whether more than a tombstone of that day stands in the copy, be it under keys nobody knows."""
    raw = copy.tables.get(codec.DAYS, {}).get(f"{on:%Y%m%d}")
    tombstone = msgspec.json.encode(Day(on, purged=copy.journal.day(on).purged))
    return has_traces_of(copy.journal, on) or (raw is not None and bytes(raw) != tombstone)


def _erase_from_drafts(file: Path, days: Collection[date]) -> None:
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
