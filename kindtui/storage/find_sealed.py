"""The search for a word among what is sealed, with the key."""

from contextlib import suppress
from pathlib import Path

from kindtui.domain.journal.keyring import Keyring
from kindtui.storage import files, find
from kindtui.storage.copy_sealer import KeyFileSealer
from kindtui.storage.sealing.keys import Keys
from kindtui.storage.sealing.sodium import SealError


def sealed_files_containing(
    path: Path, word: str, keyring: Keyring, keys: Keys
) -> tuple[list[Path], list[Path]]:
    """Return the files of the journal at `path` that have a word sealed, and those that do not open."""
    sealer = KeyFileSealer(keyring, keys)
    found: list[Path] = []
    unopened: list[Path] = []
    for file in find.survey(path).kinds:
        with suppress(OSError):
            data, _ = files.read(file)
            try:
                opened = sealer.opened(data)
            except SealError:
                unopened.append(file)
                continue
            if opened != data and find.appears_in(word, opened):
                found.append(file)
    return found, unopened
