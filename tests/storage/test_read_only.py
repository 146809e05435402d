"""Files that may only be read."""

import pytest

from kindtui.storage import codec
from kindtui.storage.errors import ReadOnlyError
from kindtui.storage.file_store import FileStore
from tests.storage.store_helpers import journal_bytes, line_change, write_file
from tests.support import TODAY, FakeClock, journal_of, kind_day, texts

JOURNAL = journal_of([kind_day(TODAY)])


@pytest.mark.parametrize("mode", [0o444, 0o400])
def test_a_read_only_file_is_read_with_a_warning_and_not_written(mode: int, store: FileStore) -> None:
    write_file(store.path, journal_bytes(JOURNAL)).chmod(mode)
    assert store.load() == JOURNAL
    assert "is read-only" in store.read_only_reason
    with pytest.raises(ReadOnlyError, match="is read-only"):
        store.transact(line_change("tea"))
    assert store.path.read_bytes() == journal_bytes(JOURNAL)


def test_it_is_refused_without_loading_first(store: FileStore) -> None:
    write_file(store.path, journal_bytes(JOURNAL)).chmod(0o444)
    with pytest.raises(ReadOnlyError):
        store.transact(line_change("tea"))
    assert store.path.read_bytes() == journal_bytes(JOURNAL)


def test_a_newer_schema_is_read_with_a_warning_and_not_written(store: FileStore) -> None:
    newer = journal_bytes(JOURNAL, codec.LOCKED_SCHEMA + 1)
    write_file(store.path, newer)
    assert store.load() == JOURNAL
    assert "newer kindtui" in store.read_only_reason
    with pytest.raises(ReadOnlyError, match="update kindtui"):
        store.transact(line_change("tea"))
    assert store.path.read_bytes() == newer


@pytest.mark.parametrize("become", ["newer", "read-only"])
def test_a_file_that_becomes_so_while_open_is_not_written(become: str, store: FileStore) -> None:
    store.transact(line_change("one"))
    write_file(store.path, journal_bytes(JOURNAL, codec.SCHEMA + 2 * (become == "newer")))
    if become == "read-only":
        store.path.chmod(0o444)
    before = store.path.read_bytes()
    with pytest.raises(ReadOnlyError):
        store.transact(line_change("two"))
    assert store.path.read_bytes() == before


def test_once_it_may_be_written_again_it_is(store: FileStore) -> None:
    write_file(store.path, journal_bytes(JOURNAL)).chmod(0o444)
    store.load()
    store.path.chmod(0o600)
    store.load()
    assert store.read_only_reason == ""
    assert "tea" in texts(store.transact(line_change("tea")).journal)


def test_a_private_file_has_no_warning(store: FileStore) -> None:
    write_file(store.path, journal_bytes(JOURNAL))
    store.load()
    assert store.read_only_reason == ""
    assert FileStore(store.path.with_name("new.json"), FakeClock()).read_only_reason == ""
