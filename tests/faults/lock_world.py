"""A folder with words in files of every kind, and what has to be true of it while it is locked."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kindtui.domain.drafts import DraftChange
from kindtui.domain.journal.journal import ONE_DAY
from kindtui.domain.journal.keyring import Keyring
from kindtui.domain.requests import ReceivedWritten, ScaleRated
from kindtui.session import Session
from kindtui.storage import backups
from kindtui.storage.copy_sealer import KeyFileSealer
from kindtui.storage.errors import StorageError
from kindtui.storage.file_store import FileStore
from kindtui.storage.sealing import keys
from tests.locked_journals import opens, plain_words
from tests.support import CATALOG, MORNING, PASSPHRASE, TODAY, FakeClock, lock_journal

DEEDS = ("lock", "change", "unlock")
OTHER_PASSPHRASE = "another passphrase"
MARK, HEX = ".sync-conflict-20261122-080000-ABCDEFG", "0123456789abcdef"
WORDS = ("a stranger waited", "Noor held my hand", "half a thought", "written elsewhere", "in a damaged file")
YESTERDAYS, TODAYS, DRAFT, ELSEWHERE, DAMAGED = WORDS
COMPLETE, INCOMPLETE, NOT_SAVED = 0, 10, 11  # how a deed ended

Words = dict[str, set[str]]  # by the name of the file, of a backup without its checksum


def begin(deed: str, folder: Path) -> Path:
    """Make the folder, locked unless that is the deed, and return the journal."""
    path = folder / "journal.json"
    session = session_at(path)
    session.submit(ReceivedWritten(TODAY - ONE_DAY, YESTERDAYS))
    session.submit(ScaleRated(TODAY - ONE_DAY, "energy", 7))
    backups.make(path, path.read_bytes(), "asked", MORNING.at)
    session.submit(ReceivedWritten(TODAY, TODAYS))
    session.store.make_daily_backup()
    session.save_drafts([DraftChange(TODAY, "received", "", DRAFT)])
    elsewhere = folder / "elsewhere.json"
    shutil.copy(path, elsewhere)
    session_at(elsewhere).submit(ReceivedWritten(TODAY, ELSEWHERE))
    elsewhere.rename(folder / f"journal{MARK}.json")
    for file in folder.glob("elsewhere*"):
        file.unlink()
    (folder / f"journal.json.damaged-{HEX[:12]}").write_text(f'{{"text":"{DAMAGED}')
    if deed != "lock":
        lock_journal(path)
    return path


def session_at(path: Path) -> Session:
    return Session(FileStore(path, FakeClock()), FakeClock(), CATALOG)


def keyring_of(path: Path) -> Keyring | None:
    """That of a journal or a copy; None if it was never locked."""
    return FileStore(path, FakeClock()).load().keyring


def keys_of(keyring: Keyring) -> keys.Keys:
    """The keys, by whichever of the two passphrases the journal has by now."""
    return keys.unlock(keyring, PASSPHRASE if opens(keyring, PASSPHRASE) else OTHER_PASSPHRASE)


def words_of(path: Path) -> Words:
    """The words in every file, for whoever has the passphrase."""
    keyring = keyring_of(path)
    sealer = KeyFileSealer(keyring, keys_of(keyring)) if keyring else None
    found: Words = {}
    for file in path.parent.rglob("*"):
        if file.is_file() and file.suffix not in (".lock", ".tmp"):
            data = sealer.opened(file.read_bytes()) if sealer else file.read_bytes()
            name = file.name if file.parent == path.parent else file.name.rpartition("-")[0]
            found.setdefault(name, set()).update(word for word in WORDS if word.encode() in data)
    return found


def check(deed: str, path: Path, before: Words, status: int, code: str) -> None:
    """No word is lost, whoever saw the recovery code can use it, and nothing is said that is not so."""
    after = words_of(path)
    assert all(after.get(name, set()) >= words for name, words in before.items()), (before, after)
    keyring = keyring_of(path)
    assert not code or (keyring and opens(keyring, code))
    assert bool(keyring and not keyring.lifted) == (TODAYS.encode() not in path.read_bytes())
    if status == NOT_SAVED and not code and deed != "unlock":
        assert keyring is None or opens(keyring, PASSPHRASE)
    if deed == "change":
        assert not plain_words(path.parent, WORDS)
    if status == COMPLETE:
        check_end(deed, path)


def check_end(deed: str, path: Path) -> None:
    """Every file is as it was to become, and nothing else is left."""
    assert not list(path.parent.rglob("*.tmp"))
    if deed == "unlock":
        files = [file for file in path.parent.rglob("*") if file.is_file()]
        assert not [file for file in files if b"sealed." in file.read_bytes()]
        return
    assert not plain_words(path.parent, WORDS)
    keyring = keyring_of(path)
    assert keyring
    assert not keyring.incomplete
    passphrase, old = (PASSPHRASE, "") if deed == "lock" else (OTHER_PASSPHRASE, PASSPHRASE)
    for each in keyrings(path.parent):
        assert opens(each, passphrase)
        assert not old or not opens(each, old)


def keyrings(folder: Path) -> Iterator[Keyring]:
    """That of every copy."""
    for file in folder.rglob("*.json*"):
        with suppress(StorageError):
            if file.is_file() and (keyring := keyring_of(file)):
                yield keyring
