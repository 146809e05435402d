"""Help and footer come from the live bindings."""

from collections.abc import Iterator

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

from kindtui.tui.app import KindApp
from kindtui.tui.binding_index import all_bindings
from kindtui.tui.screens.boundaries import BoundariesScreen
from kindtui.tui.screens.day import DayScreen
from kindtui.tui.screens.gone import GoneScreen
from kindtui.tui.screens.help import HelpScreen
from kindtui.tui.screens.jar import JarScreen
from kindtui.tui.screens.journal import JournalScreen
from kindtui.tui.screens.streak import StreakScreen
from kindtui.tui.screens.today import TodayScreen
from kindtui.tui.widgets.act_list import SuggestionList
from kindtui.tui.widgets.check_list import CheckList
from kindtui.tui.widgets.choices import Choices
from kindtui.tui.widgets.collapsed_card import CollapsedCard
from kindtui.tui.widgets.day_list import DayList
from kindtui.tui.widgets.entry_list import EntryList
from kindtui.tui.widgets.heatmap import Heatmap
from kindtui.tui.widgets.key_footer import KeyFooter
from kindtui.tui.widgets.question_input import LineInput
from kindtui.tui.widgets.scale import Scale
from kindtui.tui.widgets.yesterdays_act import YesterdaysAct
from tests.tui.harness import OpenApp, open_in_memory
from tests.tui.places import demo_year

OURS = (
    KindApp, TodayScreen, BoundariesScreen, StreakScreen, Choices, SuggestionList, CheckList, LineInput,
    Scale, Heatmap, CollapsedCard, YesterdaysAct, JournalScreen, DayScreen, DayList, EntryList, JarScreen,
    GoneScreen,
)  # fmt: skip


@pytest.mark.parametrize("owner", OURS)
def test_every_binding_has_an_id_and_a_description(owner: type) -> None:
    for binding in owner.__dict__["BINDINGS"]:
        assert isinstance(binding, Binding)
        assert binding.id
        assert binding.description


@pytest.mark.slow
@pytest.mark.parametrize("screen", ["f1", "f2", "f3", "f4", "f5", "f6"])
async def test_help_lists_each_key_that_works_here_and_esc_closes_it(open_app: OpenApp, screen: str) -> None:
    async with open_app(size=(100, 60)) as harness:
        await harness.press(screen, "escape")
        bindings = [
            active.binding for active in harness.app.screen.active_bindings.values() if active.enabled
        ]
        await harness.press("question_mark")
        for binding in bindings:
            if binding.id:
                assert binding.description in harness.text
        assert "It is not therapy" in harness.text
        await harness.press("escape")
        assert not isinstance(harness.app.screen, HelpScreen)


async def test_the_footer_hides_disabled_keys(open_app: OpenApp) -> None:
    async with open_app(size=(200, 40)) as harness:
        footer = harness.app.screen.query_one(KeyFooter)
        assert {"d", "l", "s"}.isdisjoint(key for key, *_ in footer.hints)
        await harness.type("Sam")
        await harness.press("enter", "5", "enter", "enter")
        footer = harness.app.screen.query_one(KeyFooter)
        assert {"Enter", "l", "s", "a", "e", "r"} <= {key for key, *_ in footer.hints}
        assert "n" not in {key for key, *_ in footer.hints}


@pytest.mark.parametrize(
    ("further", "back"), [("down", "up"), ("j", "k"), ("space", "pageup"), ("end", "home")]
)
async def test_help_scrolls_by_the_keys_of_every_list(further: str, back: str, open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f2", "question_mark")
        top = harness.text
        await harness.press(further)
        assert harness.text != top
        await harness.press(back)
        assert harness.text == top


async def test_ctrl_q_quits_from_help(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("escape", "question_mark")
        assert isinstance(harness.app.screen, HelpScreen)
        await harness.press("ctrl+q")
        assert harness.app._exit


def test_every_ctrl_key_has_an_alternative() -> None:
    """What a key with Ctrl does, another key does as well; Ctrl-Z is the terminal's own."""
    bound = all_bindings(KindApp.BINDINGS)
    meanings = {one.meaning for one in bound if any("ctrl+" not in key for key in one.default_keys)}
    held = {one.meaning for one in bound if all("ctrl+" in key for key in one.default_keys)}
    assert held - meanings == {"back to the shell"}


def test_every_binding_can_be_remapped() -> None:
    """The list of keys knows every class that has bindings, and each has an id of its own."""
    bound = all_bindings(KindApp.BINDINGS)
    assert len({one.id for one in bound}) == len(bound)
    assert {one.id for one in bound} >= {binding.id for owner in _owners(DOMNode) for binding in _own(owner)}


def _owners(owner: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for child in owner.__subclasses__():
        yield from _owners(child)
        if child.__module__.startswith(("kindtui.tui.screens", "kindtui.tui.widgets")):
            yield child


def _own(owner: type[DOMNode]) -> list[Binding]:
    return [binding for binding in owner.__dict__.get("BINDINGS", ()) if isinstance(binding, Binding)]


async def test_help_over_the_jar_explains_the_jar() -> None:
    async with open_in_memory(demo_year(), (80, 24)) as harness:
        await harness.press("f4", "o", "question_mark")
        assert "One kindness you received or saw" in harness.text
        assert "newest first" not in harness.text
