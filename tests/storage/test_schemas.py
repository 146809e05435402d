"""Files of older schemas: each released one still opens, and is kept as it was before it is written anew.

Schema 2 is that of a locked journal. Its files here were made once, with little memory for the derivation of
the key, and are never made anew: what opens them today has to open them always.
"""

import json
from datetime import date
from pathlib import Path
from unicodedata import normalize

import pytest
from msgspec import Raw

from kindtui.domain.journal.journal import Conflict
from kindtui.domain.journal.keyring import Keyring
from kindtui.storage import backups, codec, copies, files, find
from kindtui.storage.copy_sealer import KeyFileSealer
from kindtui.storage.errors import UnreadableError
from kindtui.storage.file_store import FileStore
from kindtui.storage.sealing import keys
from tests.storage.store_helpers import line_change, load_fresh, read_tables, write_file
from tests.support import TODAY, FakeClock, texts

RELEASED = {
    int(file.stem.partition("-")[2]): file
    for file in Path(__file__).with_name("schemas").glob("schema-*.json")
}
WORDS = {"bring soup to Noor", "held the door", "Sam wrote to me", "I said no to a late call"}
LOCKED = RELEASED[codec.LOCKED_SCHEMA]
LOCKED_DRAFTS = LOCKED.with_name(f"{LOCKED.name}.drafts")
LOCKED_DAMAGED = LOCKED.with_name(f"{LOCKED.name}.damaged")
PASSPHRASE = "une lumière à la fenêtre"
RECOVERY_CODE = "RBM5-CRB2-EKJ1-5JWN-GA81-CVB6-SW4V-WV71"
# Those of schema 1, two that were sealed with the key, and what was written while it was locked.
LOCKED_WORDS = WORDS | {"ask Lin how the move went", "A quiet evening", "Ines waited for me"}


def test_every_schema_has_its_file_and_its_way_on() -> None:
    assert set(RELEASED) == {*range(1, codec.SCHEMA + 1), codec.LOCKED_SCHEMA}
    assert set(codec.MIGRATIONS) == set(range(1, codec.SCHEMA))


@pytest.mark.parametrize("schema", sorted(set(RELEASED) - {codec.LOCKED_SCHEMA}))
def test_a_file_of_that_schema_opens_with_every_word(schema: int, path: Path) -> None:
    write_file(path, RELEASED[schema].read_bytes())
    store = FileStore(path, FakeClock())
    assert texts(store.load()) == WORDS
    assert texts(store.transact(line_change("and tea")).journal) == WORDS | {"and tea"}
    assert read_tables(path)["_meta"]["1"]["schema"] == codec.SCHEMA


def lines_by_another_name(tables: codec.Tables) -> codec.Tables:
    """A made-up next schema, in which "kept" is called "held"."""
    return {
        name: {doc_id: Raw(bytes(raw).replace(b'"held"', b'"kept"')) for doc_id, raw in documents.items()}
        for name, documents in tables.items()
    }


@pytest.fixture
def older(path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A file of schema 1, as seen by a program whose schema is 2."""
    data = RELEASED[1].read_bytes().replace(b'"kept"', b'"held"')
    write_file(path, data)
    monkeypatch.setattr(codec, "SCHEMA", 2)
    monkeypatch.setattr(codec, "LOCKED_SCHEMA", 3)
    monkeypatch.setitem(codec.MIGRATIONS, 1, lines_by_another_name)
    return data


def test_an_older_file_is_backed_up_before_it_is_written_in_the_new_form(path: Path, older: bytes) -> None:
    store = FileStore(path, FakeClock())
    assert texts(store.load()) == WORDS
    assert path.read_bytes() == older
    store.transact(line_change("and tea"))
    assert texts(load_fresh(path)) == WORDS | {"and tea"}
    assert b'"held"' not in path.read_bytes()
    assert json.loads(path.read_bytes())["_meta"]["1"]["schema"] == 2
    [backup] = backups.list_backups(path)
    assert (backup.kind, backup.read()) == ("migration", older)
    store.transact(line_change("more"))
    assert len(backups.list_backups(path)) == 1


def test_a_schema_that_never_was_is_refused(path: Path) -> None:
    write_file(path, RELEASED[1].read_bytes().replace(b'"schema":1', b'"schema":0'))
    with pytest.raises(UnreadableError):
        load_fresh(path)


def unlocked(path: Path, secret: str) -> FileStore:
    """The store of a locked journal that a passphrase, or a recovery code, opened."""
    store = FileStore(path, FakeClock())
    store.unlock(secret)
    return store


@pytest.mark.parametrize(
    "secret",
    [
        PASSPHRASE,
        normalize("NFD", PASSPHRASE),
        RECOVERY_CODE,
        RECOVERY_CODE.lower().replace("-", " ").replace("0", "o").replace("1", "l"),
    ],
)
def test_a_locked_file_opens_with_every_word(secret: str, path: Path) -> None:
    write_file(path, LOCKED.read_bytes())
    assert not find.contains_any(LOCKED_WORDS, LOCKED.read_bytes())
    store = unlocked(path, secret)
    journal = store.load()
    assert texts(journal) == LOCKED_WORDS
    assert not store.words.sealer.failures
    assert not store.lock_warning


def test_what_is_no_text_of_a_locked_file_opens_too(path: Path) -> None:
    write_file(path, LOCKED.read_bytes())
    journal = unlocked(path, PASSPHRASE).load()
    day, lin = journal.day(TODAY), journal.day(TODAY).acts[1]
    assert (lin.who, lin.audience, lin.source, lin.state) == ("Lin", "self", "self-01", "done")
    assert (day.acts[0].who, day.acts[0].when) == ("Noor", "after lunch")
    assert (day.who and day.who.value, day.rating("energy"), day.rating("mood_evening")) == ("Lin", 6, 7)
    [check] = journal.custom_entries_of("own_checks")
    assert check.texts == ("I can stop at nine", "I'm off at nine tonight.")
    [conflict] = journal.conflicts
    at = check.updated_at
    assert conflict == Conflict(TODAY, "received", "0660e000000001bbbbbbbbbbbb", "Tea from Amira", at)
    assert (journal.settings.low_mood_told, journal.settings.low_mood_in_a_row) == (TODAY, 1)
    befores = [act for step in journal.undo_steps for day in step.before for act in day.acts]
    assert [(act.text, act.state) for act in befores][-1] == ("ask Lin how the move went", "planned")


def test_the_drafts_and_the_damaged_copy_of_a_locked_file_open(path: Path) -> None:
    write_file(path, LOCKED.read_bytes())
    write_file(files.drafts_path(path), LOCKED_DRAFTS.read_bytes())
    store = unlocked(path, PASSPHRASE)
    expected: dict[date, dict[str, tuple[str, ...]]]
    expected = {TODAY: {"received": ("half a line",), "kept": ("written while locked",)}}
    assert store.drafts() == expected
    assert store.words.keyring
    sealer = KeyFileSealer(store.words.keyring, store.words.keys)
    assert sealer.opened(LOCKED_DAMAGED.read_bytes()) == b'{"days":{"20261122": half a file'


def test_a_locked_file_can_be_written_on_and_stays_locked(path: Path) -> None:
    write_file(path, LOCKED.read_bytes())
    unlocked(path, PASSPHRASE).transact(line_change("and tea"))
    assert texts(unlocked(path, RECOVERY_CODE).load()) == LOCKED_WORDS | {"and tea"}
    assert read_tables(path)["_meta"]["1"]["schema"] == codec.LOCKED_SCHEMA
    assert b"sealed.b." not in path.read_bytes()  # what was in boxes is sealed with the key


def test_the_keyring_of_a_locked_file_is_genuine_and_wants_its_passphrase() -> None:
    keyring = copies.read(LOCKED).journal.keyring
    assert isinstance(keyring, Keyring)
    assert keys.is_genuine(keyring, keys.unlock(keyring, PASSPHRASE))
    with pytest.raises(keys.WrongPassphraseError):
        keys.unlock(keyring, PASSPHRASE.title())
