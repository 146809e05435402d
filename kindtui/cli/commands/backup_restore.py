"""`kindtui backup restore`: go back to a copy of the journal."""

from pathlib import Path

from kindtui.cli.backing_up import ListedCopy, format_moment, listed_copies
from kindtui.cli.invocation import Invocation
from kindtui.cli.outcome import Outcome, report
from kindtui.cli.parser import ArgumentParser
from kindtui.cli.usage_error import UsageError
from kindtui.domain.dates import Clock
from kindtui.domain.text import command_line, printable
from kindtui.storage import backups, copies
from kindtui.storage.copies import Condition, RestorePoint, day_count
from kindtui.storage.errors import UnreadableError
from kindtui.storage.restore import journal_to_restore, restore
from kindtui.texts import get_counted_text, get_text


def add_arguments(parser: ArgumentParser) -> None:
    """Add the copy to go back to."""
    parser.description = get_text("commands.backup.restore.description")
    parser.add_argument("id", metavar="ID", help=get_text("commands.backup.restore.id"))
    parser.add_argument("--dry-run", action="store_true", help=get_text("commands.dry_run"))


def run(invocation: Invocation) -> int:
    """Go back to a copy, and print which one it is.

    Raises:
        UsageError: There is no such copy, or its name is ambiguous.
        StorageError: The copies cannot be listed, or this one could not be restored.
    """
    options = invocation.options
    path, listing = invocation.real_path, command_line(options.data, "backup", "list")
    backups.check_mounted(path)
    point = _find_restore_point(path, options.id, listing)
    text = _restore(path, point, invocation.clock, dry_run=options.dry_run)
    return report(Outcome(text), is_change=not options.dry_run)


def _restore(path: Path, point: RestorePoint, clock: Clock, *, dry_run: bool) -> str:
    count, moment = day_count(journal_to_restore(path, point.copy)), format_moment(point.updated_at, clock)
    if dry_run:
        would = get_counted_text("commands.backup.restore.would", count, moment=moment)
        return f"{would} {_describe_current(path)}"
    restored = restore(path, point.copy, clock)
    sentences = [get_counted_text("commands.backup.restore.done", count, moment=moment)]
    if restored.saved_as:
        sentences.append(get_text("commands.backup.restore.saved_as", path=printable(restored.saved_as)))
    if not restored.is_durable:
        sentences.append(get_text("commands.not_confirmed"))
    return " ".join(sentences)


def _describe_current(path: Path) -> str:
    """Return what a dry run leaves in place, in sentences."""
    if not path.exists():
        return get_text("commands.backup.restore.current_missing")
    try:
        current = copies.read(path)
    except UnreadableError:
        return get_text("commands.backup.restore.current_damaged")
    return get_counted_text("commands.backup.restore.current", day_count(current.journal))


def _find_restore_point(path: Path, name: str, listing: str) -> RestorePoint:
    """Return the restore point with that id, or the only one whose id starts with `name`.

    `listing` is the command that lists them.

    Raises:
        UsageError: There is none, or several.
        UnreadableError: It cannot be used.
    """
    found = {copy.id: copy for copy in listed_copies(path)}
    matches = [name] if name in found else [each for each in found if name and each.startswith(name)]
    if len(matches) != 1:
        raise UsageError(
            get_text("commands.backup.restore.ambiguous", command=listing)
            if matches
            else get_text("commands.backup.restore.unknown", command=listing)
        )
    copy = found[matches[0]]
    if copy.point is None:
        raise UnreadableError(_problem(copy, path, listing))
    return copy.point


def _problem(copy: ListedCopy, path: Path, listing: str) -> str:
    """Return why a copy cannot be restored, and what to do."""
    match copy.condition:
        case Condition.NEWER:
            return get_text("commands.backup.restore.newer", name=copy.id, path=path, command=listing)
        case Condition.UNREADABLE:
            return get_text("commands.backup.restore.unreadable", name=copy.id, path=path, command=listing)
        case _:
            return get_text("commands.backup.restore.damaged", name=copy.id, path=path, command=listing)
