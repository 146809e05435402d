"""Settings: changed with a key, true at once, on the disk, and undone after a restart."""

from datetime import timedelta

import pytest
from rich.cells import cell_len
from textual.widget import Widget
from tinydb import TinyDB

from kindtui.domain.journal.journal import Journal
from kindtui.domain.provided_settings import PROVIDABLE, ProvidedSettings
from kindtui.domain.requests import SettingsChanged
from kindtui.domain.setting_choices import SETTINGS
from kindtui.domain.settings import Settings
from kindtui.tui.screens.boundaries import BoundariesScreen
from kindtui.tui.screens.key_settings import KeySettingsScreen
from kindtui.tui.screens.settings import SettingsScreen
from kindtui.tui.screens.today import TodayScreen
from kindtui.tui.widgets.binding_list import BindingList
from kindtui.tui.widgets.choices import Choices
from kindtui.tui.widgets.setting_list import SettingList
from tests.tui.harness import EVENING, MORNING, AppHarness, OpenApp, open_in_memory

SIZES = [(80, 24), (60, 20), (120, 40), (40, 12)]


async def open_at(harness: AppHarness, name: str) -> None:
    """Open the settings and go to one of them."""
    await harness.press("escape", "comma")
    assert isinstance(harness.app.screen, SettingsScreen)
    await go_to(harness, harness.app.screen.query_one(SettingList), name)


async def go_to(harness: AppHarness, choices: Choices, row: str) -> None:
    """Move down to that row, all keys at once."""
    rows = [option.id for option in choices.options if option.id]
    steps = (rows.index(row) - rows.index(choices.highlighted_id)) % len(rows)
    await harness.press(*["down"] * steps)
    assert choices.highlighted_id == row


def stored(harness: AppHarness) -> dict[str, object]:
    with TinyDB(harness.path, access_mode="r") as database:
        return dict(database.table("settings").get(doc_id=1) or {})


def test_each_setting_has_a_row_with_all_its_values() -> None:
    assert set(SETTINGS) == PROVIDABLE - {"keys"}
    for name, setting in SETTINGS.items():
        assert getattr(Settings(), name) in setting.labels
        assert setting.explanation.endswith(".")


async def test_a_setting_says_that_it_comes_from_outside_until_it_is_changed() -> None:
    provided = ProvidedSettings({"theme": "light", "grace": 5})
    async with open_in_memory(Journal(), provided=provided) as harness:
        assert harness.app.theme == "kindtui-light"
        await open_at(harness, "grace")
        assert "5 days" in harness.text
        assert "defaults.toml" in harness.text
        await harness.press("space")
        assert "6 days" in harness.text
        assert "defaults.toml" not in harness.text


async def test_a_theme_that_the_environment_sets_is_not_offered_to_be_changed() -> None:
    async with open_in_memory(Journal(), provided=ProvidedSettings({}, "dusk")) as harness:
        assert harness.app.theme == "kindtui-dusk"
        await open_at(harness, "theme")
        assert "KINDTUI_THEME sets it just now." in harness.text
        await harness.press("enter")
        assert isinstance(harness.app.screen, SettingsScreen)
        assert "Start kindtui without it" in harness.text


CYCLING_SETTINGS = [name for name in SETTINGS if name != "theme"]


@pytest.mark.slow
@pytest.mark.parametrize("name", CYCLING_SETTINGS)
async def test_enter_changes_a_setting_and_undo_reverts_it_after_a_restart(
    name: str, open_app: OpenApp
) -> None:
    before = getattr(Settings(), name)
    after = SETTINGS[name].stepped(before, 1)
    async with open_app() as harness:
        await open_at(harness, name)
        assert SETTINGS[name].explanation in " ".join(harness.text.split())
        await harness.press("enter")
        assert stored(harness)[name] == after
        assert SETTINGS[name].labels[after] in harness.text
    async with open_app() as harness:
        assert getattr(harness.app.state.journal.settings, name) == after
        await harness.press("escape", "u")
        assert name not in stored(harness)
        assert "Undone: you changed a setting." in harness.text


@pytest.mark.sweep
@pytest.mark.slow
@pytest.mark.parametrize("name", CYCLING_SETTINGS)
async def test_left_selects_the_previous_value(name: str, open_app: OpenApp) -> None:
    async with open_app() as harness:
        await open_at(harness, name)
        await harness.press("space", "left")
        assert name not in stored(harness)


@pytest.mark.sweep
@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_ascii_marks_make_every_screen_ascii(size: tuple[int, int], open_app: OpenApp) -> None:
    async with open_app(size=size) as harness:
        await harness.type("Sam")
        await harness.press("enter", "5", "enter", "enter")
        await open_at(harness, "ascii_marks")
        await harness.press("enter", "escape")
        for key in ("f1", "f2", "f3", "f4", "f5", "f6", "question_mark"):
            await harness.press(key)
            shown = "\n".join(strip.text for strip in harness.app.screen._compositor.render_strips())
            drawn = "".join(
                segment.text for widget in harness.app.screen.walk_children(Widget) if widget.display
                for line in range(widget.size.height) for segment in widget.render_lines(
                    widget.size.region
                )[line]
            )  # fmt: skip
            assert drawn
            assert not [sign for sign in drawn if ord(sign) > 126], shown


async def test_changing_the_day_start_changes_today_at_once(open_app: OpenApp) -> None:
    async with open_app(at=MORNING.replace(hour=4, minute=30)) as harness:
        assert "Sunday 22 November" in harness.text
        await open_at(harness, "day_start")
        await harness.press("enter", "escape")
        assert "Saturday 21 November" in harness.text
        await harness.press("escape", "u")
        assert "Sunday 22 November" in harness.text


async def test_the_jar_can_be_switched_off(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await open_at(harness, "jar")
        await harness.press("enter", "escape", "f4")
        assert "o" not in harness.app.screen.active_bindings
        await harness.press("u")
        assert "o" in harness.app.screen.active_bindings


async def test_a_week_may_begin_on_sunday(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("escape", "r")
        await open_at(harness, "week_start")
        await harness.press("left", "escape", "f3")
        assert weekdays(harness) == ["Sun", "Tue", "Thu", "Sat"]
        await harness.press("u")
        assert weekdays(harness) == ["Mon", "Wed", "Fri", "Sun"]


def weekdays(harness: AppHarness) -> list[str]:
    """The names beside the rows of the year."""
    names = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
    return [line.split()[0] for line in harness.screen if line.split() and line.split()[0] in names]


async def test_settings_open_once_and_esc_returns_to_the_previous_screen(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f2", "comma", "comma")
        assert isinstance(harness.app.screen, SettingsScreen)
        await harness.press("escape")
        assert isinstance(harness.app.screen, BoundariesScreen)
        await harness.press("comma", "f1")
        assert isinstance(harness.app.screen, TodayScreen)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_every_row_fits_and_can_be_reached(size: tuple[int, int], open_app: OpenApp) -> None:
    async with open_app(size=size) as harness:
        await harness.press("escape", "comma")
        for name in SETTINGS:
            await go_to(harness, harness.app.screen.query_one(SettingList), name)
            assert SETTINGS[name].title in harness.text
            assert all(cell_len(line) <= size[0] for line in harness.screen)


# Keys


async def open_keys(harness: AppHarness, binding_id: str) -> None:
    await open_at(harness, "keys")
    await harness.press("enter")
    assert isinstance(harness.app.screen, KeySettingsScreen)
    await go_to(harness, harness.app.screen.query_one(BindingList), binding_id)


async def test_a_remapped_key_works_and_is_shown(open_app: OpenApp) -> None:
    async with open_app(size=(160, 50)) as harness:
        await open_keys(harness, "today.rest")
        await harness.press("enter")
        assert 'Press the new key for "rest". Esc cancels.' in harness.text
        await harness.press("w")
        assert stored(harness)["keys"] == {"today.rest": "w"}
        assert "  changed" in harness.text
        await harness.press("escape", "escape")
        assert "w rest" in harness.text
        await harness.press("r")
        assert harness.stored_day() == {}
        await harness.press("w")
        assert harness.stored_day()["rest"]["value"] is True
    async with open_app(at=EVENING) as harness:
        await harness.press("w")
        assert harness.stored_day()["rest"]["value"] is False


async def test_a_key_in_use_is_refused_with_a_message(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await open_keys(harness, "today.rest")
        for key, words in (
            ("d", 'd already means "I did it" on Today.'),
            ("q", 'q already means "quit".'),
        ):
            await harness.press("enter", key)
            assert words in harness.text
            assert isinstance(harness.app.screen, KeySettingsScreen)
        assert not harness.path.exists()


async def test_a_key_of_another_screen_can_be_assigned(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await open_keys(harness, "today.rest")
        await harness.press("enter", "o")
        assert stored(harness)["keys"] == {"today.rest": "o"}


async def test_a_key_being_assigned_does_nothing_else(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await open_keys(harness, "app.undo")
        await harness.press("enter", "down")
        assert '↓ already means "' in harness.text
        await harness.press("enter", "escape")
        assert isinstance(harness.app.screen, KeySettingsScreen)
        await harness.press("escape")
        assert isinstance(harness.app.screen, SettingsScreen)


async def test_assigning_a_letter_keeps_the_function_key(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await open_keys(harness, "app.streak")
        await harness.press("enter", "t")
        assert stored(harness)["keys"] == {"app.streak": "t,f3"}
        await harness.press("x")
        assert "keys" not in stored(harness)


async def test_undo_reverts_a_remapped_key(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await open_keys(harness, "today.rest")
        await harness.press("enter", "w")
    async with open_app(at=MORNING + timedelta(hours=1)) as harness:
        await harness.press("escape", "u", "w")
        assert harness.stored_day() == {}
        await harness.press("r")
        assert harness.stored_day()["rest"]["value"] is True


async def test_conflicting_keys_in_the_file_are_ignored(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("escape", "r")
        harness.app.session.submit(
            SettingsChanged({"keys": {"today.rest": "d", "today.add": "w", "no.such": "z"}})
        )
    async with open_app() as harness:
        assert "Some keys you chose are already taken" in " ".join(harness.text.split())
        await harness.press("escape", "r")
        assert harness.stored_day()["rest"]["value"] is False
        await harness.press("escape")
        assert "w" in harness.app.screen.active_bindings


@pytest.mark.parametrize("key", ["left_shift", "right_alt", "caps_lock", "raise_volume", "print_screen"])
async def test_a_stored_key_that_is_none_is_left_aside_and_said(key: str, open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("escape", "r")
        harness.app.session.submit(SettingsChanged({"keys": {"app.boundaries": f"{key},f2"}}))
    async with open_app() as harness:
        assert "do nothing on their own" in harness.flowing_text
        await harness.press(key)
        assert "do nothing on their own" in harness.flowing_text
        await harness.press("escape", "2")
        assert "Boundaries" in harness.screen[0]


@pytest.mark.sweep
@pytest.mark.parametrize("key", ["left_shift", "ctrl+left_control", "media_play", "mute_volume"])
async def test_no_key_is_taken_for_a_binding_but_a_real_one(key: str, open_app: OpenApp) -> None:
    async with open_app(size=(160, 50)) as harness:
        await open_keys(harness, "today.rest")
        await harness.press("enter", key)
        assert "Press the new key for" in harness.text
        await harness.press("w")
        assert stored(harness)["keys"] == {"today.rest": "w"}
