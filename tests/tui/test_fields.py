"""Fields: nothing typed is lost, and keys mean what the footer says."""

from datetime import datetime, timedelta

from seat import EVENING, MORNING, HandClock, Sit
from textual.widgets import Input


async def test_esc_leaves_the_field_and_keeps_what_is_in_it(sit: Sit) -> None:
    async with sit(at=EVENING) as seat:
        await seat.type("half a")
        await seat.press("escape")
        assert not isinstance(seat.app.focused, Input)
        assert "half a" in seat.text
        await seat.press("enter")
        await seat.type(" line")
        await seat.press("enter")
        assert seat.day()["received"][0]["text"] == "half a line"


async def test_opening_another_card_and_coming_back_keeps_the_draft(sit: Sit) -> None:
    async with sit(at=EVENING) as seat:
        await seat.type("half a")
        await seat.press("tab", "enter")
        assert "Who can I encourage today?" in seat.text
        await seat.press("escape", "e")
        assert "half a" in seat.text


async def test_letters_and_digits_are_typed_in_a_field_while_f_keys_change_the_screen(sit: Sit) -> None:
    async with sit() as seat:
        await seat.type("dq123?")
        assert "dq123?" in seat.text
        await seat.press("f3")
        assert "Streak" in seat.text
        await seat.press("f1")
        assert "dq123?" in seat.text
        assert seat.app.is_running


async def test_a_form_keeps_its_day_across_the_day_start(sit: Sit, clock: HandClock) -> None:
    late = datetime.fromisoformat("2026-11-23T03:58:00+00:00")
    async with sit(at=late) as seat:
        assert "Sunday 22 November" in seat.text
        await seat.type("written ")
        clock.pass_by(minutes=10)
        seat.app._look_again()
        await seat.settled()
        assert "Sunday 22 November, still open" in seat.text
        await seat.type("over the edge")
        await seat.press("enter", "enter")
        assert seat.day(20261122)["received"][0]["text"] == "written over the edge"
        assert seat.day(20261123) == {}
        assert "Monday 23 November" in seat.text
        assert "Who can I encourage today?" in seat.text


async def test_names_used_before_complete(sit: Sit) -> None:
    async with sit() as seat:
        await seat.type("Mrs Okafor")
        await seat.press("enter", "enter", "enter", "enter")
    async with sit(at=MORNING + timedelta(days=1)) as seat:
        await seat.type("mrs")
        await seat.press("right", "enter", "enter", "enter")
        assert seat.day(20261123)["who"]["value"] == "Mrs Okafor"


async def test_text_of_every_script_and_hostile_text_is_kept_and_shown_harmless(sit: Sit) -> None:
    hostile = "[@click=app.quit]x[/] 慈悲 🤝🏽 שלום"
    async with sit(at=EVENING) as seat:
        field = seat.app.screen.query_one(Input)
        field.value = hostile + "\x1b]52;c;AAAA\x07\u202e"
        await seat.press("enter", "enter")
        assert seat.day()["received"][0]["text"] == hostile
        assert "[@click=app.quit]x[/]" in seat.text
        assert "\x1b" not in seat.text
