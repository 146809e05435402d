"""`kindtui checkin`: the ritual as plain lines."""

from kindtui import exit_codes
from kindtui.cli.checkin.checkin import Checkin
from kindtui.cli.invocation import Invocation
from kindtui.cli.parser import ArgumentParser
from kindtui.cli.wiring import forbid_core_dumps, merge_sync_conflicts, print_line, warn
from kindtui.texts import get_text


def add_arguments(parser: ArgumentParser) -> None:
    """Describe the command, which has no arguments of its own."""
    parser.description = get_text("commands.checkin.description")


def run(invocation: Invocation) -> int:
    """Ask what is due until it is answered."""
    forbid_core_dumps()
    session = invocation.session()
    merge_sync_conflicts(session)
    Checkin(session, print_line).run()
    for problem in filter(None, (session.store.exposure, session.store.left_text)):
        warn(problem)
    return exit_codes.SUCCESS
