"""One run of a command: its options, and what it runs on."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kindtui.cli.command_list import COMMANDS
from kindtui.cli.provided import defaults_paths, read_provided
from kindtui.cli.wiring import make_session, open_session, warn
from kindtui.domain.dates import Clock
from kindtui.domain.provided_settings import ProvidedSettings
from kindtui.domain.state import State
from kindtui.session import Session
from kindtui.storage import files
from kindtui.storage.errors import UnreadableError
from kindtui.storage.file_store import FileStore
from kindtui.texts import get_text

if TYPE_CHECKING:
    import argparse

    from kindtui.next_start import NextStart

COMMANDS_WITH_THEME = ("", "settings")  # "" is the app


class Invocation(Struct, frozen=True):
    """One run of a command. `path` is the journal as it was named, symbolic links included."""

    options: "argparse.Namespace"
    environment: Mapping[str, str]
    clock: Clock
    path: Path

    @property
    def real_path(self) -> Path:
        """The path of the journal with symbolic links resolved.

        Raises:
            UnreadableError: The path is relative, and the present folder is gone.
        """
        try:
            return Path(os.path.realpath(self.path))
        except FileNotFoundError:
            raise UnreadableError(get_text("errors.unreadable.folder_gone")) from None

    def check_place(self) -> None:
        """Check that a journal is, or can be, where it was named.

        Raises:
            UnreadableError: It cannot be there, or a symbolic link on the way leads to nothing.
        """
        files.check_place(self.real_path)
        if files.dangling_link(self.path):
            from kindtui.storage import mounts

            mounts.check_links(self.path)

    def session(self) -> Session:
        """Create the session over the journal, or over the demo's. The words of a locked one stay sealed."""
        next_start = self._next_start()
        provided = self.provided_settings()
        return make_session(
            self.clock, self.path, demo=self.options.demo, provided=provided, next_start=next_start
        )

    def _next_start(self) -> "NextStart | None":
        """Return what notes the next start of the app; None where nothing is saved."""
        command = COMMANDS.get(self.options.command)
        if self.options.demo or (command and command.has_demo):
            return None
        from kindtui.next_start import NextStart

        return NextStart(self.real_path, defaults_paths(self.environment), self.environment)

    def session_with_words(self, *, is_quiet: bool = False) -> tuple[Session, State]:
        """Create the session and load it, with its words: the passphrase of a locked journal is got first.

        What a lock that was stopped has left is sealed then. `is_quiet` is that of `open_session`.

        Raises:
            StorageError: The journal cannot be read, or its passphrase not be got.
        """
        session = self.session()
        store = session.store
        if not isinstance(store, FileStore):
            return session, open_session(session, is_quiet=is_quiet)
        from kindtui.cli.passphrase import PassphraseSource, finish_lock

        store.words.unlocker = PassphraseSource(self.environment, store.path).unlock
        state = open_session(session, is_quiet=is_quiet)
        if store.lock_warning:
            warn(store.lock_warning)
        finish_lock(store, self.path, self.clock)
        return session, state

    def provided_settings(self) -> ProvidedSettings:
        """Return the settings from outside the journal, and warn of those that cannot be used.

        The demo is the same everywhere, but for its theme.
        """
        demo, command = self.options.demo, self.options.command
        provided = read_provided(
            self.environment, with_files=not demo, with_theme=command in COMMANDS_WITH_THEME
        )
        for problem in provided.problems:
            warn(problem)
        return provided.settings
