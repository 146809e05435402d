"""Fixtures for tests that sit in front of the app."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest

from kindtui import content
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from kindtui.tui.app import KindApp
from tests.support import FakeClock, utc_moment
from tests.tui.harness import MORNING, AppHarness, OpenApp


@pytest.fixture(autouse=True)
def use_plain_terminal(plain_terminal: None) -> None:
    """Every test of the app sits at one."""


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(utc_moment(MORNING))


@pytest.fixture
def open_app(tmp_path: Path, clock: FakeClock) -> Iterator[OpenApp]:
    """Open the app on a journal in an empty folder; `at` sets the clock first."""

    @asynccontextmanager
    async def run_app(
        size: tuple[int, int] = (80, 24), at: datetime | None = None
    ) -> AsyncIterator[AppHarness]:
        if at:
            clock.current_moment = utc_moment(at)
        path = tmp_path / "journal.json"
        session = Session(FileStore(path, clock), clock, content.catalog())
        app = KindApp(session, session.open())
        async with app.run_test(size=size) as pilot:
            harness = AppHarness(app, pilot, path)
            await harness.wait_until_idle()
            yield harness

    yield run_app
    os.environ.pop("TEXTUAL", None)
