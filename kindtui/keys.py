"""Keys in order: a key is handed out when everything the key before it set off has happened.

Textual forwards keys as they arrive and runs bindings when they have bubbled up, so that keys
typed ahead would land in a field that an earlier Enter is about to close.
"""

import asyncio
from collections.abc import Iterable
from typing import TypeVar

from textual.app import App
from textual.events import Event, Key
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
                self.key_begins()
                typed = self.focused and self.focused.check_consume_key(event.key, event.character)
                await super().on_event(event)
                if not typed:
                    await self._settle()
            finally:
                self._held.task_done()

    async def keys_done(self) -> None:
        """Wait until every key so far has been handed out and settled."""
        await self._held.join()

    def key_begins(self) -> None:
        """A key is about to be handed out."""

    async def _settle(self) -> None:
        for _ in range(ROUNDS):
            if self._exit:
                return  # what is going away answers no more
            focused: MessagePump = self.focused or self.screen
            for pump in _up_from(focused):
                done = asyncio.Event()
                if not pump.call_later(done.set):
                    break  # it is closed
                answered = asyncio.create_task(done.wait())
                await asyncio.wait(
                    {answered, *([pump._task] if pump._task else [])},
                    timeout=PATIENCE,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                if not answered.done():
                    answered.cancel()
                    break  # it was removed meanwhile


def _up_from(pump: MessagePump) -> Iterable[MessagePump]:
    """The pump and all it bubbles to."""
    node: MessagePump | None = pump
    while node is not None:
        yield node
        node = node._parent
