"""`kindtui lock`: lock the words of a journal, or change its passphrase."""

import sys
from typing import TYPE_CHECKING, NamedTuple

from kindtui import exit_codes
from kindtui.cli.invocation import Invocation
from kindtui.cli.parser import ArgumentParser
from kindtui.cli.passphrase import PassphraseSource
from kindtui.cli.usage_error import UsageError
from kindtui.cli.wiring import discard_output, print_line, tell
from kindtui.domain.text import command_line
from kindtui.storage import files, find
from kindtui.storage.errors import NotSavedError, ReadOnlyError
from kindtui.storage.file_store import FileStore
from kindtui.storage.lock_result import LockResult, incomplete_sentences
from kindtui.storage.sealed_files import plain_files
from kindtui.texts import get_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from kindtui.domain.journal.keyring import LockChange
    from kindtui.storage.locking import ShowCode


class Messages(NamedTuple):
    """What is said about the recovery code of a lock, and if there is none to be seen."""

    code: str
    not_shown: str
    stopped: str


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
        raise UsageError(get_text("commands.lock.not_yet", command=_command(invocation)))
    if invocation.options.change:
        _change(invocation, source)
    elif not journal.is_locked:
        _lock(invocation, store, source)
    elif (journal.keyring and journal.keyring.incomplete) or plain_files(find.survey(invocation.path)):
        _finish(invocation, source)
    else:
        print_line(get_text("commands.lock.already", command=_command(invocation, "--change")))
    return exit_codes.SUCCESS


def _lock(invocation: Invocation, store: FileStore, source: PassphraseSource) -> None:
    from kindtui.storage import locking

    _check_output()
    passphrase = source.choose(get_text("commands.lock.before"))

    def lock(show_code: "ShowCode") -> LockResult:
        return locking.lock(store, invocation.path, passphrase, invocation.clock, show_code)

    messages = Messages(
        get_text("commands.lock.code"),
        get_text("commands.lock.code_not_shown", command=_command(invocation, "--change")),
        get_text("commands.lock.stopped_halfway", command=_command(invocation)),
    )
    _report(invocation, "lock", _with_code(lock, messages))


def _change(invocation: Invocation, source: PassphraseSource) -> None:
    from kindtui.storage import locking

    _check_output()
    store = source.unlocked_store(invocation.clock)
    passphrase = source.choose_by_hand(get_text("commands.lock.before_change"))

    def change(show_code: "ShowCode") -> LockResult:
        return locking.change_passphrase(store, invocation.path, passphrase, invocation.clock, show_code)

    messages = Messages(
        get_text("commands.lock.new_code"),
        get_text("commands.lock.change.code_not_shown", command=_command(invocation, "--change")),
        get_text("commands.lock.change.stopped_halfway", command=_command(invocation)),
    )
    _report(invocation, "passphrase", _with_code(change, messages))


def _with_code(lock: "Callable[[ShowCode], LockResult]", messages: Messages) -> LockResult:
    """Lock, and print the recovery code as soon as there is one."""
    has_code = False

    def show_code(code: str) -> None:
        nonlocal has_code
        has_code = True
        tell(messages.code)
        try:
            print_line(code)
        except (BrokenPipeError, NotSavedError) as error:
            if isinstance(error, BrokenPipeError):
                discard_output()
            raise NotSavedError(messages.not_shown) from None
        tell(get_text("commands.lock.code_again"), get_text("commands.lock.working"))

    try:
        return lock(show_code)
    except KeyboardInterrupt:
        if not has_code:
            raise
        raise KeyboardInterrupt(messages.stopped) from None


def _finish(invocation: Invocation, source: PassphraseSource) -> None:
    from kindtui.storage import locking

    store = source.unlocked_store(invocation.clock)
    tell(get_text("commands.lock.finishing"))
    try:
        result = locking.finish(store, invocation.path, invocation.clock)
    except KeyboardInterrupt:
        message = get_text("commands.lock.stopped_halfway", command=_command(invocation))
        raise KeyboardInterrupt(message) from None
    _report(invocation, "lock", result)


def _report(invocation: Invocation, change: "LockChange", result: LockResult) -> None:
    """Say that all is locked.

    Raises:
        NotSavedError: Some of it may not be.
    """
    if not result.is_complete:
        sentences = incomplete_sentences(result, change, invocation.real_path, _command(invocation))
        raise NotSavedError(" ".join(sentences))
    tell(get_text("commands.lock.done"))
    if not result.is_durable:
        tell(get_text("commands.not_confirmed"))


def _check_output() -> None:
    """Check that the recovery code can be shown.

    Raises:
        NotSavedError: Standard output is closed.
    """
    if sys.stdout is None:
        raise NotSavedError(get_text("errors.lock.output_closed"))


def _command(invocation: Invocation, *options: str) -> str:
    return command_line(invocation.options.data, "lock", *options)
