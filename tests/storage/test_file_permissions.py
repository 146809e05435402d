"""Nobody else on the machine can read what is kept."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kindtui.storage.file_store import FileStore
from tests.storage.store_helpers import file_names, line_change, load_fresh
from tests.support import FakeClock


@pytest.fixture(params=[0o000, 0o022, 0o077], autouse=True)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    """The permissions of everything in a folder."""
    return {name: (folder / name).stat().st_mode & 0o777 for name in file_names(folder)}


def test_everything_is_made_private(store: FileStore) -> None:
    store.transact(line_change("one"))
    store.transact(line_change("two"))
    assert modes(store.path.parent) == dict.fromkeys(
        ("journal.json", "journal.json.prev", "journal.json.lock"), 0o600
    )
    assert store.path.parent.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_was_there_stays_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    FileStore(tmp_path / "journal.json", FakeClock()).transact(line_change("one"))
    assert tmp_path.stat().st_mode & 0o777 == 0o755


def test_loose_modes_are_tightened_when_found(store: FileStore) -> None:
    store.transact(line_change("one"))
    store.transact(line_change("two"))
    for name in file_names(store.path.parent):
        (store.path.parent / name).chmod(0o666)
    load_fresh(store.path)
    assert set(modes(store.path.parent).values()) == {0o600}


def test_tightening_gives_nobody_more_than_before(store: FileStore) -> None:
    store.transact(line_change("one"))
    store.path.chmod(0o444)
    load_fresh(store.path)
    assert store.path.stat().st_mode & 0o777 == 0o400


def test_a_save_tightens_as_well(store: FileStore) -> None:
    store.transact(line_change("one"))
    store.path.chmod(0o644)
    store.transact(line_change("two"))
    assert set(modes(store.path.parent).values()) == {0o600}
