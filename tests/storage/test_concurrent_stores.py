"""Two windows on one file, and other programs that change it."""

import shutil

import pytest

from kindtui.domain.journal.journal import Journal
from kindtui.storage.errors import NotSavedError
from kindtui.storage.file_store import FileStore
from tests.storage.store_helpers import line_change, load_fresh, write_file
from tests.support import FakeClock, texts


def test_two_windows_keep_every_word(store: FileStore) -> None:
    windows = [store, FileStore(store.path, FakeClock()), FileStore(store.path, FakeClock())]
    for window in windows:
        window.load()
    for number in range(30):
        windows[number % 3].transact(line_change(str(number)))
    assert texts(load_fresh(store.path)) == {str(number) for number in range(30)}


def test_a_file_swapped_while_a_save_is_prepared_is_read_first(store: FileStore) -> None:
    store.transact(line_change("one"))
    other = FileStore(store.path.with_name("other.json"), FakeClock())
    other.transact(line_change("from elsewhere"))
    swaps = 0

    def change(journal: Journal) -> Journal:
        nonlocal swaps
        if not swaps:
            shutil.copy(other.path, store.path.with_name("incoming"))
            store.path.with_name("incoming").replace(store.path)
            swaps += 1
        return line_change("two")(journal)

    assert texts(store.transact(change).journal) >= {"from elsewhere", "two"}
    assert texts(load_fresh(store.path)) >= {"from elsewhere", "two"}


def test_a_file_that_keeps_changing_is_not_saved_over(store: FileStore) -> None:
    store.transact(line_change("one"))
    rounds = 0

    def change(journal: Journal) -> Journal:
        nonlocal rounds
        rounds += 1
        other = FileStore(store.path.with_name(f"{rounds}.json"), FakeClock())
        other.transact(line_change(str(rounds)))
        other.path.replace(store.path)
        return line_change("two")(journal)

    with pytest.raises(NotSavedError, match="keeps changing"):
        store.transact(change)
    assert rounds == 8
    assert "8" in texts(load_fresh(store.path))
    assert "two" not in texts(load_fresh(store.path))


def test_a_foreign_program_that_writes_in_place_is_seen(store: FileStore) -> None:
    store.transact(line_change("one"))
    other = FileStore(store.path.with_name("other.json"), FakeClock())
    other.transact(line_change("a longer line from elsewhere"))
    write_file(store.path, other.path.read_bytes())
    assert texts(store.transact(line_change("two")).journal) >= {"a longer line from elsewhere", "two"}
