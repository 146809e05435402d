"""`kindtui backup list`: every copy of the journal to go back to."""

from datetime import datetime

from kindtui import exit_codes
from kindtui.cli.backing_up import ListedCopy, format_moment, listed_copies
from kindtui.cli.invocation import Invocation
from kindtui.cli.json_line import json_line
from kindtui.cli.parser import ArgumentParser
from kindtui.cli.wiring import print_line
from kindtui.domain.dates import Clock
from kindtui.storage import backups
from kindtui.storage.copies import UNKNOWN_TIME, Condition, day_count
from kindtui.texts import get_counted_text, get_text


def add_arguments(parser: ArgumentParser) -> None:
    """Add the form of the output."""
    parser.description = get_text("commands.backup.list.description")
    parser.add_argument("--json", action="store_true", help=get_text("commands.json_array"))


def run(invocation: Invocation) -> int:
    """Print a line for each copy.

    Raises:
        UnreadableError: The backups cannot be listed, or their disk or vault is not mounted.
    """
    backups.check_mounted(invocation.real_path)
    found = listed_copies(invocation.real_path)
    if invocation.options.json:
        print_line(json_line([_object(copy) for copy in found]))
    else:
        print_line(_format_lines(found, invocation.clock))
    return exit_codes.SUCCESS


def _format_lines(found: list[ListedCopy], clock: Clock) -> str:
    if not found:
        return get_text("commands.backup.none")
    width = max(len(copy.id) for copy in found)
    return "\n".join(f"{copy.id:{width}}  {_describe(copy, clock)}" for copy in found)


def _describe(copy: ListedCopy, clock: Clock) -> str:
    if copy.point:
        count, moment = day_count(copy.point.copy.journal), format_moment(copy.point.updated_at, clock)
        return get_counted_text("commands.backup.list.copy", count, moment=moment)
    match copy.condition:
        case Condition.NEWER:
            return get_text("commands.backup.list.newer")
        case Condition.UNREADABLE:
            return get_text("commands.backup.list.unreadable")
        case _:
            return get_text("commands.backup.list.damaged")


def _object(copy: ListedCopy) -> dict[str, object]:
    """Return a copy for a program; the keys are stable."""
    point = copy.point
    return {
        "id": copy.id,
        "kind": copy.kind,
        "state": copy.condition,
        "days": day_count(point.copy.journal) if point else None,
        "saved_at": _format_time(point.updated_at) if point else None,
        "made_at": _format_time(copy.made_at),
        "path": str(copy.path),
    }


def _format_time(at: datetime | None) -> str | None:
    """Return a moment (UTC) as a journal writes it; None if it is unknown."""
    return None if at in (None, UNKNOWN_TIME) else at.isoformat().replace("+00:00", "Z")
