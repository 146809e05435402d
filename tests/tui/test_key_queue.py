"""A key that closes something holds up no other, and none overtakes what the last one opens."""

import asyncio
import os
import threading

import pytest

from kindtui.tui.widgets.ritual_card import RitualCard
from tests.tui.harness import EVENING, OpenApp

AN_AGE, PROMPT = 600.0, 30.0  # seconds


@pytest.mark.parametrize("opens", ["comma", "exclamation_mark", "y", "m", "colon", "question_mark"])
async def test_the_key_after_esc_is_handled_at_once(
    opens: str, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A screen that is gone is not waited for, however patient the app is."""
    monkeypatch.setattr("kindtui.tui.key_queue.KEY_TIMEOUT_SECONDS", AN_AGE)
    async with open_app(at=EVENING) as harness, asyncio.timeout(PROMPT):
        await harness.press("escape", opens, "escape", "escape", "3")
        assert "Streak" in harness.screen[0]


async def test_keys_typed_ahead_wait_for_a_slow_card(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list that had the key is gone while the next field is not there yet."""
    remove = RitualCard.remove_children

    async def remove_and_dawdle(card: RitualCard) -> None:
        await remove(card)
        for _ in range(1000):
            await asyncio.sleep(0)

    monkeypatch.setattr(RitualCard, "remove_children", remove_and_dawdle)
    async with open_app() as harness:
        await harness.press_at_once(*"Sam", "enter", "7", "enter", "enter")
        await harness.wait_until_idle()
        assert len(harness.stored_day()["acts"]) == 1
        assert "One small act" in harness.text


@pytest.mark.slow
async def test_a_key_after_the_last_answer_waits_for_a_slow_disk(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The card that is due shows once the answer is saved; what is typed meanwhile is meant for that card."""
    sync = os.fsync

    def sync_slowly(file: int) -> None:
        threading.Event().wait(0.2)
        sync(file)

    monkeypatch.setattr(os, "fsync", sync_slowly)
    async with open_app() as harness:
        await harness.press_at_once(*"Sam", "enter", "7", "enter", "enter", "d")
        await harness.wait_until_idle()
        assert [act["state"] for act in harness.stored_day()["acts"]] == ["done"]


async def test_a_finished_save_leaves_the_focused_field_unchanged(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync, may_end = os.fsync, threading.Event()

    def sync_in_the_end(file: int) -> None:
        may_end.wait(PROMPT)
        sync(file)

    async with open_app() as harness:
        await harness.type("Sam")
        await harness.press("enter", "7")
        monkeypatch.setattr(os, "fsync", sync_in_the_end)
        await harness.press_at_once("enter", *"lunch", "home")
        assert "acts" not in harness.stored_day()
        may_end.set()
        await harness.wait_until_idle()
        await harness.type("after ")
        assert "after lunch" in harness.text
        assert "Today I'll" in harness.text
