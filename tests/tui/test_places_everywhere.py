"""Places to talk are one key away: from every screen, box, field, list and scale, and in any window."""

import pkgutil
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module
from types import ModuleType

import pytest
from textual.screen import Screen
from textual.widget import Widget

import kindtui.tui.screens
import kindtui.tui.widgets
from kindtui.domain.journal.journal import Journal
from kindtui.domain.requests import ActChosen, ReceivedWritten, Request, ScaleRated, SettingsChanged
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.setting_choices import SETTINGS
from kindtui.session import Session
from kindtui.storage.store import MemoryStore
from kindtui.tui.screens.base import KindScreen, StateBoxScreen
from kindtui.tui.screens.cover import CoverScreen
from kindtui.tui.screens.lock import LockScreen
from kindtui.tui.screens.own_list import OwnListScreen
from kindtui.tui.screens.places import PlacesScreen
from kindtui.tui.screens.recovery_code import RecoveryCodeScreen
from kindtui.tui.screens.week_range import WeekRangeScreen
from kindtui.tui.widgets.banner import Banner
from kindtui.tui.widgets.past_draft_banner import PastDraftBanner
from tests.support import CATALOG, TODAY, FakeClock, utc_moment
from tests.tui.harness import EVENING, MORNING, AppHarness, OpenApp, open_in_memory
from tests.tui.places import PLACES, demo_year

WORDS = "If you might hurt yourself"
SIZES = [(80, 24), pytest.param((39, 11), marks=pytest.mark.sweep)]
BASES = {KindScreen, OwnListScreen, StateBoxScreen, WeekRangeScreen, Banner}  # never shown themselves

YESTERDAY = TODAY - timedelta(days=1)
A_PLAN = ActChosen(TODAY, Plan("text Sam one line", "Sam"))


def after(*requests: Request) -> Callable[[], Journal]:
    """Return what makes a journal in which these requests were saved yesterday evening."""

    def journal() -> Journal:
        clock = FakeClock(utc_moment(EVENING - timedelta(days=1)))
        session = Session(MemoryStore(Journal()), clock, CATALOG)
        session.open()
        for request in requests:
            session.submit(request)
        return session.store.load()

    return journal


def hard_evenings() -> list[Request]:
    days = [TODAY - timedelta(days=back) for back in range(1, 6)]
    ratings = [ScaleRated(on, "mood_evening", 2) for on in days]
    return [SettingsChanged({"scales": True}), *ratings, *(ReceivedWritten(on, "Tea") for on in days)]


# What leads to each place, and the journal and the time of it if those matter.
Way = tuple[tuple[str, ...], Callable[[], Journal], datetime]
THEME_ROW = ["down"] * list(SETTINGS).index("theme")
WAYS: dict[str, Way] = {
    **{place: (("escape", *keys), demo_year, MORNING) for place, keys in PLACES.items()},
    "theme": (("escape", "comma", *THEME_ROW, "enter"), demo_year, MORNING),
    "journal gone": (("escape",), demo_year, MORNING),
    "lock": (("escape",), demo_year, MORNING),
    "recovery code": (("escape",), demo_year, MORNING),
    "first question": ((), Journal, MORNING),
    "scale": (("enter",), Journal, MORNING),
    "suggestions": (("enter", "enter"), Journal, MORNING),
    "planned acts": (("escape",), after(A_PLAN), MORNING),
    "open plan": (("T", "e", "a", "enter"), after(A_PLAN), EVENING),
    "yesterday's act": (("escape",), after(ActChosen(YESTERDAY, A_PLAN.plan)), MORNING),
    "hard evenings": ((), after(*hard_evenings()), MORNING),
    "own check": (("escape", "f2", "a"), Journal, MORNING),
    "own act": (("escape", "m", "a"), Journal, MORNING),
    "changes": (("escape", "colon", *"changes", "enter"), after(A_PLAN), MORNING),
    "several lines": (("escape", "enter", "f9"), Journal, EVENING),
    "date": (("escape", "f4", "g"), demo_year, MORNING),
}


IN_SHORT = ("first question", "help", "places")
SOME_WAYS = [*IN_SHORT, *(pytest.param(one, marks=pytest.mark.sweep) for one in WAYS if one not in IN_SHORT)]


async def go_to(harness: AppHarness, place: str) -> None:
    await harness.press(*WAYS[place][0])
    app = harness.app
    match place:  # what a journal in memory has no way to
        case "journal gone":
            app.ask_to_write_anew(lambda: None)
        case "lock":
            app.push_screen(LockScreen(app.state))
        case "recovery code":
            app.push_screen(RecoveryCodeScreen("Locking your words."))
    await harness.wait_until_idle()
    if place == "lock":
        await harness.press("enter")


def classes_in(package: ModuleType, base: type) -> set[type]:
    """Return the classes that are defined anywhere in the package, without those that are bases alone."""
    names = [f"{package.__name__}.{module.name}" for module in pkgutil.iter_modules(package.__path__)]
    classes = {one for name in names for one in vars(import_module(name)).values() if isinstance(one, type)}
    return {one for one in classes if issubclass(one, base) and one.__module__ in names} - BASES


async def check_places(harness: AppHarness, key: str) -> None:
    """Press the key, see the places, and be back where it was pressed."""
    app = harness.app
    screen, focused = app.screen, app.focused
    await harness.press(key)
    assert isinstance(app.screen, PlacesScreen), (screen, focused, key)
    assert WORDS in harness.flowing_text, (screen, focused, key)
    if app.screen is not screen:
        await harness.press("escape")
        assert (app.screen, app.focused) == (screen, focused), key


async def check_every_focus(harness: AppHarness) -> None:
    """Check the keys with the focus on one widget of each kind, and where that is possible on nothing."""
    screen, focused = harness.app.screen, harness.app.focused
    widgets = {type(widget): widget for widget in (*screen.focus_chain, *filter(None, [focused]))}
    for widget in (*widgets.values(), *([None] if isinstance(screen, KindScreen) else [])):
        if widget is None or widget.is_attached:
            screen.set_focus(widget)
            await check_places(harness, "f7")
            if not (widget and widget.check_consume_key("exclamation_mark", "!")):
                await check_places(harness, "exclamation_mark")
    screen.set_focus(focused)


@pytest.mark.sweep
@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("place", WAYS)
async def test_places_open_from_everything_that_can_have_the_focus(place: str, size: tuple[int, int]) -> None:
    _, journal, at = WAYS[place]
    async with open_in_memory(journal(), size=size, at=at) as harness:
        await go_to(harness, place)
        await check_every_focus(harness)


@pytest.mark.slow
@pytest.mark.parametrize("place", SOME_WAYS)
async def test_places_open_over_the_cover_and_leave_it_there(place: str) -> None:
    _, journal, at = WAYS[place]
    async with open_in_memory(journal(), at=at) as harness:
        await go_to(harness, place)
        await harness.press("f8", "z")  # a banner goes with the first key
        screen, focused, text = harness.app.screen, harness.app.focused, harness.text
        await harness.press("f8")
        for key in ("f7", "exclamation_mark"):
            for way_back in (["escape"], ["f8"], ["question_mark", "f8"], ["1", "colon", "comma", "escape"]):
                await check_places(harness, key)
                await harness.press(key, *way_back)
                assert isinstance(harness.app.screen, CoverScreen), (key, way_back)
                assert not harness.text.strip(), (key, way_back)
        await harness.press("z")
        assert (harness.app.screen, harness.app.focused) == (screen, focused)
        assert harness.text == text


@pytest.mark.sweep
@pytest.mark.slow
async def test_every_screen_and_everything_that_can_have_the_focus_is_among_them(open_app: OpenApp) -> None:
    screens: set[type] = {CoverScreen}
    focusable: set[type] = {PastDraftBanner}  # both have tests of their own
    for place, (_, journal, at) in WAYS.items():
        async with open_in_memory(journal(), at=at) as harness:
            await go_to(harness, place)
            screens.add(type(harness.app.screen))
            focusable |= {type(widget) for widget in harness.app.screen.focus_chain}
    assert classes_in(kindtui.tui.screens, Screen) <= screens
    assert {
        one for one in classes_in(kindtui.tui.widgets, Widget) if getattr(one, "can_focus", False)
    } <= focusable


async def test_places_open_from_the_offer_of_a_draft(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("half a line")
        await harness.flush_drafts()
    async with open_app(at=MORNING + timedelta(days=2)) as harness:
        assert isinstance(harness.app.focused, PastDraftBanner)
        await check_every_focus(harness)


async def test_what_lies_over_the_places_closes_for_them(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("escape", "exclamation_mark")
        places = harness.app.screen
        for keys in (["question_mark"], ["comma"], ["comma", "question_mark"], ["colon"]):
            await harness.press(*keys, "f7")
            assert harness.app.screen is places, keys
        await harness.press("escape")
        assert len(harness.app.screen_stack) == 1


@pytest.mark.parametrize("size", [(39, 24), (80, 11), (30, 8), (20, 5), (12, 3)])
async def test_a_window_too_small_for_the_app_shows_all_of_them(
    size: tuple[int, int], open_app: OpenApp
) -> None:
    async with open_app(size=size) as harness:
        await harness.press("f7")
        seen = harness.flowing_text
        for _ in range(60):
            await harness.press("down")
            seen += harness.flowing_text
        letters = re.sub("[^a-z]", "", seen)
        for word in ("emergency", "findahelpline", "befrienders", "pharmacy"):
            assert word in letters


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40)])
async def test_a_newcomer_sees_the_key_even_a_custom_one(size: tuple[int, int], open_app: OpenApp) -> None:
    async with open_app(size=size) as harness:
        assert "F7 shows places to talk." in harness.flowing_text
        harness.app.session.submit(SettingsChanged({"keys": {"app.places_anywhere": "f12"}}))
    async with open_app(size=size) as harness:
        assert "F12 shows places to talk." in harness.flowing_text
        await harness.press("f12")
        assert WORDS in harness.flowing_text


async def test_a_small_window_names_the_key(open_app: OpenApp) -> None:
    async with open_app(size=(39, 11)) as harness:
        assert "F7 shows places to talk." in harness.flowing_text
