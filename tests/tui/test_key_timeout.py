"""A key that never finishes holds up the next one for one bound, however many waits it consists of."""

import asyncio

import pytest
from textual.app import ComposeResult
from textual.events import Key
from textual.widget import Widget

from kindtui.tui import key_queue
from kindtui.tui.key_queue import KeyQueueApp

TIMEOUT_SECONDS = 0.3


class StuckWidget(Widget, can_focus=True):
    """Never finishes its first key until it is released."""

    def __init__(self) -> None:
        super().__init__()
        self.released = asyncio.Event()

    async def on_key(self, event: Key) -> None:
        if event.key == "a":
            await self.released.wait()


class StuckApp(KeyQueueApp[None]):
    """Notes when each key is handed out; what follows a key never ends either."""

    def __init__(self) -> None:
        super().__init__()
        self.handed_out_at: list[float] = []
        self.both_handed_out = asyncio.Event()

    def compose(self) -> ComposeResult:
        yield StuckWidget()

    def on_mount(self) -> None:
        self.query_one(StuckWidget).focus()
        self.run_worker(self.process_keys())

    def before_key(self) -> None:
        self.handed_out_at.append(asyncio.get_running_loop().time())
        if len(self.handed_out_at) == 2:
            self.both_handed_out.set()

    async def after_key(self) -> None:
        await asyncio.Event().wait()


async def test_a_stuck_key_holds_the_next_one_for_a_single_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_queue, "KEY_TIMEOUT_SECONDS", TIMEOUT_SECONDS)
    app = StuckApp()
    async with app.run_test(), asyncio.timeout(20 * TIMEOUT_SECONDS):
        for key in "ab":
            app.post_message(Key(key, key))
        await app.both_handed_out.wait()
        app.query_one(StuckWidget).released.set()
        await app.wait_for_keys()
    first, second = app.handed_out_at
    assert TIMEOUT_SECONDS <= second - first < 3 * TIMEOUT_SECONDS
