"""The palette: everything by name, from every screen and field."""

import pytest
from textual.fuzzy import FuzzySearch

from kindtui.tui.app import KindApp
from kindtui.tui.binding_index import all_bindings
from kindtui.tui.palette_commands import SCREEN_TITLES, commands_on_other_screens, matching_commands
from kindtui.tui.screens.boundaries import BoundariesScreen
from kindtui.tui.screens.jar import JarScreen
from kindtui.tui.screens.journal import JournalScreen
from kindtui.tui.screens.left_out_names import LeftOutNamesScreen
from kindtui.tui.screens.my_questions import MyQuestionsScreen
from kindtui.tui.screens.palette import PaletteScreen
from kindtui.tui.screens.people import PeopleScreen
from kindtui.tui.screens.settings import SettingsScreen
from kindtui.tui.widgets.choices import Choices
from kindtui.tui.widgets.question_input import LineInput
from tests.tui.harness import OpenApp


async def test_a_command_is_found_by_some_of_its_letters(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("escape", "colon")
        assert isinstance(harness.app.screen, PaletteScreen)
        await harness.type("sttng")
        assert "settings" in harness.text
        await harness.press("enter")
        assert isinstance(harness.app.screen, SettingsScreen)


async def test_the_palette_opens_from_a_field_and_esc_returns_to_it(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.type("Sa:")
        await harness.press("ctrl+p")
        await harness.type("places")
        await harness.press("escape")
        await harness.type("m")
        assert harness.app.screen.query_one(LineInput).value == "Sa:m"


async def test_a_command_of_another_screen_runs_on_that_screen(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f3", "colon")
        await harness.type("search")
        await harness.press("enter")
        assert isinstance(harness.app.screen, JournalScreen)
        assert harness.app.screen.query_one(LineInput).has_focus
        await harness.press("f2", "colon")
        await harness.type("rest")
        await harness.press("enter")
        assert harness.stored_day()["rest"]["value"] is True


async def test_arrows_select_a_command_and_no_match_shows_a_hint(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f2", "colon")
        await harness.type("zzzz")
        await harness.press("enter")
        assert "Nothing found. Backspace" in harness.text
        for _ in "zzzz":
            await harness.press("backspace")
        await harness.type("boundary")
        await harness.press("down", "up", "enter")
        assert isinstance(harness.app.screen, BoundariesScreen)
        assert "Which boundary did I keep?" in harness.text


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_the_selected_command_stays_visible(size: tuple[int, int], open_app: OpenApp) -> None:
    async with open_app(size=size) as harness:
        await harness.press("escape", "colon", *["down"] * 40)
        palette = harness.app.screen
        assert isinstance(palette, PaletteScreen)
        current = palette.query_one(Choices).highlighted_option
        assert current
        assert " ".join(str(current.prompt).split("\n")[0].split()) in " ".join(harness.text.split())
        assert "Esc closes" in harness.text


async def test_a_click_runs_a_command(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f2", "colon")
        await harness.type("journal")
        row = next(y for y, line in enumerate(harness.screen) if "F4" in line)
        await harness.pilot.click(offset=(harness.screen[row].index("F4"), row))
        await harness.wait_until_idle()
        assert isinstance(harness.app.screen, JournalScreen)


@pytest.mark.parametrize("mode", SCREEN_TITLES)
def test_every_action_of_every_screen_is_offered_from_every_other(mode: str) -> None:
    bound = all_bindings(KindApp.BINDINGS)
    score = FuzzySearch()
    for here in SCREEN_TITLES:
        offered = commands_on_other_screens(bound, here, {})
        wanted = [one for one in bound if one.id.startswith(f"{mode}.") and mode != here]
        wanted = [one for one in wanted if one.default_keys[0] not in ("enter", "escape")]
        for one in wanted:
            [*_, found] = [found for found in offered if found.meaning == one.meaning]
            ranked = matching_commands(offered, found.name, lambda text, name: score.match(text, name)[0])
            assert ranked[0].name == found.name


OPENED_BY_NAME = {
    "people": PeopleScreen,
    "my questions": MyQuestionsScreen,
    "names left out": LeftOutNamesScreen,
    "this day before": JarScreen,
}


@pytest.mark.parametrize("name", OPENED_BY_NAME)
@pytest.mark.parametrize(
    "start", [("f1",), ("f2",), ("f5",), ("f1", "escape", "comma"), ("f1", "escape", "m")]
)
async def test_what_has_no_key_everywhere_is_opened_by_its_name(
    name: str, start: tuple[str, ...], open_app: OpenApp
) -> None:
    async with open_app() as harness:
        await harness.press(*start)
        before = harness.app.screen
        await harness.press("ctrl+p")
        await harness.type(name)
        await harness.press("enter")
        assert isinstance(harness.app.screen, OPENED_BY_NAME[name])
        await harness.press("escape")
        assert harness.app.screen is before


async def test_what_is_open_already_is_not_offered_again(open_app: OpenApp) -> None:
    async with open_app() as harness:
        harness.app.action_people()
        await harness.wait_until_idle()
        await harness.press("colon")
        await harness.type("people")
        assert isinstance(harness.app.screen, PaletteScreen)
        assert all(command.action != "people" for command in harness.app.screen.commands)
