"""What is imported into a locked journal is sealed with the rest, and no file changes its lock."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from kindtui.exchange.incoming import parse
from kindtui.storage import find
from kindtui.storage.errors import StorageError
from kindtui.storage.file_store import FileStore
from tests.storage.sealing.lock_helpers import (
    PASSPHRASE,
    exported,
    keyring_in,
    lock,
    opened,
    opens,
    received,
    tokens_in,
    unlock_for_good,
    without_key,
    words_in,
)
from tests.support import MORNING, FakeClock

OTHER = "of another machine"
Open = Callable[[Path], FileStore]


@pytest.fixture
def ours(path: Path) -> Path:
    """A locked journal."""
    FileStore(path, FakeClock()).transact(received("teapot", "a1"))
    lock(path)
    return path


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """Another journal, which is plain."""
    path = tmp_path / "theirs.json"
    FileStore(path, FakeClock()).transact(received("cakestand", "b1"))
    return path


def take_in(store: FileStore, data: bytes) -> None:
    """Import a file as `kindtui import` does."""
    found = parse(data, Path("theirs.json"), ours=store.load())
    store.transact(lambda journal: found.merged_into(journal, MORNING.at), seed=found.copy)


def check_still_locked(path: Path, *words: str) -> None:
    """The journal opens with its own passphrase, has these words, and no word is plain."""
    assert without_key(path).is_locked
    assert opens(path, PASSPHRASE)
    assert words_in(path) == set(words)
    assert not find.contains_any(["teapot", "cakestand"], path.read_bytes())
    assert keyring_in(path).by_passphrase


@pytest.mark.parametrize("open_store", [opened, without_key])
def test_a_plain_export_is_sealed(open_store: Open, ours: Path, theirs: Path) -> None:
    take_in(open_store(ours), exported(without_key(theirs)))
    check_still_locked(ours, "teapot", "cakestand")


def test_its_own_export_adds_nothing(ours: Path) -> None:
    data = exported(opened(ours))
    assert find.contains_any(["teapot"], data)
    take_in(opened(ours), data)
    check_still_locked(ours, "teapot")


def test_a_file_of_a_journal_that_was_unlocked_for_good_leaves_this_one_locked(
    ours: Path, theirs: Path
) -> None:
    lock(theirs, OTHER)
    unlock_for_good(theirs, OTHER)
    take_in(opened(ours), theirs.read_bytes())
    check_still_locked(ours, "teapot", "cakestand")


@pytest.mark.parametrize("is_own", [True, False])
def test_no_sealed_string_becomes_a_word(is_own: bool, ours: Path, theirs: Path) -> None:
    """A locked file is taken in with its words, or refused with a sentence."""
    lock(theirs, OTHER)
    data = ours.read_bytes() if is_own else theirs.read_bytes()
    store = opened(ours)
    with suppress(StorageError):
        take_in(store, data)
    assert not [text for text in words_in(ours) if list(tokens_in(text))]
    check_still_locked(ours, *(words_in(ours) | {"teapot"}))


def test_a_locked_file_does_not_lock_a_plain_journal_with_its_key(theirs: Path, path: Path) -> None:
    FileStore(path, FakeClock()).transact(received("teapot", "a1"))
    lock(theirs, OTHER)
    with suppress(StorageError):
        take_in(without_key(path), theirs.read_bytes())
    store = without_key(path)
    assert not store.is_locked
    assert not list(tokens_in(store.load().days))
