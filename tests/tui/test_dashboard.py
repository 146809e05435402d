"""Today as a dashboard: the panels around the card, their doors, and the boundaries answered in place."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec import structs

from kindtui.domain.settings import Settings
from kindtui.storage.file_store import FileStore
from kindtui.tui.widgets.boundaries_panel import BoundariesPanel
from kindtui.tui.widgets.dashboard import Dashboard
from kindtui.tui.widgets.panel import Panel
from kindtui.tui.widgets.ritual_card import RitualCard
from kindtui.tui.widgets.setting_list import SettingList
from tests.real_terminal import Terminal
from tests.support import TODAY, FakeClock, utc_moment
from tests.tui.harness import MORNING, AppHarness, OpenApp, open_in_memory
from tests.tui.places import demo_year

FULL_SIZES = [(80, 24), (100, 30), (120, 40), (169, 45), (170, 45), (200, 60)]


def shown_panels(harness: AppHarness) -> list[Panel]:
    visible = harness.app.screen._compositor.visible_widgets
    return [panel for panel in harness.app.screen.query(Panel) if panel in visible]


def filled_rows(harness: AppHarness) -> int:
    """The rows that hold a letter, a digit or a mark, and not a border alone."""
    return sum(bool(row.strip(" ─│╭╮╰╯")) for row in harness.screen)


@pytest.mark.parametrize("size", FULL_SIZES)
async def test_nothing_scrolls_and_every_panel_is_whole(size: tuple[int, int]) -> None:
    async with open_in_memory(demo_year(), size) as harness:
        body = harness.app.screen.query_one(Dashboard)
        assert not body.show_vertical_scrollbar
        panels = shown_panels(harness)
        assert panels
        assert all(body.region.contains_region(panel.region) for panel in panels)


@pytest.mark.parametrize(("size", "least"), [((120, 40), 0.5), ((200, 60), 1 / 3)])
async def test_a_large_window_is_filled(size: tuple[int, int], least: float) -> None:
    async with open_in_memory(demo_year(), size) as harness:
        assert filled_rows(harness) >= least * size[1]


async def test_this_week_and_the_boundaries_are_in_a_usual_window() -> None:
    async with open_in_memory(demo_year()) as harness:
        for text in ("Morning", "Small act", "Evening", "This week", "3", "Boundaries for today"):
            assert text in harness.text
        assert all(check.check[:20] in harness.text for check in harness.app.state.checks)


async def test_the_parts_of_a_year_stand_in_a_wide_window() -> None:
    async with open_in_memory(demo_year(), (120, 40)) as harness:
        for title in ("Last 28 days", "Kind days per week", "Lately", "Who my acts were for"):
            assert title in harness.text
        rows = [row for row in harness.screen if "│" in row]
        counts = [
            int(row.split()[-2]) for row in rows if row.split()[-2].isdigit() and {"■", "◆"} & set(row[74:])
        ]
        assert sum(counts) == harness.app.state.headline.kind_days
        assert "M    T    W    T    F    S    S" in harness.text


async def test_weeks_begin_where_the_setting_says() -> None:
    journal = structs.replace(demo_year(), settings=Settings(week_start="sunday"))
    async with open_in_memory(journal, (120, 40)) as harness:
        assert "S    M    T    W    T    F    S" in harness.text


@pytest.mark.parametrize("size", [(49, 30), (80, 15)])
async def test_a_small_window_has_the_card_alone(size: tuple[int, int]) -> None:
    async with open_in_memory(demo_year(), size) as harness:
        assert not shown_panels(harness)
        await harness.press("escape", "tab", "tab", "tab", "tab")
        assert not isinstance(harness.app.focused, BoundariesPanel)


async def test_the_card_stays_where_it_is_when_the_panels_come(open_app: OpenApp) -> None:
    """The panels come once the whole journal is read."""
    async with open_app((120, 40)) as harness:
        screen = harness.app.screen
        with_panels = screen.query_one(RitualCard).region
        assert shown_panels(harness)
        await screen.query(Panel).remove()
        await harness.wait_until_idle()
        assert screen.query_one(RitualCard).region == with_panels


def test_the_panels_come_by_themselves_in_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    FileStore(path, FakeClock(utc_moment(MORNING))).transact(lambda _: demo_year())
    with Terminal(path, TODAY.isoformat() + "T08:00:00Z") as app:
        app.wait_for("2 Boundaries › ─╮")
        app.wait_for("so far")


async def test_a_boundary_is_answered_on_today(open_app: OpenApp) -> None:
    async with open_app((80, 40)) as harness:
        first, second, _ = (check.id for check in harness.app.state.checks)
        await harness.press("escape", *["tab"] * 4, "space", "down", "n")
        checks = harness.stored_day()["checks"]
        assert (checks[first]["value"], checks[second]["value"]) == ("holds", "not_today")
        assert "[x]" in harness.text
        assert "[–]" in harness.text
        assert harness.app.current_mode == "today"
        await harness.press("u")
        assert harness.stored_day()["checks"].get(second, {"value": "unanswered"})["value"] == "unanswered"
        await harness.press("up", "enter")
        assert harness.stored_day()["checks"][first]["value"] == "unanswered"


async def test_esc_and_enter_lead_back_from_the_boundaries_to_the_field(open_app: OpenApp) -> None:
    async with open_app((80, 40)) as harness:
        await harness.press("escape", *["tab"] * 4)
        assert isinstance(harness.app.focused, BoundariesPanel)
        await harness.press("escape", "enter")
        await harness.type("Sam")
        await harness.press("enter")
        assert "How much energy" in harness.text


@pytest.mark.parametrize("is_in_field", [True, False])
async def test_a_click_on_a_title_opens_the_screen_behind_it(is_in_field: bool) -> None:
    async with open_in_memory(demo_year(), (120, 40)) as harness:
        for panel in shown_panels(harness):
            if not is_in_field:
                await harness.press("escape")
            await harness.pilot.click(panel, offset=(4, 0))
            await harness.wait_until_idle()
            assert harness.app.current_mode == panel.mode
            await harness.press("f1")


async def test_a_door_names_its_key_and_follows_a_key_of_ones_own() -> None:
    journal = structs.replace(demo_year(), settings=Settings(keys={"app.streak": "z,f3"}))
    async with open_in_memory(journal, (120, 40)) as harness:
        await harness.press("escape")
        assert "z Streak › ─╮" in harness.text
        assert "4 Journal › ─╮" in harness.text
        await harness.press("z")
        assert harness.app.current_mode == "streak"


async def test_empty_panels_say_what_will_appear_there(open_app: OpenApp) -> None:
    async with open_app((200, 60)) as harness:
        for start in (
            "Your days will show up here",
            "Your kind days will show up here",
            "What you've written",
            "Once you've",
        ):
            assert start in harness.text


async def test_the_setting_hides_the_panels(open_app: OpenApp) -> None:
    async with open_app((120, 40)) as harness:
        assert shown_panels(harness)
        await harness.press("escape", "comma")
        while harness.app.screen.query_one(SettingList).highlighted_id != "panels_shown":
            await harness.press("down")
        await harness.press("enter", "escape")
        assert harness.stored_table("settings")[0]["panels_shown"] is False
        assert not shown_panels(harness)
        await harness.press("u")
        assert shown_panels(harness)


async def test_the_cover_hides_every_panel() -> None:
    async with open_in_memory(demo_year(), (120, 40)) as harness:
        assert "Lately" in harness.text
        await harness.press("f8")
        assert "Lately" not in harness.text


async def test_a_past_day_has_no_panels() -> None:
    async with open_in_memory(demo_year(), (120, 40)) as harness:
        await harness.press("escape", "y")
        assert not harness.app.screen.query(Panel)


async def test_an_answer_on_the_card_is_seen_in_the_panels(open_app: OpenApp) -> None:
    evening = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
    async with open_app((80, 24), evening) as harness:
        assert "1 kind day" not in harness.text
        await harness.type("Somebody held the door")
        await harness.press("enter")
        assert "1 kind day" in harness.flowing_text
