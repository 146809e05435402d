"""Help and footer come from the live bindings."""

import pytest
from seat import Sit
from textual.binding import Binding

from kindtui.app import KindApp
from kindtui.screens.boundaries import BoundariesScreen
from kindtui.screens.help import HelpScreen
from kindtui.screens.streak import StreakScreen
from kindtui.screens.today import TodayScreen
from kindtui.widgets.act_list import Suggestions
from kindtui.widgets.ask import LineInput
from kindtui.widgets.check_list import CheckList
from kindtui.widgets.choices import Choices
from kindtui.widgets.closed_card import ClosedCard
from kindtui.widgets.heatmap import Heatmap
from kindtui.widgets.key_bar import KeyBar
from kindtui.widgets.scale import Scale
from kindtui.widgets.yesterday import Yesterday

OURS = (
    KindApp, TodayScreen, BoundariesScreen, StreakScreen, Choices, Suggestions, CheckList, LineInput,
    Scale, Heatmap, ClosedCard, Yesterday,
)  # fmt: skip


@pytest.mark.parametrize("owner", OURS)
def test_every_binding_of_ours_has_an_id_and_a_meaning(owner: type) -> None:
    for binding in owner.__dict__["BINDINGS"]:
        assert isinstance(binding, Binding)
        assert binding.id
        assert binding.description


@pytest.mark.parametrize("screen", ["f1", "f2", "f3"])
async def test_help_lists_each_key_that_works_here_and_esc_closes_it(sit: Sit, screen: str) -> None:
    async with sit(size=(100, 60)) as seat:
        await seat.press(screen, "escape")
        bindings = [active.binding for active in seat.app.screen.active_bindings.values() if active.enabled]
        await seat.press("question_mark")
        for binding in bindings:
            if binding.id:
                assert binding.description in seat.text
        assert "It is not therapy" in seat.text
        await seat.press("escape")
        assert not isinstance(seat.app.screen, HelpScreen)


async def test_the_footer_shows_no_key_that_does_nothing(sit: Sit) -> None:
    async with sit(size=(200, 40)) as seat:
        footer = seat.app.screen.query_one(KeyBar)
        assert {"d", "l", "s"}.isdisjoint(key for key, _ in footer.keys)
        await seat.type("Sam")
        await seat.press("enter", "5", "enter", "enter")
        footer = seat.app.screen.query_one(KeyBar)
        assert {"d", "l", "s", "a", "e", "r"} <= {key for key, _ in footer.keys}
        assert "n" not in {key for key, _ in footer.keys}


async def test_screens_not_built_have_no_key(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("escape")
        assert {"4", "5", "6", "f4", "f5", "f6", "comma"}.isdisjoint(seat.app.screen.active_bindings)
