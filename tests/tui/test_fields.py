"""Fields: nothing typed is lost, and keys mean what the footer says."""

from datetime import datetime, timedelta

import pytest
from textual.widgets import Input

from tests.support import FakeClock
from tests.tui.harness import EVENING, MORNING, OpenApp


async def test_esc_leaves_the_field_and_keeps_what_is_in_it(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("half a")
        await harness.press("escape")
        assert not isinstance(harness.app.focused, Input)
        assert "half a" in harness.text
        await harness.press("enter")
        await harness.type(" line")
        await harness.press("enter")
        assert harness.stored_day()["received"][0]["text"] == "half a line"


async def test_opening_another_card_keeps_the_draft(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("half a")
        await harness.press("tab", "enter")
        assert "Who can I encourage today?" in harness.text
        await harness.press("escape", "e")
        assert "half a" in harness.text


async def test_letters_and_digits_are_typed_in_a_field_while_f_keys_change_the_screen(
    open_app: OpenApp,
) -> None:
    async with open_app() as harness:
        await harness.type("dq123?")
        assert "dq123?" in harness.text
        await harness.press("f3")
        assert "Streak" in harness.text
        await harness.press("f1")
        assert "dq123?" in harness.text
        assert harness.app.is_running


async def test_a_form_keeps_its_day_across_the_day_start(open_app: OpenApp, clock: FakeClock) -> None:
    late = datetime.fromisoformat("2026-11-23T03:58:00+00:00")
    async with open_app(at=late) as harness:
        assert "Sunday 22 November" in harness.text
        await harness.type("written ")
        clock.move(minutes=10)
        harness.app._check_for_changes()
        await harness.wait_until_idle()
        assert "Sunday 22 November, still open" in harness.text
        await harness.type("over the edge")
        await harness.press("enter", "enter")
        assert harness.stored_day(20261122)["received"][0]["text"] == "written over the edge"
        assert harness.stored_day(20261123) == {}
        assert "Monday 23 November" in harness.text
        assert "Who can I encourage today?" in harness.text


async def test_known_names_are_completed(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.type("Mrs Okafor")
        await harness.press("enter", "enter", "enter", "enter")
    async with open_app(at=MORNING + timedelta(days=1)) as harness:
        await harness.type("mrs")
        await harness.press("right", "enter", "enter", "enter")
        assert harness.stored_day(20261123)["who"]["value"] == "Mrs Okafor"


async def test_hostile_text_is_saved_and_shown_as_plain_text(open_app: OpenApp) -> None:
    hostile = "[@click=app.quit]x[/] 慈悲 🤝🏽 שלום"
    async with open_app(at=EVENING) as harness:
        field = harness.app.screen.query_one(Input)
        field.value = hostile + "\x1b]52;c;AAAA\x07\u202e"
        await harness.press("enter", "enter")
        assert harness.stored_day()["received"][0]["text"] == hostile
        assert "[@click=app.quit]x[/]" in harness.text
        assert "\x1b" not in harness.text


@pytest.mark.parametrize("keys", [("home", "ctrl+k"), ("ctrl+u",), ("shift+home", "x", "backspace")])
async def test_a_deleted_text_can_be_put_back(keys: tuple[str, ...], open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("Lin held the door")
        await harness.press(*keys)
        assert "Lin" not in harness.text
        await harness.press("ctrl+y", "enter")
        assert harness.stored_day()["received"][0]["text"] == "Lin held the door"
