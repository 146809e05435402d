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

ROUNDS = 4  # the key, its binding, the message of the widget, the wish made of it
PATIENCE = 2.0  # seconds; no key waits longer for one that does not answer

T = TypeVar("T")


class OrderedKeys(App[T]):
    """An app that finishes one key before it begins the next; typing in a field is not held up."""

    def __init__(self) -> None:
        """Hold keys until `hand_out_keys` runs."""
        super().__init__()
        self._held: asyncio.Queue[Key] = asyncio.Queue()
        self._turn = asyncio.Lock()

    async def on_event(self, event: Event) -> None:
        """Queue the keys that come from the terminal.

        An Enter typed before the terminal was in raw mode arrives as a line feed.
        """
        if isinstance(event, Key) and not event.is_forwarded:
            self._held.put_nowait(Key("enter", "\r") if event.key == "ctrl+j" else event)
        else:
            await super().on_event(event)

    async def hand_out_keys(self) -> None:
        """Hand out keys one after another, for as long as the app runs."""
        while True:
            event = await self._held.get()
            try:
                async with self._turn:
                    typed = await self._hand_out(event)
                if not typed:
                    with suppress(TimeoutError):
                        async with asyncio.timeout(PATIENCE):
                            await self.key_ends()
            finally:
                self._held.task_done()

    async def _hand_out(self, event: Key) -> bool:
        """Hand out that key; whether it is a letter of a text, which the next key need not wait for."""
        self.key_begins()
        concerned = _up_from(self.focused or self.screen)
        typed = bool(self.focused and self.focused.check_consume_key(event.key, event.character))
        await super().on_event(event)
        if not typed:
            await self._settle(concerned)
        return typed

    @asynccontextmanager
    async def between_keys(self) -> AsyncIterator[None]:
        """Hold keys back, once all that those before set off has happened."""
        async with self._turn:
            await self._settle(())
            yield

    async def keys_done(self) -> None:
        """Wait until every key so far has been handed out and settled."""
        await self._held.join()

    def key_begins(self) -> None:
        """A key is about to be handed out."""

    async def key_ends(self) -> None:
        """A key has done all that widgets do of themselves; the next one waits for this, but not for ever."""

    async def _settle(self, concerned: Sequence[MessagePump]) -> None:
        """Wait for those a key went to, and for those that have the focus since."""
        for _ in range(ROUNDS):
            if self._exit:
                return  # what is going away answers no more
            for pump in dict.fromkeys((*concerned, *_up_from(self.focused or self.screen))):
                await _answer(pump)


async def _answer(pump: MessagePump) -> None:
    """Wait until that pump has done what it had to do, or is removed, with the rest of them still at work."""
    answered = asyncio.Event()
    if pump.post_message(Callback(answered.set)):
        answer = asyncio.ensure_future(answered.wait())
        gone = [pump._task] if pump._task else []
        await asyncio.wait({answer, *gone}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        answer.cancel()


def _up_from(pump: MessagePump) -> Sequence[MessagePump]:
    """The pump and all it bubbles to."""
    found, node = [], cast("MessagePump | None", pump)
    while node is not None:
        found.append(node)
        node = node._parent
    return found
