"""Questions that come round: an answer is kept as what the question asks for."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest
from seat import EVENING, MORNING, Seat, Sit
from textual.widgets import Input

from kindtui import content
from kindtui.domain.journal.day import Part
from kindtui.domain.ritual.prompts import Prompt, Records, prompt
from kindtui.tui.widgets.due_card import DueCard

Open = Callable[[Part, Records], AsyncIterator[tuple[Seat, Prompt]]]


def first(slot: Part, records: Records, at: datetime) -> tuple[datetime, Prompt]:
    """The first day from then on whose question has its answer kept as that."""
    for days in range(60):
        moment = at + timedelta(days=days)
        asked = prompt(content.words().prompts, slot, moment.date(), rotates=True, low=False)
        if asked.records == records:
            return moment, asked
    pytest.fail("it never comes")


@asynccontextmanager
async def seat_at(sit: Sit, slot: Part, records: Records) -> AsyncIterator[tuple[Seat, Prompt, int]]:
    """The app on a day with such a question; the last is the day's number."""
    at, asked = first(slot, records, MORNING if slot == "morning" else EVENING)
    async with sit(at=at) as seat:
        await seat.press("escape", "comma")
        seat.app.session.change_settings({"questions": "rotating"})
        await seat.press("escape")
    async with sit(at=at) as seat:
        yield seat, asked, int(f"{at:%Y%m%d}")


async def test_a_name(sit: Sit) -> None:
    async with seat_at(sit, "morning", "who") as (seat, asked, number):
        assert asked.text in " ".join(seat.text.split())
        await seat.type("Sam")
        await seat.press("enter", "5", "enter", "enter")
        assert seat.day(number)["who"]["value"] == "Sam"


async def test_a_note_of_the_morning(sit: Sit) -> None:
    async with seat_at(sit, "morning", "note") as (seat, asked, number):
        assert asked.text in " ".join(seat.text.split())
        await seat.type("Sleep")
        await seat.press("enter")
        [note] = seat.day(number)["notes"]
        assert note["text"] == "Sleep"
        assert "How much energy" in seat.text
        await seat.press("5", "enter", "enter")
        day = seat.day(number)
        assert "who" not in day
        assert day["acts"][0].get("who", "") == ""
        assert seat.app.state.drafts == {}


async def test_a_note_counts_for_nothing(sit: Sit) -> None:
    async with seat_at(sit, "morning", "note") as (seat, _, number):
        await seat.type("Sleep")
        await seat.press("enter")
        assert seat.day(number)["notes"]
        assert seat.app.state.headline.kind == 0


async def test_an_empty_answer_of_the_morning_goes_on(sit: Sit) -> None:
    async with seat_at(sit, "morning", "note") as (seat, _, number):
        await seat.press("enter")
        assert "How much energy" in seat.text
        assert seat.day(number) == {}


@pytest.mark.parametrize(("records", "part"), [("received", "received"), ("note", "notes")])
async def test_the_evening(records: Records, part: str, sit: Sit) -> None:
    async with seat_at(sit, "evening", records) as (seat, asked, number):
        assert asked.text in " ".join(seat.text.split())
        await seat.type("Tea")
        await seat.press("enter")
        assert seat.day(number)[part][0]["text"] == "Tea"
        assert "And one thing I gave?" in seat.text
        await seat.press("enter")
        assert seat.app.state.due == "nothing"
        assert "Tea" in seat.text


async def test_an_evening_about_what_was_given_asks_for_no_second_thing(sit: Sit) -> None:
    async with seat_at(sit, "evening", "gave") as (seat, _, number):
        await seat.type("held a door")
        await seat.press("enter")
        assert seat.day(number)["acts"][0]["state"] == "done"
        assert "And one thing I gave?" not in seat.text
        assert seat.app.state.due == "nothing"


@pytest.mark.parametrize(("slot", "records"), [("morning", "note"), ("evening", "note"), ("evening", "gave")])
async def test_undo_brings_the_words_back_into_the_field(slot: Part, records: Records, sit: Sit) -> None:
    async with seat_at(sit, slot, records) as (seat, _, number):
        await seat.type("Tea")
        await seat.press("enter", "escape", "u")
        day = seat.day(number)
        assert not day.get("notes")
        assert not day.get("acts")
        if slot == "evening":
            assert seat.app.state.due == "evening"
        assert seat.app.screen.query_one(Input).value == "Tea"
        assert "Tea" in seat.app.screen.query_one(DueCard).form.drafts.values()


async def test_a_note_is_found_reworded_and_removed(sit: Sit) -> None:
    async with seat_at(sit, "evening", "note") as (seat, _, number):
        await seat.type("Tea")
        await seat.press("enter", "enter", "enter")
        await seat.type(" at four")
        await seat.press("enter")
        assert seat.day(number)["notes"][0]["text"] == "Tea at four"
        await seat.press("f4", "slash")
        await seat.type("four")
        assert "Tea at four" in seat.text
        await seat.press("enter", "enter", "x")
        assert "notes" not in seat.day(number)
