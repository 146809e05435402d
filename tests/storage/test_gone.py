"""A folder that goes away while a journal is open: nothing is written before a person says so."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kindtui.domain.requests import ReceivedWritten
from kindtui.session import Session
from kindtui.storage.errors import GoneError, UnreadableError
from kindtui.storage.file_store import FileStore
from tests.storage.store_helpers import line_change, load_fresh
from tests.support import CATALOG, TODAY, FakeClock, texts


@pytest.fixture
def session(store: FileStore, clock: FakeClock) -> Session:
    session = Session(store, clock, CATALOG)
    for text in ("one", "two"):
        session.submit(ReceivedWritten(TODAY, text))
    return session


def unmount(path: Path) -> Path:
    """Put an empty folder in the place of the folder, as where a vault is not mounted; return the vault."""
    vault = path.parent.rename(path.parent.with_name("vault"))
    path.parent.mkdir()
    return vault


def remove_files(path: Path) -> None:
    for file in path.parent.iterdir():
        file.unlink()


def remove_folder(path: Path) -> None:
    shutil.rmtree(path.parent)


def contents(path: Path) -> dict[Path, bytes]:
    """Return the files of the folder with their bytes; none if it is not there."""
    return {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}


@pytest.mark.parametrize("take_away", [unmount, remove_files, remove_folder])
def test_nothing_is_written_where_the_journal_is_gone(
    take_away: Callable[[Path], object], session: Session, store: FileStore
) -> None:
    take_away(store.path)
    folder_existed = store.path.parent.exists()
    assert store.has_changed()
    for deed in (
        session.open,
        lambda: store.keep_drafts(()),
        lambda: session.submit(ReceivedWritten(TODAY, "three")),
    ):
        with pytest.raises(GoneError, match=r"journal\.json is gone"):
            deed()
    store.make_daily_backup()
    assert contents(store.path) == {}
    assert store.path.parent.exists() == folder_existed
    store.write_anew()
    session.submit(ReceivedWritten(TODAY, "three"))
    assert texts(load_fresh(store.path)) == {"one", "two", "three"}
    session.submit(ReceivedWritten(TODAY, "four"))


def test_all_goes_on_once_it_is_back(session: Session, store: FileStore) -> None:
    vault = unmount(store.path)
    with pytest.raises(GoneError):
        session.submit(ReceivedWritten(TODAY, "three"))
    store.path.parent.rmdir()
    vault.rename(store.path.parent)
    assert texts(session.open().journal) == {"one", "two"}
    session.submit(ReceivedWritten(TODAY, "three"))
    assert texts(load_fresh(store.path)) == {"one", "two", "three"}


def test_a_vault_that_is_mounted_anew_is_the_same_journal(session: Session, store: FileStore) -> None:
    """A mount gives folder and file other numbers."""
    shutil.copytree(store.path.parent, store.path.parent.with_name("again"))
    unmount(store.path)
    store.path.parent.rmdir()
    store.path.parent.with_name("again").rename(store.path.parent)
    session.submit(ReceivedWritten(TODAY, "three"))
    assert texts(load_fresh(store.path)) == {"one", "two", "three"}


def test_another_journal_in_the_bare_folder_gets_no_word_by_itself(
    session: Session, store: FileStore
) -> None:
    unmount(store.path)
    FileStore(store.path, FakeClock()).transact(line_change("plain"))
    before = contents(store.path)
    for deed in (session.open, lambda: session.submit(ReceivedWritten(TODAY, "three"))):
        with pytest.raises(GoneError):
            deed()
    assert contents(store.path) == before
    store.write_anew()
    session.submit(ReceivedWritten(TODAY, "three"))
    assert texts(load_fresh(store.path)) == {"one", "two", "three", "plain"}


def test_a_disk_that_goes_away_before_the_first_save_gets_no_word_either(store: FileStore) -> None:
    store.path.parent.mkdir()
    store.load()
    unmount(store.path)
    with pytest.raises(GoneError):
        store.transact(line_change("one"))
    assert contents(store.path) == {}


def test_a_first_save_makes_the_folder(store: FileStore) -> None:
    store.load()
    store.transact(line_change("one"))
    store.transact(line_change("two"))
    assert texts(load_fresh(store.path)) == {"one", "two"}


@pytest.mark.parametrize("place", ["file", "loop", "pipe"])
def test_what_cannot_be_looked_at_is_said_and_read_again_once_it_can(
    place: str, session: Session, store: FileStore
) -> None:
    vault = store.path.parent.rename(store.path.parent.with_name("vault"))
    if place == "file":
        store.path.parent.touch()
    elif place == "loop":
        store.path.parent.symlink_to(store.path.parent.name)
    else:
        store.path.parent.mkdir()
        os.mkfifo(store.path)
    assert store.has_changed()
    with pytest.raises(UnreadableError, match=str(store.path)):
        session.open()
    shutil.rmtree(store.path.parent) if place == "pipe" else store.path.parent.unlink()
    vault.rename(store.path.parent)
    assert texts(session.open().journal) == {"one", "two"}
