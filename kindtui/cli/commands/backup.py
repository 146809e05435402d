"""`kindtui backup`: list, make and verify backups, or restore one."""

import argparse
from datetime import datetime, timedelta
from pathlib import Path

from kindtui import exit_codes
from kindtui.cli.outcome import NOT_CONFIRMED, Outcome
from kindtui.cli.parser import UsageError
from kindtui.domain.dates import Clock, long_date
from kindtui.storage import backups, copies, files
from kindtui.storage.copies import PREVIOUS, Copy, RestorePoint, format_day_count
from kindtui.storage.errors import NotSavedError, UnreadableError
from kindtui.storage.restore import journal_to_restore, restore

NO_BACKUPS = "There are no backups yet. One is made with the first save of a day."


def run(options: argparse.Namespace, path: Path, clock: Clock) -> Outcome:
    """List, make, verify or restore backups of the journal at the real path `path`.

    Raises:
        UsageError: The backup to restore does not exist, or its name is ambiguous.
        StorageError: The backups cannot be listed, or one could not be made or restored.
    """
    match options.deed:
        case "list":
            return Outcome(_list(path, clock))
        case "create":
            return Outcome(_create(path, clock))
        case "verify":
            return _verify(path)
    return Outcome(_restore(path, options.id, clock, dry_run=options.dry_run))


def back_up(path: Path, kind: backups.BackupKind, clock: Clock) -> backups.Backup | None:
    """Back up the journal as it is now; return None if there is none yet.

    Raises:
        UnreadableError: The journal is missing, damaged, or of a newer schema.
        NotSavedError: The backup could not be made.
    """
    from kindtui.storage.atomic import remove_stale_temporaries
    from kindtui.storage.lock import locked

    if not path.exists() and not copies.restore_points(path):
        return None
    try:
        with locked(path, clock):
            remove_stale_temporaries(path)
            copies.read(path)
            return backups.make(path, path.read_bytes(), kind, clock.now().at)
    except OSError as error:
        raise NotSavedError.from_os(files.backups_folder(path), error) from None


def format_moment(at: datetime, clock: Clock) -> str:
    """Return a moment (UTC) in the current local time, as words."""
    local_time = at + timedelta(seconds=clock.now().offset)
    return f"{long_date(local_time.date())} {local_time.year}, {local_time:%H:%M}"


def _list(path: Path, clock: Clock) -> str:
    points_by_id = {point.id: point for point in copies.restore_points(path)}
    names = [PREVIOUS] if PREVIOUS in points_by_id else []
    names += _backup_ids(path)
    if not names:
        return NO_BACKUPS
    width = max(map(len, names))
    return "\n".join(f"{name:{width}}  {_describe(points_by_id.get(name), clock)}" for name in names)


def _backup_ids(path: Path) -> list[str]:
    """Return the names of the backups, the newest first.

    Raises:
        UnreadableError: Their folder cannot be listed.
    """
    try:
        return [backup.id for backup in backups.list_backups(path)]
    except OSError as error:
        raise UnreadableError(
            f"{files.backups_folder(path)} cannot be listed ({error.strerror}). Change its permissions."
        ) from None


def _describe(point: RestorePoint | None, clock: Clock) -> str:
    if point is None:
        return "not whole"
    return f"{format_day_count(point.copy.journal)}, last changed {format_moment(point.updated_at, clock)}"


def _create(path: Path, clock: Clock) -> str:
    backup = back_up(path, "asked", clock)
    if backup is None:
        return "There is nothing to back up yet."
    return f"Made the backup {backup.id}."


def _verify(path: Path) -> Outcome:
    intact_ids = {point.id for point in copies.restore_points(path)}
    names = _backup_ids(path)
    if files.previous_path(path).exists():
        names.insert(0, PREVIOUS)
    if not names:
        return Outcome(NO_BACKUPS)
    lines = [f"{name} is not whole." for name in names if name not in intact_ids]
    lines.append(f"{len(intact_ids)} of {len(names)} are whole.")
    return Outcome(
        "\n".join(lines), exit_codes.SUCCESS if len(intact_ids) == len(names) else exit_codes.UNREADABLE
    )


def _restore(path: Path, name: str, clock: Clock, *, dry_run: bool) -> str:
    point = _find_restore_point(path, name)
    day_count = format_day_count(journal_to_restore(path, point.copy))
    description = f"the journal as of {format_moment(point.updated_at, clock)}, {day_count}"
    if dry_run:
        return f"This would bring back {description}; {_describe_current(path)}. Nothing was written."
    durable = restore(path, point.copy, clock)
    note = "" if durable else NOT_CONFIRMED
    return f"Brought back {description}. What was there before is kept beside it.{note}"


def _describe_current(path: Path) -> str:
    try:
        current: Copy | None = copies.read(path)
    except UnreadableError:
        current = None
    return (
        f"the one there now has {format_day_count(current.journal)}"
        if current
        else "the one there now is not whole"
    )


def _find_restore_point(path: Path, name: str) -> RestorePoint:
    """Return the restore point with that id, or the only one whose id starts with `name`.

    Raises:
        UsageError: There is none, or several.
        UnreadableError: It is damaged.
    """
    names = [PREVIOUS, *_backup_ids(path)]
    matches = [name] if name in names else [each for each in names if name and each.startswith(name)]
    if len(matches) != 1:
        problem = "several backups begin like that" if matches else "there is no such backup"
        raise UsageError(f"{problem}. `kindtui backup list` shows their names.")
    for point in copies.restore_points(path):
        if point.id == matches[0]:
            return point
    raise UnreadableError(
        f"{matches[0]} is not whole, so {path} was left as it is. `kindtui backup list` shows the others."
    )
