"""Start the app, after checking the terminal and, if the journal is damaged, a recovery."""

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kindtui import exit_codes, tuning
from kindtui.cli.invocation import Invocation
from kindtui.cli.usage_error import UsageError
from kindtui.cli.wiring import (
    end_by_signal,
    forbid_core_dumps,
    leave_first_frame,
    merge_sync_conflicts,
    report_internal_error,
    report_unkept_texts,
    set_echo,
    warn,
)
from kindtui.domain.dates import Clock
from kindtui.domain.settings import Settings
from kindtui.domain.state import State
from kindtui.session import Session
from kindtui.storage.errors import DamagedError
from kindtui.storage.file_store import FileStore
from kindtui.texts import get_text

if TYPE_CHECKING:
    from kindtui.tui.app import KindApp
    from kindtui.tui.unlock import UnlockApp

# The variables of Textual that may change the app. Others write keys to a file, press some, or end it.
SUPPORTED_VARIABLES = ("TEXTUAL_ANIMATIONS", "TEXTUAL_DISABLE_KITTY_KEY")
TRIES_AFTER_HANGUP, RETRY_SECONDS = 60, 2.0
COLOR_SYSTEMS = ("auto", "standard", "256", "truecolor")

Environment = dict[str, str] | None  # that of the start; None where no first frames are kept


def start_app(invocation: Invocation) -> int:
    """Run the app until the person leaves it.

    Returns:
        The exit status.

    Raises:
        UsageError: The terminal cannot show the app.
        StorageError: The journal cannot be read, or not be restored; it was left as it was.
    """
    _check_terminal(invocation.environment)
    forbid_core_dumps()
    environment = None if invocation.options.demo else dict(os.environ)
    _clean_environment()
    tuning.raise_frame_rate()
    clock = invocation.clock
    try:
        return _run_app(invocation.session(), clock, environment)
    except DamagedError as error:
        leave_first_frame()
        if exit_status := _recover(error, invocation.real_path, clock):
            return exit_status
        return _run_app(invocation.session(), clock, environment)


def _run_app(session: Session, clock: Clock, environment: Environment) -> int:
    """Run the app, after unlocking a locked journal, and return its exit status.

    Raises:
        UnreadableError: The journal cannot be read; it was left as it was.
    """
    merge_sync_conflicts(session)
    state = session.load_recent()
    tuning.hide_ssl()
    if isinstance(session.store, FileStore) and session.store.is_locked:
        leave_first_frame()
        unlocking = _unlock(session, session.store, state.journal.settings)
        if unlocking.return_value is None:
            return _status_without_opening(unlocking)
        state = unlocking.return_value
    from kindtui.tui.driver import leave_kept_screen

    try:
        return _run_over(session, state, clock, environment)
    finally:
        leave_kept_screen()


def _unlock(session: Session, store: FileStore, settings: Settings) -> "UnlockApp":
    """Ask for the passphrase of a locked journal, and return the app after it has ended.

    Raises:
        UnreadableError: PyNaCl, which opens it, is not installed.
    """
    if find_spec("nacl") is None:  # else it is imported once the field is shown
        import_module("kindtui.storage.sealing.sodium")
    from kindtui.tui.unlock import UnlockApp

    def open_with(secret: str) -> State | None:
        from kindtui.storage.sealing.keys import WrongPassphraseError

        try:
            store.unlock(secret)
        except WrongPassphraseError:
            return None
        merge_sync_conflicts(session)  # also those that only the key can merge
        return session.load_recent()

    app = UnlockApp(open_with, settings)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until the app handles it
    app.run()
    return app


def _status_without_opening(app: "UnlockApp") -> int:
    """Return the exit status after the journal was not unlocked.

    Raises:
        StorageError: It cannot be opened, whatever the passphrase is.
    """
    if app.error:
        raise app.error
    if app.crash:
        return report_internal_error(app.crash, get_text("commands.nothing_changed"))
    return app.return_code or exit_codes.SUCCESS


def _run_over(session: Session, state: State, clock: Clock, environment: Environment) -> int:
    """Run the app over a journal that is open, and return its exit status.

    Raises:
        UnreadableError: The journal cannot be read; it was left as it was.
    """
    from kindtui.tui.app import KindApp
    from kindtui.tui.driver import leave_kept_screen
    from kindtui.tui.saving import EXIT_SIGNALS

    app = KindApp(session, state, environment)
    for number in EXIT_SIGNALS:
        signal.signal(number, _leave_kept_screen_and_end)  # until the app handles it
    crash: BaseException | None = None
    try:
        app.run()
    except BaseException as error:  # noqa: BLE001  a traceback could show what a person wrote
        crash = error
    leave_kept_screen()
    unkept_texts = _keep_texts(app, clock)
    report_unkept_texts(unkept_texts)
    exit_status = _exit_status(app, crash)
    if app.begins_anew and not (exit_status or unkept_texts):
        _begin_anew()
    elif session.store.read_only_reason:
        warn(session.store.read_only_reason)
    return exit_status


def _leave_kept_screen_and_end(signal_number: int, frame: object) -> None:
    """Show the shell again, if an app has kept the screen, and end as the signal does by default."""
    from kindtui.tui.driver import leave_kept_screen

    leave_kept_screen()
    end_by_signal(signal_number, frame)


def _exit_status(app: "KindApp", crash: BaseException | None) -> int:
    """Return the exit status of the app, which `crash` ended, or a crash within it, or a person.

    Raises:
        UnreadableError: The journal cannot be read; it was left as it was.
        KeyboardInterrupt: Ctrl+C ended it before it handled that itself.
    """
    if isinstance(crash, KeyboardInterrupt):
        raise crash
    if app.unreadable_error and not crash:
        raise app.unreadable_error
    if error := crash or app.crash:
        return report_internal_error(error)
    return app.return_code or exit_codes.SUCCESS


def _begin_anew() -> None:
    """Replace this process by a new one, so that the key and the words are gone from its memory.

    If that fails, it ends, and says so: the journal is locked then as well. Until the new process asks for
    the passphrase, the terminal shows nothing of what is typed, as that may be its first letters.
    """
    set_echo(is_on=False)
    with suppress(OSError):
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
    warn(get_text("app.lock.start_again"))


def _keep_texts(app: "KindApp", clock: Clock) -> Sequence[str]:
    """Save what is unsaved as drafts, and return the texts that no file holds.

    Once the terminal is closed nobody can be shown them, so saving them is tried for some minutes.
    """
    texts = app.keep_unsaved_texts()
    for _ in range(TRIES_AFTER_HANGUP):
        if not texts or sys.stderr.isatty():
            break
        clock.sleep(RETRY_SECONDS)
        texts = app.keep_unsaved_texts()
    return texts


def _recover(error: DamagedError, path: Path, clock: Clock) -> int:
    """Offer to restore one of the intact copies of a damaged journal.

    Returns:
        The exit status of the recovery; 0 if a copy was restored.

    Raises:
        DamagedError: `error`, if there is no intact copy or the person left without choosing one.
        StorageError: The chosen copy could not be restored.
    """
    from kindtui.tui.recovery import recover

    app = recover(error.problem, path, clock)
    if app is None or (app.return_value is None and not app.return_code and not app.crash):
        raise error
    if app.crash:
        return report_internal_error(app.crash, get_text("commands.nothing_changed"))
    return app.return_code or exit_codes.SUCCESS


def _clean_environment() -> None:
    """Remove the variables that would change the app in ways nobody asked kindtui for.

    COLUMNS and LINES are as old as the shell that set them, so they count only where the terminal itself
    knows no size.
    """
    for name, value in list(os.environ.items()):
        is_supported = name in SUPPORTED_VARIABLES or (
            name == "TEXTUAL_COLOR_SYSTEM" and value in COLOR_SYSTEMS
        )
        if name.startswith("TEXTUAL") and not is_supported:
            del os.environ[name]
    if all(os.get_terminal_size(sys.stdin.fileno())):
        for name in ("COLUMNS", "LINES"):
            os.environ.pop(name, None)


def _check_terminal(environment: Mapping[str, str]) -> None:
    """Refuse to start where the app cannot be shown.

    Raises:
        UsageError: There is no terminal, or it lacks what the app needs.
    """
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        raise UsageError(get_text("commands.terminal.none"))
    if environment.get("TERM", "dumb") in ("dumb", ""):
        raise UsageError(get_text("commands.terminal.too_plain"))
    if sys.stderr.encoding.lower().replace("-", "") != "utf8":
        raise UsageError(get_text("commands.terminal.not_utf_8"))
