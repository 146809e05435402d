"""Intact copies of a journal: how one is read, and which there are to go back to."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from kindtui.domain.journal.journal import Journal
from kindtui.domain.text import command_line
from kindtui.storage import backups, codec, files
from kindtui.storage.errors import DamagedError, UnreadableError
from kindtui.texts import get_counted_text, get_text

PREVIOUS = "previous"

UNKNOWN_TIME = datetime.min.replace(tzinfo=UTC)


class Condition(StrEnum):
    """Whether a copy can be used.

    Attributes:
        NEWER: A newer kindtui wrote it; this one cannot say more.
        UNREADABLE: It may not be opened.
    """

    INTACT = "intact"
    DAMAGED = "damaged"
    NEWER = "newer"
    UNREADABLE = "unreadable"


class Copy(Struct, frozen=True):
    """The content of a file: its documents, the journal they hold, and the document of `_meta`."""

    tables: codec.Tables
    journal: Journal
    meta: codec.Meta


class RestorePoint(Struct, frozen=True):
    """A copy of the journal to go back to.

    `id` is what the person calls it by: the name of a backup, or `PREVIOUS` for the save before the last.
    `updated_at` (UTC) is when its journal was last changed.
    """

    id: str
    path: Path
    copy: Copy
    updated_at: datetime


def decode(data: bytes) -> Copy:
    """Return the copy in the bytes of a file.

    Raises:
        ValueError: The bytes are not a journal, or one of a newer schema.
    """
    tables = codec.parse(data)
    journal, meta = codec.decode(tables)
    if meta.schema > codec.LOCKED_SCHEMA:
        raise ValueError("of a newer schema")
    return Copy(tables, journal, meta)


def read(path: Path) -> Copy:
    """Return the copy in the file at `path`.

    Raises:
        UnreadableError: There is no file, or it cannot be opened, or is not a journal of a known schema.
    """
    try:
        data, file_identity = files.read(path)
        if file_identity is None:
            raise UnreadableError(get_text("errors.unreadable.no_file", path=path))
        return decode(data)
    except OSError as error:
        raise UnreadableError.from_os(path, error, get_text("errors.choose.copy")) from None
    except ValueError:
        raise UnreadableError(get_text("errors.unreadable.not_a_journal", path=path)) from None


def condition(read: Callable[[], bytes]) -> Condition:
    """Return the condition of the copy whose bytes `read` returns, or raises OSError for."""
    try:
        tables = codec.parse(read())
        if codec.decode_meta(tables).schema > codec.LOCKED_SCHEMA:
            return Condition.NEWER
        codec.decode(tables)
    except PermissionError:
        return Condition.UNREADABLE
    except (OSError, ValueError):
        return Condition.DAMAGED
    return Condition.INTACT


def restore_points(path: Path) -> list[RestorePoint]:
    """Return the intact copies of the journal at the real path `path`, the latest content first.

    A copy that cannot be read, and backups that cannot be listed, are left out.
    """
    points: list[RestorePoint] = []
    with suppress(OSError, ValueError):
        previous = files.previous_path(path)
        copy = decode(files.read(previous)[0])
        points.append(RestorePoint(PREVIOUS, previous, copy, copy.meta.updated_at or UNKNOWN_TIME))
    listed: list[backups.Backup] = []
    with suppress(OSError):
        listed = backups.list_backups(path)
    for backup in listed:
        with suppress(OSError, ValueError):
            copy = decode(backup.read())
            updated_at = copy.meta.updated_at or backup.created_at
            points.append(RestorePoint(backup.id, backup.path, copy, updated_at))
    return sorted(points, key=lambda point: (point.updated_at, point.copy.meta.generation), reverse=True)


def damaged_error(path: Path, problem: str) -> DamagedError:
    """Return the error of a damaged journal at the real path `path`, which names the best copy to go back to.

    A copy of it is put aside first; but not of any other file, which was named by mistake.
    """
    with suppress(OSError):
        data, _ = files.read(path)
        if data and files.lock_path(path).exists():
            backups.save_damaged_copy(path, data)
    match problem:
        case "empty":
            sentence = get_text("errors.damaged.empty", path=path)
        case "missing":
            sentence = get_text("errors.damaged.missing", path=path)
        case _:
            sentence = get_text("errors.damaged.unreadable", path=path)
    return DamagedError(sentence, recovery_advice(path, restore_points(path)))


def recovery_advice(path: Path, points: list[RestorePoint]) -> str:
    """Return what a person can do about a damaged journal that has these restore points, in sentences."""
    if not points:
        return get_text("errors.damaged.no_copy")
    newest, *older = points
    count = day_count(newest.copy.journal)
    command = recovery_command(path, newest)
    if newest.id == PREVIOUS:
        advice = get_counted_text("errors.damaged.previous", count, command=command)
    else:
        date = f"{newest.updated_at:%Y-%m-%d}"
        advice = get_counted_text("errors.damaged.backup", count, date=date, command=command)
    if not older:
        return advice
    command = command_line(path, "backup", "list")
    return f"{advice} {get_counted_text('errors.damaged.more', len(older), command=command)}"


def recovery_command(path: Path, point: RestorePoint) -> str:
    """Return the command that brings the journal at the real path `path` back from a restore point."""
    return command_line(path, "backup", "restore", point.id)


def day_count(journal: Journal) -> int:
    """Return how many days of the journal have content."""
    return sum(day.has_content for day in journal.days.values())


def format_day_count(journal: Journal) -> str:
    """Return how many days of the journal have content, such as "2 days"."""
    return get_counted_text("errors.days", day_count(journal))
