"""What a change of the lock could not do everywhere, and the sentences that say so."""

from pathlib import Path

from msgspec import Struct

from kindtui.domain.journal.keyring import LockChange
from kindtui.domain.text import printable
from kindtui.storage import edited_texts
from kindtui.texts import get_text


class LockResult(Struct, frozen=True):
    """Which files are not as the journal is now: sealed, under the new passphrase, or plain.

    Attributes:
        left: Those that could not be changed, or are open in an editor.
        similar: Those that may be copies of the journal, or journals of their own.
        linked: Those that had a second name elsewhere, by a link, under which the words may still be.
        unlisted: The folders that cannot be listed.
        unknown: The tables of the journal with entries of another program, which were left as they are.
        is_durable: Whether the disk confirmed it.
    """

    left: tuple[Path, ...] = ()
    similar: tuple[Path, ...] = ()
    linked: tuple[Path, ...] = ()
    unlisted: tuple[Path, ...] = ()
    unknown: tuple[str, ...] = ()
    is_durable: bool = True

    @property
    def is_complete(self) -> bool:
        """Whether all files are, as far as can be known."""
        return not (self.left or self.similar or self.linked or self.unlisted or self.unknown)


def incomplete_sentences(result: LockResult, change: LockChange, path: Path, command: str) -> list[str]:
    """Return what a change of the lock of the journal at `path` has left undone; `command` does the rest."""
    sentences = [_opening(change, printable(path))]
    sentences += [
        get_text("commands.purge.incomplete.folder", path=printable(each)) for each in result.unlisted
    ]
    records = {edited_texts.record_path(file) for file in result.left}  # named with their texts
    sentences += [_about_left(change, printable(file)) for file in result.left if file not in records]
    sentences += [_about_similar(change, printable(file)) for file in result.similar]
    sentences += [get_text("commands.lock.incomplete.linked", path=printable(each)) for each in result.linked]
    if result.unknown:
        sentences.append(get_text("commands.lock.incomplete.unknown", tables=", ".join(result.unknown)))
    if result.left or result.unlisted:
        sentences.append(get_text("commands.lock.incomplete.then", command=command))
    return sentences


def _opening(change: LockChange, path: str) -> str:
    match change:
        case "lock":
            return get_text("commands.lock.incomplete", path=path)
        case "passphrase":
            return get_text("commands.lock.change.incomplete", path=path)
        case "unlock":
            return get_text("commands.unlock.incomplete", path=path)


def _about_left(change: LockChange, path: str) -> str:
    match change:
        case "lock":
            return get_text("commands.lock.incomplete.file", path=path)
        case "passphrase":
            return get_text("commands.lock.change.incomplete.file", path=path)
        case "unlock":
            return get_text("commands.unlock.incomplete.file", path=path)


def _about_similar(change: LockChange, path: str) -> str:
    match change:
        case "lock":
            return get_text("commands.lock.incomplete.similar", path=path)
        case "passphrase":
            return get_text("commands.lock.change.incomplete.similar", path=path)
        case "unlock":
            return get_text("commands.unlock.incomplete.similar", path=path)
