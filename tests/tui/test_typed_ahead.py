"""Text that was typed during the start is shown first; other keys wait until all of the app is ready."""

import asyncio

from textual.app import ComposeResult
from textual.events import Key
from textual.widgets import Input

from kindtui.tui.key_queue import KeyQueueApp


class FieldApp(KeyQueueApp[None]):
    """Has a field, and hands out no key but text until it is told to."""

    def compose(self) -> ComposeResult:
        yield Input()

    def on_mount(self) -> None:
        self.query_one(Input).focus()
        self.may_hand_out_all.clear()
        self.run_worker(self.process_keys())


async def test_text_is_handed_out_before_other_keys_may_be() -> None:
    app = FieldApp()
    async with app.run_test() as pilot, asyncio.timeout(20):
        field = app.query_one(Input)
        for key in ("a", "b", "backspace", "c"):
            app.post_message(Key(key, key if len(key) == 1 else None))
        while field.value != "ab":
            await pilot.pause()
        assert app.key_count == 2
        app.may_hand_out_all.set()
        await app.wait_for_keys()
        while field.value != "ac":
            await pilot.pause()
