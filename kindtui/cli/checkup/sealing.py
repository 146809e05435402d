"""What a check-up finds out about the lock on the words of a journal."""

from collections.abc import Iterator
from pathlib import Path

from kindtui.cli.checkup.commands import Commands, path_list
from kindtui.cli.checkup.finding import Finding
from kindtui.domain.journal.keyring import Keyring
from kindtui.storage import copies, files, find
from kindtui.storage.errors import ReadOnlyError, UnreadableError
from kindtui.storage.names import Kind
from kindtui.storage.sealed_files import plain_files, sealed_files
from kindtui.texts import get_text


def examine_sealing(
    path: Path, keyring: Keyring | None, survey: find.Survey, commands: Commands
) -> Iterator[Finding]:
    """Yield where plain words are that should be sealed, and the other way round.

    Args:
        path: The real path of the journal, which can be read.
        keyring: That of the journal; None if it was never locked.
        survey: Every file around it.
        commands: The commands that mend something.
    """
    if keyring is None:
        if locked_copy := _last_locked_copy(path, survey):
            yield _replaced(path, locked_copy, commands)
        return
    if keyring.lifted:
        if sealed := sealed_files(survey):
            description = get_text("commands.doctor.still_locked", files=path_list(sealed))
            advice = get_text("commands.doctor.remedy.unlock", command=commands.unlock)
            yield Finding("words", "sealed", description, tuple(sealed), False, commands.unlock, advice)
        return
    advice = get_text("commands.doctor.remedy.lock", command=commands.lock)
    if keyring.incomplete:
        description = get_text("commands.doctor.lock_unfinished")
        yield Finding("words", "unfinished", description, (path,), False, commands.lock, advice)
    if plain := plain_files(survey):
        description = get_text("commands.doctor.plain", files=path_list(plain))
        yield Finding("words", "plain", description, tuple(plain), False, commands.lock, advice)


def _last_locked_copy(path: Path, survey: find.Survey) -> Path | None:
    """Return the last save or else the newest backup that is locked; None if there is none."""
    sealed = set(sealed_files(survey))
    saves = [files.previous_path(path), *reversed(survey.of(Kind.BACKUP))]
    return next((file for file in saves if file in sealed and _is_locked(file)), None)


def _is_locked(file: Path) -> bool:
    try:
        return copies.read(file).journal.is_locked
    except (UnreadableError, ReadOnlyError):
        return False


def _replaced(path: Path, locked_copy: Path, commands: Commands) -> Finding:
    """Return the finding that a journal is plain, although nobody with the key unlocked it."""
    command = commands.merge(locked_copy)
    description = get_text("commands.doctor.plain_again")
    advice = get_text("commands.doctor.remedy.lock_again", command=command)
    return Finding("words", "replaced", description, (path,), False, command, advice)
