"""Keys in order: a key is handed out when everything the key before it set off has happened.

Textual forwards keys as they arrive and runs bindings when they have bubbled up, so that keys
typed ahead would land in a field that an earlier Enter is about to close.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import TypeVar, cast

from textual.app import App
from textual.events import Callback, Event, Key
from textual.message_pump import MessagePump

MESSAGE_HOPS = 4  # the key, its binding, the message of the widget, the wish made of it
KEY_TIMEOUT_SECONDS = 2.0  # seconds; no key waits longer for one that does not answer

T = TypeVar("T")


class KeyQueueApp(App[T]):
    """An app that finishes one key before it begins the next; typing in a field is not held up."""

    def __init__(self) -> None:
        """Hold keys until `hand_out_keys` runs."""
        super().__init__()
        self._key_queue: asyncio.Queue[Key] = asyncio.Queue()
        self._key_lock = asyncio.Lock()

    async def on_event(self, event: Event) -> None:
        """Queue the keys that come from the terminal.

        An Enter typed before the terminal was in raw mode arrives as a line feed.
        """
        if isinstance(event, Key) and not event.is_forwarded:
            self._key_queue.put_nowait(Key("enter", "\r") if event.key == "ctrl+j" else event)
        else:
            await super().on_event(event)

    async def process_keys(self) -> None:
        """Hand out keys one after another, for as long as the app runs."""
        while True:
            event = await self._key_queue.get()
            try:
                async with self._key_lock:
                    is_text_input = await self._process_key(event)
                if not is_text_input:
                    with suppress(TimeoutError):
                        async with asyncio.timeout(KEY_TIMEOUT_SECONDS):
                            await self.after_key()
            finally:
                self._key_queue.task_done()

    async def _process_key(self, event: Key) -> bool:
        """Hand out that key; whether it is a letter of a text, which the next key need not wait for."""
        self.before_key()
        target_pumps = _bubbling_path(self.focused or self.screen)
        is_text_input = bool(self.focused and self.focused.check_consume_key(event.key, event.character))
        await super().on_event(event)
        if not is_text_input:
            await self._wait_until_idle(target_pumps)
        return is_text_input

    @asynccontextmanager
    async def between_keys(self) -> AsyncIterator[None]:
        """Hold keys back, once all that those before set off has happened."""
        async with self._key_lock:
            await self._wait_until_idle(())
            yield

    async def wait_for_keys(self) -> None:
        """Wait until every key so far has been handed out and settled."""
        await self._key_queue.join()

    def before_key(self) -> None:
        """A key is about to be handed out."""

    async def after_key(self) -> None:
        """A key has done all that widgets do of themselves; the next one waits for this, but not for ever."""

    async def _wait_until_idle(self, target_pumps: Sequence[MessagePump]) -> None:
        """Wait for those a key went to, and for those that have the focus since."""
        for _ in range(MESSAGE_HOPS):
            if self._exit:
                return  # what is going away answers no more
            for pump in dict.fromkeys((*target_pumps, *_bubbling_path(self.focused or self.screen))):
                await _wait_for_pump(pump)


async def _wait_for_pump(pump: MessagePump) -> None:
    """Wait until that pump has done what it had to do, or is removed, with the rest of them still at work."""
    processed = asyncio.Event()
    if pump.post_message(Callback(processed.set)):
        waiter = asyncio.ensure_future(processed.wait())
        pump_tasks = [pump._task] if pump._task else []
        await asyncio.wait(
            {waiter, *pump_tasks}, timeout=KEY_TIMEOUT_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        waiter.cancel()


def _bubbling_path(pump: MessagePump) -> Sequence[MessagePump]:
    """The pump and all it bubbles to."""
    path, node = [], cast("MessagePump | None", pump)
    while node is not None:
        path.append(node)
        node = node._parent
    return path
