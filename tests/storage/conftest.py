"""A place for a journal, and a clock whose waiting takes no time."""

from pathlib import Path

import pytest

from kindtui.storage.file_store import FileStore
from tests.support import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal.json"


@pytest.fixture
def store(path: Path, clock: FakeClock) -> FileStore:
    return FileStore(path, clock)
