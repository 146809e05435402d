"""A journal in an empty folder, for a program in a real terminal or in none."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from kindtui.tui.app import KindApp
from tests.support import CATALOG, FakeClock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the journal is, or will be."""
    return tmp_path / "data" / "journal.json"


@pytest.fixture
async def pilot(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Pilot[None]]:
    """The app in an empty folder that is also the home."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    clock = FakeClock()
    session = Session(FileStore(path, clock), clock, CATALOG)
    app = KindApp(session, session.open())
    async with app.run_test() as pilot:
        yield pilot
