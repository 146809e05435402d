"""The entry point: dispatch the arguments to a command, and turn every error into a sentence."""

import argparse
import os
import resource
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

from kindtui import exit_codes, tuning
from kindtui.cli.clock import make_clock
from kindtui.cli.parser import UsageError, parse_arguments
from kindtui.cli.wiring import (
    confirm,
    data_path,
    discard_output,
    fail,
    is_on_terminal,
    make_session,
    merge_sync_conflicts,
    open_session,
    print_line,
    report_internal_error,
    warn,
)
from kindtui.domain.dates import Clock
from kindtui.session import Session
from kindtui.storage import files
from kindtui.storage.errors import ReadOnlyError, StorageError, UnreadableError
from kindtui.storage.file_store import FileStore
from kindtui.texts import get_text

READING_COMMANDS = ("status", "show", "export")
DEMO_COMMANDS = ("", *READING_COMMANDS)  # "" is the app

COMMANDS_WITHOUT_JOURNAL = ("completion",)


class Invocation(NamedTuple):
    """One run of a command. `path` is the journal as it was named, symbolic links included."""

    options: argparse.Namespace
    environment: Mapping[str, str]
    clock: Clock
    path: Path

    @property
    def real_path(self) -> Path:
        """The path of the journal with symbolic links resolved.

        Raises:
            UnreadableError: The path is relative, and the present folder is gone.
        """
        try:
            return Path(os.path.realpath(self.path))
        except FileNotFoundError:
            raise UnreadableError(get_text("errors.unreadable.folder_gone")) from None

    def session(self) -> Session:
        """Create the session over the journal, or over the demo's."""
        return make_session(self.clock, self.path, demo=self.options.demo)


def main() -> NoReturn:
    """Run kindtui with the arguments of the process, and exit.

    The app turns garbage collection on once its first screen is painted; commands end before they need it.
    """
    tuning.stop_gc_during_start()
    _open_closed_streams()
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:  # set by `__main__` during the imports
        signal.signal(signal.SIGINT, signal.default_int_handler)
    exit_status = run(sys.argv[1:], os.environ)
    tuning.skip_gc_at_exit()
    sys.exit(exit_status)


def _open_closed_streams() -> None:
    """Open /dev/null as each standard stream that is closed; else a file of ours would take its place."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run one command and return its exit status. Every error is reported as a sentence on stderr."""
    try:
        return _dispatch(_parse(arguments), environment)
    except UsageError as error:
        return fail(str(error), exit_codes.USAGE_ERROR)
    except (UnreadableError, ReadOnlyError) as error:
        return fail(str(error), exit_codes.UNREADABLE)
    except StorageError as error:
        return fail(str(error), exit_codes.NOT_SAVED)
    except KeyboardInterrupt as stop:
        return fail(str(stop) or get_text("commands.stopped"), exit_codes.SIGNAL_BASE + signal.SIGINT)
    except BrokenPipeError:
        discard_output()
        return exit_codes.SIGNAL_BASE + signal.SIGPIPE
    except SystemExit:  # argparse, after a help text
        raise
    except BaseException as error:  # noqa: BLE001  a traceback could show what a person wrote
        return report_internal_error(error)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    try:
        return parse_arguments(arguments)
    finally:  # argparse exits after printing a help text
        if sys.stdout:
            sys.stdout.flush()


def _dispatch(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    command = options.command or ""
    if command == "places":  # before anything else can fail
        return _places(options, environment)
    if options.demo and (options.data or command not in DEMO_COMMANDS):
        raise UsageError(get_text("commands.demo_alone"))
    clock = make_clock(environment, with_zone=command not in READING_COMMANDS)
    invocation = Invocation(options, environment, clock, data_path(options.data, environment))
    try:
        return _handle(invocation)
    except (UnreadableError, ReadOnlyError) as error:
        if command != "checkin":
            raise
        return fail(f"{error} {get_text('commands.checkin.places')}", exit_codes.UNREADABLE)


def _handle(invocation: Invocation) -> int:
    options = invocation.options
    command = options.command or ""
    if not (options.demo or command in COMMANDS_WITHOUT_JOURNAL):
        files.check_place(invocation.real_path)
    try:
        return HANDLERS[command](invocation)
    except OSError as error:
        if not isinstance(error.filename, str | bytes):  # of no file, such as a closed pipe
            raise
        raise UnreadableError.from_os(Path(os.fsdecode(error.filename)), error) from None


def _places(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Print the places to talk, without the person's own people where the journal cannot be read."""
    from kindtui.domain.places import places_lines
    from kindtui.domain.wording import places_to_talk

    problem = ""
    try:
        path, clock = data_path(options.data, environment), make_clock(environment, with_zone=False)
        lines = places_lines(make_session(clock, path, demo=options.demo).open())
    except Exception:  # noqa: BLE001  whatever is wrong, these lines are shown
        lines, problem = list(places_to_talk()), get_text("commands.places.without_people")
    print_line("\n".join(lines))
    if problem:
        warn(problem)
    return exit_codes.SUCCESS


def _start_app(invocation: Invocation) -> int:
    from kindtui.cli.launch import start_app

    options, environment, clock, path = invocation
    return start_app(clock, path, environment, demo=options.demo)


def _checkin(invocation: Invocation) -> int:
    from kindtui.cli.checkin.checkin import Checkin

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump would hold what was written
    session = invocation.session()
    merge_sync_conflicts(session)
    Checkin(session, print_line).run()
    for problem in filter(None, (session.store.exposure, session.store.left_text)):
        warn(problem)
    return exit_codes.SUCCESS


def _status(invocation: Invocation) -> int:
    from kindtui.cli.commands import status

    options = invocation.options
    state = open_session(invocation.session(), full=options.json)
    if options.json:
        line = status.format_json(state)
    else:
        line = status.format_short(state) if options.short else status.format_line(state)
    if line:
        print_line(line)
    return exit_codes.SUCCESS if state.due == "nothing" else exit_codes.DUE


def _show(invocation: Invocation) -> int:
    from kindtui.cli.commands import show
    from kindtui.domain.dates import parse_day

    options = invocation.options
    state = open_session(invocation.session())
    try:
        on = parse_day(options.day, state.today)
    except ValueError as error:
        raise UsageError(error) from None
    if on > state.today and on not in state.days_ahead:
        if state.journal.away_on(on):
            raise UsageError(get_text("commands.show.rest_to_come", day=on))
        raise UsageError(get_text("commands.show.to_come", day=on))
    print_line((show.format_json if options.json else show.format_text)(state, on))
    return exit_codes.SUCCESS


def _export(invocation: Invocation) -> int:
    from kindtui.cli.commands import export

    options, session = invocation.options, invocation.session()
    state, store = open_session(session), session.store
    content = export.encode(options.format, state, store.tables if isinstance(store, FileStore) else {})
    export.write_export(content, options, invocation.real_path)
    warn(get_text("commands.export.not_encrypted"))
    return exit_codes.SUCCESS


def _log(invocation: Invocation) -> int:
    from kindtui.cli.commands import log
    from kindtui.domain.dates import logical_day

    options, session = invocation.options, invocation.session()
    today = logical_day(invocation.clock.now(), session.open().journal.settings.day_start)
    try:
        log.request_for(options.kind, options.day, today, "")  # so that a wrong day asks for no text
        text = log.read_text(options.kind, options.text)
        request = log.request_for(options.kind, options.day, today, text)
    except ValueError as error:
        raise UsageError(error) from None
    outcome = session.submit(request)
    confirm(log.confirmation(request, outcome.state))
    if not outcome.is_durable:
        warn(get_text("commands.saved_not_confirmed"))
    session.store.make_daily_backup()
    return exit_codes.SUCCESS


def _run_maintenance(invocation: Invocation) -> int:
    """Run a command that looks after the files rather than a day."""
    from kindtui.cli.commands import backup, doctor, import_, merge, purge

    options, path, real_path = invocation.options, invocation.path, invocation.real_path
    commands = {
        "backup": (backup.run, real_path), "import": (import_.run, real_path),
        "merge": (merge.run, real_path),
        # These two look beside the links to the journal as well.
        "doctor": (doctor.run, path), "purge": (purge.run, path),
    }  # fmt: skip
    run_command, journal_path = commands[options.command]
    outcome = run_command(options, journal_path, invocation.clock)
    (confirm if _is_change(options) else print_line)(outcome.text)
    return outcome.status


def _is_change(options: argparse.Namespace) -> bool:
    """Return whether a command is meant to change something, rather than to report it."""
    is_dry_run = getattr(options, "dry_run", False)
    return not is_dry_run and (
        options.command in ("import", "merge", "purge")
        or (options.command == "backup" and options.deed in ("create", "restore"))
    )


def _settings(invocation: Invocation) -> int:
    from kindtui.cli.commands import settings

    session = invocation.session()
    if is_on_terminal():
        settings.ask_each(session, print_line)
    else:
        print_line(settings.format_list(open_session(session, full=False).journal.settings))
    return exit_codes.SUCCESS


def _where(invocation: Invocation) -> int:
    from kindtui.cli.commands.where import format_paths

    print_line(format_paths(invocation.path))
    return exit_codes.SUCCESS


def _completion(invocation: Invocation) -> int:
    from kindtui.cli.commands import completion
    from kindtui.cli.parser import build_parser

    print_line(completion.script(invocation.options.shell, build_parser()))
    return exit_codes.SUCCESS


HANDLERS: Mapping[str, Callable[[Invocation], int]] = {
    "": _start_app,
    "checkin": _checkin,
    "completion": _completion,
    "export": _export,
    "log": _log,
    "settings": _settings,
    "show": _show,
    "status": _status,
    "where": _where,
    **dict.fromkeys(("backup", "doctor", "import", "merge", "purge"), _run_maintenance),
}
