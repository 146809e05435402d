"""`kindtui backup verify`: check that every copy of the journal is intact."""

from pathlib import Path

from kindtui import exit_codes
from kindtui.cli.backing_up import backup_ids
from kindtui.cli.invocation import Invocation
from kindtui.cli.outcome import Outcome, report
from kindtui.cli.parser import ArgumentParser
from kindtui.storage import backups, copies, files
from kindtui.storage.copies import PREVIOUS
from kindtui.texts import get_text


def add_arguments(parser: ArgumentParser) -> None:
    """Describe the command, which has no arguments of its own."""
    parser.description = get_text("commands.backup.verify.description")


def run(invocation: Invocation) -> int:
    """Print which copies are damaged. The exit status says whether one is.

    Raises:
        UnreadableError: The backups cannot be listed, or their disk or vault is not mounted.
    """
    backups.check_mounted(invocation.real_path)
    return report(_verify(invocation.real_path))


def _verify(path: Path) -> Outcome:
    intact_ids = {point.id for point in copies.restore_points(path)}
    names = backup_ids(path)
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
