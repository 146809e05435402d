"""The passphrase of a locked journal: typed on the terminal, or printed by a command that a variable names.

The recovery code does in its place. No argument and no variable ever holds either of them.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from kindtui.cli.hidden_input import HiddenInput, open_terminal
from kindtui.cli.usage_error import UsageError
from kindtui.cli.wiring import forbid_core_dumps, tell
from kindtui.domain.dates import Clock
from kindtui.domain.journal.keyring import Keyring
from kindtui.domain.text import command_line, printable
from kindtui.storage.errors import LockedError, StorageError, UnreadableError
from kindtui.storage.file_store import FileStore
from kindtui.texts import get_text

if TYPE_CHECKING:
    from kindtui.storage.sealing.keys import Keys

VARIABLE = "KINDTUI_PASSPHRASE_COMMAND"
MAX_TRIES = 3
SHELL_OPERATORS = ("|", "||", "&", "&&", ";", "<", ">", ">>", "2>", "2>&1", "2>/dev/null")
MIN_LENGTH = 8
MAX_OUTPUT = 65536  # bytes of what a command prints
POLL_SECONDS = 0.02  # between two looks at whether it has ended


class PassphraseSource:
    """What gives the passphrase of one journal: the command, if the variable names one, or else a person.

    Attributes:
        has_command: Whether the variable names one.
    """

    def __init__(self, environment: Mapping[str, str], path: Path) -> None:
        """Look at the environment variables, for the passphrase of the journal at `path`."""
        self._environment, self._path = environment, path
        self.has_command = bool(environment.get(VARIABLE, "").strip())
        self._found: dict[Keyring, Keys] = {}

    def unlock(self, keyring: Keyring) -> "Keys":
        """Return the keys of a keyring; its passphrase is got only once.

        Raises:
            LockedError: There is nobody to ask, or nothing was typed.
            UnreadableError: The passphrase is wrong, the command failed, or PyNaCl is not installed.
        """
        if keyring not in self._found:
            forbid_core_dumps()
            unlock = self._unlock_by_command if self.has_command else self._unlock_by_hand
            self._found[keyring] = unlock(keyring)
        return self._found[keyring]

    def unlocked_store(self, clock: Clock, keyring: Keyring | None = None) -> FileStore:
        """Return a store of the journal that has its keys.

        Args:
            clock: The clock of the store.
            keyring: What the keys are from, if the journal is not locked.

        Raises:
            LockedError, UnreadableError: As in `unlock`; or the journal cannot be read.
        """
        store = FileStore(self._path, clock)
        store.words.unlocker = self.unlock
        store.load()
        if keyring and not store.words.keyring:
            store.use_keys(self.unlock(keyring), keyring)
        return store

    def _unlock_by_command(self, keyring: Keyring) -> "Keys":
        from kindtui.storage.sealing import keys

        try:
            return keys.unlock(keyring, self._printed())
        except keys.WrongPassphraseError:
            raise UnreadableError(get_text("errors.passphrase.command_wrong", path=self._path)) from None

    def _unlock_by_hand(self, keyring: Keyring) -> "Keys":
        from kindtui.storage.sealing import keys

        with open_terminal() as terminal:
            if terminal is None:
                raise LockedError(get_text("errors.passphrase.nobody_to_ask", path=self._path))
            question = get_text("commands.passphrase", path=printable(self._path))
            for tries_left in reversed(range(MAX_TRIES)):
                typed = terminal.ask(question)
                if typed is None:
                    raise LockedError(get_text("errors.passphrase.none_typed"))
                try:
                    return keys.unlock(keyring, typed)
                except keys.WrongPassphraseError as error:
                    if tries_left:
                        terminal.write(str(error))
        raise UnreadableError(get_text("errors.passphrase.no_more_tries"))

    def choose(self, lead: str) -> str:
        """Return a new passphrase: what the command prints, or what is typed twice.

        Args:
            lead: What a person is told before.

        Raises:
            UnreadableError: The command failed.
            UsageError: There is nobody to ask, or what was typed or printed cannot be used.
        """
        if not self.has_command:
            return self.choose_by_hand(lead)
        forbid_core_dumps()
        tell(lead)
        chosen = self._printed()
        if _is_too_short(chosen):
            raise UsageError(get_text("errors.passphrase.command_too_short", count=MIN_LENGTH))
        return chosen

    def choose_by_hand(self, lead: str) -> str:
        """Return a new passphrase that is typed twice, after the lines of `lead`.

        Raises:
            UsageError: There is nobody to ask, or nothing that can be used was typed.
        """
        forbid_core_dumps()
        with open_terminal() as terminal:
            if terminal is None and self.has_command:
                command = command_line(self._path, "lock", "--change")
                raise UsageError(get_text("errors.passphrase.only_by_hand", command=command))
            if terminal is None:
                raise UsageError(get_text("errors.passphrase.nobody_to_choose"))
            terminal.write(lead)
            problem = ""
            for _ in range(MAX_TRIES):
                if problem:
                    terminal.write(problem)
                chosen, problem = _typed_twice(terminal)
                if chosen is not None:
                    return chosen
                if not problem:
                    break
        raise UsageError(get_text("errors.passphrase.none_chosen"))

    def _printed(self) -> str:
        """Return the first line that the command prints. No message repeats anything of it.

        Raises:
            UnreadableError: The command cannot be started, failed, or printed nothing.
        """
        import shlex

        try:
            command = shlex.split(self._environment[VARIABLE])
        except ValueError:
            raise UnreadableError(get_text("errors.passphrase.command_quote")) from None
        if operator := next((word for word in command if word in SHELL_OPERATORS), None):
            raise UnreadableError(get_text("errors.passphrase.command_for_shell", operator=operator))
        try:
            status, output = _first_output(command, self._environment)
        except OSError as error:
            raise UnreadableError(
                get_text("errors.passphrase.command_not_started", reason=error.strerror)
            ) from None
        if status < 0:
            raise UnreadableError(get_text("errors.passphrase.command_killed", signal=-status))
        if status:
            raise UnreadableError(get_text("errors.passphrase.command_failed", status=status))
        printed = os.fsdecode(output.partition(b"\n")[0]).removesuffix("\r")
        if not printed:
            raise UnreadableError(get_text("errors.passphrase.command_silent"))
        return printed


def _first_output(command: list[str], environment: Mapping[str, str]) -> tuple[int, bytes]:
    """Run a command, and return its exit status and the beginning of its output.

    The rest is read and dropped, until the command ends; what it leaves running is not waited for.

    Raises:
        OSError: It cannot be started.
    """
    import select
    import subprocess

    with subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout
        output, descriptor, is_open = b"", process.stdout.fileno(), True
        while is_open:
            has_ended = process.poll() is not None
            if select.select([descriptor], [], [], 0 if has_ended else POLL_SECONDS)[0]:
                read = os.read(descriptor, MAX_OUTPUT)
                output = (output + read)[:MAX_OUTPUT]
                is_open = bool(read)
            elif has_ended:
                break
        return process.wait(), output


def _typed_twice(terminal: HiddenInput) -> tuple[str | None, str]:
    """Return a new passphrase, or None and what was wrong with it; nothing was if the person left."""
    typed = terminal.ask(get_text("commands.passphrase.new", count=MIN_LENGTH))
    if typed is None:
        return None, ""
    if _is_too_short(typed):
        return None, get_text("commands.passphrase.too_short", count=MIN_LENGTH)
    again = terminal.ask(get_text("commands.passphrase.again"))
    if again is None or typed == again:
        return again, ""
    return None, get_text("commands.passphrase.differs")


def _is_too_short(passphrase: str) -> bool:
    return len(normalize("NFC", passphrase)) < MIN_LENGTH


def finish_lock(store: FileStore, path: Path, clock: Clock) -> None:
    """Seal what a lock that was stopped has left, if the key is at hand; `kindtui doctor` tells what stays.

    `path` is the journal as it was named, symbolic links included.
    """
    keyring = store.words.keyring
    if keyring is None or not keyring.incomplete or store.is_locked or store.read_only_reason:
        return
    from kindtui.storage import locking

    with suppress(StorageError):
        locking.finish(store, path, clock)
