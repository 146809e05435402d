"""What commands share: the path of the journal, a session over it, and lines on the standard streams."""

import _signal as signal  # the module signal takes longer to import
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kindtui import exit_codes, first_frame
from kindtui.cli.folders import user_data_folder
from kindtui.cli.usage_error import UsageError
from kindtui.domain.dates import Clock
from kindtui.domain.provided_settings import NOTHING_PROVIDED, ProvidedSettings
from kindtui.domain.state import State
from kindtui.domain.text import printable
from kindtui.session import SaveOutcome, Session
from kindtui.storage.errors import NotSavedError, StorageError
from kindtui.storage.file_store import FileStore
from kindtui.storage.store import MemoryStore, Store
from kindtui.texts import get_text

if TYPE_CHECKING:
    from kindtui.next_start import NextStart


def data_path(option: Path | None, environment: Mapping[str, str]) -> Path:
    """Return the path of the journal.

    Args:
        option: The value of `--data`. It wins over `KINDTUI_DATA`, which wins over the user's data folder.
        environment: The environment variables.

    Raises:
        UsageError: The path begins with the home folder of somebody who has none.
    """
    if option or environment.get("KINDTUI_DATA"):
        try:
            return Path(option or environment["KINDTUI_DATA"]).expanduser()
        except RuntimeError:
            raise UsageError(get_text("errors.unreadable.no_home")) from None
    return user_data_folder(environment) / "journal.json"


def make_session(
    clock: Clock,
    path: Path,
    *,
    demo: bool,
    provided: ProvidedSettings = NOTHING_PROVIDED,
    next_start: "NextStart | None" = None,
) -> Session:
    """Create a session over the journal at `path`, or over a made-up year in memory."""
    from kindtui import content

    if not demo:
        return Session(FileStore(path, clock), clock, content.catalog(), provided, next_start)
    from kindtui.demo import demo_journal
    from kindtui.domain.dates import logical_day
    from kindtui.domain.settings import Settings

    today = logical_day(clock.now(), Settings().day_start)
    journal = demo_journal(content.catalog(), content.demo_texts(), today)
    return Session(MemoryStore(journal), clock, content.catalog(), provided)


def open_session(session: Session, *, full: bool = True, is_quiet: bool = False) -> State:
    """Load the journal, and warn if it may only be read.

    Args:
        session: The session to load.
        full: Whether to read the whole journal, or only what today needs.
        is_quiet: Whether to leave that out, as in a prompt, which nobody writes from.

    Raises:
        StorageError: The journal cannot be read.
    """
    state = session.open() if full else session.load_recent()
    if session.store.read_only_reason and not is_quiet:
        warn(session.store.read_only_reason)
    return state


def check_can_seal(store: Store) -> None:
    """Check that what is added to a journal can be sealed, if it is locked, before somebody writes it.

    Raises:
        UnreadableError: PyNaCl is not installed.
    """
    if store.is_locked:
        from kindtui.storage.sealing import sealer

        del sealer


def merge_sync_conflicts(session: Session) -> None:
    """Merge the copies that sync clients put beside the journal. `kindtui doctor` reports failures."""
    store = session.store
    if not isinstance(store, FileStore) or store.read_only_reason:
        return
    from kindtui.storage import sync_copies

    with suppress(StorageError):
        sync_copies.merge_sync_conflicts(store)


def print_line(line: str) -> None:
    """Write a line, or several, to standard output, with "?" for characters its encoding lacks.

    Controls are written as escapes. In a text of several lines, pass each path through `printable` first:
    here a line break within a file name looks like any other.

    Raises:
        BrokenPipeError: The reader has gone.
        NotSavedError: The output cannot be written for another reason.
    """
    if sys.stdout is None:  # closed by the caller
        return
    encoding = sys.stdout.encoding
    safe = printable(line, kept="\n\t")
    with _output_errors():
        sys.stdout.write(safe.encode(encoding, "replace").decode(encoding) + "\n")
        sys.stdout.flush()


def print_path(path: Path) -> None:
    """Write a path alone to standard output: its very bytes, so that a shell can use it.

    On a terminal it is written as in a sentence, as whoever shares the folder may have chosen its name.

    Raises:
        BrokenPipeError: The reader has gone.
        NotSavedError: The output cannot be written for another reason.
    """
    if sys.stdout is None or sys.stdout.isatty():
        print_line(printable(path))
        return
    with _output_errors():
        sys.stdout.buffer.write(os.fsencode(path) + b"\n")
        sys.stdout.flush()


@contextmanager
def _output_errors() -> Iterator[None]:
    """Turn an error in writing to standard output into a sentence.

    Raises:
        BrokenPipeError: The reader has gone.
        NotSavedError: The output cannot be written for another reason.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        discard_output()
        raise NotSavedError(get_text("errors.not_saved.output", reason=error.strerror)) from None


def is_on_terminal() -> bool:
    """Return whether a person can read questions and answer them."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty())


def confirm(line: str) -> None:
    """Write what was done to standard output. That it cannot be written undoes nothing, so it is a warning.

    Raises:
        BrokenPipeError: The reader has gone.
    """
    try:
        print_line(line)
    except NotSavedError as error:
        warn(get_text("commands.done_all_the_same", problem=error))


def confirm_save(session: Session, outcome: SaveOutcome, message: str) -> None:
    """Say what was saved and whether the disk has confirmed it, and make the daily backup."""
    confirm(message)
    if not outcome.is_durable:
        warn(get_text("commands.saved_not_confirmed"))
    session.store.make_daily_backup()


def forbid_core_dumps() -> None:
    """Let no crash write the memory of this program to a file, as what was written would be in it.

    With a limit of 1 byte, Linux also passes nothing to the program that collects crashes; with 0 it would.
    """
    import resource

    with suppress(ValueError):  # the limit is 0 for good already
        resource.setrlimit(resource.RLIMIT_CORE, (1, 1))


def set_echo(*, is_on: bool) -> None:
    """Let the terminal show what is typed while no app is there, or not."""
    import termios

    with suppress(termios.error, OSError, ValueError, TypeError):  # the last if stdin is closed
        mode = termios.tcgetattr(sys.stdin)
        if bool(mode[3] & termios.ECHO) != is_on:
            mode[3] ^= termios.ECHO
            termios.tcsetattr(sys.stdin, termios.TCSANOW, mode)


def leave_first_frame() -> None:
    """Show the shell again, if a first frame is shown; while the app starts, nothing of what is typed is."""
    if first_frame.terminal_before:
        first_frame.leave()
        set_echo(is_on=False)


def end_by_signal(number: int, _: object) -> None:
    """Give the terminal back as it was before the start, and end as the signal does by default."""
    first_frame.leave()
    set_echo(is_on=True)
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def discard_output() -> None:
    """Send buffered output nowhere, so that flushing it at exit cannot fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def warn(message: str) -> None:
    """Write a line to standard error, after the name of the program; controls are written as escapes."""
    leave_first_frame()
    with suppress(OSError):
        if sys.stderr:  # None if closed by the caller
            sys.stderr.write(f"kindtui: {printable(message)}\n")


def tell(*lines: str) -> None:
    """Write lines to standard error that are no warnings, such as what takes a while now."""
    with suppress(OSError):
        if sys.stderr:
            sys.stderr.write("".join(printable(line, kept="\n") + "\n" for line in lines))
            sys.stderr.flush()


def report_unkept_texts(texts: Sequence[str]) -> None:
    """Write texts that no file could hold to standard error, so that the person can copy them."""
    if texts:
        warn(get_text("commands.unsaved_texts"))
        with suppress(OSError):
            if sys.stderr:
                lines = [line for text in texts for line in printable(text, kept="\n").split("\n")]
                sys.stderr.write("".join(f"  {line}\n" for line in lines))


def fail(message: str, exit_status: int) -> int:
    """Write a line to standard error and return the exit status."""
    warn(message)
    return exit_status


def report_internal_error(error: BaseException, reassurance: str = "") -> int:
    """Report where an error was raised, without its message, which may be private; return the exit status.

    `reassurance` is a sentence that follows; by default it says that what was saved is safe.
    """
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    details = type(error).__name__
    if trace:
        details += f", {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
    reassurance = reassurance or get_text("commands.saved_is_safe")
    message = get_text("commands.internal_error", details=details, reassurance=reassurance)
    return fail(message, exit_codes.INTERNAL_ERROR)
