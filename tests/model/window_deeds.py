"""The keys of a random year, in one window or in two, each with what is expected of them."""

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from textual.widgets import Input

from tests.model.expected import ONE_DAY
from tests.model.player import type_text, write
from tests.model.world import LATEST_DAY_START, World
from tests.tui.harness import AppHarness

PARTS = ("acts", "received", "kept", "notes")
Keys = Callable[[AppHarness], Coroutine[Any, Any, None]]


class WindowDeeds:
    """What a person does in the app."""

    def __init__(self, world: World) -> None:
        """Act in that world."""
        self._world = world

    async def visit(self) -> None:
        async with self._windows() as windows:
            deeds = self.deeds()
            if len(windows) > 1:  # what they do hangs on what a window has seen of the other one's changes
                del deeds[self.toggle_rest], deeds[self.mark_done]
            for _ in range(self._world.random.randint(1, 4)):
                deed = self._world.pick(deeds)
                with self._world.doing(deed):
                    await deed(self._world.random.choice(windows))
                self._world.check()
        self._world.check()

    @asynccontextmanager
    async def _windows(self) -> AsyncIterator[list[AppHarness]]:
        """One open window, or sometimes two."""
        async with AsyncExitStack() as stack:
            count = 2 if self._world.random.random() < 0.25 else 1
            self._world.note(f"opens {count} windows")
            windows = []
            for _ in range(count):
                windows.append(await stack.enter_async_context(self._world.player.window()))
                await self._answer_for_drafts(windows[-1])
            yield windows
            self._world.note("leaves")

    async def _answer_for_drafts(self, window: AppHarness) -> None:
        """Keep each text that waits on an earlier day as a note, or throw it away and take that back."""
        while "You started something on" in window.flowing_text:
            thrown_away = self._world.random.random() < 0.3
            before = self._world.player.drafts()
            self._world.note("  Del" if thrown_away else "  Esc, to keep a draft as a note")
            await window.press("delete" if thrown_away else "escape")
            count = self._note_former_drafts(before)
            if thrown_away:
                await window.press("f3", *["u"] * count, "f1")
                self._world.expected.forget_changes()
            self._world.check()

    def _note_former_drafts(self, before: dict[date, list[str]]) -> int:
        """Expect as a note of its day what no longer waits in a field, and count it."""
        after = self._world.player.drafts()
        noted = [
            (text, on) for on, texts in before.items() for text in texts if text not in after.get(on, [])
        ]
        assert noted
        for text, on in noted:
            self._world.add("notes", text, on)
            self._world.expected.waiting.discard(text)
        return len(noted)

    def deeds(self) -> dict[Keys, int]:
        return {
            self.write_received: 6,
            self.write_kept: 4,
            self.write_own_act: 4,
            self.mark_done: 3,
            self.toggle_rest: 2,
            self.write_on_a_past_day: 5,
            self.remove_an_entry: 3,
            self.undo: 9,
            self.redo: 5,
            self.leave_a_draft: 2,
            self.search: 2,
            self.change_day_start: 1,
        }

    async def _go(self, window: AppHarness, *keys: str) -> None:
        """From wherever the window is, to a screen and the keys it takes there."""
        await window.press("escape", "escape", "escape", *keys)

    async def _write(self, window: AppHarness, part: str, on: date, state: str = "done") -> None:
        text = self._world.word()
        self._world.note(f"  writes {text!r} as {part} of {on}")
        whole = await write(window, text)
        self._world.expected.waiting.discard(whole.removesuffix(text))
        self._world.add(part, whole, on, state)

    async def write_received(self, window: AppHarness) -> None:
        """The evening's line, or, where the evening has asked for it before, the second one."""
        await self._go(window, "f1", "escape", "e")
        if not isinstance(window.app.focused, Input):
            await window.press("enter")  # back to the card
        if "What kindness did I" not in window.text and "one thing I gave?" not in window.text:
            return  # it asked about a plan that is still open
        part = "acts" if "one thing I gave?" in window.flowing_text else "received"
        await self._write(window, part, self._world.today)

    async def write_kept(self, window: AppHarness) -> None:
        await self._go(window, "f2", "escape", "b")
        await self._write(window, "kept", self._world.today)

    async def write_own_act(self, window: AppHarness) -> None:
        await self._go(window, "f1", "escape", "a")
        if "Write my own" not in window.text:
            return
        await window.press("down", "down", "down", "enter")
        await self._write(window, "acts", self._world.today, "planned")
        await window.press("enter")

    async def mark_done(self, window: AppHarness) -> None:
        """`d` means the highlighted act, or else the first one that is planned."""
        await self._go(window, "f1", "escape")
        before = self._world.record.acts
        planned = [act for act in before if act.state == "planned"]
        if not planned or isinstance(window.app.focused, Input):
            return
        self._world.note("  d")
        await window.press("d")
        stored = self._world.player.stored_days()[self._world.today]["acts"]
        after = tuple(replace(act, state=now["state"]) for act, now in zip(before, stored, strict=True))
        changed = [(old, new.state) for old, new in zip(before, after, strict=True) if old != new]
        assert len(changed) == 1, changed
        self._world.set_day(self._world.today, replace(self._world.record, acts=after))

    async def toggle_rest(self, window: AppHarness) -> None:
        await self._go(window, "f1", "escape")
        if isinstance(window.app.focused, Input):
            return
        self._world.note("  r")
        await window.press("r")
        self._world.set_day(self._world.today, replace(self._world.record, rest=not self._world.record.rest))

    async def _open_day(self, window: AppHarness, on: date) -> None:
        await self._go(window, "f4", "g")
        await write(window, on.isoformat())
        await window.press("escape") if isinstance(window.app.focused, Input) else None

    async def write_on_a_past_day(self, window: AppHarness) -> None:
        on = self._world.pick({self._world.past_day(): 1, self._world.today - ONE_DAY: 1})
        self._world.note(f"  opens {on}")
        await self._open_day(window, on)
        key, part = self._world.random.choice([("e", "received"), ("b", "kept"), ("a", "acts")])
        await window.press(key)
        await self._write(window, part, on)

    async def remove_an_entry(self, window: AppHarness) -> None:
        """`x` takes the entry under the cursor away."""
        on = self._world.filled_day()
        if on is None or on == self._world.today:
            return
        self._world.note(f"  opens {on}, v, x")
        await self._open_day(window, on)
        await window.press("v", "home", "x")
        stored = self._world.player.stored_days().get(on, {})
        day = self._world.expected.journal.day(on)
        after = day.with_texts({entry["text"] for part in PARTS for entry in stored.get(part, [])})
        assert len(day.entries) - len(after.entries) == 1
        self._world.set_day(on, after)

    async def undo(self, window: AppHarness) -> None:
        """`u` takes the last change back, from whichever screen."""
        if self._world.expected.undo:
            await self._press_on_any_screen(window, "u")
            self._world.expected.take_back()

    async def redo(self, window: AppHarness) -> None:
        """`U` brings back what undo took away."""
        if self._world.expected.redo:
            await self._press_on_any_screen(window, "U")
            self._world.expected.give_back()

    async def _press_on_any_screen(self, window: AppHarness, key: str) -> None:
        screen = self._world.random.choice(["f1", "f2", "f3", "f4", "f5", "f6"])
        self._world.note(f"  {key} on {screen}")
        await self._go(window, screen, "escape", key)

    async def leave_a_draft(self, window: AppHarness) -> None:
        """Type into a field and leave it."""
        await self._go(window, "f2", "escape", "b")
        text = self._world.word()
        self._world.note(f"  leaves {text!r} in the field of a boundary")
        waiting = await type_text(window, text)
        await window.press("escape")
        self._world.expected.waiting.discard(waiting)
        self._world.expected.waiting.add(waiting + text)
        await window.flush_drafts()

    async def search(self, window: AppHarness) -> None:
        """A search shows the day of a word."""
        if on := self._world.filled_day():
            text = self._world.random.choice(self._world.expected.journal.day(on).entries).text.split()[0]
            self._world.note(f"  searches {text}")
            window.app._check_for_changes()  # what another window saved is seen within two seconds
            await window.wait_until_idle()
            await self._go(window, "f4", "slash")
            await window.press("ctrl+u")
            await type_text(window, text)
            assert "1 day, with" in window.text
            assert f"{on.day} {on:%b} {on.year}" in window.text
            await window.press("escape", "escape", "escape")

    async def change_day_start(self, window: AppHarness) -> None:
        """A day begins an hour later, up to seven."""
        if self._world.expected.journal.day_start >= LATEST_DAY_START:
            return
        self._world.note("  , Enter")
        await self._go(window, "f1", "escape", "comma", "home", "enter", "escape")
        self._world.expected.change(
            replace(self._world.expected.journal, day_start=self._world.expected.journal.day_start + 1)
        )
