"""The whole ritual with the mouse, the keyboard being for words alone."""

import pytest
from seat import EVENING, Seat, Sit

from kindtui.tui.app import KindApp
from kindtui.tui.screens.boundaries import BoundariesScreen
from kindtui.tui.screens.help import HelpScreen
from kindtui.tui.screens.journal import JournalScreen
from kindtui.tui.screens.my_acts import MyActsScreen
from kindtui.tui.screens.streak import StreakScreen
from kindtui.tui.screens.today import TodayScreen
from kindtui.tui.widgets.check_list import CheckList


async def click(seat: Seat, text: str, row: int = 0) -> None:
    """Click on the first place where that text stands, from that row on."""
    for y, line in enumerate(seat.screen[row:], row):
        if text in line:
            await seat.pilot.click(offset=(line.index(text), y))
            await seat.settled()
            return
    pytest.fail(f"not there: {text}\n{seat.text}")


async def help_click(seat: Seat, meaning: str) -> None:
    """Press a key by its row in Help."""
    await click(seat, "? help")
    assert isinstance(seat.app.screen, HelpScreen)
    await click(seat, f" {meaning}")


async def test_a_morning_and_an_evening(sit: Sit) -> None:
    async with sit() as seat:
        await seat.type("Sam")
        await click(seat, "Enter next")
        await click(seat, "6")
        await click(seat, "1  ")
        [act] = seat.day()["acts"]
        assert act["state"] == "planned"
        await click(seat, "Enter next")
        await click(seat, "Saved" if "Saved" in seat.text else "One small act")
        await click(seat, "d it happened")
        assert seat.day()["acts"][0]["state"] == "done"
    async with sit(at=EVENING) as seat:
        await seat.type("Tea")
        await click(seat, "Enter next")
        assert seat.day()["received"][0]["text"] == "Tea"


SCREENS = [
    ("Boundaries", BoundariesScreen),
    ("Streak", StreakScreen),
    ("Journal", JournalScreen),
    ("my acts", MyActsScreen),
    ("Today", TodayScreen),
]


async def test_every_screen_is_reached_through_help(sit: Sit) -> None:
    async with sit(size=(100, 60)) as seat:
        await click(seat, "Esc leave the field")
        for meaning, screen in SCREENS:
            await help_click(seat, "Today") if meaning == "my acts" else None
            await help_click(seat, meaning)
            assert isinstance(seat.app.screen, screen), meaning


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 12)])
async def test_help_is_in_every_footer(size: tuple[int, int], sit: Sit) -> None:
    async with sit(size=size) as seat:
        await seat.press("escape")
        for key in ("1", "2", "3", "4"):
            await seat.press(key)
            await click(seat, "? help", row=size[1] - 1)
            assert isinstance(seat.app.screen, HelpScreen)
            await click(seat, "Help ")  # on the border, where no key stands
            assert isinstance(seat.app.screen, HelpScreen)
            await seat.press("escape")


async def test_a_check_is_ticked_and_undone(sit: Sit) -> None:
    async with sit(size=(160, 40)) as seat:
        await seat.press("f2")
        await click(seat, "[ ] ", row=4)
        assert [answer["value"] for answer in seat.day()["checks"].values()] == ["holds"]
        assert isinstance(seat.app.focused, CheckList)
        await click(seat, "u undo")
        assert [answer["value"] for answer in seat.day()["checks"].values()] == ["unanswered"]


async def test_the_app_is_left(sit: Sit) -> None:
    async with sit(size=(100, 60)) as seat:
        await click(seat, "Esc leave the field")
        await help_click(seat, "quit")
        assert isinstance(seat.app, KindApp)
        assert seat.app._exit
