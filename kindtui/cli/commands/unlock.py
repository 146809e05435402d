"""`kindtui unlock`: write a locked journal, and every file beside it, in plain words again."""

from kindtui.cli.invocation import Invocation
from kindtui.cli.outcome import Outcome, report
from kindtui.cli.parser import ArgumentParser
from kindtui.cli.passphrase import PassphraseSource
from kindtui.cli.usage_error import UsageError
from kindtui.cli.wiring import tell
from kindtui.domain.journal.keyring import Keyring
from kindtui.domain.text import command_line
from kindtui.storage import files, find
from kindtui.storage.errors import NotSavedError, ReadOnlyError
from kindtui.storage.file_store import FileStore
from kindtui.storage.lock_result import incomplete_sentences
from kindtui.storage.sealed_files import sealed_files
from kindtui.texts import get_text


def add_arguments(parser: ArgumentParser) -> None:
    """Add the option without which nothing is done, as the word alone may promise too little."""
    parser.description = get_text("commands.unlock.description")
    parser.add_argument("--for-good", action="store_true", help=get_text("commands.unlock.for_good"))


def run(invocation: Invocation) -> int:
    """Unlock the journal for good.

    Raises:
        UsageError: It was not said that this is for good.
        StorageError: The journal cannot be read or saved, or a file beside it not be unlocked.
        KeyboardInterrupt: Ctrl-C was pressed. Its message says what that means.
    """
    if not invocation.options.for_good:
        raise UsageError(get_text("commands.unlock.which", command=_command(invocation)))
    store = FileStore(files.names_of(invocation.path)[-1], invocation.clock)
    keyring = store.load().keyring
    if store.read_only_reason:
        raise ReadOnlyError(store.read_only_reason)
    if not _has_sealed_words(invocation, keyring):
        return report(Outcome(get_text("commands.unlock.not_locked")))
    assert keyring
    return report(Outcome(_unlock(invocation, keyring)), is_change=True)


def _has_sealed_words(invocation: Invocation, keyring: Keyring | None) -> bool:
    """Return whether the journal is locked, or a file beside it still is since it was unlocked."""
    if keyring is None or not keyring.lifted:
        return keyring is not None
    return bool(sealed_files(find.survey(invocation.path)))


def _unlock(invocation: Invocation, keyring: Keyring) -> str:
    from kindtui.storage import locking

    path, clock = invocation.path, invocation.clock
    source = PassphraseSource(invocation.environment, files.names_of(path)[-1])
    store = source.unlocked_store(clock, keyring)
    tell(get_text("commands.unlock.working"))
    command = _command(invocation)
    try:
        result = locking.unlock_for_good(store, path, clock)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(get_text("commands.unlock.stopped_halfway", command=command)) from None
    if not result.is_complete:
        raise NotSavedError(" ".join(incomplete_sentences(result, "unlock", store.path, command)))
    done = get_text("commands.unlock.done")
    return done if result.is_durable else f"{done} {get_text('commands.not_confirmed')}"


def _command(invocation: Invocation) -> str:
    return command_line(invocation.options.data, "unlock", "--for-good")
