"""Several hard evenings: one quiet line, rest and receiving first, no thread; any key and it is gone."""

from datetime import timedelta

import pytest
from textual.widgets import Input

from kindtui.domain.requests import ReflectionWritten, ScaleRated, SettingsChanged
from kindtui.domain.ritual.prompts import PromptTarget
from kindtui.tui.screens.places import PlacesScreen
from tests.tui.harness import EVENING, MORNING, OpenApp

SAID = "You've had several hard evenings. You don't have to carry that alone."
RECEIVED: PromptTarget = "received"


async def five_hard_evenings(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        session = harness.app.session
        session.submit(SettingsChanged({"scales": True}))
        for back in range(5):
            on = (EVENING - timedelta(days=back)).date()
            session.submit(ScaleRated(on, "mood_evening", 2))
            session.submit(ReflectionWritten(on, "Tea", RECEIVED))


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (40, 12)])
async def test_the_low_mood_banner_appears_once_and_loses_no_key(
    size: tuple[int, int], open_app: OpenApp
) -> None:
    await five_hard_evenings(open_app)
    async with open_app(at=MORNING + timedelta(days=1), size=size) as harness:
        assert "What would be kind to you today?" in harness.flowing_text or size == (40, 12)
        if size != (40, 12):
            assert SAID in harness.text_in("LowMoodBanner")
            assert "! shows places to talk." in harness.text_in("LowMoodBanner")
        await harness.press("x")
        assert SAID not in harness.flowing_text
        assert "What would be kind to you today?" in harness.flowing_text
        assert harness.app.state.journal.settings.low_mood_told is not None
    async with open_app(at=MORNING + timedelta(days=1, hours=1)) as harness:
        assert SAID not in harness.flowing_text
    async with open_app(at=MORNING + timedelta(days=3)) as harness:
        assert SAID not in harness.flowing_text
        assert not harness.app.state.is_hard_day


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (40, 12)])
async def test_a_hard_morning_asks_for_rest_and_receiving_before_it_asks_for_others(
    size: tuple[int, int], open_app: OpenApp
) -> None:
    await five_hard_evenings(open_app)
    tomorrow = MORNING + timedelta(days=1)
    async with open_app(at=tomorrow, size=size) as harness:
        await harness.press("enter")
        body = " ".join(" " + line.strip(" │") for line in harness.screen[1:])
        offered = [body.index(f" {number}  ") for number in range(1, 5)]
        assert offered == sorted(offered)
        first, second, third, fourth = (body[start:].strip() for start in offered)
        assert first.startswith("1  Rest today.")
        assert second.startswith("2  Let somebody be kind to me.")
        assert fourth.startswith("4  Think of someone")
        await harness.press("3")
        (act,) = harness.stored_day(20261123)["acts"]
        assert act["audience"] == "self"
        assert third.lower().startswith(f"3  {act['text'].lower()}"[:20])
        await harness.press("escape", "u")
        assert "acts" not in harness.stored_day(20261123) or not harness.stored_day(20261123)["acts"]
        await harness.press("2")
        assert harness.stored_day(20261123)["skipped"]["morning"]["value"] is True
        assert "there's room for it this evening" in harness.flowing_text
    async with open_app(at=tomorrow + timedelta(hours=12), size=size) as harness:
        assert "How is your mood right now?" in harness.flowing_text


async def test_whom_to_encourage_is_one_key_away_on_a_hard_morning(open_app: OpenApp) -> None:
    await five_hard_evenings(open_app)
    async with open_app(at=MORNING + timedelta(days=1)) as harness:
        await harness.press("enter", "4")
        await harness.type("Sam")
        await harness.flush_drafts()
    async with open_app(at=MORNING + timedelta(days=1, hours=1)) as harness:
        assert "Who can I encourage today?" in harness.flowing_text, "a name begun is finished first"
        assert "Sam" in harness.text


async def test_a_hard_day_offers_rest_and_receiving_first(open_app: OpenApp) -> None:
    await five_hard_evenings(open_app)
    async with open_app(at=MORNING + timedelta(days=1)) as harness:
        await harness.press("enter", "4", "enter", "9", "enter")
        text = " ".join(" ".join(harness.screen[1:]).split())
        assert text.index("Rest today.") < text.index("Write down something kind") < text.index("1 ")
        await harness.press("down", "enter")
        assert "What kindness did I receive" in harness.flowing_text
        await harness.press("f3")
        assert "thread" not in harness.flowing_text.lower()
    async with open_app(at=MORNING + timedelta(days=1, hours=2)) as harness:
        await harness.press("enter", "1")
        assert harness.stored_day(20261123)["acts"][0]["source"]


async def test_undo_of_a_setting_does_not_show_the_banner_again(open_app: OpenApp) -> None:
    await five_hard_evenings(open_app)
    async with open_app(at=MORNING + timedelta(days=1)) as harness:
        harness.app.session.submit(SettingsChanged({"grace": 3}))
        await harness.press("enter")
        told = harness.app.state.journal.settings.low_mood_told
        assert told
        await harness.press("escape", "u")
        assert harness.app.state.journal.settings.grace == 2
        assert harness.app.state.journal.settings.low_mood_told == told
        assert SAID not in harness.flowing_text


async def test_the_low_mood_banner_can_be_switched_off(open_app: OpenApp) -> None:
    await five_hard_evenings(open_app)
    async with open_app(at=EVENING) as harness:
        harness.app.session.submit(SettingsChanged({"low_mood": False}))
    async with open_app(at=MORNING + timedelta(days=1)) as harness:
        assert SAID not in harness.flowing_text


async def test_undo_skips_the_dismissed_banner(open_app: OpenApp) -> None:
    await five_hard_evenings(open_app)
    async with open_app(at=MORNING + timedelta(days=1)) as harness:
        await harness.press("escape", "escape", "u")
        assert "Undone: you wrote down a kindness you received." in harness.flowing_text


@pytest.mark.parametrize("key", ["exclamation_mark", "f7"])
async def test_the_key_in_the_banner_opens_places_to_talk(key: str, open_app: OpenApp) -> None:
    await five_hard_evenings(open_app)
    async with open_app(at=MORNING + timedelta(days=1)) as harness:
        await harness.press(key)
        assert isinstance(harness.app.screen, PlacesScreen)
        await harness.press("escape")
        assert SAID not in harness.flowing_text
        await harness.press("4")
        await harness.type("Sam!")
        assert harness.app.screen.query_one(Input).value == "Sam!"


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_enter_and_esc_dismiss_the_banner(key: str, open_app: OpenApp) -> None:
    await five_hard_evenings(open_app)
    async with open_app(at=MORNING + timedelta(days=1)) as harness:
        await harness.press(key)
        assert SAID not in harness.flowing_text
        await harness.press("4")
        await harness.type("Sam")
        assert harness.app.screen.query_one(Input).value == "Sam"
