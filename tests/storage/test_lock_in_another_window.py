"""A journal that another window locks, opens under another passphrase, or unlocks for good meanwhile."""

from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from kindtui.domain.drafts import DraftChange
from kindtui.domain.requests import CustomEntryWritten, ReceivedWritten
from kindtui.session import Session
from kindtui.storage import locking
from kindtui.storage.errors import LockedError, UnreadableError
from kindtui.storage.file_store import FileStore
from tests.locked_journals import plain_words, store_at
from tests.support import CATALOG, TODAY, FakeClock, cheap_locks, lock_journal, texts

BEFORE, CHANGE, LATER = WORDS = ("words from before", "a change nobody saved", "words of another day")


@pytest.fixture
def path(path: Path) -> Path:
    """A plain journal with words in it."""
    session_at(path).submit(ReceivedWritten(TODAY, BEFORE))
    return path


def session_at(path: Path) -> Session:
    return Session(FileStore(path, FakeClock()), FakeClock(), CATALOG)


@pytest.fixture
def window(path: Path) -> Session:
    """A window that has the journal open, and no key once another one locks it."""
    session = session_at(path)
    session.open()
    session.store.make_daily_backup()
    return session


def is_sealed_everywhere(path: Path) -> bool:
    """Whether the journal is locked, and no file beside it has any of the words in plain."""
    return FileStore(path, FakeClock()).load().is_locked and not plain_words(path.parent, WORDS)


def opened_texts(path: Path) -> set[str]:
    return texts(store_at(path).load())


def drafts(path: Path) -> set[str]:
    store = store_at(path)
    store.load()
    return {text for fields in store.drafts().values() for found in fields.values() for text in found}


def draft(text: str) -> list[DraftChange]:
    return [DraftChange(TODAY, "received", "", text)]


def test_a_line_that_is_saved_afterwards_is_sealed(window: Session, path: Path) -> None:
    lock_journal(path)
    window.submit(ReceivedWritten(TODAY, CHANGE))
    assert window.store.is_locked
    assert is_sealed_everywhere(path)
    assert opened_texts(path) == {BEFORE, CHANGE}


def test_a_draft_that_is_kept_afterwards_is_sealed(window: Session, path: Path) -> None:
    lock_journal(path)
    window.save_drafts(draft(CHANGE))
    assert is_sealed_everywhere(path)
    assert drafts(path) == {CHANGE}


def test_a_draft_of_before_can_be_changed_and_used_up(window: Session, path: Path) -> None:
    window.save_drafts(draft(LATER))
    lock_journal(path)
    window.store.load()
    window.save_drafts([DraftChange(TODAY, "received", LATER, CHANGE)])
    assert is_sealed_everywhere(path)
    assert CHANGE in drafts(path)
    window.submit(ReceivedWritten(TODAY, CHANGE), used_drafts=[DraftChange(TODAY, "received", CHANGE, "")])
    assert is_sealed_everywhere(path)
    assert CHANGE not in drafts(path)
    assert opened_texts(path) == {BEFORE, CHANGE}


def test_what_an_older_copy_lacks_is_saved_again_and_sealed(window: Session, path: Path) -> None:
    older = path.read_bytes()
    window.submit(ReceivedWritten(TODAY, CHANGE))
    path.write_bytes(older)
    lock_journal(path)
    window.open()
    assert is_sealed_everywhere(path)
    assert opened_texts(path) == {BEFORE, CHANGE}


def test_what_an_older_plain_copy_brings_back_is_sealed_in_every_file(window: Session, path: Path) -> None:
    older = path.read_bytes()
    lock_journal(path)
    window.store.load()
    path.write_bytes(older)
    window.submit(ReceivedWritten(TODAY, CHANGE))
    assert opened_texts(path) == {BEFORE, CHANGE}
    assert is_sealed_everywhere(path)


def test_no_plain_backup_is_made_of_an_older_plain_copy(window: Session, path: Path) -> None:
    older = path.read_bytes()
    lock_journal(path)
    clock = FakeClock()
    other = FileStore(path, clock)
    other.load()
    path.write_bytes(older)
    clock.move(days=1)
    other.make_daily_backup()
    assert not plain_words(path.with_name("journal.json.backups"), WORDS)


def test_an_undo_needs_the_key_at_once(window: Session, path: Path) -> None:
    window.submit(ReceivedWritten(TODAY, CHANGE))
    lock_journal(path)
    with pytest.raises(LockedError):
        window.undo()
    assert opened_texts(path) == {BEFORE, CHANGE}


def test_a_window_without_the_key_reads_again_what_another_one_wrote(path: Path) -> None:
    session_at(path).submit(CustomEntryWritten("own_acts", "", LATER))
    lock_journal(path)
    window = session_at(path)
    window.open()
    session_at(path).submit(ReceivedWritten(TODAY, CHANGE))
    window.open()
    window.submit(ReceivedWritten(TODAY, CHANGE))
    assert is_sealed_everywhere(path)
    assert texts(store_at(path).load()) == {BEFORE, CHANGE}


def test_a_window_with_the_key_goes_on_under_another_passphrase(path: Path) -> None:
    lock_journal(path)
    with_key = Session(store_at(path), FakeClock(), CATALOG)
    with_key.open()
    other = store_at(path)
    other.load()
    with cheap_locks():
        locking.change_passphrase(other, path, "another passphrase", FakeClock(), lambda code: None)
    with_key.submit(ReceivedWritten(TODAY, CHANGE))
    assert not with_key.store.is_locked
    third = FileStore(path, FakeClock())
    third.unlock("another passphrase")
    assert texts(third.load()) == {BEFORE, CHANGE}


def unlock_for_good(path: Path) -> None:
    store = store_at(path)
    store.load()
    assert locking.unlock_for_good(store, path, FakeClock()).is_complete


ADDITIONS: dict[str, Callable[[Session], object]] = {
    "a line": lambda session: session.submit(ReceivedWritten(TODAY, CHANGE)),
    "a draft": lambda session: session.save_drafts(draft(CHANGE)),
}


@pytest.mark.parametrize(
    ("is_before", "has_key", "what"),
    list(product([True, False], [True, False], ADDITIONS)),
)
def test_what_a_window_adds_is_plain_once_another_one_unlocks_for_good(
    is_before: bool, has_key: bool, what: str, path: Path
) -> None:
    lock_journal(path)
    add = ADDITIONS[what]
    window = Session(store_at(path, has_key=has_key), FakeClock(), CATALOG)
    window.open()
    if is_before:
        add(window)
    unlock_for_good(path)
    if not is_before:
        add(window)
    assert texts(FileStore(path, FakeClock()).load()) | drafts(path) == {BEFORE, CHANGE}
    assert not [
        file for file in path.parent.rglob("*.*") if file.is_file() and b"sealed." in file.read_bytes()
    ]


@pytest.mark.parametrize("has_key", [True, False], ids=["key", "no key"])
@pytest.mark.parametrize("add", ADDITIONS.values(), ids=ADDITIONS)
def test_nothing_is_sealed_with_the_key_of_an_earlier_lock(
    add: Callable[[Session], object], has_key: bool, path: Path
) -> None:
    lock_journal(path)
    window = Session(store_at(path, has_key=has_key), FakeClock(), CATALOG)
    window.open()
    unlock_for_good(path)
    lock_journal(path)
    try:
        add(window)
    except UnreadableError:
        assert opened_texts(path) | drafts(path) == {BEFORE}
    else:
        assert opened_texts(path) | drafts(path) == {BEFORE, CHANGE}
