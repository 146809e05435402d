"""A harness that presses keys in the real app, and reads the screen and the disk."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf
from pathlib import Path
from typing import Any, Protocol

from textual.events import Key
from textual.geometry import Size
from textual.keys import key_to_character
from textual.pilot import Pilot
from tinydb import TinyDB

from kindtui.domain.journal.journal import Journal
from kindtui.domain.provided_settings import NOTHING_PROVIDED, ProvidedSettings
from kindtui.session import Session
from kindtui.storage.store import MemoryStore
from kindtui.tui.app import KindApp
from kindtui.tui.widgets import panels  # noqa: F401  no test has to wait until another thread imported it
from kindtui.tui.widgets.key_footer import KeyFooter
from tests.support import CATALOG, FakeClock, utc_moment

MORNING = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
EVENING = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
SOON_SECONDS = 0.02  # longer than Textual takes from one frame to the next


@dataclass
class AppHarness:
    """A running app with its pilot and the path of its journal.

    Every method that waits for the app raises the error of the app as soon as it crashes.
    """

    app: KindApp
    pilot: Pilot[None]
    path: Path = Path("no journal on any disk")

    async def press(self, *keys: str) -> None:
        """Press keys one by one, each saved before the next, and wait until all is drawn."""
        for key in keys:
            await self.press_at_once(key)
            await self._wait_for(self.app.wait_until_saved())
        await self.wait_until_idle()

    async def press_at_once(self, *keys: str) -> None:
        """Press keys at once, as a slow line delivers them, and wait until they are handled."""
        for key in keys:
            self.app.post_message(Key(key, key_to_character(key)))
        await self._wait_for(self._wait_until_delivered())
        await self._wait_for(self.app.wait_for_keys())

    async def type(self, text: str) -> None:
        """Type text into the focused widget, and wait until it is drawn."""
        await self.press_at_once(*("space" if letter == " " else letter for letter in text))
        await self.wait_until_idle()

    async def wait_until_idle(self) -> None:
        """Wait until every key is handled, every change saved, and the screen drawn."""
        for _ in range(2):
            await self._wait_for(self.app.wait_for_keys())
            await self._wait_for(self.app.wait_until_drawn())
            await self._wait_for(self._settle())
        if self.app.derivation:  # else it would count as what the next key computes
            await self.app.derivation

    async def resize(self, width: int, height: int) -> None:
        """Resize the terminal, and wait until the screen is laid out for it."""
        await self.pilot.resize_terminal(width, height)
        await self.wait_until_idle()
        assert self.app.screen.size == Size(width, height)

    async def _settle(self) -> None:
        """Wait until the app has nothing left to do or to draw.

        This does what `Pilot.pause` is for, but never sleeps for longer than a timer that is due.
        """
        await _wait_until_loop_is_idle()
        if not self.app._exit:
            self.app.screen._on_timer_update()  # starts what waits for the next frame
            await _wait_until_loop_is_idle()

    async def _wait_until_delivered(self) -> None:
        """Wait until the app has received every key sent so far."""
        delivered = asyncio.Event()
        self.app.call_later(delivered.set)
        while not delivered.is_set() and not self.app._exit:  # noqa: ASYNC110  an app that ends sets no event
            await asyncio.sleep(0)

    async def _wait_for(self, progress: Coroutine[Any, Any, None]) -> None:
        waiting: asyncio.Task[Any] = asyncio.create_task(progress)
        crash: asyncio.Task[Any] = asyncio.create_task(self.app._exception_event.wait())
        await asyncio.wait((waiting, crash), return_when=asyncio.FIRST_COMPLETED)
        crash.cancel()
        if self.app._exception:
            waiting.cancel()
            raise self.app._exception
        await waiting

    async def flush_drafts(self) -> None:
        """Save the drafts, as the app does after a pause in typing."""
        self.app._flush_drafts()
        await self.wait_until_idle()

    @property
    def screen(self) -> list[str]:
        """The lines on the screen."""
        return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        return "\n".join(self.screen)

    @property
    def flowing_text(self) -> str:
        """The text of the screen on one line, each run of spaces as one."""
        return " ".join(self.text.split())

    def text_in(self, selector: str) -> str:
        """Return what the screen shows inside a widget on one line, each run of spaces as one."""
        region = self.app.screen.query_one(selector).content_region
        strips = self.app.screen._compositor.render_strips()[region.y : region.bottom]
        return " ".join(" ".join(strip.crop(region.x, region.right).text for strip in strips).split())

    @property
    def footer(self) -> dict[str, str]:
        """The meaning of each key in the footer, by its label."""
        return {hint.label: hint.meaning for hint in self.app.screen.query_one(KeyFooter).hints}

    def stored_day(self, doc_id: int = 20261122) -> dict[str, Any]:
        """Return a day as plain TinyDB reads it from the disk, or {} if it is not stored."""
        if not self.path.exists():
            return {}
        with TinyDB(self.path, access_mode="r") as database:
            return dict(database.table("days").get(doc_id=doc_id) or {})

    def stored_table(self, name: str) -> list[dict[str, Any]]:
        """Return the documents of a table as plain TinyDB reads them from the disk."""
        if not self.path.exists():
            return []
        with TinyDB(self.path, access_mode="r") as database:
            return [dict(document) for document in database.table(name)]


async def _wait_until_loop_is_idle() -> None:
    """Let the event loop run until nothing is ready and no timer is due soon."""
    loop: Any = asyncio.get_running_loop()  # it has no public way to ask for either
    while True:
        await asyncio.sleep(0)
        if loop._ready:
            continue
        due_times = [timer.when() for timer in loop._scheduled if not timer.cancelled()]
        wait_seconds = min(due_times, default=inf) - loop.time()
        if wait_seconds > SOON_SECONDS:
            return
        await asyncio.sleep(max(0.0, wait_seconds))


@asynccontextmanager
async def open_in_memory(
    journal: Journal,
    size: tuple[int, int] = (80, 24),
    at: datetime = MORNING,
    provided: ProvidedSettings = NOTHING_PROVIDED,
) -> AsyncIterator[AppHarness]:
    """Run the app over a journal that is kept in memory."""
    session = Session(MemoryStore(journal), FakeClock(utc_moment(at)), CATALOG, provided)
    app = KindApp(session, session.open())
    async with app.run_test(size=size) as pilot:
        harness = AppHarness(app, pilot)
        await harness.wait_until_idle()
        yield harness


class OpenApp(Protocol):
    """The type of the `open_app` fixture, which opens the app on the journal of the test."""

    def __call__(
        self, size: tuple[int, int] = (80, 24), at: datetime | None = None
    ) -> AbstractAsyncContextManager[AppHarness]:
        """Run the app in a window of `size` columns and rows, with the clock set to `at`."""
        ...
