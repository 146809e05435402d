"""The command line: dispatch the arguments to a command, and turn every error into a sentence."""

import argparse
import gc
import os
import resource
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

from kindtui import exit_codes
from kindtui.cli.clock import make_clock
from kindtui.cli.parser import UsageError, parse_arguments
from kindtui.cli.wiring import (
    data_path,
    discard_output,
    error_location,
    fail,
    make_session,
    merge_sync_conflicts,
    open_session,
    print_line,
)
from kindtui.domain.dates import Clock
from kindtui.session import Session
from kindtui.storage.errors import ReadOnlyError, StorageError, UnreadableError
from kindtui.storage.store import FileStore

Command = Callable[[argparse.Namespace, Session], int]

DEMO_COMMANDS = ("", "status", "show", "export")


def main() -> NoReturn:
    """Run kindtui with the arguments of the process, and exit.

    A tenth of the start is garbage collection: the app turns it on once its first screen is painted.
    """
    gc.disable()
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:  # see `__main__`
        signal.signal(signal.SIGINT, signal.default_int_handler)
    exit_status = run(sys.argv[1:], os.environ)
    gc.freeze()  # what is left goes with the process; to look through it first takes a tenth of `status`
    sys.exit(exit_status)


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run one command and return its exit status; every error is a sentence on stderr."""
    try:
        return _dispatch(_parse(arguments), environment)
    except UsageError as error:
        return fail(f"kindtui: {error}", exit_codes.USAGE_ERROR)
    except (UnreadableError, ReadOnlyError) as error:
        return fail(f"kindtui: {error}", exit_codes.UNREADABLE)
    except StorageError as error:
        return fail(f"kindtui: {error}", exit_codes.NOT_SAVED)
    except KeyboardInterrupt:
        return fail("kindtui: stopped. What was saved is safe.", exit_codes.SIGNAL_BASE + signal.SIGINT)
    except BrokenPipeError:
        discard_output()
        return exit_codes.SIGNAL_BASE + signal.SIGPIPE
    except Exception as error:  # noqa: BLE001  a traceback could print what a person wrote
        sentence = f"kindtui: an internal error, {error_location(error)}. What was saved is safe."
        return fail(sentence, exit_codes.INTERNAL_ERROR)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    """What the arguments say; a help text that was printed is out before the process ends."""
    try:
        return parse_arguments(arguments)
    finally:
        if sys.stdout:
            sys.stdout.flush()


def _dispatch(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    command = options.command or ""
    if options.demo and (options.data or command not in DEMO_COMMANDS):
        message = "--demo goes with the app, status, show and export alone, and without --data."
        raise UsageError(message)
    clock = make_clock(environment, with_zone=command not in ("status", "show", "export"))
    path = data_path(options.data, environment)
    if command == "where":
        return _where(path)
    if command == "log":
        return _log(options, make_session(clock, path, demo=False), clock)
    if command == "checkin":
        return _checkin(make_session(clock, path, demo=False))
    if command == "completion":
        return _completion(options)
    if command in ("status", "show", "export"):
        session = make_session(clock, path, demo=options.demo)
        real_path = Path(os.path.realpath(path))
        read_commands: Mapping[str, Command] = {
            "status": _status, "show": _show, "export": partial(_export, journal_path=real_path),
        }  # fmt: skip
        return read_commands[command](options, session)
    if command:
        return _run_maintenance(options, Path(os.path.realpath(path)), clock)
    from kindtui.cli.launch import start_app

    return start_app(clock, path, environment, demo=options.demo)


def _checkin(session: Session) -> int:
    from kindtui.cli.checkin.checkin import Checkin

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    merge_sync_conflicts(session)
    Checkin(session, print_line).run()
    return exit_codes.SUCCESS


def _status(options: argparse.Namespace, session: Session) -> int:
    from kindtui.cli.commands import status

    state = open_session(session, full=options.json)
    formatter = (
        status.format_json if options.json else status.format_short if options.short else status.format_line
    )
    if line := formatter(state):
        print_line(line)
    return exit_codes.SUCCESS if state.due == "nothing" else exit_codes.DUE


def _show(options: argparse.Namespace, session: Session) -> int:
    from kindtui.cli.commands import show
    from kindtui.domain.dates import parse_day

    state = open_session(session)
    try:
        on = parse_day(options.day, state.today)
    except ValueError as error:
        raise UsageError(error) from None
    print_line((show.format_json if options.json else show.format_text)(state, on))
    return exit_codes.SUCCESS


def _export(options: argparse.Namespace, session: Session, journal_path: Path) -> int:
    """Write the days of the session; never over the person's own `journal`, whose real path this is."""
    from kindtui.cli.commands import export

    state, store = open_session(session), session.store
    content = export.encode(options.format, state, store.tables if isinstance(store, FileStore) else {})
    export.write_export(content, options, journal_path)
    return fail(f"kindtui: {export.NOT_ENCRYPTED}", exit_codes.SUCCESS)


def _completion(options: argparse.Namespace) -> int:
    from kindtui.cli.commands import completion
    from kindtui.cli.parser import build_parser

    print_line(completion.script(options.shell, build_parser()))
    return exit_codes.SUCCESS


def _log(options: argparse.Namespace, session: Session, clock: Clock) -> int:
    from kindtui.cli.commands import log
    from kindtui.domain.dates import logical_day, parse_day

    settings = session.open().journal.settings
    try:
        on = parse_day(options.day, logical_day(clock.now(), settings.day_start))
        text = log.read_text(options.kind, options.text)
    except ValueError as error:
        raise UsageError(error) from None
    outcome = session.submit(log.request_for(options.kind, on, text))
    print_line(log.confirmation(options.kind, on))
    if not outcome.is_durable:
        fail("kindtui: saved, but this disk did not confirm it; a power cut might still undo it.", 0)
    session.store.make_daily_backup()
    return exit_codes.SUCCESS


def _run_maintenance(options: argparse.Namespace, path: Path, clock: Clock) -> int:
    """The commands that look after the file, not after a day."""
    from kindtui.cli.commands import backup, doctor, import_, merge, purge

    commands = {
        "backup": backup.run, "doctor": doctor.run, "import": import_.run, "merge": merge.run,
        "purge": purge.run,
    }  # fmt: skip
    outcome = commands[options.command](options, path, clock)
    print_line(outcome.text)
    return outcome.status


def _where(path: Path) -> int:
    from kindtui.cli.commands.where import format_paths

    print_line(format_paths(path))
    return exit_codes.SUCCESS
