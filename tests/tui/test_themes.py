"""The themes: legible in every colour, in few, and in none."""

import pytest
from rich.style import Style
from textual.color import Color
from textual.theme import Theme

from kindtui.domain.journal.day import Mark
from kindtui.domain.setting_choices import SETTINGS
from kindtui.tui import themes
from tests.tui.harness import EVENING, AppHarness, OpenApp, open_in_memory
from tests.tui.places import PLACES, demo_year

TEXT, MARKS = 4.5, 3.0  # the contrast WCAG 2.1 asks for: 1.4.3 for text, 1.4.11 for signs
HIGH = 7.0  # 1.4.6
OWN_COLOURS = [theme for theme in themes.BY_NAME.values() if not theme.ansi]
BYTE = 255


def luminance(color: Color) -> float:
    """Relative luminance, as WCAG 2.1 defines it."""
    linear = [
        part / BYTE / 12.92 if part / BYTE <= 0.04045 else ((part / BYTE + 0.055) / 1.055) ** 2.4
        for part in (color.r, color.g, color.b)
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", OWN_COLOURS, ids=lambda theme: theme.name)
def test_text_and_marks_meet_wcag_contrast(theme: Theme) -> None:
    assert theme.background
    assert theme.panel
    text_minimum, mark_minimum = (HIGH, HIGH) if theme is themes.HIGH_CONTRAST else (TEXT, MARKS)
    for ground in (theme.background, theme.panel, theme.variables["cursor-line"]):
        for text in (theme.foreground, theme.accent, theme.variables["quiet-text"]):
            assert contrast(str(text), ground) >= text_minimum
        for name in ("line", "bar-quiet", *(f"mark-{mark}" for mark in Mark if mark is not Mark.FUTURE)):
            if name != "line" or ground != theme.variables["cursor-line"]:  # no line is drawn under a cursor
                assert contrast(theme.variables[name], ground) >= mark_minimum, (name, ground)


VEILED_PLACES = ("palette", "jar")  # the screen below them is dimmed on purpose, but for high contrast


@pytest.mark.sweep
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("theme", OWN_COLOURS, ids=lambda theme: theme.name)
async def test_all_that_is_drawn_meets_wcag_contrast(theme: Theme, size: tuple[int, int]) -> None:
    text_minimum, mark_minimum = (HIGH, HIGH) if theme is themes.HIGH_CONTRAST else (TEXT, MARKS)
    async with open_in_memory(demo_year(), size=size) as harness:
        harness.app.theme = theme.name
        await harness.press("escape")
        for place, keys in PLACES.items():
            if place in VEILED_PLACES and theme is not themes.HIGH_CONTRAST:
                continue
            await harness.press(*keys)
            for text, one in drawn(harness):
                minimum = text_minimum if any(letter.isalnum() for letter in text) else mark_minimum
                assert shown_contrast(one) >= minimum, (place, text, one)
            await harness.press("escape", "escape")


def drawn(harness: AppHarness) -> list[tuple[str, Style]]:
    """Every piece of the screen that is not blank, with its style."""
    strips = harness.app.screen._compositor.render_strips()
    return [
        (segment.text, segment.style)
        for strip in strips
        for segment in strip
        if segment.style and segment.text.strip()
    ]


def shown_contrast(style: Style) -> float:
    assert style.color
    assert style.bgcolor
    assert not style.dim
    front, back = style.color.get_truecolor(), style.bgcolor.get_truecolor()
    return contrast(front.hex, back.hex)


@pytest.mark.parametrize("theme", OWN_COLOURS, ids=lambda theme: theme.name)
def test_a_panel_is_a_shade_off_the_ground_and_quiet_text_is_quieter(theme: Theme) -> None:
    assert theme.background
    assert theme.panel
    assert 1.05 < contrast(theme.panel, theme.background) < 1.25
    assert (
        contrast(theme.variables["line"], theme.background)
        < contrast(theme.variables["quiet-text"], theme.background)
        < 0.75 * contrast(str(theme.foreground), theme.background)
    )


def test_every_theme_that_can_be_set_defines_the_same_colours() -> None:
    assert list(SETTINGS["theme"].labels) == list(themes.BY_NAME)
    for theme in themes.BY_NAME.values():
        assert set(themes.DARK.variables) <= set(theme.variables)


async def test_text_has_three_levels_where_no_colour_can_tell_them_apart(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_app() as harness:
        levels = {(bool(style.bold), bool(style.dim)) for style in styles(harness)}
        assert {(True, False), (False, False), (False, True)} <= levels


async def test_a_theme_of_a_newer_version_opens_and_is_kept(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("escape", "r", "comma", *["down"] * list(SETTINGS).index("jar"), "enter")
        path = harness.path
    stored = path.read_text()
    assert '"settings":{"1":{' in stored
    path.write_text(stored.replace('"settings":{"1":{', '"settings":{"1":{"theme":"sunrise",'))
    async with open_app() as harness:
        assert harness.app.current_theme is themes.DARK
        await harness.press("escape", "comma")
        assert harness.screen
        await harness.press(*["down"] * list(SETTINGS).index("jar"), "enter")
        assert harness.stored_table("settings")[0]["theme"] == "sunrise"


def styles(harness: AppHarness) -> set[Style]:
    """Every style on the screen."""
    strips = harness.app.screen._compositor.render_strips()
    return {segment.style for strip in strips for segment in strip if segment.style}


def rows_set_apart(harness: AppHarness) -> list[str]:
    """The rows that are underlined: where the cursor is, when no colour can say so."""
    strips = harness.app.screen._compositor.render_strips()
    return [strip.text for strip in strips if any(one.style and one.style.underline for one in strip)]


async def test_no_color_draws_no_colour_and_keeps_the_cursor_visible(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_app() as harness:
        for screen in ("f1", "f2", "f3", "f4"):
            await harness.press(screen)
            for style in styles(harness):
                assert style.color is None or style.color.is_default
                assert style.bgcolor is None or style.bgcolor.is_default
        await harness.press("f2")
        assert len(rows_set_apart(harness)) == 1
        await harness.press("down")
        assert len(rows_set_apart(harness)) == 1


@pytest.mark.parametrize("setting", ["dark", "terminal"])
async def test_sixteen_colour_mode_uses_the_terminals_palette(
    open_app: OpenApp, setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if setting == "dark":
        monkeypatch.setattr("textual.constants.COLOR_SYSTEM", "standard")
    async with open_app() as harness:
        if setting == "terminal":
            harness.app.theme = themes.TERMINAL.name
        await harness.press("f2", "down")
        colors = [color for style in styles(harness) for color in (style.color, style.bgcolor) if color]
        assert all(color.triplet is None for color in colors)
        assert len(rows_set_apart(harness)) == 1


def animation_level(harness: AppHarness) -> str:
    return harness.app.animation_level


async def test_a_closed_day_shows_its_thread_without_motion(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The thread grows where motion is on; where it is off, it is there at once."""
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "full")
    async with open_app(at=EVENING) as harness:
        assert animation_level(harness) == "full"
        await harness.press("escape", "comma", *["down"] * list(SETTINGS).index("motion"), "enter", "escape")
        assert harness.stored_table("settings")[0]["motion"] is False
        assert animation_level(harness) == "none"
        await harness.press("enter")
        await harness.type("Tea")
        await harness.press("enter", "enter")
        assert harness.app.state.closing in harness.text
        assert is_threaded(harness)


async def test_a_closed_day_leaves_out_a_hidden_thread(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("Tea")
        await harness.press("enter", "enter")
        assert harness.app.state.closing in harness.text
        assert is_threaded(harness)
        await harness.press("f3", "h", "f1")
        assert harness.app.state.closing in harness.text
        assert not is_threaded(harness)


def is_threaded(harness: AppHarness) -> bool:
    return any(line.strip("│ ") == "■" for line in harness.screen)
