"""A file that cannot be understood is refused, and never written over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindtui.domain.journal.journal import Journal
from kindtui.storage import codec
from kindtui.storage.errors import StorageError, UnreadableError
from kindtui.storage.file_store import FileStore
from tests.storage.refused_files import REFUSED_FILES, VALID_FILE, nested_file
from tests.storage.store_helpers import journal_bytes, line_change, load_fresh, write_file
from tests.storage.strategies import JOURNALS
from tests.support import TODAY, FakeClock


@pytest.mark.parametrize("data", REFUSED_FILES.values(), ids=REFUSED_FILES.keys())
def test_it_is_refused_and_left_as_it_is(data: bytes, store: FileStore) -> None:
    write_file(store.path, data)
    with pytest.raises(UnreadableError) as refusal:
        store.load()
    with pytest.raises(UnreadableError):
        store.transact(line_change("tea"))
    assert store.path.read_bytes() == data
    assert str(store.path) in str(refusal.value)
    assert "It hasn't been changed." in str(refusal.value)


def test_the_same_file_without_the_fault_is_read(store: FileStore) -> None:
    write_file(store.path, VALID_FILE)
    assert list(store.load().days) == [TODAY]


@pytest.mark.parametrize("depth", range(880, 1020, 4))
def test_at_any_depth_it_is_read_or_refused(depth: int, store: FileStore) -> None:
    write_file(store.path, nested_file(depth))
    try:
        store.transact(line_change("tea"))
    except StorageError:
        assert store.path.read_bytes() == nested_file(depth)
    else:
        assert load_fresh(store.path).day(TODAY).received


@given(journal=JOURNALS, data=st.data())
def test_damaged_bytes_are_read_or_refused_and_stay(
    journal: Journal, data: st.DataObject, store: FileStore
) -> None:
    whole = journal_bytes(journal)
    first, last = sorted(data.draw(st.tuples(st.integers(0, len(whole)), st.integers(0, len(whole)))))
    damaged = whole[:first] + data.draw(st.binary(max_size=8)) + whole[last:]
    write_file(store.path, damaged)
    try:
        found = FileStore(store.path, FakeClock()).load()
    except UnreadableError:
        pass
    else:
        assert not damaged or codec.decode(codec.parse(damaged))[0] == found
    assert store.path.read_bytes() == damaged
