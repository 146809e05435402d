"""`kindtui backup list`: every copy of the journal to go back to."""

from pathlib import Path

from kindtui import exit_codes
from kindtui.cli.backing_up import backup_ids, format_moment
from kindtui.cli.invocation import Invocation
from kindtui.cli.parser import ArgumentParser
from kindtui.cli.wiring import print_line
from kindtui.domain.dates import Clock
from kindtui.storage import copies
from kindtui.storage.copies import PREVIOUS, RestorePoint, day_count
from kindtui.texts import get_counted_text, get_text


def add_arguments(parser: ArgumentParser) -> None:
    """Describe the command, which has no arguments of its own."""
    parser.description = get_text("commands.backup.list.description")


def run(invocation: Invocation) -> int:
    """Print a line for each copy.

    Raises:
        UnreadableError: The backups cannot be listed.
    """
    print_line(_list(invocation.real_path, invocation.clock))
    return exit_codes.SUCCESS


def _list(path: Path, clock: Clock) -> str:
    points_by_id = {point.id: point for point in copies.restore_points(path)}
    names = [PREVIOUS] if PREVIOUS in points_by_id else []
    names += backup_ids(path)
    if not names:
        return get_text("commands.backup.none")
    width = max(map(len, names))
    return "\n".join(f"{name:{width}}  {_describe(points_by_id.get(name), clock)}" for name in names)


def _describe(point: RestorePoint | None, clock: Clock) -> str:
    if point is None:
        return get_text("commands.backup.list.damaged")
    count, moment = day_count(point.copy.journal), format_moment(point.updated_at, clock)
    return get_counted_text("commands.backup.list.copy", count, moment=moment)
