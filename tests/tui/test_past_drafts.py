"""Drafts of earlier days: used, put aside as notes or thrown away, and not offered for ever."""

from datetime import timedelta

import pytest
from msgspec import structs
from textual.widgets import Input

from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.settings import Settings
from tests.support import MORNING as WRITTEN
from tests.support import journal_of
from tests.tui.harness import EVENING, MORNING, AppHarness, OpenApp

SUNDAY = 20261122
TUESDAY_MORNING = MORNING + timedelta(days=2)


async def write_half_a_line(open_app: OpenApp, *, days: int = 0, text: str = "half a line") -> None:
    async with open_app(at=EVENING + timedelta(days=days)) as harness:
        if "You started something" in harness.text:
            await harness.press("tab")
        await harness.type(text)
        await harness.flush_drafts()


def notes(harness: AppHarness, on: int = SUNDAY) -> list[str]:
    return [note["text"] for note in harness.stored_day(on).get("notes", [])]


async def starts_without_an_offer(open_app: OpenApp) -> bool:
    async with open_app(at=TUESDAY_MORNING + timedelta(days=1)) as harness:
        return "You started something" not in harness.text and "you wrote" not in harness.text


async def test_saying_no_keeps_the_text_as_a_note_and_is_remembered(open_app: OpenApp) -> None:
    await write_half_a_line(open_app)
    async with open_app(at=TUESDAY_MORNING) as harness:
        assert "You started something on Sunday. Enter opens it. Esc saves it as a note for that day" in (
            harness.flowing_text
        )
        await harness.press("escape")
        assert "Saved as a note for that day." in harness.text
        assert "You started something" not in harness.text
        assert notes(harness) == ["half a line"]
        assert isinstance(harness.app.focused, Input)
    assert await starts_without_an_offer(open_app)


@pytest.mark.parametrize("key", ["delete", "backspace"])
async def test_what_is_thrown_away_can_be_brought_back(key: str, open_app: OpenApp) -> None:
    await write_half_a_line(open_app)
    async with open_app(at=TUESDAY_MORNING) as harness:
        await harness.press(key)
        assert "Thrown away. Undo brings it back as a note for that day." in harness.text
        assert "You started something" not in harness.text
        assert notes(harness) == []
        await harness.press("escape", "u")
        assert notes(harness) == ["half a line"]
    assert await starts_without_an_offer(open_app)


async def test_typing_decides_nothing_so_that_it_is_offered_again(open_app: OpenApp) -> None:
    await write_half_a_line(open_app)
    async with open_app(at=TUESDAY_MORNING) as harness:
        await harness.type("Sam")
        assert harness.app.screen.query_one(Input).value == "Sam"
        await harness.press("escape")
        assert notes(harness) == []
    assert not await starts_without_an_offer(open_app)


async def test_the_draft_of_another_year_is_offered_with_its_year(open_app: OpenApp) -> None:
    await write_half_a_line(open_app, days=-365)
    async with open_app(at=TUESDAY_MORNING) as harness:
        assert "You started something on Saturday 22 November 2025." in harness.text


async def test_the_drafts_of_several_days_are_offered_one_after_the_other(open_app: OpenApp) -> None:
    await write_half_a_line(open_app)
    await write_half_a_line(open_app, days=1, text="half another")
    async with open_app(at=TUESDAY_MORNING) as harness:
        assert "You started something on Monday." in harness.text
        await harness.press("escape")
        assert "You started something on Sunday." in harness.text
        await harness.press("escape")
        assert "You started something" not in harness.text
        assert (notes(harness, 20261123), notes(harness)) == (["half another"], ["half a line"])


async def plan_an_act_and_begin_a_when(harness: AppHarness) -> None:
    await harness.type("Sam")
    await harness.press("enter", "7", "enter")
    assert "When will you do it?" in harness.text
    await harness.type("after lunch")
    await harness.press("escape")
    await harness.flush_drafts()


async def test_a_when_whose_act_was_let_go_is_asked_of_no_day(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await plan_an_act_and_begin_a_when(harness)
        await harness.press("l")
        assert notes(harness) == []
    async with open_app(at=TUESDAY_MORNING) as harness:
        assert 'On Sunday you wrote "after lunch". You\'ve since removed what it was for.' in (
            harness.flowing_text
        )
        await harness.press("enter")
        assert "When will you do it?" not in harness.text
        assert notes(harness) == ["after lunch"]
        assert "when" not in harness.stored_day(SUNDAY)["acts"][0]
    assert await starts_without_an_offer(open_app)


async def test_the_question_when_goes_with_the_act_that_undo_took_away(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await plan_an_act_and_begin_a_when(harness)
        await harness.press("u")
        assert "When will you do it?" not in harness.text
        await harness.press("U")
        assert len(harness.stored_day(SUNDAY)["acts"]) == 1
    async with open_app() as harness:
        assert harness.app.screen.query_one(Input).value == "after lunch"


async def test_what_undo_gave_back_is_offered_once_and_can_be_declined(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("Lin held the door")
        await harness.press("enter", "enter", "u")
        await harness.flush_drafts()
    async with open_app(at=TUESDAY_MORNING) as harness:
        assert "You started something on Sunday." in harness.text
        await harness.press("delete")
    assert await starts_without_an_offer(open_app)


async def test_the_plan_of_an_earlier_day_is_not_called_todays(open_app: OpenApp) -> None:
    async with open_app(at=MORNING) as harness:
        await harness.press("enter", "enter", "1")
        plan = harness.stored_day(SUNDAY)["acts"][0]["text"]
        assert f"Today I'll {plan}." in harness.text
        await harness.type("after lun")
        await harness.flush_drafts()
    async with open_app(at=TUESDAY_MORNING) as harness:
        await harness.press("enter")
        assert f"Planned: {plan}" in harness.flowing_text
        assert "Today" not in "\n".join(harness.screen[1:])  # the first line has the tabs


@pytest.mark.parametrize("going_on", [("S", "a", "m"), ("tab",), ("tab", "tab")])
async def test_the_offer_goes_once_its_keys_mean_something_else(
    going_on: tuple[str, ...], open_app: OpenApp
) -> None:
    await write_half_a_line(open_app)
    async with open_app(at=TUESDAY_MORNING) as harness:
        await harness.press(*going_on)
        assert "You started something" not in harness.text
        assert "throw away" not in harness.footer.values()
    assert not await starts_without_an_offer(open_app)


async def test_going_on_with_today_leaves_no_offer_whose_enter_marks_an_act_as_done(
    open_app: OpenApp,
) -> None:
    await write_half_a_line(open_app)
    async with open_app(at=TUESDAY_MORNING) as harness:
        await harness.type("Sam")
        await harness.press("enter", "5", "1")
        await harness.type("soon")
        await harness.press("enter")
        assert "You started something" not in harness.text
        await harness.press("f4", "f1")
        assert "You started something" not in harness.text
        assert notes(harness) == []
    assert not await starts_without_an_offer(open_app)


async def test_a_hard_morning_offers_the_draft_first(open_app: OpenApp) -> None:
    await write_half_a_line(open_app)
    async with open_app(at=EVENING) as harness:
        low = [
            Day(TUESDAY_MORNING.date() - timedelta(days=ago), mood_evening=Answer(1, WRITTEN.at))
            for ago in (1, 3, 4, 5, 6)  # so that it is told on Tuesday
        ]
        journal = structs.replace(journal_of(low), settings=Settings(scales=True))
        harness.app.session.store.transact(lambda _: journal)
    async with open_app(at=TUESDAY_MORNING) as harness:
        assert "several hard evenings" in harness.flowing_text
        assert harness.footer["Esc"] == "save as a note"
        await harness.press("escape")
        assert "half a line" in notes(harness)
