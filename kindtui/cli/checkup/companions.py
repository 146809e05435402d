"""What a check-up finds out about the files that belong to a journal: copies, drafts, modes and the lock."""

import fcntl
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kindtui.cli.checkup.commands import Commands, chmod, path_list, remedy_for_unwritable
from kindtui.cli.checkup.finding import Finding
from kindtui.domain.text import printable
from kindtui.storage import backups, copies, drafts, files
from kindtui.storage.copies import PREVIOUS, Condition
from kindtui.storage.lock import NO_FLOCK_ERRNOS, read_holder
from kindtui.texts import get_text

_FREE = Finding("lock", "free", "free")


def examine_copies(path: Path, mending: tuple[str, str], *, is_listed: bool) -> Iterator[Finding]:
    """Yield how the copies to go back to are, and the drafts.

    Args:
        path: The real path of the journal.
        mending: The command that mends a damaged one, empty if there is none, and what to do as a sentence.
        is_listed: Whether the folder of backups can be listed.
    """
    intact_ids = {point.id for point in copies.restore_points(path)}
    previous = files.previous_path(path)
    if previous.is_file():  # anything else there is in the way of saves, as `examine_lock` says
        condition = (
            Condition.INTACT if PREVIOUS in intact_ids else copies.condition(lambda: files.read(previous)[0])
        )
        yield _copies_finding("previous", condition, _describe_previous(condition), [previous], mending)
    if is_listed:
        yield from _examine_backups(path, intact_ids, mending)
    if drafts.are_damaged(path):
        description = get_text("commands.doctor.drafts_damaged")
        damaged = [files.drafts_path(path)]
        yield _copies_finding("drafts", Condition.DAMAGED, description, damaged, mending)
    elif drafts.are_unreadable(path):
        description = get_text("commands.doctor.drafts_unreadable")
        closed = [files.drafts_path(path)]
        yield _copies_finding("drafts", Condition.UNREADABLE, description, closed, mending)


def _describe_previous(condition: Condition) -> str:
    match condition:
        case Condition.INTACT:
            return "intact"
        case Condition.NEWER:
            return get_text("commands.doctor.newer")
        case Condition.UNREADABLE:
            return get_text("commands.doctor.previous_unreadable")
        case Condition.DAMAGED:
            return get_text("commands.doctor.previous_damaged")


def _examine_backups(path: Path, intact_ids: set[str], mending: tuple[str, str]) -> Iterator[Finding]:
    folder = files.backups_folder(path)
    if os.path.lexists(folder) and not folder.is_dir():
        description = get_text("commands.doctor.backups.no_folder", path=printable(folder))
        move = get_text("commands.doctor.remedy.move")
        yield Finding("backups", "no_folder", description, (folder,), is_whole=False, advice=move)
        return
    if folder.is_dir() and not os.access(folder, os.W_OK):
        description = get_text("commands.doctor.backups.read_only", path=printable(folder))
        remedy, advice = remedy_for_unwritable(folder)
        yield Finding("backups", "read_only", description, (folder,), False, remedy, advice)
    listed = backups.list_backups(path)
    if not listed:
        yield Finding("backups", "none", "none")
    by_condition: dict[Condition, list[backups.Backup]] = {}
    for backup in listed:
        condition = Condition.INTACT if backup.id in intact_ids else copies.condition(backup.read)
        by_condition.setdefault(condition, []).append(backup)
    for condition, found in by_condition.items():
        is_all = len(by_condition) == 1
        description = _describe_backups(condition, found, is_all=is_all)
        places = [] if condition is Condition.INTACT else [backup.path for backup in found]
        yield _copies_finding("backups", condition, description, places, mending)


def _describe_backups(condition: Condition, found: list[backups.Backup], *, is_all: bool) -> str:
    count, names = len(found), ", ".join(backup.id for backup in found)
    match condition:
        case Condition.INTACT if is_all:
            return get_text("commands.doctor.backups.intact", count=count)
        case Condition.INTACT:
            return get_text("commands.doctor.backups.others_intact", count=count)
        case Condition.NEWER:
            return get_text("commands.doctor.backups.newer", count=count)
        case Condition.UNREADABLE:
            return get_text("commands.doctor.backups.unreadable", names=names)
        case Condition.DAMAGED:
            return get_text("commands.doctor.backups.damaged", names=names)


def _copies_finding(
    about: str, condition: Condition, description: str, places: list[Path], mending: tuple[str, str]
) -> Finding:
    """Return the finding about copies in that condition; those of a newer kindtui are only a remark."""
    finding = Finding(about, condition, description, tuple(places))
    remedy, advice = mending
    match condition:
        case Condition.DAMAGED if any(map(os.path.isfile, places)):
            return finding._replace(is_whole=False, remedy=remedy, advice=advice)
        case Condition.DAMAGED:
            return finding._replace(is_whole=False, advice=get_text("commands.doctor.remedy.move"))
        case Condition.UNREADABLE:
            return finding._replace(is_whole=False, remedy=chmod("u+rw", *places))
    return finding


def examine_modes(existing_files: Iterable[Path], commands: Commands, *, is_fixed: bool) -> Finding:
    """Return whether anybody else may use one of these files.

    What is still so after a repair is on a file system without permissions, which nobody can mend.
    """
    exposed = tuple(file for file in existing_files if not files.is_private(file))
    if not exposed:
        return Finding("modes", "private", "private")
    if is_fixed:
        description = get_text("commands.doctor.exposed_for_good", files=path_list(exposed))
        return Finding("modes", "no_permissions", description, exposed)
    description = get_text("commands.doctor.exposed", files=path_list(exposed))
    advice = get_text("commands.doctor.remedy.private", command=commands.fix)
    return Finding("modes", "exposed", description, exposed, False, commands.fix, advice)


def examine_lock(path: Path) -> Finding:
    """Return whether the journal is being saved, or could not be."""
    try:
        if wrong := files.wrong_companion(path):
            description = get_text("commands.doctor.lock.in_the_way", path=printable(wrong))
            move = get_text("commands.doctor.remedy.move")
            return Finding("lock", "blocked", description, (wrong,), is_whole=False, advice=move)
        descriptor = os.open(files.lock_path(path), os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return _FREE
    except OSError as error:
        return _blocked_lock(path, get_text("commands.doctor.cannot_open", reason=error.strerror))
    try:
        return _try_lock(path, descriptor)
    finally:
        os.close(descriptor)


def _try_lock(path: Path, descriptor: int) -> Finding:
    """Return whether the open lock file can be locked, and nobody holds the second file."""
    free = _FREE
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return Finding("lock", "in_use", get_text("commands.doctor.lock.saving"))
    except OSError as error:
        if error.errno not in NO_FLOCK_ERRNOS:
            return _blocked_lock(path, get_text("commands.doctor.lock.refused", reason=error.strerror))
        second_file = printable(files.holder_path(path))
        free = Finding("lock", "no_locks", get_text("commands.doctor.lock.second_file", path=second_file))
    holder = read_holder(path)
    if not holder:
        return free
    host = printable(holder.host)
    description = get_text("commands.doctor.lock.process", process=holder.process, host=host)
    return Finding("lock", "in_use", description, (files.holder_path(path),))


def _blocked_lock(path: Path, description: str) -> Finding:
    lock = files.lock_path(path)
    return Finding("lock", "blocked", description, (lock,), is_whole=False, remedy=chmod("u+rw", lock))
