"""A place for a journal, and a clock whose waiting takes no time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kindtui.storage.file_store import FileStore
from tests.locked_journals import plain_words, words_of
from tests.support import FakeClock, lock_journal


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal.json"


@pytest.fixture
def store(path: Path, clock: FakeClock) -> FileStore:
    return FileStore(path, clock)


@pytest.fixture(params=[False, True], ids=["plain", "locked"])
def lockable_path(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A place for a journal that may be locked; then no file has a word of it in plain afterwards."""
    path = tmp_path / "data" / "journal.json"
    if request.param:
        lock_journal(path)
    yield path
    if request.param:
        assert not plain_words(path.parent, words_of(path))
