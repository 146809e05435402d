"""Mood and connection: asked once they are switched on, before the reflection, each skipped with Enter."""

from datetime import timedelta

import pytest

from kindtui.domain.requests import SettingsChanged
from tests.tui.harness import EVENING, MORNING, AppHarness, OpenApp

MOOD = "How is your mood right now?"
CONNECTION = "How connected to others did you feel today?"


async def switched_on(open_app: OpenApp) -> None:
    async with open_app() as harness:
        harness.app.session.submit(SettingsChanged({"scales": True}))


def asks(harness: AppHarness, question: str) -> bool:
    return question in " ".join(harness.text.split())


async def test_scales_are_off_by_default(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("enter", "5")
        assert not asks(harness, MOOD)
    async with open_app(at=EVENING) as harness:
        assert asks(harness, "What kindness did I")


async def test_scales_are_asked_in_the_morning_and_the_evening(open_app: OpenApp) -> None:
    await switched_on(open_app)
    async with open_app() as harness:
        await harness.type("Sam")
        await harness.press("enter", "5")
        assert asks(harness, MOOD)
        assert asks(harness, "1 very low · 5 in between · 9 very good")
        await harness.press("6")
        assert harness.stored_day()["mood_morning"]["value"] == 6
        await harness.press("enter", "enter")
        assert harness.stored_day()["energy"]["value"] == 5
    async with open_app(at=EVENING) as harness:
        assert asks(harness, MOOD)
        await harness.press("3")
        assert asks(harness, CONNECTION)
        assert asks(harness, "1 not at all · 5 somewhat · 9 very")
        await harness.press("8")
        assert asks(harness, "What kindness did I")
        await harness.type("Tea")
        await harness.press("enter", "enter")
        day = harness.stored_day()
        assert [day[scale]["value"] for scale in ("mood_evening", "connection")] == [3, 8]
        assert day["received"][0]["text"] == "Tea"
        await harness.press("v")
        assert "Mood in the evening 3 of 9" in harness.text


@pytest.mark.parametrize("key", ["enter", "space"])
async def test_each_scale_can_be_skipped(key: str, open_app: OpenApp) -> None:
    await switched_on(open_app)
    async with open_app() as harness:
        await harness.press("enter", "5", key)
        assert asks(harness, "Which of these would suit you today?")
    async with open_app(at=EVENING) as harness:
        await harness.press(key, key)
        assert asks(harness, "What kindness did I")
        assert {"mood_morning", "mood_evening", "connection"}.isdisjoint(harness.stored_day())


async def test_an_answered_scale_is_not_asked_again(open_app: OpenApp) -> None:
    await switched_on(open_app)
    async with open_app(at=EVENING) as harness:
        await harness.press("3")
    async with open_app(at=EVENING) as harness:
        assert asks(harness, CONNECTION)


async def test_a_draft_comes_before_the_scales(open_app: OpenApp) -> None:
    await switched_on(open_app)
    async with open_app(at=EVENING) as harness:
        await harness.press("enter", "enter")
        await harness.type("half a li")
        await harness.flush_drafts()
    async with open_app(at=EVENING) as harness:
        assert asks(harness, "half a li")
        assert not asks(harness, MOOD)


async def test_scales_of_a_past_day_are_not_asked_but_can_be_changed(open_app: OpenApp) -> None:
    await switched_on(open_app)
    async with open_app(at=EVENING) as harness:
        await harness.press("3", "8")
    async with open_app(at=MORNING + timedelta(days=1)) as harness:
        await harness.press("escape", "y", "escape")
        assert asks(harness, "What kindness did I")
        await harness.press("v", "enter", "7")
        assert harness.stored_day()["mood_evening"]["value"] == 7
        await harness.press("x")
        assert harness.stored_day()["mood_evening"]["value"] is None


async def test_undo_clears_a_scale(open_app: OpenApp) -> None:
    await switched_on(open_app)
    async with open_app(at=EVENING) as harness:
        await harness.press("3", "u")
        assert "Undone: you rated your mood." in harness.text
        assert not harness.stored_day().get("mood_evening", {}).get("value")
