"""How the file is replaced: links, the previous save, and what a killed save left."""

import os
from pathlib import Path

import pytest

from kindtui.storage.errors import NotSavedError
from kindtui.storage.file_store import FileStore
from tests.storage.store_helpers import file_names, line_change, load_fresh, read_tables
from tests.support import FakeClock, texts

PREVIOUS = "journal.json.prev"


def test_a_symbolic_link_stays_and_the_real_file_is_replaced(tmp_path: Path) -> None:
    real, link = tmp_path / "synced" / "journal.json", tmp_path / "home" / "kind.json"
    link.parent.mkdir()
    link.symlink_to(real)
    store = FileStore(link, FakeClock())
    store.transact(line_change("one"))
    store.transact(line_change("two"))
    assert link.is_symlink()
    assert texts(load_fresh(real)) == texts(load_fresh(link)) == {"one", "two"}
    assert file_names(link.parent) == {"kind.json"}
    assert PREVIOUS in file_names(real.parent)


def test_the_first_save_has_no_previous_one(store: FileStore) -> None:
    store.transact(line_change("one"))
    assert PREVIOUS not in file_names(store.path.parent)


def test_the_previous_save_is_kept_whole(store: FileStore) -> None:
    for text in ("one", "two", "three"):
        before = store.path.read_bytes() if store.path.exists() else b""
        store.transact(line_change(text))
        assert not before or store.path.with_name(PREVIOUS).read_bytes() == before


def test_a_killed_save_that_got_as_far_as_the_previous_one_leaves_nothing_behind(store: FileStore) -> None:
    store.transact(line_change("one"))
    os.link(store.path, store.path.with_name(PREVIOUS))  # the state between the two renames
    store.transact(line_change("two"))
    assert file_names(store.path.parent) == {"journal.json", PREVIOUS, "journal.json.lock"}
    assert texts(load_fresh(store.path.with_name(PREVIOUS))) == {"one"}


@pytest.mark.parametrize("name", ["journal.json", "journal [1]*.json"])
def test_temporary_files_of_a_killed_save_are_removed(name: str, tmp_path: Path) -> None:
    store = FileStore(tmp_path / name, FakeClock())
    (tmp_path / f".{name}.0123456789abcdef.tmp").write_bytes(b'{"half')
    store.transact(line_change("one"))
    assert file_names(tmp_path) == {name, f"{name}.lock"}


def test_temporary_files_of_others_stay(tmp_path: Path) -> None:
    others = {".journal.json.mine.tmp", ".journal.json.old.0123456789abcdef.tmp", "journal.json.tmp"}
    for name in others:
        (tmp_path / name).touch()
    FileStore(tmp_path / "journal.json", FakeClock()).transact(line_change("one"))
    assert file_names(tmp_path) == others | {"journal.json", "journal.json.lock"}


def test_a_folder_in_the_way_of_the_previous_save_is_said_and_nothing_is_left(store: FileStore) -> None:
    store.transact(line_change("one"))
    before = store.path.read_bytes()
    (store.path.with_name(PREVIOUS) / "in it").mkdir(parents=True)
    with pytest.raises(NotSavedError, match=r"Not saved: .*journal\.json\.prev isn't a file"):
        store.transact(line_change("two"))
    assert store.path.read_bytes() == before
    assert file_names(store.path.parent) == {"journal.json", PREVIOUS, "journal.json.lock"}


def test_every_save_is_a_new_generation(store: FileStore) -> None:
    generations = []
    for text in ("one", "two", "three"):
        store.transact(line_change(text))
        generations.append(read_tables(store.path)["_meta"]["1"]["generation"])
    assert generations == [1, 2, 3]
