"""`kindtui checkin`: the ritual as plain lines."""

from kindtui import exit_codes
from kindtui.cli.checkin.adding import AddingCheckin
from kindtui.cli.checkin.checkin import Checkin
from kindtui.cli.invocation import Invocation
from kindtui.cli.parser import ArgumentParser
from kindtui.cli.wiring import check_can_seal, forbid_core_dumps, merge_sync_conflicts, print_line, warn
from kindtui.texts import get_text


def add_arguments(parser: ArgumentParser) -> None:
    """Describe the command, which has no arguments of its own."""
    parser.description = get_text("commands.checkin.description")


def run(invocation: Invocation) -> int:
    """Ask what is due until it is answered; of a locked journal, nothing that is there is shown."""
    forbid_core_dumps()
    session = invocation.session()
    merge_sync_conflicts(session)
    store = session.store
    store.load_recent()
    check_can_seal(store)
    checkin = AddingCheckin(session, print_line) if store.is_locked else Checkin(session, print_line)
    checkin.run()
    for problem in filter(None, (store.exposure, store.lock_warning, store.left_text)):
        warn(problem)
    return exit_codes.SUCCESS
