"""The themes: legible in every colour, in few, and in none."""

import pytest
from rich.style import Style
from seat import EVENING, Seat, Sit
from textual.color import Color
from textual.theme import Theme

from kindtui.domain.journal.day import Mark
from kindtui.tui import themes
from kindtui.tui.widgets.setting_list import SETTINGS

TEXT, MARKS = 4.5, 3.0  # the contrast WCAG 2.1 asks for: 1.4.3 for text, 1.4.11 for signs
ON_PAPER = [themes.DARK, themes.LIGHT]
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


@pytest.mark.parametrize("theme", ON_PAPER, ids=lambda theme: theme.name)
def test_text_and_marks_stand_out(theme: Theme) -> None:
    assert theme.background
    for ground in (theme.background, theme.variables["cursor-line"]):
        for text in (theme.foreground, theme.accent, theme.variables["quiet-text"]):
            assert contrast(str(text), ground) >= TEXT
        for name in ("line", *(f"mark-{mark}" for mark in Mark if mark is not Mark.FUTURE)):
            if name != "line" or ground == theme.background:  # lines are drawn on the plain ground alone
                assert contrast(theme.variables[name], ground) >= MARKS


def styles(seat: Seat) -> set[Style]:
    """Every style on the screen."""
    strips = seat.app.screen._compositor.render_strips()
    return {segment.style for strip in strips for segment in strip if segment.style}


def rows_set_apart(seat: Seat) -> list[str]:
    """The rows that are underlined: where the cursor is, when no colour can say so."""
    strips = seat.app.screen._compositor.render_strips()
    return [strip.text for strip in strips if any(one.style and one.style.underline for one in strip)]


async def test_without_colours_there_is_none_and_the_cursor_is_seen(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with sit() as seat:
        for screen in ("f1", "f2", "f3", "f4"):
            await seat.press(screen)
            for style in styles(seat):
                assert style.color is None or style.color.is_default
                assert style.bgcolor is None or style.bgcolor.is_default
        await seat.press("f2")
        assert len(rows_set_apart(seat)) == 1
        await seat.press("down")
        assert len(rows_set_apart(seat)) == 1


@pytest.mark.parametrize("setting", ["dark", "terminal"])
async def test_sixteen_colours_are_the_terminals_own(
    sit: Sit, setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if setting == "dark":
        monkeypatch.setattr("textual.constants.COLOR_SYSTEM", "standard")
    async with sit() as seat:
        if setting == "terminal":
            seat.app.theme = themes.TERMINAL.name
        await seat.press("f2", "down")
        colors = [color for style in styles(seat) for color in (style.color, style.bgcolor) if color]
        assert all(color.triplet is None for color in colors)
        assert len(rows_set_apart(seat)) == 1


async def test_a_complete_day_joins_its_week(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    """The thread grows where motion is on; where it is off, it is there at once."""
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "full")
    async with sit(at=EVENING) as seat:
        assert seat.app.animation_level == "full"
        await seat.press("escape", "comma", *["down"] * list(SETTINGS).index("motion"), "enter", "escape")
        assert seat.table("settings")[0]["motion"] is False
        assert seat.app.animation_level == "none"
        await seat.press("enter")
        await seat.type("Tea")
        await seat.press("enter", "enter")
        assert seat.app.state.closing in seat.text
        assert is_threaded(seat)


async def test_a_day_whose_thread_is_hidden_closes_without_it(sit: Sit) -> None:
    async with sit(at=EVENING) as seat:
        await seat.type("Tea")
        await seat.press("enter", "enter")
        assert seat.app.state.closing in seat.text
        assert is_threaded(seat)
        await seat.press("f3", "h", "f1")
        assert seat.app.state.closing in seat.text
        assert not is_threaded(seat)


def is_threaded(seat: Seat) -> bool:
    return any(line.strip("│ ") == "■" for line in seat.screen)
