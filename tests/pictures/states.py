"""The states of the app that are pictured, and how each is drawn as an SVG."""

import io
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Literal

from msgspec import structs
from rich.console import Console
from textual.pilot import Pilot
from textual.theme import Theme

from kindtui import content, demo
from kindtui.domain.dates import Moment
from kindtui.domain.journal.day import Answer
from kindtui.domain.journal.journal import Journal, span
from kindtui.domain.settings import Settings
from kindtui.session import Session
from kindtui.storage.store import MemoryStore
from kindtui.tui import themes
from kindtui.tui.app import KindApp

MORNING = datetime(2026, 11, 22, 8, tzinfo=UTC)
EVENING = datetime(2026, 11, 22, 18, tzinfo=UTC)
SMALL, USUAL, WIDE = (60, 20), (80, 24), (120, 40)
IN_BOTH = tuple((size, theme) for theme in ("dark", "light") for size in (SMALL, USUAL, WIDE))
IN_DARK = (*IN_BOTH[:3], (USUAL, "light"))
NO_COLOUR = ((USUAL, "terminal"),)

Look = tuple[tuple[int, int], str]


@dataclass(frozen=True)
class State:
    """What is pictured: the keys that lead there, a text that is then seen, and how it is looked at."""

    keys: tuple[str, ...]
    shows: str
    at: datetime = MORNING
    holds: Literal["year", "empty", "moods"] = "year"
    looks: tuple[Look, ...] = IN_DARK


def spelled(text: str) -> list[str]:
    return ["space" if letter == " " else letter for letter in text]


SCREENS = {
    "today": State((), "Who can I encourage today?"),
    "boundaries": State(("f2", "down", "n"), "For today"),
    "streak": State(("f3",), "Streak"),
    "journal": State(("f4",), "Journal"),
    "patterns": State(("f5",), "Patterns"),
    "why": State(("f6", "down", "enter"), "Feeling connected"),
}
STATES = {
    **{
        f"{name}-year": State(one.keys, one.shows, looks=IN_BOTH + NO_COLOUR)
        for name, one in SCREENS.items()
    },
    **{
        f"{name}-empty": State(one.keys, one.shows, holds="empty", looks=IN_BOTH)
        for name, one in SCREENS.items()
    },
    "energy": State(("enter",), "9 plenty"),
    "offer": State((*"Sam", "enter", "3"), "Rest today."),
    "offer-empty": State((*"Sam", "enter", "7"), "Three others", holds="empty"),
    "when": State((*"Sam", "enter", "7", "enter"), "If it is"),
    "acts": State((*"Sam", "enter", "7", "enter", "enter"), "One small act"),
    "evening": State((), "What kindness did I", EVENING),
    "closed": State((*spelled("Lin saved me some cake."), "enter", "enter"), "saved me", EVENING),
    "kept": State(("f2", "b"), "Which boundary did I keep?"),
    "search": State(("f4", "slash", *"nurse"), "26 days with"),
    "date": State(("f4", "g", *"tues"), "Enter opens Tuesday 17 November 2026."),
    "jar": State(("f4", "o"), "not this one again"),
    "day": State(("f4", "enter"), "A kind day."),
    "places": State(("f7",), "findahelpline.com"),
    "settings": State(("escape", "comma", "down"), "A day begins at"),
    "keys": State(("escape", "comma", "up", "enter"), "Everywhere"),
    "my-acts": State(("escape", "m", "a", *spelled("feed the cat"), "enter"), "Mine"),
    "own-check": State(("f2", "a", *spelled("I leave at six"), "enter"), "kind words for it"),
    "compared": State(("f5",), "Two ways of comparing agree", holds="moods"),
    "counts": State(("f5", "left_square_bracket", "pagedown"), "Patterns"),
    "thread": State(("f6", "end", *["up"] * 3), "How the thread is counted"),
    "help": State(("f3", "question_mark"), "Help"),
    "palette": State(("f2", "colon", *"rest"), "Everything"),
}  # fmt: skip

# A terminal and nothing around it; no font is fetched from anywhere.
SVG = """<svg viewBox="0 0 {terminal_width} {terminal_height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font: {char_height}px/{line_height}px "DejaVu Sans Mono", Menlo, monospace; }}
{styles}
</style>
<defs>{lines}</defs>
<rect width="100%" height="100%" fill="GROUND"/>
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</svg>
"""


class StillClock:
    """One moment."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> Moment:
        return Moment(self._at, "UTC", 0)

    def sleep(self, seconds: float) -> None:
        del seconds


def build(state: State) -> KindApp:
    words = content.words()
    journal = Journal()
    if state.holds != "empty":
        journal = demo.journal(words, content.demo_words(), state.at.date())
    if state.holds == "moods":
        journal = with_moods(journal)
    session = Session(MemoryStore(journal), StillClock(state.at), words)
    return KindApp(session, session.open())


def with_moods(journal: Journal) -> Journal:
    """Moods for every day of the last half year; a kind day adds a point to its evening."""
    luck, days = Random(1), dict(journal.days)
    for on in span(MORNING.date() - timedelta(days=180), MORNING.date() - timedelta(days=1)):
        day, morning = journal.day(on), luck.randint(3, 7)
        evening = morning + luck.randint(-1, 1) + day.is_kind
        days[on] = structs.replace(
            day, mood_morning=Answer(morning, MORNING), mood_evening=Answer(evening, MORNING)
        )
    return structs.replace(journal, days=days, settings=Settings(scales=True))


async def pictures(state: State) -> AsyncIterator[tuple[str, str, str]]:
    """A picture for each look, of one running app: its name, the text on the screen, and the SVG."""
    app = build(state)
    async with app.run_test(size=USUAL) as pilot:
        await pilot.press(*state.keys)
        await settled(app, pilot)
        for (width, height), theme in state.looks:
            app.theme = themes.BY_NAME[theme].name
            await pilot.resize_terminal(width, height)
            await settled(app, pilot)
            text = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
            yield f"{width}x{height}-{theme}", text, drawn(app, themes.BY_NAME[theme])


async def settled(app: KindApp, pilot: Pilot[None]) -> None:
    for _ in range(2):
        await app.keys_done()
        await app.wishes_done()
        await pilot.pause()


def drawn(app: KindApp, theme: Theme) -> str:
    """The screen as an SVG, the same each time."""
    width, height = app.size
    console = Console(
        width=width, height=height, file=io.StringIO(), force_terminal=True, color_system="truecolor",
        record=True, legacy_windows=False, safe_box=False,
    )  # fmt: skip
    console.print(
        app.screen._compositor.render_update(full=True, screen_stack=app._background_screens, simplify=True)
    )
    ground = "#101010" if theme.ansi else theme.background
    return console.export_svg(title="kindtui", code_format=SVG.replace("GROUND", str(ground)))
