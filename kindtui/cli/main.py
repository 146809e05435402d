"""The command line: the only reader of clock, paths and environment; it wires things together."""

import argparse
import gc
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NoReturn

from kindtui import exit_codes
from kindtui.cli.parser import UsageError, parse_arguments
from kindtui.domain.dates import Clock, Moment
from kindtui.domain.state import State
from kindtui.session import Session
from kindtui.storage.errors import DamagedError, NotSavedError, ReadOnlyError, StorageError, UnreadableError
from kindtui.storage.store import FileStore, MemoryStore

# They write keys or the screen to a file, or send them elsewhere.
DEBUG_VARIABLES = ("TEXTUAL_LOG", "TEXTUAL_DEBUG", "TEXTUAL_DEVTOOLS", "TEXTUAL", "TEXTUAL_SCREENSHOT")
# Frames a second at most: what a key sets off in a second frame waits for up to two of them.
MAX_FPS = "250"
Command = Callable[[argparse.Namespace, Session], int]

DEMO_COMMANDS = ("", "status", "show", "export")


class SystemClock:
    """The machine's clock; started at `KINDTUI_NOW`, it runs on from there."""

    def __init__(self, start: datetime | None = None) -> None:
        """Begin at `start`, which carries its offset, or at the present moment."""
        self._start = start
        self._monotonic_start = time.monotonic()
        self._cached_zone: tuple[int, str] | None = None

    def now(self) -> Moment:
        """Read the clock."""
        if self._start is None:
            time.tzset()  # a journey may have set the machine to another zone
            local = datetime.now().astimezone()
            offset = _utc_offset(local)
            if self._cached_zone is None or self._cached_zone[0] != offset:
                self._cached_zone = (offset, _time_zone_name())
            return Moment(local.astimezone(UTC), self._cached_zone[1], offset)
        local = self._start + timedelta(seconds=time.monotonic() - self._monotonic_start)
        return Moment(local.astimezone(UTC), local.tzname() or "UTC", _utc_offset(local))

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


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
        return _fail(f"kindtui: {error}", exit_codes.USAGE_ERROR)
    except (UnreadableError, ReadOnlyError) as error:
        return _fail(f"kindtui: {error}", exit_codes.UNREADABLE)
    except StorageError as error:
        return _fail(f"kindtui: {error}", exit_codes.NOT_SAVED)
    except KeyboardInterrupt:
        return _fail("kindtui: stopped. What was saved is safe.", exit_codes.SIGNAL_BASE + signal.SIGINT)
    except BrokenPipeError:
        _discard_output()
        return exit_codes.SIGNAL_BASE + signal.SIGPIPE
    except Exception as error:  # noqa: BLE001  a traceback could print what a person wrote
        sentence = f"kindtui: an internal error, {error_location(error)}. What was saved is safe."
        return _fail(sentence, exit_codes.INTERNAL_ERROR)


def error_location(error: BaseException) -> str:
    """Type, file and line of an error, and nothing else of it."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    location = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{location}"


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
    clock = _make_clock(environment, with_zone=command not in ("status", "show", "export"))
    path = _data_path(options.data, environment)
    if command == "where":
        return _where(path)
    if command == "log":
        return _log(options, _make_session(clock, path, demo=False), clock)
    if command == "checkin":
        return _checkin(_make_session(clock, path, demo=False))
    if command == "completion":
        return _completion(options)
    if command in ("status", "show", "export"):
        session = _make_session(clock, path, demo=options.demo)
        real_path = Path(os.path.realpath(path))
        read_commands: Mapping[str, Command] = {
            "status": _status, "show": _show, "export": partial(_export, journal_path=real_path),
        }  # fmt: skip
        return read_commands[command](options, session)
    if command:
        return _run_maintenance(options, Path(os.path.realpath(path)), clock)
    return _start_app(clock, path, environment, demo=options.demo)


def _make_session(clock: Clock, path: Path, *, demo: bool) -> Session:
    from kindtui import content

    if not demo:
        return Session(FileStore(path, clock), clock, content.catalog())
    from kindtui.demo import demo_journal
    from kindtui.domain.dates import logical_day
    from kindtui.domain.settings import Settings

    today = logical_day(clock.now(), Settings().day_start)
    journal = demo_journal(content.catalog(), content.demo_texts(), today)
    return Session(MemoryStore(journal), clock, content.catalog())


def _start_app(clock: Clock, path: Path, environment: Mapping[str, str], *, demo: bool) -> int:
    _check_terminal(environment)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    session = _make_session(clock, path, demo=demo)
    for name in DEBUG_VARIABLES:
        os.environ.pop(name, None)
    os.environ["TEXTUAL_FPS"] = MAX_FPS
    try:
        return _run_app(session)
    except DamagedError as error:
        if exit_status := _recover(error, Path(os.path.realpath(path)), clock):
            return exit_status
        return _run_app(_make_session(clock, path, demo=demo))


def _run_app(session: Session) -> int:
    """Run the app until it ends.

    Raises:
        UnreadableError: if the file cannot be understood; it was left as it is.
    """
    _merge_sync_conflicts(session)
    state = session.load_recent()
    sys.modules.setdefault("ssl", None)  # type: ignore[arg-type]  # asyncio does without; kindtui talks to nobody
    from kindtui.tui.app import KindApp

    app = KindApp(session, state)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until the app takes care of it
    app.run()
    if app.unreadable_error:
        raise app.unreadable_error
    if session.store.read_only_reason:
        _fail(f"kindtui: {session.store.read_only_reason}", 0)
    if app.crash:
        return _fail(
            f"kindtui: an internal error, {error_location(app.crash)}. What was saved is safe.",
            exit_codes.INTERNAL_ERROR,
        )
    return app.return_code or exit_codes.SUCCESS


def _recover(error: DamagedError, path: Path, clock: Clock) -> int:
    """Offer the whole copies; 0 if one of them is the journal now.

    Raises:
        DamagedError: the one given, if there is none, or the person leaves without choosing.
    """
    from kindtui.tui.recovery import recover

    app = recover(error.problem, path, clock)
    if app is None or (app.return_value is None and not app.return_code and not app.crash):
        raise error
    if app.crash:
        return _fail(
            f"kindtui: an internal error, {error_location(app.crash)}. Nothing was changed.",
            exit_codes.INTERNAL_ERROR,
        )
    return app.return_code or exit_codes.SUCCESS


def _merge_sync_conflicts(session: Session) -> None:
    """Fold in what a sync client left beside the journal; one that cannot be read waits for doctor."""
    store = session.store
    if not isinstance(store, FileStore) or store.read_only_reason:
        return
    from kindtui.storage import copies

    with suppress(StorageError):
        copies.merge_sync_conflicts(store)


def _check_terminal(environment: Mapping[str, str]) -> None:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        message = (
            "the app needs a terminal. Without one, use `kindtui checkin`, `kindtui status` or `kindtui log`."
        )
        raise UsageError(message)
    if environment.get("TERM", "dumb") in ("dumb", ""):
        message = "this terminal cannot show the app. `kindtui checkin` asks the same in plain lines."
        raise UsageError(message)
    if sys.stderr.encoding.lower().replace("-", "") != "utf8":
        message = "the app needs a UTF-8 locale, for example LANG=C.UTF-8. `kindtui checkin` works without."
        raise UsageError(message)


def _checkin(session: Session) -> int:
    from kindtui.cli.checkin.checkin import Checkin

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _merge_sync_conflicts(session)
    Checkin(session, _print).run()
    return exit_codes.SUCCESS


def _status(options: argparse.Namespace, session: Session) -> int:
    from kindtui.cli.commands import status

    state = _open_session(session, full=options.json)
    formatter = (
        status.format_json if options.json else status.format_short if options.short else status.format_line
    )
    if line := formatter(state):
        _print(line)
    return exit_codes.SUCCESS if state.due == "nothing" else exit_codes.DUE


def _show(options: argparse.Namespace, session: Session) -> int:
    from kindtui.cli.commands import show
    from kindtui.domain.dates import parse_day

    state = _open_session(session)
    try:
        on = parse_day(options.day, state.today)
    except ValueError as error:
        raise UsageError(error) from None
    _print((show.format_json if options.json else show.format_text)(state, on))
    return exit_codes.SUCCESS


def _export(options: argparse.Namespace, session: Session, journal_path: Path) -> int:
    """Write the days of the session; never over the person's own `journal`, whose real path this is."""
    from kindtui.cli.commands import export

    state, store = _open_session(session), session.store
    content = export.encode(options.format, state, store.tables if isinstance(store, FileStore) else {})
    export.write_export(content, options, journal_path)
    return _fail(f"kindtui: {export.NOT_ENCRYPTED}", exit_codes.SUCCESS)


def _completion(options: argparse.Namespace) -> int:
    from kindtui.cli.commands import completion
    from kindtui.cli.parser import build_parser

    _print(completion.script(options.shell, build_parser()))
    return exit_codes.SUCCESS


def _open_session(session: Session, *, full: bool = True) -> State:
    """All of the journal, or what today needs of it, after the one warning there may be."""
    state = session.open() if full else session.load_recent()
    if session.store.read_only_reason:
        _fail(f"kindtui: {session.store.read_only_reason}", 0)
    return state


def _log(options: argparse.Namespace, session: Session, clock: Clock) -> int:
    from kindtui.cli.commands import log
    from kindtui.domain.dates import logical_day, parse_day

    settings = session.open().journal.settings
    try:
        on = parse_day(options.day, logical_day(clock.now(), settings.day_start))
        text = log.read_text(options.kind, options.text)
    except ValueError as error:
        raise UsageError(error) from None
    log.write(session, options.kind, on, text)
    _print(log.confirmation(options.kind, on))
    if not session.last_save_durable:
        _fail("kindtui: saved, but this disk did not confirm it; a power cut might still undo it.", 0)
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
    _print(outcome.text)
    return outcome.status


def _where(path: Path) -> int:
    from kindtui.cli.commands.where import format_paths

    _print(format_paths(path))
    return exit_codes.SUCCESS


def _make_clock(environment: Mapping[str, str], *, with_zone: bool) -> SystemClock:
    """The clock of the machine; without its `zone`, whose name takes long to find, for what only reads."""
    text = environment.get("KINDTUI_NOW")
    if not text:
        return SystemClock(None if with_zone else datetime.now().astimezone())
    try:
        start = datetime.fromisoformat(text)
    except ValueError:
        start = None
    if start is None or start.tzinfo is None:
        message = "KINDTUI_NOW is a time with its offset, such as 2026-11-22T08:00:00+01:00."
        raise UsageError(message)
    return SystemClock(start)


def _data_path(option: Path | None, environment: Mapping[str, str]) -> Path:
    if option or environment.get("KINDTUI_DATA"):
        try:
            return Path(option or environment["KINDTUI_DATA"]).expanduser()
        except RuntimeError:
            message = "there is no such home folder. Name the journal with its whole path."
            raise UsageError(message) from None
    from platformdirs import user_data_path

    return user_data_path("kindtui", appauthor=False) / "journal.json"


def _time_zone_name() -> str:
    import tzlocal

    try:
        tzlocal.reload_localzone()
        return tzlocal.get_localzone_name() or "UTC"
    except Exception:  # noqa: BLE001  a machine without a usable zone still has a clock
        return "UTC"


def _utc_offset(local: datetime) -> int:
    return int((local.utcoffset() or timedelta()).total_seconds())


def _print(line: str) -> None:
    if sys.stdout is None:  # closed by the caller
        return
    encoding = sys.stdout.encoding
    try:
        sys.stdout.write(line.encode(encoding, "replace").decode(encoding) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _discard_output()
        message = f"standard output could not be written ({error.strerror})."
        raise NotSavedError(message) from None


def _discard_output() -> None:
    """Let what is still to be written go nowhere, so that the end of the process is no second error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(message: str, exit_status: int) -> int:
    with suppress(OSError):
        if sys.stderr:  # else closed by the caller
            sys.stderr.write(message + "\n")
    return exit_status
