"""`kindtui backup verify`: check that every copy of the journal is intact."""

from pathlib import Path

from kindtui import exit_codes
from kindtui.cli.backing_up import ListedCopy, listed_copies
from kindtui.cli.invocation import Invocation
from kindtui.cli.outcome import Outcome, report
from kindtui.cli.parser import ArgumentParser
from kindtui.storage import backups
from kindtui.storage.copies import Condition
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
    found = listed_copies(path)
    if not found:
        return Outcome(get_text("commands.backup.none"))
    problems = [_describe(copy) for copy in found if not copy.point]
    intact = get_text("commands.backup.verify.intact", intact=len(found) - len(problems), all=len(found))
    status = exit_codes.UNREADABLE if problems else exit_codes.SUCCESS
    return Outcome("\n".join([*problems, intact]), status)


def _describe(copy: ListedCopy) -> str:
    """Return what is wrong with a copy that cannot be used, as a sentence."""
    match copy.condition:
        case Condition.NEWER:
            return get_text("commands.backup.verify.newer", name=copy.id)
        case Condition.UNREADABLE:
            return get_text("commands.backup.verify.unreadable", name=copy.id)
        case _:
            return get_text("commands.backup.verify.damaged", name=copy.id)
