"""How the screens look; each picture was looked at, and each test asserts a text of it as well."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest
from textual.pilot import Pilot

from kindtui import content, demo, themes
from kindtui.app import KindApp
from kindtui.domain.dates import Moment
from kindtui.domain.journal import Journal
from kindtui.session import Session
from kindtui.storage.store import MemoryStore

pytestmark = pytest.mark.snapshot

SIZES = [(80, 24), (60, 20), (120, 40)]
MORNING = datetime(2026, 11, 22, 8, tzinfo=UTC)
EVENING = datetime(2026, 11, 22, 18, tzinfo=UTC)


class StillClock:
    """One moment."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> Moment:
        return Moment(self._at, "UTC", 0)

    def sleep(self, seconds: float) -> None:
        del seconds


def build(*, at: datetime, year: bool, light: bool = False) -> KindApp:
    words = content.words()
    journal = demo.journal(words, content.demo_words(), at.date()) if year else Journal()
    session = Session(MemoryStore(journal), StillClock(at), words)
    app = KindApp(session, session.open())
    if light:
        app.theme = themes.LIGHT.name
    return app


def after(*keys: str, shows: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    async def press(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, KindApp)
        await pilot.press(*keys)
        for _ in range(2):
            await app.keys_done()
            await app.wishes_done()
            await pilot.pause()
        text = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert shows in text

    return press


def spelled(text: str) -> list[str]:
    return ["space" if letter == " " else letter for letter in text]


STATES = {
    "morning": (MORNING, (), "Who can I encourage today?"),
    "energy": (MORNING, ("enter",), "9 plenty"),
    "offer": (MORNING, ("S", "a", "m", "enter", "3"), "Rest today."),
    "when": (MORNING, ("S", "a", "m", "enter", "7", "enter"), "If it is"),
    "acts": (MORNING, ("S", "a", "m", "enter", "7", "enter", "enter"), "One small act"),
    "evening": (EVENING, (), "What kindness did I"),
    "closed": (EVENING, ("x", "enter", "enter"), "x"),
    "boundaries": (MORNING, ("f2", "down", "n"), "For today"),
    "kept": (MORNING, ("f2", "b"), "Which boundary did I keep?"),
    "streak": (MORNING, ("f3",), "Streak"),
    "journal": (MORNING, ("f4",), " days"),
    "search": (MORNING, ("f4", "slash", *"nurse"), "26 days with"),
    "date": (MORNING, ("f4", "g", *"tues"), "Enter opens Tuesday 17 November 2026."),
    "jar": (MORNING, ("f4", "o"), "not this one again"),
    "day": (MORNING, ("f4", "enter"), "A kind day."),
    "places": (MORNING, ("f7",), "findahelpline.com"),
    "settings": (MORNING, ("escape", "comma", "down"), "A day begins at"),
    "keys": (MORNING, ("escape", "comma", "up", "enter"), "Everywhere"),
    "my-acts": (MORNING, ("escape", "m", "a", *spelled("feed the cat"), "enter"), "Mine"),
    "own-check": (MORNING, ("f2", "a", *spelled("I leave at six"), "enter"), "kind words for it"),
    "help": (MORNING, ("f3", "question_mark"), "Help"),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("state", STATES)
def test_with_a_year(snap_compare: Callable[..., bool], state: str, size: tuple[int, int]) -> None:
    at, keys, shows = STATES[state]
    app = build(at=at, year=True)
    assert snap_compare(app, terminal_size=size, run_before=after(*keys, shows=shows))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("state", ["morning", "offer", "boundaries", "streak", "journal"])
def test_empty(snap_compare: Callable[..., bool], state: str, size: tuple[int, int]) -> None:
    at, keys, shows = STATES[state]
    app = build(at=at, year=False)
    assert snap_compare(app, terminal_size=size, run_before=after(*keys, shows=shows))


@pytest.mark.parametrize("state", ["morning", "offer", "boundaries", "streak", "journal", "day"])
def test_light(snap_compare: Callable[..., bool], state: str) -> None:
    at, keys, shows = STATES[state]
    app = build(at=at, year=True, light=True)
    assert snap_compare(app, terminal_size=(80, 24), run_before=after(*keys, shows=shows))
