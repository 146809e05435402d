"""Locking, unlocking and looking into the files of a journal."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import structs

from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.keyring import Keyring
from kindtui.exchange import json_file
from kindtui.storage import copies, find, locking
from kindtui.storage.file_store import FileStore
from kindtui.storage.lock_result import LockResult
from kindtui.storage.sealing import keys
from kindtui.storage.sealing.keys import WrongPassphraseError
from kindtui.storage.store import Change
from tests.support import TODAY, FakeClock, line

PASSPHRASE, NEW_PASSPHRASE = "correct horse battery", "a staple of another kind"
TOKEN = re.compile(r"sealed\.[sb]\.[\w.-]+")


def lock(path: Path, passphrase: str = PASSPHRASE) -> str:
    """Lock the journal at `path` with everything beside it, and return the recovery code."""
    return lock_and_tell(path, passphrase)[0]


def lock_and_tell(path: Path, passphrase: str = PASSPHRASE) -> tuple[str, LockResult]:
    """Lock the journal at `path`, and return the recovery code and what could not be sealed."""
    codes: list[str] = []
    result = locking.lock(FileStore(path, FakeClock()), path, passphrase, FakeClock(), codes.append)
    [code] = codes
    return code, result


def change(path: Path, passphrase: str = NEW_PASSPHRASE, secret: str = PASSPHRASE) -> str:
    """Change the passphrase of the journal at `path`, and return the new recovery code."""
    codes: list[str] = []
    locking.change_passphrase(opened(path, secret), path, passphrase, FakeClock(), codes.append)
    [code] = codes
    return code


def unlock_for_good(path: Path, secret: str = PASSPHRASE) -> LockResult:
    """Make the journal at `path` plain again, with everything beside it."""
    return locking.unlock_for_good(opened(path, secret), path, FakeClock())


def opened(path: Path, secret: str = PASSPHRASE) -> FileStore:
    """Return a new store that has loaded the journal and has its key."""
    store = FileStore(path, FakeClock())
    store.load()
    store.unlock(secret)
    return store


def without_key(path: Path) -> FileStore:
    """Return a new store that has loaded the journal and does not have its key."""
    store = FileStore(path, FakeClock())
    store.load()
    return store


def words_in(path: Path, secret: str = PASSPHRASE) -> set[str]:
    """Return the texts that were received, on whichever day, as somebody with the passphrase reads them."""
    journal = opened(path, secret).load()
    return {entry.text for day in journal.days.values() for entry in day.received}


def received(text: str, uid: str = "a1", on: Any = TODAY) -> Change:
    """The change that writes one received line under a uid that does not tell its text."""

    def added(journal: Journal) -> Journal:
        day = journal.day(on)
        return journal.with_day(structs.replace(day, received=(*day.received, line(text, uid))))

    return added


def write_lines(path: Path, *texts: str) -> FileStore:
    """Write a journal with these lines of today, under the uids u0, u1 and so on."""
    lines = tuple(line(text, f"u{number}") for number, text in enumerate(texts))
    store = FileStore(path, FakeClock())
    store.transact(lambda journal: journal.with_day(Day(TODAY, received=lines)))
    return store


def keyring_in(path: Path) -> Keyring:
    """Return the keyring in a file."""
    keyring = copies.read(path).journal.keyring
    assert keyring
    return keyring


def opens(file: Path, secret: str) -> bool:
    """Return whether a secret opens the copy of a locked journal in a file."""
    try:
        keys.unlock(keyring_in(file), secret)
    except WrongPassphraseError:
        return False
    return True


def exported(store: FileStore) -> bytes:
    """Return the export of the journal of a store."""
    return json_file.write(store.load(), store.tables)


def tables_in(path: Path) -> Any:
    """Return what any JSON parser finds in a file."""
    return json.loads(path.read_bytes())


def write_tables(path: Path, tables: Any) -> None:
    """Write a file as some other program would."""
    path.write_text(json.dumps(tables, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def lines_in(tables: Any) -> list[dict[str, Any]]:
    """Return the documents of the received lines of today in parsed tables."""
    found: list[dict[str, Any]] = tables["days"][f"{TODAY:%Y%m%d}"]["received"]
    return found


def files_in(folder: Path) -> dict[Path, bytes]:
    """Return the bytes of every file in a folder, at any depth."""
    return {file: file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def files_with(words: set[str], folder: Path) -> set[str]:
    """Return the names of the files that contain one of these words, in whatever form."""
    return {file.name for file, data in files_in(folder).items() if find.contains_any(words, data)}


def tokens_in(value: Any) -> Iterator[str]:
    """Yield every sealed string in what `repr` shows of a value."""
    yield from TOKEN.findall(repr(value))
