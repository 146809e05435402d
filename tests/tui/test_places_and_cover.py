"""Places to talk and the privacy cover, from every screen and field."""

import pytest
from seat import Sit
from textual.widgets import Input

from kindtui.tui.screens.cover import CoverScreen
from kindtui.tui.screens.places import PlacesScreen
from kindtui.tui.screens.today import TodayScreen

WORDS = (
    "In danger now, or someone else is: call your local emergency number.",
    "To talk to someone: findahelpline.com or befrienders.org list services by country.",
    "No internet: tell a person near you, or go to the nearest hospital, clinic or pharmacy.",
    "My people:",
)
SCREENS = ["f1", "f2", "f3", "f4"]


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (40, 12)])
async def test_the_words_are_all_there_without_scrolling(size: tuple[int, int], sit: Sit) -> None:
    async with sit(size=size) as seat:
        await seat.press("f7")
        shown = " ".join(seat.text.split())
        for words in WORDS:
            assert words in shown
        assert not any(letter.isdigit() for letter in "".join(WORDS))


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("key", ["f7", "exclamation_mark"])
async def test_from_every_screen(screen: str, key: str, sit: Sit) -> None:
    async with sit() as seat:
        await seat.press(screen, "escape", key)
        assert isinstance(seat.app.screen, PlacesScreen)
        await seat.press("escape")
        assert not isinstance(seat.app.screen, PlacesScreen)


async def test_from_a_field_and_what_was_typed_stays(sit: Sit) -> None:
    async with sit() as seat:
        await seat.type("half a name")
        await seat.press("f7", "escape")
        assert isinstance(seat.app.screen, TodayScreen)
        assert seat.app.screen.query_one(Input).value == "half a name"
        await seat.press("exclamation_mark")
        assert seat.app.screen.query_one(Input).value == "half a name!"


async def test_my_people_are_written_reworded_put_away_and_brought_back(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f7")
        assert "nobody yet. a adds someone" in " ".join(seat.text.split())
        await seat.press("a")
        await seat.type("Noor, evenings")
        await seat.press("enter")
        [own] = seat.table("people")
        assert own["text"] == "Noor, evenings"
        await seat.press("enter")
        await seat.type(" at home")
        await seat.press("enter")
        assert seat.table("people")[0]["text"] == "Noor, evenings at home"
        await seat.press("x")
        assert "Noor" not in seat.text
    async with sit() as seat:
        await seat.press("escape", "u", "f7")
        assert "Noor, evenings at home" in seat.text


@pytest.mark.parametrize("key", ["q", "u", "x", "0", "escape", "enter", "f3", "1", "f7", "f8", "ctrl+q"])
@pytest.mark.parametrize("screen", [*SCREENS, "f7"])
async def test_the_cover_hides_all_and_the_key_that_lifts_it_does_nothing_else(
    screen: str, key: str, sit: Sit
) -> None:
    async with sit() as seat:
        await seat.press(screen, "escape" if screen != "f7" else "down")
        before, text = seat.app.screen, seat.text
        await seat.press("f8")
        assert isinstance(seat.app.screen, CoverScreen)
        assert not seat.text.strip()
        await seat.press(key)
        assert seat.app.screen is before
        assert seat.text == text
        assert seat.app.is_running
        assert not seat.path.exists()


async def test_the_cover_over_a_field(sit: Sit) -> None:
    async with sit() as seat:
        await seat.type("half a ")
        await seat.press("f8")
        assert not seat.text.strip()
        await seat.type("x")
        await seat.type("name")
        assert seat.app.screen.query_one(Input).value == "half a name"
        await seat.type("0")
        assert seat.app.screen.query_one(Input).value == "half a name0"


async def test_the_cover_over_help_and_settings(sit: Sit) -> None:
    async with sit() as seat:
        for key in ("question_mark", "comma"):
            await seat.press("escape", key, "f8")
            assert not seat.text.strip(), key
            await seat.press("z")
            assert seat.text.strip()
            await seat.press("escape")
