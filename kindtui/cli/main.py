"""The entry point: dispatch the arguments to a command, and turn every error into a sentence."""

import _signal as signal  # the module signal turns everything into enums, which takes a millisecond
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from kindtui import exit_codes, first_frame, tuning
from kindtui.cli.clock import make_clock
from kindtui.cli.command_list import COMMANDS, command_module
from kindtui.cli.invocation import Invocation
from kindtui.cli.plain_arguments import parse_plain
from kindtui.cli.usage_error import UsageError
from kindtui.cli.wiring import (
    data_path,
    discard_output,
    end_by_signal,
    fail,
    report_internal_error,
    set_echo,
)
from kindtui.storage.errors import ReadOnlyError, StorageError, UnreadableError
from kindtui.texts import get_text

if TYPE_CHECKING:
    import argparse


def main() -> NoReturn:
    """Run kindtui with the arguments of the process, and exit.

    Garbage collection is off since `__main__`. The app turns it on once its first screen is painted; commands
    end before they need it.
    """
    _open_closed_streams()
    if signal.getsignal(signal.SIGINT) == signal.SIG_DFL:  # set by `__main__` during the imports
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
        return exit_codes.SIGNAL_BASE + int(signal.SIGPIPE)
    except SystemExit:  # argparse, after a help text
        raise
    except BaseException as error:  # noqa: BLE001  a traceback could show what a person wrote
        return report_internal_error(error)


def _parse(arguments: Sequence[str]) -> "argparse.Namespace":
    if options := parse_plain(arguments):
        return options
    from kindtui.cli.parser import parse_arguments

    try:
        return parse_arguments(arguments)
    finally:  # argparse exits after printing a help text
        if sys.stdout:
            sys.stdout.flush()


def _dispatch(options: "argparse.Namespace", environment: Mapping[str, str]) -> int:
    name = options.command
    if name == "places":  # before anything else can fail
        from kindtui.cli.commands import places

        return places.show(options, environment)
    command = COMMANDS.get(name)
    is_reading = command is not None and command.has_demo
    if options.demo and (options.data or not (is_reading or not name)):
        raise UsageError(get_text("commands.demo_alone"))
    clock = make_clock(environment, with_zone=not is_reading)
    invocation = Invocation(options, environment, clock, data_path(options.data, environment))
    try:
        return _run_command(invocation) if name else _start_app(invocation)
    except (UnreadableError, ReadOnlyError) as error:
        if name != "checkin":
            raise
        return fail(f"{error} {get_text('commands.checkin.places')}", exit_codes.UNREADABLE)
    except OSError as error:
        if not isinstance(error.filename, str | bytes):  # of no file, such as a closed pipe
            raise
        raise UnreadableError.from_os(Path(os.fsdecode(error.filename)), error) from None


def _run_command(invocation: Invocation) -> int:
    name = invocation.options.command
    if COMMANDS[name].has_journal and not invocation.options.demo:
        invocation.check_place()
    exit_status: int = command_module(name).run(invocation)
    return exit_status


def _start_app(invocation: Invocation) -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, end_by_signal)
    try:
        set_echo(is_on=False)  # what is typed from here on may be the first letters of a passphrase
        if not invocation.options.demo:
            invocation.check_place()
        from kindtui.cli.launch import start_app

        return start_app(invocation)
    finally:
        first_frame.leave()  # if it came to nothing: what is said of that comes after it
        set_echo(is_on=True)
