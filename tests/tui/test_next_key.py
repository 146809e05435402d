"""A key that closes something holds up no other, and none overtakes what the last one opens."""

import asyncio
import os
import threading

import pytest
from seat import EVENING, Sit

from kindtui.tui.widgets.due_card import DueCard

AN_AGE, PROMPT = 600.0, 30.0  # seconds


@pytest.mark.parametrize("opens", ["comma", "exclamation_mark", "y", "m", "colon", "question_mark"])
async def test_the_key_after_esc_is_handed_out_at_once(
    opens: str, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A screen that is gone is not waited for, however patient the app is."""
    monkeypatch.setattr("kindtui.tui.key_queue.PATIENCE", AN_AGE)
    async with sit(at=EVENING) as seat, asyncio.timeout(PROMPT):
        await seat.press("escape", opens, "escape", "escape", "3")
        assert "Streak" in seat.screen[0]


async def test_keys_typed_ahead_wait_for_a_card_that_turns_slowly(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list that had the key is gone while the next field is not there yet."""
    remove = DueCard.remove_children

    async def remove_and_dawdle(card: DueCard) -> None:
        await remove(card)
        for _ in range(1000):
            await asyncio.sleep(0)

    monkeypatch.setattr(DueCard, "remove_children", remove_and_dawdle)
    async with sit() as seat:
        await seat.burst(*"Sam", "enter", "7", "enter", "enter")
        await seat.settled()
        assert len(seat.day()["acts"]) == 1
        assert "One small act" in seat.text


async def test_a_key_after_the_last_answer_waits_for_a_slow_disk(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The card that is due shows once the answer is saved; what is typed meanwhile is meant for that card."""
    sync = os.fsync

    def sync_slowly(file: int) -> None:
        threading.Event().wait(0.2)
        sync(file)

    monkeypatch.setattr(os, "fsync", sync_slowly)
    async with sit() as seat:
        await seat.burst(*"Sam", "enter", "7", "enter", "enter", "d")
        await seat.settled()
        assert [act["state"] for act in seat.day()["acts"]] == ["done"]


async def test_a_save_that_ends_while_somebody_writes_leaves_the_field_as_it_is(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync, may_end = os.fsync, threading.Event()

    def sync_in_the_end(file: int) -> None:
        may_end.wait(PROMPT)
        sync(file)

    async with sit() as seat:
        await seat.type("Sam")
        await seat.press("enter", "7")
        monkeypatch.setattr(os, "fsync", sync_in_the_end)
        await seat.burst("enter", *"lunch", "home")
        assert "acts" not in seat.day()
        may_end.set()
        await seat.settled()
        await seat.type("after ")
        assert "after lunch" in seat.text
        assert "Today I" in seat.text
