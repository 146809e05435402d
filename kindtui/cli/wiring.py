"""What every command is given: the path of the journal, a session over it, and ways to print."""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from kindtui.cli.parser import UsageError
from kindtui.domain.dates import Clock
from kindtui.domain.state import State
from kindtui.session import Session
from kindtui.storage.errors import NotSavedError, StorageError
from kindtui.storage.store import FileStore, MemoryStore


def data_path(option: Path | None, environment: Mapping[str, str]) -> Path:
    """Return where the journal is: the option, the environment, or the user's data folder."""
    if option or environment.get("KINDTUI_DATA"):
        try:
            return Path(option or environment["KINDTUI_DATA"]).expanduser()
        except RuntimeError:
            message = "there is no such home folder. Name the journal with its whole path."
            raise UsageError(message) from None
    from platformdirs import user_data_path

    return user_data_path("kindtui", appauthor=False) / "journal.json"


def make_session(clock: Clock, path: Path, *, demo: bool) -> Session:
    """Create a session over the journal at `path`, or over a made-up one for a demo."""
    from kindtui import content

    if not demo:
        return Session(FileStore(path, clock), clock, content.catalog())
    from kindtui.demo import demo_journal
    from kindtui.domain.dates import logical_day
    from kindtui.domain.settings import Settings

    today = logical_day(clock.now(), Settings().day_start)
    journal = demo_journal(content.catalog(), content.demo_texts(), today)
    return Session(MemoryStore(journal), clock, content.catalog())


def open_session(session: Session, *, full: bool = True) -> State:
    """All of the journal, or what today needs of it, after the one warning there may be."""
    state = session.open() if full else session.load_recent()
    if session.store.read_only_reason:
        fail(f"kindtui: {session.store.read_only_reason}", 0)
    return state


def merge_sync_conflicts(session: Session) -> None:
    """Fold in what a sync client left beside the journal; one that cannot be read waits for doctor."""
    store = session.store
    if not isinstance(store, FileStore) or store.read_only_reason:
        return
    from kindtui.storage import copies

    with suppress(StorageError):
        copies.merge_sync_conflicts(store)


def print_line(line: str) -> None:
    """Write one line to standard output."""
    if sys.stdout is None:  # closed by the caller
        return
    encoding = sys.stdout.encoding
    try:
        sys.stdout.write(line.encode(encoding, "replace").decode(encoding) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        discard_output()
        message = f"standard output could not be written ({error.strerror})."
        raise NotSavedError(message) from None


def fail(message: str, exit_status: int) -> int:
    """Write one line to standard error and return the exit status."""
    with suppress(OSError):
        if sys.stderr:  # else closed by the caller
            sys.stderr.write(message + "\n")
    return exit_status


def error_location(error: BaseException) -> str:
    """Type, file and line of an error, and nothing else of it."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    location = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{location}"


def discard_output() -> None:
    """Let what is still to be written go nowhere, so that the end of the process is no second error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
