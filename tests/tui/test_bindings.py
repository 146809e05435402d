"""Footer, help and palette are made of the live bindings; every one of them is walked here."""

from itertools import chain

import pytest
from rich.cells import cell_len
from textual.actions import parse
from textual.binding import BindingsMap
from textual.dom import DOMNode

from kindtui.tui.app import KindApp
from kindtui.tui.binding_index import BINDING_OWNERS
from kindtui.tui.screens.base import KindScreen
from kindtui.tui.screens.palette import PaletteScreen
from kindtui.tui.widgets.key_footer import KeyFooter
from kindtui.tui.widgets.key_hints import footer_hints, hints_by_section
from tests.faults.trial_count import LONG_RUN
from tests.tui.harness import open_in_memory
from tests.tui.places import PLACES, demo_year

pytestmark = pytest.mark.looks

ENDING = {"app.quit", "app.quit_anywhere", "app.suspend"}
SCREENS = [name for name in PLACES if name not in ("help", "palette", "jar")]


def test_each_binding_names_an_action_that_exists() -> None:
    owners: set[type[DOMNode]] = {KindApp, *chain.from_iterable(BINDING_OWNERS.values())}
    missing = []
    for owner in owners:
        for _, binding in BindingsMap(owner.BINDINGS):
            namespace, name, _ = parse(binding.action)
            if not hasattr(KindApp if namespace == "app" else owner, f"action_{name}"):
                missing.append((owner.__name__, binding.action))
    assert not missing


@pytest.mark.parametrize("place", SCREENS)
async def test_footer_help_and_palette_list_the_same_keys(place: str) -> None:
    async with open_in_memory(demo_year(), size=(200, 60)) as harness:
        app = harness.app
        await harness.press("escape", *PLACES[place])
        screen = app.screen
        assert isinstance(screen, KindScreen)
        bound = {active.binding.description for active in screen.active_bindings.values() if active.enabled}
        helped = {shown.meaning for hints in hints_by_section(screen).values() for shown in hints}
        footer = {shown.meaning for shown in footer_hints(screen) if shown.key_to_press}
        assert footer <= helped <= bound
        drawn = str(screen.query_one(KeyFooter).render())
        hints = screen.query_one(KeyFooter).hints
        assert all(f"{shown.label} {shown.meaning}" in drawn for shown in hints[:4])
        assert cell_len(drawn) <= 200
        await harness.press("ctrl+p")
        assert isinstance(app.screen, PaletteScreen)
        offered = {command.meaning for command in app.screen.commands}
        assert {meaning for meaning in footer if meaning != "everything"} <= offered | LEFT_WITH_THE_FIELD


@pytest.mark.sweep
@pytest.mark.parametrize("place", [*SCREENS, "jar"])
async def test_help_is_in_sight_everywhere(place: str) -> None:
    async with open_in_memory(demo_year(), size=(80, 24)) as harness:
        await harness.press("escape", *PLACES[place])
        assert harness.screen[0].rstrip().endswith("? help")


LEFT_WITH_THE_FIELD = {"next", "leave the field"}


@pytest.mark.sweep
@pytest.mark.parametrize("place", PLACES)
async def test_every_key_is_safe_to_press(place: str) -> None:
    """Whatever a key does there, the app goes on, and the way back leads to the same place.

    In a short run one key of each binding is pressed, and the keys of the whole app on two screens alone.
    """
    async with open_in_memory(demo_year()) as harness:
        app = harness.app
        await harness.press("escape", *PLACES[place])
        begun, focused = type(app.screen), type(app.focused)
        bound = app.screen.active_bindings.items()
        keys = [key for key, active in bound if active.enabled and active.binding.id not in ENDING]
        if not LONG_RUN:
            key_by_id = {app.screen.active_bindings[key].binding.id or key: key for key in keys}
            is_whole = place in ("today", "settings")
            keys = [key for name, key in key_by_id.items() if is_whole or not name.startswith("app.")]
        assert keys
        for key in keys:
            await harness.press(key)
            if (type(app.screen), type(app.focused)) != (begun, focused):
                await harness.press("escape", "escape", "escape", "f2", "escape", *PLACES[place])
                assert type(app.screen) is begun, key
