"""The states of the app that are pictured, and how each is drawn as an SVG."""

import io
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, Literal

from msgspec import structs
from rich.console import Console
from textual.app import App
from textual.screen import Screen
from textual.theme import Theme

from kindtui import content, demo
from kindtui.domain.journal.day import Answer
from kindtui.domain.journal.journal import Journal, date_range
from kindtui.domain.journal.keyring import Keyring
from kindtui.domain.settings import Settings
from kindtui.domain.state import State
from kindtui.tui import themes
from kindtui.tui.screens.lock import LockScreen
from kindtui.tui.screens.recovery_code import RecoveryCodeScreen
from kindtui.tui.unlock import UnlockApp
from tests.support import CATALOG
from tests.tui.harness import EVENING, MORNING, open_in_memory

SMALL, STANDARD, WIDE = (60, 20), (80, 24), (120, 40)
BOTH_THEMES = tuple((size, theme) for theme in ("dark", "light") for size in (SMALL, STANDARD, WIDE))
DARK_AND_ONE_LIGHT = (*BOTH_THEMES[:3], (STANDARD, "light"))
SMALLEST_TOO = (*DARK_AND_ONE_LIGHT, ((40, 12), "dark"))
NO_COLOUR = ((STANDARD, "terminal"),)

Variant = tuple[tuple[int, int], str]


@dataclass(frozen=True)
class PicturedState:
    """What is pictured: the keys that lead there, a text that is then seen, and how it is looked at.

    Attributes:
        screen: A screen to which no keys lead over a journal in memory; the keys are pressed on it.
    """

    keys: tuple[str, ...]
    expected_text: str
    at: datetime = MORNING
    journal_kind: Literal["year", "empty", "moods", "locked"] = "year"
    screen: Callable[[State], Screen[Any]] | None = None
    variants: tuple[Variant, ...] = DARK_AND_ONE_LIGHT


def keys_for(text: str) -> list[str]:
    return ["space" if letter == " " else letter for letter in text]


SCREENS = {
    "today": PicturedState((), "Who can I encourage today?"),
    "boundaries": PicturedState(("f2", "down", "n"), "For today"),
    "streak": PicturedState(("f3",), "Streak"),
    "journal": PicturedState(("f4",), "Journal"),
    "patterns": PicturedState(("f5",), "Patterns"),
    "why": PicturedState(("f6", "down", "enter"), "Feeling connected"),
}
STATES = {
    **{
        f"{name}-year": PicturedState(one.keys, one.expected_text, variants=BOTH_THEMES + NO_COLOUR)
        for name, one in SCREENS.items()
    },
    **{
        f"{name}-empty": PicturedState(
            state.keys, state.expected_text, journal_kind="empty", variants=BOTH_THEMES
        )
        for name, state in SCREENS.items()
    },
    "energy": PicturedState(("enter",), "9 plenty"),
    "offer": PicturedState((*"Sam", "enter", "3"), "Rest today."),
    "offer-empty": PicturedState((*"Sam", "enter", "7"), "Show me three more", journal_kind="empty"),
    "when": PicturedState((*"Sam", "enter", "7", "enter"), "When will you do it?"),
    "acts": PicturedState((*"Sam", "enter", "7", "enter", "enter"), "One small act"),
    "evening": PicturedState((), "What kindness did I", EVENING),
    "closed": PicturedState((*keys_for("Lin saved me some cake."), "enter", "enter"), "saved me", EVENING),
    "whole-day": PicturedState(
        (*keys_for("Lin saved me some cake."), "enter", "enter", "v"), "A kind day.", EVENING
    ),
    "kept": PicturedState(("f2", "b"), "Which boundary did I keep?"),
    "search": PicturedState(("f4", "slash", *"nurse"), "with “nurse”"),
    "date": PicturedState(("f4", "g", *"tues"), "Enter opens Tuesday 17 November 2026."),
    "jar": PicturedState(("f4", "o"), "Kindness jar"),
    "day": PicturedState(("f4", "enter"), "A kind day."),
    "places": PicturedState(("f7",), "findahelpline.com"),
    "settings": PicturedState(("escape", "comma", "down"), "A day begins at"),
    "theme": PicturedState(
        ("escape", "comma", *["up"] * 11, "enter", "down", "down"),
        "try each theme.",
        variants=((STANDARD, "dark"),),
    ),
    "today-dusk": PicturedState((), "Who can I encourage today?", variants=((WIDE, "dusk"),)),
    "streak-high": PicturedState(("f3",), "Streak", variants=((WIDE, "high_contrast"),)),
    "keys": PicturedState(("escape", "comma", "up", "enter"), "Everywhere"),
    "my-acts": PicturedState(("escape", "m", "a", *keys_for("feed the cat"), "enter"), "Mine"),
    "own-check": PicturedState(("f2", "a", *keys_for("I leave at six"), "enter"), "when that's hard?"),
    "moods": PicturedState(
        ("f5", *["pagedown"] * 4),
        "It can keep both.",
        journal_kind="moods",
        variants=((STANDARD, "dark"), (WIDE, "dark")),
    ),
    "counts": PicturedState(("f5", "left_square_bracket", "pagedown"), "Patterns"),
    "thread": PicturedState(("f6", "end", *["up"] * 4), "How the thread is counted"),
    "help": PicturedState(("f3", "question_mark"), "Help"),
    "days-away": PicturedState(
        ("escape", "R", *keys_for("sunday"), "enter", "a", *keys_for("24 dec to 27 dec"), "enter"),
        "24 December",
    ),
    "people": PicturedState(("f5", "p"), "People"),
    "questions": PicturedState(
        (
            *("escape", "comma", "up", "up", "up", "up", "enter", "home", "enter"),
            *(*keys_for("Who has nobody to talk to today?"), "enter", "1"),
        ),
        "Who has nobody",
    ),
    "lines": PicturedState(
        ("enter", "f9", *keys_for("Lin saved me some cake."), "enter", *keys_for("It had cherries.")),
        "F9 save",
        EVENING,
        variants=SMALLEST_TOO,
    ),
    "changes": PicturedState(("escape", "r", "d", "colon", *"changes", "enter"), "Changes"),
    "move": PicturedState(("f4", "enter", "M", *"tue"), "Move"),
    "palette": PicturedState(("f2", "colon", *"rest"), "Everything"),
    "lock": PicturedState((), "your words are lost.", screen=LockScreen, variants=SMALLEST_TOO),
    "lock-passphrase": PicturedState(
        ("enter", *"abcdefgh"), "Which passphrase", screen=LockScreen, variants=SMALLEST_TOO
    ),
    "lock-change": PicturedState(
        ("enter",), "What's your passphrase?", journal_kind="locked", screen=LockScreen, variants=SMALLEST_TOO
    ),
    "recovery-code": PicturedState(
        (), "7BVE-BQWN-KPY7-RB28", screen=lambda _: recovery_code(), variants=SMALLEST_TOO
    ),
}  # fmt: skip
# The app that asks for the passphrase, by what is typed there.
UNLOCK_STATES = {
    "unlock": ((), "What's your passphrase?"),
    "unlock-wrong": ((*"abcdefgh", "enter"), "That isn't the passphrase"),
}
UNLOCK_VARIANTS = (*BOTH_THEMES, ((40, 12), "dark"), ((STANDARD), "terminal"))

# A terminal and nothing around it; no font is fetched from anywhere.
SVG_TEMPLATE = """<svg viewBox="0 0 {terminal_width} {terminal_height}" xmlns="http://www.w3.org/2000/svg">
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


def journal_of(state: PicturedState) -> Journal:
    """The journal that the state is pictured over."""
    if state.journal_kind == "empty":
        return Journal()
    journal = demo.demo_journal(CATALOG, content.demo_texts(), state.at.date())
    if state.journal_kind == "locked":
        return structs.replace(journal, keyring=Keyring("", "", 1, 8192, "", "", state.at))
    return with_moods(journal) if state.journal_kind == "moods" else journal


def recovery_code() -> RecoveryCodeScreen:
    screen = RecoveryCodeScreen("")
    screen.show_code("7BVE-BQWN-KPY7-RB28-A3QK-J8QC-S4VK-2STB")
    screen.finish("")
    return screen


def with_moods(journal: Journal) -> Journal:
    """Moods for every day of the last half year."""
    rng, days = Random(1), dict(journal.days)
    for on in date_range(MORNING.date() - timedelta(days=180), MORNING.date() - timedelta(days=1)):
        day, morning = journal.day(on), rng.randint(3, 7)
        evening = morning + rng.randint(-1, 1)
        days[on] = structs.replace(
            day,
            mood_morning=Answer(morning, MORNING),
            mood_evening=Answer(evening, MORNING),
            connection=Answer(rng.randint(3, 7), MORNING),
        )
    return structs.replace(journal, days=days, settings=Settings(scales=True))


async def render_variants(state: PicturedState) -> AsyncIterator[tuple[str, str, str]]:
    """A picture for each look, of one running app: its name, the text on the screen, and the SVG."""
    async with open_in_memory(journal_of(state), STANDARD, state.at) as harness:
        if state.screen:
            await harness.press("escape")
            harness.app.push_screen(state.screen(harness.app.state))
            await harness.wait_until_idle()
        await harness.press(*state.keys)
        for (width, height), theme in state.variants:
            harness.app.theme = themes.BY_NAME[theme].name
            await harness.resize(width, height)
            picture = render_svg(harness.app, themes.BY_NAME[theme])
            yield f"{width}x{height}-{theme}", harness.text, picture


async def render_unlock_variants(keys: Sequence[str]) -> AsyncIterator[tuple[str, str, str]]:
    """A picture for each look of the app that asks for the passphrase, after these keys."""
    app = UnlockApp(lambda _: None, Settings())
    async with app.run_test(size=STANDARD) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await app.wait_for_keys()
        for (width, height), theme in UNLOCK_VARIANTS:
            app.theme = themes.BY_NAME[theme].name
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            text = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
            yield f"{width}x{height}-{theme}", text, render_svg(app, themes.BY_NAME[theme])


def render_svg(app: App[Any], theme: Theme) -> str:
    """The screen as an SVG, the same each time."""
    width, height = app.size
    console = Console(
        width=width, height=height, file=io.StringIO(), force_terminal=True, color_system="truecolor",
        record=True, legacy_windows=False, safe_box=False,
    )  # fmt: skip
    console.print(
        app.screen._compositor.render_update(full=True, screen_stack=app._background_screens, simplify=True)
    )
    background = "#101010" if theme.ansi else theme.background
    return console.export_svg(title="kindtui", code_format=SVG_TEMPLATE.replace("GROUND", str(background)))
