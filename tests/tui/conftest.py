"""Fixtures for tests that sit in front of the app."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest
from seat import HandClock, Seat, Sit

from kindtui import content
from kindtui.session import Session
from kindtui.storage.store import FileStore
from kindtui.tui.app import KindApp


@pytest.fixture(autouse=True)
def at_a_plain_terminal(plain_terminal: None) -> None:
    """Every test of the app sits at one."""


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def sit(tmp_path: Path, clock: HandClock) -> Iterator[Sit]:
    """Open the app on a journal in an empty folder; `at` sets the clock first."""

    @asynccontextmanager
    async def open_app(size: tuple[int, int] = (80, 24), at: datetime | None = None) -> AsyncIterator[Seat]:
        clock.at = at or clock.at
        path = tmp_path / "journal.json"
        session = Session(FileStore(path, clock), clock, content.words())
        app = KindApp(session, session.open())
        async with app.run_test(size=size) as pilot:
            seat = Seat(app, pilot, path)
            await seat.settled()
            yield seat

    yield open_app
    os.environ.pop("TEXTUAL", None)
