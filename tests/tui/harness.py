"""A harness in front of the real app: keys in, screen and disk out."""

import asyncio
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from textual.events import Key
from textual.keys import key_to_character
from textual.pilot import Pilot
from tinydb import TinyDB

from kindtui.domain.dates import Moment
from kindtui.tui.app import KindApp

MORNING = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
EVENING = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)


@dataclass
class ManualClock:
    """A clock that is moved by hand."""

    current_time: datetime = MORNING
    slept: list[float] = field(default_factory=list)

    def now(self) -> Moment:
        return Moment(self.current_time, "UTC", 0)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def move(self, **by: float) -> None:
        self.current_time += timedelta(**by)


@dataclass
class AppHarness:
    """One person at one terminal."""

    app: KindApp
    pilot: Pilot[None]
    path: Path

    async def press(self, *keys: str) -> None:
        """Press keys, each once the one before is done and saved, and wait until the screen stands still."""
        for key in keys:
            await self.press_at_once(key)
            await self.app.wait_until_saved()
        await self.wait_until_idle()

    async def press_at_once(self, *keys: str) -> None:
        """Press keys all at once, as from a slow line, and wait until they are done, saved or not."""
        for key in keys:
            self.app.post_message(Key(key, key_to_character(key)))
        delivered = asyncio.Event()
        self.app.call_later(delivered.set)
        while not delivered.is_set() and not self.app._exit:  # noqa: ASYNC110  an app that ends tells nobody
            await asyncio.sleep(0)
        await self.app.wait_for_keys()

    async def type(self, text: str) -> None:
        """Type text into whatever has the focus."""
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def wait_until_idle(self) -> None:
        for _ in range(2):
            await self.app.wait_for_keys()
            await self.app.wait_until_drawn()
            await self.pilot.pause()

    async def flush_drafts(self) -> None:
        """Let the pause pass after which drafts are kept."""
        self.app._flush_drafts()
        await self.wait_until_idle()

    @property
    def screen(self) -> list[str]:
        """The lines a person sees."""
        return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        return "\n".join(self.screen)

    def stored_day(self, doc_id: int = 20261122) -> dict[str, Any]:
        """That day, as stock TinyDB reads it from the disk; empty if it is not there."""
        if not self.path.exists():
            return {}
        with TinyDB(self.path, access_mode="r") as database:
            return dict(database.table("days").get(doc_id=doc_id) or {})

    def stored_table(self, name: str) -> list[dict[str, Any]]:
        """The documents of a table, as stock TinyDB reads them from the disk."""
        if not self.path.exists():
            return []
        with TinyDB(self.path, access_mode="r") as database:
            return [dict(document) for document in database.table(name)]


class OpenApp(Protocol):
    """Opens the app on the journal of the test."""

    def __call__(
        self, size: tuple[int, int] = (80, 24), at: datetime | None = None
    ) -> AbstractAsyncContextManager[AppHarness]:
        """Run the app in a window of that size, from that moment on."""
        ...
