"""Questions that come round: an answer is kept as what the question asks for."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest
from textual.widgets import Input

from kindtui import content
from kindtui.domain.journal.day import DayPart
from kindtui.domain.requests import SettingsChanged
from kindtui.domain.ritual.prompts import Prompt, PromptTarget, prompt
from kindtui.tui.widgets.ritual_card import RitualCard
from tests.tui.harness import EVENING, MORNING, AppHarness, OpenApp

Open = Callable[[DayPart, PromptTarget], AsyncIterator[tuple[AppHarness, Prompt]]]


def first(slot: DayPart, records: PromptTarget, at: datetime) -> tuple[datetime, Prompt]:
    """The first day from then on whose question has its answer kept as that."""
    for days in range(60):
        moment = at + timedelta(days=days)
        asked = prompt(content.catalog().prompts, slot, moment.date(), rotating=True, low_energy=False)
        if asked.records == records:
            return moment, asked
    pytest.fail("it never comes")


@asynccontextmanager
async def seat_at(
    open_app: OpenApp, slot: DayPart, records: PromptTarget
) -> AsyncIterator[tuple[AppHarness, Prompt, int]]:
    """The app on a day with such a question; the last is the day's number."""
    at, asked = first(slot, records, MORNING if slot == "morning" else EVENING)
    async with open_app(at=at) as harness:
        await harness.press("escape", "comma")
        harness.app.session.submit(SettingsChanged({"questions": "rotating"}))
        await harness.press("escape")
    async with open_app(at=at) as harness:
        yield harness, asked, int(f"{at:%Y%m%d}")


async def test_a_name_is_saved_as_who(open_app: OpenApp) -> None:
    async with seat_at(open_app, "morning", "who") as (harness, asked, number):
        assert asked.text in " ".join(harness.text.split())
        await harness.type("Sam")
        await harness.press("enter", "5", "enter", "enter")
        assert harness.stored_day(number)["who"]["value"] == "Sam"


async def test_a_morning_note_is_saved_as_a_note(open_app: OpenApp) -> None:
    async with seat_at(open_app, "morning", "note") as (harness, asked, number):
        assert asked.text in " ".join(harness.text.split())
        await harness.type("Sleep")
        await harness.press("enter")
        [note] = harness.stored_day(number)["notes"]
        assert note["text"] == "Sleep"
        assert "How much energy" in harness.text
        await harness.press("5", "enter", "enter")
        day = harness.stored_day(number)
        assert "who" not in day
        assert day["acts"][0].get("who", "") == ""
        assert harness.app.state.drafts == {}


async def test_a_note_makes_no_kind_day(open_app: OpenApp) -> None:
    async with seat_at(open_app, "morning", "note") as (harness, _, number):
        await harness.type("Sleep")
        await harness.press("enter")
        assert harness.stored_day(number)["notes"]
        assert harness.app.state.headline.kind_days == 0


async def test_an_empty_morning_answer_skips_the_question(open_app: OpenApp) -> None:
    async with seat_at(open_app, "morning", "note") as (harness, _, number):
        await harness.press("enter")
        assert "How much energy" in harness.text
        assert harness.stored_day(number) == {}


@pytest.mark.parametrize(("records", "part"), [("received", "received"), ("note", "notes")])
async def test_an_evening_answer_is_saved_as_its_question_asks(
    records: PromptTarget, part: str, open_app: OpenApp
) -> None:
    async with seat_at(open_app, "evening", records) as (harness, asked, number):
        assert asked.text in " ".join(harness.text.split())
        await harness.type("Tea")
        await harness.press("enter")
        assert harness.stored_day(number)[part][0]["text"] == "Tea"
        assert "And one kind thing I did?" in harness.text
        await harness.press("enter")
        assert harness.app.state.due == "nothing"
        assert "Tea" in harness.text


async def test_an_evening_question_about_giving_asks_no_second_question(open_app: OpenApp) -> None:
    async with seat_at(open_app, "evening", "gave") as (harness, _, number):
        await harness.type("held a door")
        await harness.press("enter")
        assert harness.stored_day(number)["acts"][0]["state"] == "done"
        assert "And one kind thing I did?" not in harness.text
        assert harness.app.state.due == "nothing"


@pytest.mark.parametrize(("slot", "records"), [("morning", "note"), ("evening", "note"), ("evening", "gave")])
async def test_undo_puts_the_answer_back_into_its_field(
    slot: DayPart, records: PromptTarget, open_app: OpenApp
) -> None:
    async with seat_at(open_app, slot, records) as (harness, _, number):
        await harness.type("Tea")
        await harness.press("enter", "escape", "u")
        day = harness.stored_day(number)
        assert not day.get("notes")
        assert not day.get("acts")
        if slot == "evening":
            assert harness.app.state.due == "evening"
        assert harness.app.screen.query_one(Input).value == "Tea"
        assert "Tea" in harness.app.screen.query_one(RitualCard).form.drafts.values()


async def test_a_note_can_be_found_edited_and_removed(open_app: OpenApp) -> None:
    async with seat_at(open_app, "evening", "note") as (harness, _, number):
        await harness.type("Tea")
        await harness.press("enter", "enter", "v", "enter")
        await harness.type(" at four")
        await harness.press("enter", "escape")
        assert harness.stored_day(number)["notes"][0]["text"] == "Tea at four"
        await harness.press("f4", "slash")
        await harness.type("four")
        assert "Tea at four" in harness.text
        await harness.press("enter", "enter", "x")
        assert "notes" not in harness.stored_day(number)
