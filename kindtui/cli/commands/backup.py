"""`kindtui backup`: list, make and verify backups, or restore one."""

import argparse
from datetime import datetime, timedelta
from pathlib import Path

from kindtui import exit_codes
from kindtui.cli.outcome import Outcome
from kindtui.cli.parser import UsageError
from kindtui.domain.dates import Clock, long_date
from kindtui.storage import backups, copies, files
from kindtui.storage.copies import PREVIOUS, RestorePoint, day_count
from kindtui.storage.errors import NotSavedError, UnreadableError
from kindtui.storage.restore import journal_to_restore, restore
from kindtui.texts import get_counted_text, get_text


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
        return get_text("commands.backup.none")
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
            get_text("errors.unreadable.backups", path=files.backups_folder(path), reason=error.strerror)
        ) from None


def _describe(point: RestorePoint | None, clock: Clock) -> str:
    if point is None:
        return get_text("commands.backup.list.damaged")
    count, moment = day_count(point.copy.journal), format_moment(point.updated_at, clock)
    return get_counted_text("commands.backup.list.copy", count, moment=moment)


def _create(path: Path, clock: Clock) -> str:
    backup = back_up(path, "asked", clock)
    if backup is None:
        return get_text("commands.backup.create.nothing")
    return get_text("commands.backup.create.done", name=backup.id)


def _verify(path: Path) -> Outcome:
    intact_ids = {point.id for point in copies.restore_points(path)}
    names = _backup_ids(path)
    if files.previous_path(path).exists():
        names.insert(0, PREVIOUS)
    if not names:
        return Outcome(get_text("commands.backup.none"))
    lines = [
        get_text("commands.backup.verify.damaged", name=name) for name in names if name not in intact_ids
    ]
    lines.append(get_text("commands.backup.verify.intact", intact=len(intact_ids), all=len(names)))
    return Outcome(
        "\n".join(lines), exit_codes.SUCCESS if len(intact_ids) == len(names) else exit_codes.UNREADABLE
    )


def _restore(path: Path, name: str, clock: Clock, *, dry_run: bool) -> str:
    point = _find_restore_point(path, name)
    count, moment = day_count(journal_to_restore(path, point.copy)), format_moment(point.updated_at, clock)
    if dry_run:
        would = get_counted_text("commands.backup.restore.would", count, moment=moment)
        return f"{would} {_describe_current(path)}"
    durable = restore(path, point.copy, clock)
    done = get_counted_text("commands.backup.restore.done", count, moment=moment)
    return done if durable else f"{done} {get_text('commands.not_confirmed')}"


def _describe_current(path: Path) -> str:
    """Return what a dry run leaves in place, in sentences."""
    if not path.exists():
        return get_text("commands.backup.restore.current_missing")
    try:
        current = copies.read(path)
    except UnreadableError:
        return get_text("commands.backup.restore.current_damaged")
    return get_counted_text("commands.backup.restore.current", day_count(current.journal))


def _find_restore_point(path: Path, name: str) -> RestorePoint:
    """Return the restore point with that id, or the only one whose id starts with `name`.

    Raises:
        UsageError: There is none, or several.
        UnreadableError: It is damaged.
    """
    names = [PREVIOUS, *_backup_ids(path)]
    matches = [name] if name in names else [each for each in names if name and each.startswith(name)]
    if len(matches) != 1:
        raise UsageError(
            get_text("commands.backup.restore.ambiguous")
            if matches
            else get_text("commands.backup.restore.unknown")
        )
    for point in copies.restore_points(path):
        if point.id == matches[0]:
            return point
    raise UnreadableError(get_text("commands.backup.restore.damaged", name=matches[0], path=path))
