"""`kindtui backup create`: make a backup."""

from pathlib import Path

from kindtui.cli.backing_up import back_up
from kindtui.cli.invocation import Invocation
from kindtui.cli.outcome import Outcome, report
from kindtui.cli.parser import ArgumentParser
from kindtui.domain.dates import Clock
from kindtui.texts import get_text


def add_arguments(parser: ArgumentParser) -> None:
    """Describe the command, which has no arguments of its own."""
    parser.description = get_text("commands.backup.create.description")


def run(invocation: Invocation) -> int:
    """Make a backup, and print its name."""
    return report(Outcome(_create(invocation.real_path, invocation.clock)), is_change=True)


def _create(path: Path, clock: Clock) -> str:
    backup = back_up(path, "asked", clock)
    if backup is None:
        return get_text("commands.backup.create.nothing")
    return get_text("commands.backup.create.done", name=backup.id)
