"""Several hard evenings: one quiet line, rest and receiving first, no thread; any key and it is gone."""

from datetime import timedelta

import pytest
from seat import EVENING, MORNING, Seat, Sit
from textual.widgets import Input

from kindtui.domain.ritual.prompts import Records
from kindtui.tui.screens.places import PlacesScreen

SAID = "Several hard evenings lately. You do not have to carry that alone."
RECEIVED: Records = "received"


async def five_hard_evenings(sit: Sit) -> None:
    async with sit(at=EVENING) as seat:
        session = seat.app.session
        session.change_settings({"scales": True})
        for back in range(5):
            on = (EVENING - timedelta(days=back)).date()
            session.rate(on, "mood_evening", 2)
            session.reflect(on, "Tea", RECEIVED)


def said(seat: Seat) -> str:
    return " ".join(seat.text.split())


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (40, 12)])
async def test_it_is_said_once_and_the_next_key_is_not_lost(size: tuple[int, int], sit: Sit) -> None:
    await five_hard_evenings(sit)
    async with sit(at=MORNING + timedelta(days=1), size=size) as seat:
        assert "Who can I encourage today?" in said(seat)
        if size != (40, 12):
            assert SAID in said(seat)
            assert "! shows places to talk." in said(seat)
        await seat.type("Sam")
        assert SAID not in said(seat)
        assert "Sam" in seat.text
        assert seat.app.state.journal.settings.low_mood_told is not None
    async with sit(at=MORNING + timedelta(days=1, hours=1)) as seat:
        assert SAID not in said(seat)
    async with sit(at=MORNING + timedelta(days=3)) as seat:
        assert SAID not in said(seat)
        assert not seat.app.state.is_hard_day


async def test_that_day_leads_with_rest_and_receiving(sit: Sit) -> None:
    await five_hard_evenings(sit)
    async with sit(at=MORNING + timedelta(days=1)) as seat:
        await seat.press("enter", "enter", "9", "enter")
        text = said(seat)
        assert text.index("Rest today.") < text.index("Write down something kind") < text.index("1 ")
        await seat.press("down", "enter")
        assert "What kindness did I receive" in said(seat)
        await seat.press("f3")
        assert "thread" not in said(seat).lower()
    async with sit(at=MORNING + timedelta(days=1, hours=2)) as seat:
        await seat.press("enter", "9", "enter", "1")
        assert seat.day(20261123)["acts"][0]["source"]


async def test_undo_of_a_setting_does_not_say_it_again(sit: Sit) -> None:
    await five_hard_evenings(sit)
    async with sit(at=MORNING + timedelta(days=1)) as seat:
        seat.app.session.change_settings({"grace": 3})
        await seat.press("enter")
        told = seat.app.state.journal.settings.low_mood_told
        assert told
        await seat.press("escape", "u")
        assert seat.app.state.journal.settings.grace == 2
        assert seat.app.state.journal.settings.low_mood_told == told
        assert SAID not in said(seat)


async def test_it_can_be_switched_off(sit: Sit) -> None:
    await five_hard_evenings(sit)
    async with sit(at=EVENING) as seat:
        seat.app.session.change_settings({"low_mood": False})
    async with sit(at=MORNING + timedelta(days=1)) as seat:
        assert SAID not in said(seat)


async def test_undo_does_not_stop_at_what_was_read(sit: Sit) -> None:
    await five_hard_evenings(sit)
    async with sit(at=MORNING + timedelta(days=1)) as seat:
        await seat.press("escape", "escape", "u")
        assert "Undone: the line received." in said(seat)


@pytest.mark.parametrize("key", ["exclamation_mark", "f7"])
async def test_the_key_it_names_shows_places_to_talk(key: str, sit: Sit) -> None:
    await five_hard_evenings(sit)
    async with sit(at=MORNING + timedelta(days=1)) as seat:
        await seat.press(key)
        assert isinstance(seat.app.screen, PlacesScreen)
        await seat.press("escape")
        assert SAID not in said(seat)
        await seat.type("Sam!")
        assert seat.app.screen.query_one(Input).value == "Sam!"


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_enter_goes_on_with_today(key: str, sit: Sit) -> None:
    await five_hard_evenings(sit)
    async with sit(at=MORNING + timedelta(days=1)) as seat:
        await seat.press(key)
        assert SAID not in said(seat)
        await seat.type("Sam")
        assert seat.app.screen.query_one(Input).value == "Sam"
