"""The list of themes: each is shown while it is highlighted, and only the one that is chosen is saved."""

import pytest
from textual.color import Color

from kindtui.domain.setting_choices import SETTINGS
from kindtui.tui import themes
from kindtui.tui.screens.settings import SettingsScreen
from tests.tui.harness import AppHarness, OpenApp


async def open_themes(harness: AppHarness, key: str = "enter") -> None:
    """Open the settings, go down to the theme, and open the list."""
    await harness.press("escape", "comma", *["down"] * list(SETTINGS).index("theme"), key)


async def test_the_theme_changes_at_once_and_survives_a_restart(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await open_themes(harness)
        await harness.press("down", "enter")
        assert harness.app.current_theme is themes.LIGHT
        assert isinstance(harness.app.screen, SettingsScreen)
        assert harness.stored_table("settings")[0]["theme"] == "light"
        await harness.press("escape", "f3", "f1")
        assert harness.app.current_theme is themes.LIGHT
    async with open_app() as harness:
        assert harness.app.current_theme is themes.LIGHT
        await harness.press("escape", "u")
        assert harness.app.current_theme is themes.DARK
        assert "theme" not in harness.stored_table("settings")[0]


async def test_moving_through_the_themes_shows_each_and_saves_none(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await open_themes(harness)
        assert harness.footer["Enter"] == "use this theme"
        for name, theme in themes.BY_NAME.items():
            assert harness.app.current_theme is theme
            assert harness.app.screen.styles.background == Color.parse(theme.background or "")
            assert any(f"{SETTINGS['theme'].labels[name]}" in line for line in harness.screen)
            await harness.press("down")
        await harness.press("up")
        assert harness.app.current_theme is themes.TERMINAL
        await harness.press("escape")
        assert harness.app.current_theme is themes.DARK
        assert isinstance(harness.app.screen, SettingsScreen)
        assert not harness.path.exists()


@pytest.mark.parametrize("way_out", [["f3"], ["comma", "f1"], ["escape", "escape"]])
async def test_a_previewed_theme_is_gone_however_the_list_is_left(
    way_out: list[str], open_app: OpenApp
) -> None:
    async with open_app() as harness:
        await open_themes(harness, "right")
        await harness.press("down")
        assert harness.app.current_theme is themes.LIGHT
        await harness.press("question_mark", "escape")
        assert harness.app.current_theme is themes.LIGHT
        await harness.press(*way_out)
        assert harness.app.current_theme is themes.DARK
        assert not harness.path.exists()


async def test_enter_on_the_theme_that_is_set_saves_nothing(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await open_themes(harness)
        await harness.press("enter")
        assert isinstance(harness.app.screen, SettingsScreen)
        assert not harness.path.exists()


async def test_few_colours_say_why_the_themes_look_the_same(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_app() as harness:
        await open_themes(harness)
        await harness.press("down")
        assert harness.app.current_theme is themes.TERMINAL
        assert "too few colours" in harness.flowing_text
