"""Help and footer come from the live bindings."""

from collections.abc import Iterator

import pytest
from seat import Sit
from textual.binding import Binding
from textual.dom import DOMNode

from kindtui.tui.app import KindApp
from kindtui.tui.binding_index import all_bound
from kindtui.tui.screens.boundaries import BoundariesScreen
from kindtui.tui.screens.day import DayScreen
from kindtui.tui.screens.help import HelpScreen
from kindtui.tui.screens.jar import JarScreen
from kindtui.tui.screens.journal import JournalScreen
from kindtui.tui.screens.streak import StreakScreen
from kindtui.tui.screens.today import TodayScreen
from kindtui.tui.widgets.act_list import Suggestions
from kindtui.tui.widgets.ask import LineInput
from kindtui.tui.widgets.check_list import CheckList
from kindtui.tui.widgets.choices import Choices
from kindtui.tui.widgets.closed_card import ClosedCard
from kindtui.tui.widgets.day_list import DayList
from kindtui.tui.widgets.entries import Entries
from kindtui.tui.widgets.heatmap import Heatmap
from kindtui.tui.widgets.key_bar import KeyBar
from kindtui.tui.widgets.scale import Scale
from kindtui.tui.widgets.yesterday import Yesterday

OURS = (
    KindApp, TodayScreen, BoundariesScreen, StreakScreen, Choices, Suggestions, CheckList, LineInput,
    Scale, Heatmap, ClosedCard, Yesterday, JournalScreen, DayScreen, DayList, Entries, JarScreen,
)  # fmt: skip


@pytest.mark.parametrize("owner", OURS)
def test_every_binding_of_ours_has_an_id_and_a_meaning(owner: type) -> None:
    for binding in owner.__dict__["BINDINGS"]:
        assert isinstance(binding, Binding)
        assert binding.id
        assert binding.description


@pytest.mark.parametrize("screen", ["f1", "f2", "f3", "f4", "f5", "f6"])
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
        assert {"d", "l", "s"}.isdisjoint(key for key, *_ in footer.keys)
        await seat.type("Sam")
        await seat.press("enter", "5", "enter", "enter")
        footer = seat.app.screen.query_one(KeyBar)
        assert {"d", "l", "s", "a", "e", "r"} <= {key for key, *_ in footer.keys}
        assert "n" not in {key for key, *_ in footer.keys}


async def test_ctrl_q_leaves_from_help_too(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("escape", "question_mark")
        assert isinstance(seat.app.screen, HelpScreen)
        await seat.press("ctrl+q")
        assert seat.app._exit


def test_nothing_needs_ctrl() -> None:
    """What a key with Ctrl does, another key does as well; Ctrl-Z is the terminal's own."""
    bound = all_bound(KindApp.BINDINGS)
    meanings = {one.meaning for one in bound if any("ctrl+" not in key for key in one.keys)}
    held = {one.meaning for one in bound if all("ctrl+" in key for key in one.keys)}
    assert held - meanings == {"stop for a while"}


def test_every_binding_of_ours_can_be_given_another_key() -> None:
    """The list of keys knows every class that has bindings, and each has an id of its own."""
    bound = all_bound(KindApp.BINDINGS)
    assert len({one.id for one in bound}) == len(bound)
    assert {one.id for one in bound} >= {binding.id for owner in _owners(DOMNode) for binding in _own(owner)}


def _owners(owner: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for child in owner.__subclasses__():
        yield from _owners(child)
        if child.__module__.startswith(("kindtui.tui.screens", "kindtui.tui.widgets")):
            yield child


def _own(owner: type[DOMNode]) -> list[Binding]:
    return [binding for binding in owner.__dict__.get("BINDINGS", ()) if isinstance(binding, Binding)]
