"""Files of older schemas: each released one still opens, and is kept as it was before it is written anew."""

import json
from pathlib import Path

import pytest
from msgspec import Raw

from kindtui.storage import backups, codec
from kindtui.storage.errors import UnreadableError
from kindtui.storage.file_store import FileStore
from tests.storage.store_helpers import line_change, load_fresh, read_tables, write_file
from tests.support import FakeClock, texts

RELEASED = {
    int(file.stem.partition("-")[2]): file
    for file in Path(__file__).with_name("schemas").glob("schema-*.json")
}
WORDS = {"bring soup to Noor", "held the door", "Sam wrote to me", "I said no to a late call"}


def test_every_schema_has_its_file_and_its_way_on() -> None:
    assert set(RELEASED) == set(range(1, codec.SCHEMA + 1))
    assert set(codec.MIGRATIONS) == set(range(1, codec.SCHEMA))


@pytest.mark.parametrize("schema", sorted(RELEASED))
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
