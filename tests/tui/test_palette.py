"""The palette: everything by name, from every screen and field."""

import pytest
from seat import Sit
from textual.fuzzy import FuzzySearch

from kindtui.tui.app import KindApp
from kindtui.tui.binding_index import all_bound
from kindtui.tui.palette_commands import PLACES, elsewhere, matching
from kindtui.tui.screens.boundaries import BoundariesScreen
from kindtui.tui.screens.journal import JournalScreen
from kindtui.tui.screens.palette import PaletteScreen
from kindtui.tui.screens.settings import SettingsScreen
from kindtui.tui.widgets.ask import LineInput
from kindtui.tui.widgets.choices import Choices


async def test_a_command_is_found_by_some_of_its_letters(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("escape", "colon")
        assert isinstance(seat.app.screen, PaletteScreen)
        await seat.type("sttng")
        assert "settings" in seat.text
        await seat.press("enter")
        assert isinstance(seat.app.screen, SettingsScreen)


async def test_it_opens_in_a_field_and_esc_goes_back_to_the_field(sit: Sit) -> None:
    async with sit() as seat:
        await seat.type("Sa:")
        await seat.press("ctrl+p")
        await seat.type("places")
        await seat.press("escape")
        await seat.type("m")
        assert seat.app.screen.query_one(LineInput).value == "Sa:m"


async def test_what_is_done_on_another_screen_is_done_there(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f3", "colon")
        await seat.type("search")
        await seat.press("enter")
        assert isinstance(seat.app.screen, JournalScreen)
        assert seat.app.screen.query_one(LineInput).has_focus
        await seat.press("f2", "colon")
        await seat.type("rest")
        await seat.press("enter")
        assert seat.day()["rest"]["value"] is True


async def test_arrows_choose_and_nothing_found_says_what_to_do(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f2", "colon")
        await seat.type("zzzz")
        await seat.press("enter")
        assert "Nothing has that name. Backspace" in seat.text
        for _ in "zzzz":
            await seat.press("backspace")
        await seat.type("boundary")
        await seat.press("down", "up", "enter")
        assert isinstance(seat.app.screen, BoundariesScreen)
        assert "Which boundary did I keep?" in seat.text


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_the_chosen_one_stays_in_sight(size: tuple[int, int], sit: Sit) -> None:
    async with sit(size=size) as seat:
        await seat.press("escape", "colon", *["down"] * 40)
        palette = seat.app.screen
        assert isinstance(palette, PaletteScreen)
        current = palette.query_one(Choices).highlighted_option
        assert current
        assert " ".join(str(current.prompt).split("\n")[0].split()) in " ".join(seat.text.split())
        assert "Esc closes" in seat.text


async def test_a_click_does_it_too(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f2", "colon")
        await seat.type("journal")
        row = next(y for y, line in enumerate(seat.screen) if "F4" in line)
        await seat.pilot.click(offset=(seat.screen[row].index("F4"), row))
        await seat.settled()
        assert isinstance(seat.app.screen, JournalScreen)


@pytest.mark.parametrize("mode", PLACES)
def test_every_action_of_every_screen_is_offered_from_every_other(mode: str) -> None:
    bound = all_bound(KindApp.BINDINGS)
    score = FuzzySearch()
    for here in PLACES:
        offered = elsewhere(bound, here, {})
        wanted = [one for one in bound if one.id.startswith(f"{mode}.") and mode != here]
        wanted = [one for one in wanted if one.keys[0] not in ("enter", "escape")]
        for one in wanted:
            [*_, found] = [found for found in offered if found.meaning == one.meaning]
            ranked = matching(offered, found.name, lambda text, name: score.match(text, name)[0])
            assert ranked[0].name == found.name
