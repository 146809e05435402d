"""Mood and connection: asked once they are switched on, before the reflection, each skipped with Enter."""

from datetime import timedelta

import pytest
from seat import EVENING, MORNING, Seat, Sit

MOOD = "How is your mood right now?"
CONNECTION = "How connected to others did you feel today?"


async def switched_on(sit: Sit) -> None:
    async with sit() as seat:
        seat.app.session.change_settings({"scales": True})


def asks(seat: Seat, question: str) -> bool:
    return question in " ".join(seat.text.split())


async def test_they_are_not_asked_until_they_are_switched_on(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("enter", "5")
        assert not asks(seat, MOOD)
    async with sit(at=EVENING) as seat:
        assert asks(seat, "What kindness did I")


async def test_a_morning_and_an_evening(sit: Sit) -> None:
    await switched_on(sit)
    async with sit() as seat:
        await seat.type("Sam")
        await seat.press("enter", "5")
        assert asks(seat, MOOD)
        assert asks(seat, "1 very low · 5 in between · 9 very good")
        await seat.press("6")
        assert seat.day()["mood_morning"]["value"] == 6
        await seat.press("enter", "enter")
        assert seat.day()["energy"]["value"] == 5
    async with sit(at=EVENING) as seat:
        assert asks(seat, MOOD)
        await seat.press("3")
        assert asks(seat, CONNECTION)
        assert asks(seat, "1 not at all · 5 somewhat · 9 very")
        await seat.press("8")
        assert asks(seat, "What kindness did I")
        await seat.type("Tea")
        await seat.press("enter", "enter")
        day = seat.day()
        assert [day[scale]["value"] for scale in ("mood_evening", "connection")] == [3, 8]
        assert day["received"][0]["text"] == "Tea"
        assert "Mood in the evening 3 of 9" in seat.text


@pytest.mark.parametrize("key", ["enter", "space"])
async def test_each_can_be_skipped(key: str, sit: Sit) -> None:
    await switched_on(sit)
    async with sit() as seat:
        await seat.press("enter", "5", key)
        assert asks(seat, "Which small act fits today?")
    async with sit(at=EVENING) as seat:
        await seat.press(key, key)
        assert asks(seat, "What kindness did I")
        assert {"mood_morning", "mood_evening", "connection"}.isdisjoint(seat.day())


async def test_what_was_answered_is_not_asked_again(sit: Sit) -> None:
    await switched_on(sit)
    async with sit(at=EVENING) as seat:
        await seat.press("3")
    async with sit(at=EVENING) as seat:
        assert asks(seat, CONNECTION)


async def test_a_line_typed_before_comes_first(sit: Sit) -> None:
    await switched_on(sit)
    async with sit(at=EVENING) as seat:
        await seat.press("enter", "enter")
        await seat.type("half a li")
        await seat.keep_drafts()
    async with sit(at=EVENING) as seat:
        assert asks(seat, "half a li")
        assert not asks(seat, MOOD)


async def test_they_are_not_asked_of_a_past_day_and_can_be_changed_there(sit: Sit) -> None:
    await switched_on(sit)
    async with sit(at=EVENING) as seat:
        await seat.press("3", "8")
    async with sit(at=MORNING + timedelta(days=1)) as seat:
        await seat.press("escape", "y", "escape")
        assert asks(seat, "What kindness did I")
        await seat.press("v", "enter", "7")
        assert seat.day()["mood_evening"]["value"] == 7
        await seat.press("x")
        assert seat.day()["mood_evening"]["value"] is None


async def test_undo(sit: Sit) -> None:
    await switched_on(sit)
    async with sit(at=EVENING) as seat:
        await seat.press("3", "u")
        assert "Undone: the mood." in seat.text
        assert not seat.day().get("mood_evening", {}).get("value")
