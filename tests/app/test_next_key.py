"""A key that closes something holds up no other."""

import asyncio

import pytest
from seat import EVENING, Sit

AN_AGE, PROMPT = 600.0, 30.0  # seconds


@pytest.mark.parametrize("opens", ["comma", "exclamation_mark", "y", "m", "colon", "question_mark"])
async def test_the_key_after_esc_is_handed_out_at_once(
    opens: str, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A screen that is gone is not waited for, however patient the app is."""
    monkeypatch.setattr("kindtui.keys.PATIENCE", AN_AGE)
    async with sit(at=EVENING) as seat, asyncio.timeout(PROMPT):
        await seat.press("escape", opens, "escape", "escape", "3")
        assert "Streak" in seat.screen[0]
