"""Keys and pastes in order: each waits until everything that the one before it caused has happened.

Textual forwards them as they arrive and runs bindings when they have bubbled up, so that keys
typed ahead would land in a field that an earlier Enter is about to close.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from typing import TypeVar

from textual.events import Event, Key, Paste
from textual.keys import key_to_character
from textual.message_pump import MessagePump

from kindtui import tuning
from kindtui.tui.escaped_key import EscapedKey, only_shows
from kindtui.tui.input_events import UndecodedInput
from kindtui.tui.keymap import is_key
from kindtui.tui.stand_in_keys import stand_ins
from kindtui.tui.terminal_cursor import FocusCursorApp
from kindtui.tui.textual_compat import bound_keys, wait_until_processed

MESSAGE_HOPS = 4  # rounds of waiting: for the key, its binding, the message of the widget, and its request
KEY_TIMEOUT_SECONDS = 8.0  # the longest that a key can delay the next one; a save waits 5 for the lock

T = TypeVar("T")


class KeyQueueApp(FocusCursorApp[T]):
    """An app that finishes one key before it begins the next; typing in a field is not held up."""

    def __init__(self) -> None:
        """Queue keys until `process_keys` runs; of those, only text is handed out until all may be."""
        super().__init__()
        self.may_hand_out_all = asyncio.Event()
        self.may_hand_out_all.set()
        self._key_queue: asyncio.Queue[Key | Paste | UndecodedInput] = asyncio.Queue()
        self.key_count = 0  # since the start
        self._is_text_settling = False  # whether a field may not have said yet what was typed in it
        self._key_lock = asyncio.Lock()

    async def on_event(self, event: Event) -> None:
        """Queue the keys and pastes that come from the terminal, and pass on every other event.

        An Enter typed before the terminal was in raw mode arrives as a line feed. A modifier alone and a
        volume key do not count as keys.
        """
        if isinstance(event, Key) and not event.is_forwarded:
            if not is_key(event.key):
                return
            self._key_queue.put_nowait(Key("enter", "\r") if event.key == "ctrl+j" else event)
        elif isinstance(event, Paste | UndecodedInput) and not event.is_forwarded:
            self._key_queue.put_nowait(event)
        else:
            await super().on_event(event)

    async def process_keys(self) -> None:
        """Hand out keys and pastes one after another, for as long as the app runs."""
        while True:
            event = await self._key_queue.get()
            if not self._is_text(event):
                await self.may_hand_out_all.wait()
            try:
                match event:
                    case EscapedKey():
                        await self._process_escaped_key(event)
                    case Key():
                        await self._process_key(event)
                    case Paste():
                        await self._process_paste(event)
                    case UndecodedInput():
                        await super().on_event(event)
            finally:
                self._key_queue.task_done()
            if self._key_queue.empty() and not self.is_exiting:
                (self.focused or self.screen).call_after_refresh(tuning.collect_after_key)

    def _is_text(self, event: Event) -> bool:
        """Return whether the field that has the focus takes a key as text."""
        if not isinstance(event, Key) or isinstance(event, EscapedKey) or self.focused is None:
            return False
        return self.focused.check_consume_key(event.key, event.character)

    async def _process_paste(self, event: Paste) -> None:
        """Hand out a paste; a key after it waits for what it causes: lines may change the field."""
        async with self._key_lock:
            target_pumps = self.focus_path()
            self._is_text_settling = True
            await super().on_event(event)
            if "\n" in event.text:
                await _wait_until(_timeout_from_now(), self.wait_until_idle(target_pumps))

    async def _process_escaped_key(self, event: EscapedKey) -> None:
        """Hand out Alt and the key where that means something, else Esc, and the key if it only shows."""
        is_alt = event.alt_key in self.screen.active_bindings and event.key != "enter"
        if is_alt or getattr(self.focused, "is_capturing", False):
            await self._process_key(Key(event.alt_key, None))
            return
        was_covered = self.is_covered
        await self._process_key(Key("escape", "\x1b"))
        bound = self.screen.active_bindings.get(event.key)
        if bound and bound.enabled and only_shows(bound.binding.action) and not was_covered:
            await self._process_key(Key(event.key, event.character))

    @property
    def is_covered(self) -> bool:
        """Whether the next key only uncovers the screen."""
        return False

    async def _process_key(self, event: Key) -> None:
        """Hand out a key; unless a field takes it as text, wait at most one timeout for what it causes."""
        async with self._key_lock:
            is_text_input = self._is_text(event)
            if self._is_text_settling and not is_text_input:
                await _wait_until(_timeout_from_now(), self.wait_until_idle(()))
            self._is_text_settling = is_text_input
            self.key_count += 1
            self.before_key()
            target_pumps = self.focus_path()
            await super().on_event(self._meant_key(event, is_text_input))
            if is_text_input:
                return
            deadline = _timeout_from_now()
            await _wait_until(deadline, self.wait_until_idle(target_pumps))
        await _wait_until(deadline, self.after_key())

    def _meant_key(self, event: Key, is_text: bool) -> Key:
        """Return what `event` stands in for, or itself if it is text, bound or to be captured."""
        own_key = Key(event.key, event.character)  # Textual looks for handlers by the class of an event
        if is_text or getattr(self.focused, "is_capturing", False):
            return own_key
        bound = bound_keys(self.screen)
        meant = next((key for key in (event.key, *stand_ins(event)) if key in bound), event.key)
        return own_key if meant == event.key else Key(meant, key_to_character(meant))

    @asynccontextmanager
    async def between_keys(self) -> AsyncIterator[None]:
        """Hold keys back, once everything that earlier keys caused has happened."""
        async with self._key_lock:
            await _wait_until(_timeout_from_now(), self.wait_until_idle(()))
            yield

    async def wait_for_keys(self) -> None:
        """Wait until every key so far has been handed out, and what it caused has happened."""
        await self._key_queue.join()

    def before_key(self) -> None:
        """Prepare for a key that is about to be handed out."""

    async def after_key(self) -> None:
        """Wait for more than the widgets' own reactions to a key; the timeout of the key may cancel it."""

    async def wait_until_idle(self, target_pumps: Sequence[MessagePump]) -> None:
        """Wait for the message pumps a key went to, and for those that have the focus since."""
        for _ in range(MESSAGE_HOPS):
            for pump in dict.fromkeys((*target_pumps, *self.focus_path())):
                if self.is_exiting:
                    return  # a pump that is being closed processes no more messages
                await wait_until_processed(pump)

    def focus_path(self) -> Sequence[MessagePump]:
        """Return the focused widget, or else the screen, and everything a key bubbles to from there."""
        return (self.focused or self.screen).ancestors_with_self


def _timeout_from_now() -> float:
    return asyncio.get_running_loop().time() + KEY_TIMEOUT_SECONDS


async def _wait_until(deadline: float, coroutine: Coroutine[object, object, None]) -> None:
    """Run `coroutine`, and cancel it at `deadline`, a time of the event loop."""
    with suppress(TimeoutError):
        async with asyncio.timeout_at(deadline):
            await coroutine
