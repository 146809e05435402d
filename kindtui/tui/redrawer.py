"""Draws a changed state between two keys, so that no key meets a list or field that is being replaced."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager


class Redrawer:
    """Draws when asked to, and lets others wait until the screen shows the present state."""

    def __init__(
        self,
        between_keys: Callable[[], AbstractAsyncContextManager[None]],
        redraw: Callable[[], Awaitable[None]],
    ) -> None:
        """Draw with `redraw`, inside `between_keys`, which holds keys back."""
        self._between_keys, self._redraw = between_keys, redraw
        self._requested, self._done = asyncio.Event(), asyncio.Event()
        self._done.set()

    def request(self) -> None:
        """Ask for the screens to be drawn."""
        self._done.clear()
        self._requested.set()

    async def wait_until_drawn(self) -> None:
        """Wait until everything asked for so far is drawn."""
        await self._done.wait()

    async def run(self) -> None:
        """Draw whenever it is asked for, for as long as the app runs."""
        try:
            while await self._requested.wait():
                async with self._between_keys():
                    self._requested.clear()
                    await self._redraw()
                if not self._requested.is_set():
                    self._done.set()
        finally:
            self._done.set()
