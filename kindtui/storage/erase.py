"""Taking what was purged out of every file beside the journal."""

from collections.abc import Collection
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from kindtui.domain.journal.day import Day
from kindtui.domain.journal.purge import holds, purge
from kindtui.storage import backups, codec, copies, files, find


class Gone(Struct, frozen=True):
    """What was purged: the days, the `texts` that stood there, and when (UTC)."""

    days: Collection[date]
    texts: Collection[str]
    at: datetime


def erase(path: Path, gone: Gone) -> list[Path]:
    """Rewrite the backups and the save before the last one, and remove other copies, if they hold such a day.

    A file that cannot be understood is removed if it names a day or holds one of the texts.

    Returns:
        The files that could not be changed.
    """
    left: list[Path] = []
    made = {backup.path: backup for backup in backups.found(path)}
    for file in find.all_files(path):
        try:
            if file == files.drafts_of(path):
                _erase_drafts(file, gone.days)
            elif file != path:
                _erase(path, file, made.get(file), gone)
        except OSError:
            left.append(file)
    return left


def erase_all(path: Path) -> list[Path]:
    """Remove every file beside the journal that may hold words; name those that could not be."""
    left: list[Path] = []
    for file in find.all_files(path):
        try:
            if file != path:
                file.unlink()
        except OSError:
            left.append(file)
    with suppress(OSError):
        files.backups_of(path).rmdir()
    return left


def _erase(path: Path, file: Path, backup: backups.Backup | None, gone: Gone) -> None:
    from kindtui.storage.atomic import put

    data = file.read_bytes()
    try:
        copy = copies.decode(data)
    except ValueError:
        names = [f"{on:{form}}" for on in gone.days for form in ("%Y-%m-%d", "%Y%m%d")]
        if any(find.stands_in(text, data) for text in (*names, *gone.texts)):
            file.unlink()
        return
    if not any(_holds(copy, on) for on in gone.days):
        return
    if backup is None and file != files.previous_of(path):
        file.unlink()
        return
    after = codec.rewritten(copy.tables, copy.journal, purge(copy.journal, gone.days, gone.at), copy.meta)
    if backup is None:
        put(file, after)
    else:
        backups.make(path, after, backup.kind, backup.made)
        file.unlink()


def _holds(copy: copies.Copy, on: date) -> bool:
    """Whether more than a tombstone of that day stands in the copy, be it under keys nobody knows."""
    raw = copy.tables.get(codec.DAYS, {}).get(f"{on:%Y%m%d}")
    tombstone = msgspec.json.encode(Day(on, purged=copy.journal.day(on).purged))
    return holds(copy.journal, on) or (raw is not None and bytes(raw) != tombstone)


def _erase_drafts(file: Path, days: Collection[date]) -> None:
    from kindtui.storage.atomic import put

    try:
        drafts = msgspec.json.decode(file.read_bytes(), type=dict[str, msgspec.Raw])
    except ValueError:
        file.unlink()
        return
    kept = {on: fields for on, fields in drafts.items() if on not in map(str, days)}
    if not kept:
        file.unlink()
    elif kept != drafts:
        put(file, msgspec.json.encode(kept))
