"""`kindtui lock`: lock the words of a journal, or change its passphrase."""

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kindtui import exit_codes
from kindtui.cli.invocation import Invocation
from kindtui.cli.parser import ArgumentParser, UsageError
from kindtui.cli.passphrase import PassphraseSource
from kindtui.cli.wiring import discard_output, print_line, tell
from kindtui.domain.text import command_line
from kindtui.storage import edited_texts, files, find
from kindtui.storage.errors import NotSavedError, ReadOnlyError
from kindtui.storage.file_store import FileStore
from kindtui.storage.sealed_files import plain_files
from kindtui.texts import get_text

if TYPE_CHECKING:
    from kindtui.storage.locking import LockResult, ShowCode


def add_arguments(parser: ArgumentParser) -> None:
    """Add the option that changes the passphrase."""
    parser.description = get_text("commands.lock.description")
    parser.add_argument("--change", action="store_true", help=get_text("commands.lock.change"))


def run(invocation: Invocation) -> int:
    """Lock the journal and every file beside it, or go on with that where it was stopped.

    Raises:
        UsageError: There is no passphrase to change, or none was chosen.
        StorageError: The journal cannot be read or saved, or a file beside it not be locked.
        KeyboardInterrupt: Ctrl-C was pressed. Its message says what that means.
    """
    store = FileStore(files.names_of(invocation.path)[-1], invocation.clock)
    journal = store.load()
    if store.read_only_reason:
        raise ReadOnlyError(store.read_only_reason)
    source = PassphraseSource(invocation.environment, store.path)
    if invocation.options.change and not journal.is_locked:
        raise UsageError(get_text("commands.lock.not_yet"))
    if invocation.options.change:
        _change(invocation, source)
    elif not journal.is_locked:
        _lock(invocation, store, source)
    elif (journal.keyring and journal.keyring.incomplete) or plain_files(find.survey(invocation.path)):
        _finish(invocation, source)
    else:
        print_line(get_text("commands.lock.already"))
    return exit_codes.SUCCESS


def _lock(invocation: Invocation, store: FileStore, source: PassphraseSource) -> None:
    from kindtui.storage import locking

    _check_output()
    passphrase = source.choose(get_text("commands.lock.before"))

    def lock(show_code: "ShowCode") -> "LockResult":
        return locking.lock(store, invocation.path, passphrase, invocation.clock, show_code)

    _run(invocation, lock, get_text("commands.lock.code"))


def _change(invocation: Invocation, source: PassphraseSource) -> None:
    from kindtui.storage import locking

    _check_output()
    store = source.unlocked_store(invocation.clock)
    passphrase = source.choose_by_hand(get_text("commands.lock.before_change"))

    def change(show_code: "ShowCode") -> "LockResult":
        return locking.change_passphrase(store, invocation.path, passphrase, invocation.clock, show_code)

    _run(invocation, change, get_text("commands.lock.new_code"))


def _finish(invocation: Invocation, source: PassphraseSource) -> None:
    from kindtui.storage import locking

    store = source.unlocked_store(invocation.clock)
    tell(get_text("commands.lock.finishing"))
    _run(invocation, lambda _: locking.finish(store, invocation.path, invocation.clock))


def _run(invocation: Invocation, lock: Callable[["ShowCode"], "LockResult"], lead: str = "") -> None:
    """Lock, and say what was done; `lead` is what the recovery code is."""
    is_locked = not lead

    def show_code(code: str) -> None:
        nonlocal is_locked
        is_locked = True
        tell(lead)
        try:
            print_line(code)
        except BrokenPipeError:
            discard_output()
            raise _code_not_shown(invocation) from None
        except NotSavedError:
            raise _code_not_shown(invocation) from None
        tell(get_text("commands.lock.code_again"), get_text("commands.lock.working"))

    try:
        result = lock(show_code)
    except KeyboardInterrupt:
        if not is_locked:
            raise
        command = command_line(invocation.options.data, "lock")
        raise KeyboardInterrupt(get_text("commands.lock.stopped_halfway", command=command)) from None
    _report(invocation, result)


def _report(invocation: Invocation, result: "LockResult") -> None:
    """Say that all is locked.

    Raises:
        NotSavedError: Some of it may not be.
    """
    if not result.is_complete:
        command, problems = command_line(invocation.options.data, "lock"), " ".join(_problems(result))
        path = invocation.real_path
        raise NotSavedError(
            get_text("commands.lock.incomplete", path=path, problems=problems, command=command)
        )
    tell(get_text("commands.lock.done"))
    if not result.is_durable:
        tell(get_text("commands.not_confirmed"))


def _problems(result: "LockResult") -> Iterator[str]:
    """Yield where plain words may be left, as sentences."""
    for folder in result.unlisted:
        yield get_text("commands.purge.incomplete.folder", path=folder)
    records = {edited_texts.record_path(file) for file in result.left}  # named with their texts
    for file in result.left:
        if file not in records:
            yield get_text("commands.lock.incomplete.file", path=file)
    for file in result.similar:
        yield get_text("commands.lock.incomplete.similar", path=file)
    for file in result.linked:
        yield get_text("commands.lock.incomplete.linked", path=file)
    if result.unknown:
        yield get_text("commands.lock.incomplete.unknown", tables=", ".join(result.unknown))


def _check_output() -> None:
    """Check that the recovery code can be shown.

    Raises:
        NotSavedError: Standard output is closed.
    """
    if sys.stdout is None:
        raise NotSavedError(get_text("errors.not_saved.output_closed"))


def _code_not_shown(invocation: Invocation) -> NotSavedError:
    command = command_line(invocation.options.data, "lock", "--change")
    return NotSavedError(get_text("commands.lock.code_not_shown", command=command))
