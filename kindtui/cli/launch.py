"""Start the app: checks of the terminal, the app itself, and recovery of a damaged journal."""

import os
import resource
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from kindtui import exit_codes
from kindtui.cli.parser import UsageError
from kindtui.cli.wiring import error_location, fail, make_session, merge_sync_conflicts
from kindtui.domain.dates import Clock
from kindtui.session import Session
from kindtui.storage.errors import DamagedError

# They write keys or the screen to a file, or send them elsewhere.
DEBUG_VARIABLES = ("TEXTUAL_LOG", "TEXTUAL_DEBUG", "TEXTUAL_DEVTOOLS", "TEXTUAL", "TEXTUAL_SCREENSHOT")
# Frames a second at most: what a key sets off in a second frame waits for up to two of them.
MAX_FPS = "250"


def start_app(clock: Clock, path: Path, environment: Mapping[str, str], *, demo: bool) -> int:
    """Run the app, after a recovery if the journal is damaged; return the exit status."""
    _check_terminal(environment)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    session = make_session(clock, path, demo=demo)
    for name in DEBUG_VARIABLES:
        os.environ.pop(name, None)
    os.environ["TEXTUAL_FPS"] = MAX_FPS
    try:
        return _run_app(session)
    except DamagedError as error:
        if exit_status := _recover(error, Path(os.path.realpath(path)), clock):
            return exit_status
        return _run_app(make_session(clock, path, demo=demo))


def _run_app(session: Session) -> int:
    """Run the app until it ends.

    Raises:
        UnreadableError: if the file cannot be understood; it was left as it is.
    """
    merge_sync_conflicts(session)
    state = session.load_recent()
    sys.modules.setdefault("ssl", None)  # type: ignore[arg-type]  # asyncio does without; kindtui talks to nobody
    from kindtui.tui.app import KindApp

    app = KindApp(session, state)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until the app takes care of it
    app.run()
    if app.unreadable_error:
        raise app.unreadable_error
    if session.store.read_only_reason:
        fail(f"kindtui: {session.store.read_only_reason}", 0)
    if app.crash:
        return fail(
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
        return fail(
            f"kindtui: an internal error, {error_location(app.crash)}. Nothing was changed.",
            exit_codes.INTERNAL_ERROR,
        )
    return app.return_code or exit_codes.SUCCESS


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
