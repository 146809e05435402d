"""Settings: changed with a key, true at once, on the disk, and undone after a restart."""

from datetime import timedelta

import pytest
from rich.cells import cell_len
from seat import EVENING, MORNING, Seat, Sit
from tinydb import TinyDB

from kindtui.domain.settings import Settings
from kindtui.tui.screens.boundaries import BoundariesScreen
from kindtui.tui.screens.own_keys import OwnKeysScreen
from kindtui.tui.screens.settings import SettingsScreen
from kindtui.tui.screens.today import TodayScreen
from kindtui.tui.widgets.bound_list import BoundList
from kindtui.tui.widgets.choices import Choices
from kindtui.tui.widgets.setting_list import SETTINGS, SettingList

SIZES = [(80, 24), (60, 20), (120, 40), (40, 12)]


async def open_at(seat: Seat, name: str) -> None:
    """Open the settings and go to one of them."""
    await seat.press("escape", "comma")
    assert isinstance(seat.app.screen, SettingsScreen)
    await go_to(seat, seat.app.screen.query_one(SettingList), name)


async def go_to(seat: Seat, choices: Choices, row: str) -> None:
    """Move down to that row, all keys at once."""
    rows = [option.id for option in choices.options if option.id]
    steps = (rows.index(row) - rows.index(choices.current)) % len(rows)
    await seat.press(*["down"] * steps)
    assert choices.current == row


def stored(seat: Seat) -> dict[str, object]:
    with TinyDB(seat.path, access_mode="r") as database:
        return dict(database.table("settings").get(doc_id=1) or {})


def test_each_setting_has_a_row_and_every_value_it_may_take() -> None:
    assert set(SETTINGS) == set(Settings.__struct_fields__) - {"keys", "updated_at", "low_mood_told"}
    for name, setting in SETTINGS.items():
        assert getattr(Settings(), name) in setting.values
        assert setting.why.endswith(".")


@pytest.mark.parametrize("name", SETTINGS)
async def test_enter_changes_it_and_undo_brings_it_back_after_a_restart(name: str, sit: Sit) -> None:
    values = list(SETTINGS[name].values)
    before = getattr(Settings(), name)
    after = values[(values.index(before) + 1) % len(values)]
    async with sit() as seat:
        await open_at(seat, name)
        assert SETTINGS[name].why in " ".join(seat.text.split())
        await seat.press("enter")
        assert stored(seat)[name] == after
        assert SETTINGS[name].values[after] in seat.text
    async with sit() as seat:
        assert getattr(seat.app.state.journal.settings, name) == after
        await seat.press("escape", "u")
        assert name not in stored(seat)
        assert "Undone: the setting." in seat.text


@pytest.mark.parametrize("name", SETTINGS)
async def test_left_goes_back(name: str, sit: Sit) -> None:
    async with sit() as seat:
        await open_at(seat, name)
        await seat.press("space", "left")
        assert name not in stored(seat)


async def test_the_theme_changes_at_once_and_is_there_at_the_start(sit: Sit) -> None:
    async with sit() as seat:
        await open_at(seat, "theme")
        await seat.press("enter")
        assert not seat.app.current_theme.dark
    async with sit() as seat:
        assert not seat.app.current_theme.dark


@pytest.mark.parametrize("size", SIZES)
async def test_with_plain_marks_all_that_is_drawn_is_ascii(size: tuple[int, int], sit: Sit) -> None:
    async with sit(size=size) as seat:
        await seat.type("Sam")
        await seat.press("enter", "5", "enter", "enter")
        await open_at(seat, "ascii_marks")
        await seat.press("enter", "escape")
        for key in ("f1", "f2", "f3", "f4", "f5", "f6", "question_mark"):
            await seat.press(key)
            shown = "\n".join(strip.text for strip in seat.app.screen._compositor.render_strips())
            drawn = "".join(
                segment.text for widget in seat.app.screen.walk_children() if widget.display
                for line in range(widget.size.height) for segment in widget.render_lines(
                    widget.size.region
                )[line]
            )  # fmt: skip
            assert drawn
            assert not [sign for sign in drawn if ord(sign) > 126], shown


async def test_the_day_start_moves_today_at_once(sit: Sit) -> None:
    async with sit(at=MORNING.replace(hour=4, minute=30)) as seat:
        assert "Sunday 22 November" in seat.text
        await open_at(seat, "day_start")
        await seat.press("enter", "escape")
        assert "Saturday 21 November" in seat.text
        await seat.press("escape", "u")
        assert "Sunday 22 November" in seat.text


async def test_the_jar_can_be_switched_off(sit: Sit) -> None:
    async with sit() as seat:
        await open_at(seat, "jar")
        await seat.press("enter", "escape", "f4")
        assert "o" not in seat.app.screen.active_bindings
        await seat.press("u")
        assert "o" in seat.app.screen.active_bindings


async def test_a_week_may_begin_on_sunday(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("escape", "r")
        await open_at(seat, "week_start")
        await seat.press("left", "escape", "f3")
        assert weekdays(seat) == ["Sun", "Tue", "Thu", "Sat"]
        await seat.press("u")
        assert weekdays(seat) == ["Mon", "Wed", "Fri", "Sun"]


def weekdays(seat: Seat) -> list[str]:
    """The names beside the rows of the year."""
    names = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
    return [line.split()[0] for line in seat.screen if line.split() and line.split()[0] in names]


async def test_settings_open_once_and_esc_leads_back_to_where_one_was(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f2", "comma", "comma")
        assert isinstance(seat.app.screen, SettingsScreen)
        await seat.press("escape")
        assert isinstance(seat.app.screen, BoundariesScreen)
        await seat.press("comma", "f1")
        assert isinstance(seat.app.screen, TodayScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_every_row_is_whole_and_each_can_be_reached(size: tuple[int, int], sit: Sit) -> None:
    async with sit(size=size) as seat:
        await seat.press("escape", "comma")
        for name in SETTINGS:
            await go_to(seat, seat.app.screen.query_one(SettingList), name)
            assert SETTINGS[name].name in seat.text
            assert all(cell_len(line) <= size[0] for line in seat.screen)


# Keys


async def open_keys(seat: Seat, binding_id: str) -> None:
    await open_at(seat, "keys")
    await seat.press("enter")
    assert isinstance(seat.app.screen, OwnKeysScreen)
    await go_to(seat, seat.app.screen.query_one(BoundList), binding_id)


async def test_a_key_of_ones_own_works_and_is_shown(sit: Sit) -> None:
    async with sit(size=(160, 50)) as seat:
        await open_keys(seat, "today.rest")
        await seat.press("enter")
        assert 'Press the key for "rest", or Esc.' in seat.text
        await seat.press("w")
        assert stored(seat)["keys"] == {"today.rest": "w"}
        assert "your own" in seat.text
        await seat.press("escape", "escape")
        assert "w rest" in seat.text
        await seat.press("r")
        assert seat.day() == {}
        await seat.press("w")
        assert seat.day()["rest"]["value"] is True
    async with sit(at=EVENING) as seat:
        await seat.press("w")
        assert seat.day()["rest"]["value"] is False


async def test_a_key_that_is_taken_is_refused_in_words(sit: Sit) -> None:
    async with sit() as seat:
        await open_keys(seat, "today.rest")
        for key, words in (("d", 'd is "it happened" on Today already.'), ("q", 'q is "quit" already.')):
            await seat.press("enter", key)
            assert words in seat.text
            assert isinstance(seat.app.screen, OwnKeysScreen)
        assert not seat.path.exists()


async def test_a_key_of_another_screen_is_free(sit: Sit) -> None:
    async with sit() as seat:
        await open_keys(seat, "today.rest")
        await seat.press("enter", "o")
        assert stored(seat)["keys"] == {"today.rest": "o"}


async def test_while_a_key_is_awaited_it_does_nothing_else(sit: Sit) -> None:
    async with sit() as seat:
        await open_keys(seat, "app.undo")
        await seat.press("enter", "down")
        assert '↓ is "' in seat.text
        await seat.press("enter", "escape")
        assert isinstance(seat.app.screen, OwnKeysScreen)
        await seat.press("escape")
        assert isinstance(seat.app.screen, SettingsScreen)


async def test_a_letter_leaves_the_function_key(sit: Sit) -> None:
    async with sit() as seat:
        await open_keys(seat, "app.streak")
        await seat.press("enter", "t")
        assert stored(seat)["keys"] == {"app.streak": "t,f3"}
        await seat.press("x")
        assert "keys" not in stored(seat)


async def test_undo_takes_a_key_back(sit: Sit) -> None:
    async with sit() as seat:
        await open_keys(seat, "today.rest")
        await seat.press("enter", "w")
    async with sit(at=MORNING + timedelta(hours=1)) as seat:
        await seat.press("escape", "u", "w")
        assert seat.day() == {}
        await seat.press("r")
        assert seat.day()["rest"]["value"] is True


async def test_keys_in_the_file_that_clash_are_left_as_they_came(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("escape", "r")
        seat.app.session.change_settings({"keys": {"today.rest": "d", "today.add": "w", "no.such": "z"}})
    async with sit() as seat:
        assert "left as they came" in " ".join(seat.text.split())
        await seat.press("escape", "r")
        assert seat.day()["rest"]["value"] is False
        await seat.press("escape")
        assert "w" in seat.app.screen.active_bindings
