"""The whole ritual with the mouse, the keyboard being for words alone."""

import pytest
from msgspec import structs

from kindtui.tui.app import KindApp
from kindtui.tui.screens.boundaries import BoundariesScreen
from kindtui.tui.screens.help import HelpScreen
from kindtui.tui.screens.journal import JournalScreen
from kindtui.tui.screens.my_acts import MyActsScreen
from kindtui.tui.screens.streak import StreakScreen
from kindtui.tui.screens.today import TodayScreen
from kindtui.tui.widgets.check_list import CheckList
from tests.tui.harness import EVENING, AppHarness, OpenApp, open_in_memory
from tests.tui.places import demo_year


async def click(harness: AppHarness, text: str, row: int = 0) -> None:
    """Click on the first place where that text stands, from that row on."""
    for y, line in enumerate(harness.screen[row:], row):
        if text in line:
            await harness.pilot.click(offset=(line.index(text), y))
            await harness.wait_until_idle()
            return
    pytest.fail(f"not there: {text}\n{harness.text}")


async def help_click(harness: AppHarness, meaning: str) -> None:
    """Press a key by its row in Help."""
    await click(harness, "? help")
    assert isinstance(harness.app.screen, HelpScreen)
    await click(harness, f" {meaning}")


async def test_the_mouse_completes_a_morning_and_an_evening(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.type("Sam")
        await click(harness, "Enter next")
        await click(harness, "6", row=1)
        await click(harness, "1  ", row=1)
        [act] = harness.stored_day()["acts"]
        assert act["state"] == "planned"
        await click(harness, "Enter next")
        await click(harness, "Saved" if "Saved" in harness.text else "One small act")
        await click(harness, "Enter I did it")
        assert harness.stored_day()["acts"][0]["state"] == "done"
    async with open_app(at=EVENING) as harness:
        await harness.type("Tea")
        await click(harness, "Enter next")
        assert harness.stored_day()["received"][0]["text"] == "Tea"


SCREENS = [
    ("Boundaries", BoundariesScreen),
    ("Streak", StreakScreen),
    ("Journal", JournalScreen),
    ("my acts", MyActsScreen),
    ("Today", TodayScreen),
]


@pytest.mark.sweep
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 12)])
async def test_every_screen_is_reached_through_its_tab(size: tuple[int, int], open_app: OpenApp) -> None:
    """Also out of a field, which keeps what was typed, and from a screen over another one."""
    async with open_app(size=size) as harness:
        await harness.type("Sa")
        for number, title in enumerate(("Boundaries", "Streak", "Journal", "Patterns", "Why"), start=2):
            await click(harness, f" {number} ")
            assert f"▌{number} {title}" in harness.screen[0]
        await click(harness, " 1 ")
        assert "▌1 Today" in harness.screen[0]
        assert "Sa" in harness.text
        await harness.press("escape", "comma")
        assert "Settings" in harness.text
        assert "▌1 Today" in harness.screen[0]
        await click(harness, " 2 ")
        assert "▌2 Boundaries" in harness.screen[0]


@pytest.mark.sweep
async def test_every_screen_is_reached_through_help(open_app: OpenApp) -> None:
    async with open_app(size=(100, 60)) as harness:
        await click(harness, "Esc leave the field")
        for meaning, screen in SCREENS:
            await help_click(harness, "Today") if meaning == "my acts" else None
            await help_click(harness, meaning)
            assert isinstance(harness.app.screen, screen), meaning


@pytest.mark.sweep
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 12)])
async def test_help_can_be_clicked_on_every_screen(size: tuple[int, int], open_app: OpenApp) -> None:
    async with open_app(size=size) as harness:
        for key in ("f1", "f2", "f3", "f4"):
            await harness.press(key)
            await click(harness, "?")
            assert isinstance(harness.app.screen, HelpScreen)
            await click(harness, "Help ")  # on the border, where no key stands
            assert isinstance(harness.app.screen, HelpScreen)
            await harness.press("escape")


async def test_clicks_tick_a_check_and_undo_it(open_app: OpenApp) -> None:
    async with open_app(size=(160, 40)) as harness:
        await harness.press("f2")
        await click(harness, "[ ] ", row=4)
        assert [answer["value"] for answer in harness.stored_day()["checks"].values()] == ["holds"]
        assert isinstance(harness.app.focused, CheckList)
        await click(harness, "u undo")
        assert [answer["value"] for answer in harness.stored_day()["checks"].values()] == ["unanswered"]


async def test_a_click_on_quit_in_help_ends_the_app(open_app: OpenApp) -> None:
    async with open_app(size=(100, 60)) as harness:
        await click(harness, "Esc leave the field")
        await help_click(harness, "quit")
        assert isinstance(harness.app, KindApp)
        assert harness.app._exit


async def test_a_tab_shows_and_presses_the_key_that_a_person_gave_it() -> None:
    journal = demo_year()
    settings = structs.replace(journal.settings, keys={"app.streak": "f3,z"})
    async with open_in_memory(structs.replace(journal, settings=settings)) as harness:
        assert "z Streak" in harness.screen[0]
        await harness.press("f2", "3")
        assert "▌2 Boundaries" in harness.screen[0]
        await harness.pilot.click("TabBar", offset=(harness.screen[0].index("z Streak"), 0))
        await harness.wait_until_idle()
        assert "▌z Streak" in harness.screen[0]
