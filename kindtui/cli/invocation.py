"""One run of a command: its options, and what it runs on."""

import argparse
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from kindtui.cli.wiring import make_session
from kindtui.domain.dates import Clock
from kindtui.session import Session
from kindtui.storage.errors import UnreadableError
from kindtui.texts import get_text


class Invocation(NamedTuple):
    """One run of a command. `path` is the journal as it was named, symbolic links included."""

    options: argparse.Namespace
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

    def session(self) -> Session:
        """Create the session over the journal, or over the demo's."""
        return make_session(self.clock, self.path, demo=self.options.demo)
