"""The morning: who, energy, three suggestions, when."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from textual.widgets import Input

from tests.tui.harness import MORNING, AppHarness, OpenApp


async def begin(harness: AppHarness, name: str = "Sam", energy: str = "7") -> None:
    await harness.type(name)
    await harness.press("enter", energy)


def suggestion(harness: AppHarness, number: int) -> str:
    """The words of a suggestion, without the way it serves, which stands at the end of the line."""
    words = next(line for line in harness.screen if f" {number}  " in line).split(f" {number}  ")[1]
    return words.strip(" │").split("  ")[0]


async def test_the_shortest_morning_is_a_name_and_four_keys(open_app: OpenApp) -> None:
    async with open_app() as harness:
        assert "Who can I encourage today?" in harness.text
        await begin(harness)
        first = suggestion(harness, 1)
        await harness.press("enter", "enter")
        day = harness.stored_day()
        assert day["who"]["value"] == "Sam"
        assert day["energy"]["value"] == 7
        assert [act["state"] for act in day["acts"]] == ["planned"]
        assert day["acts"][0]["text"].lower() == first.lower()
        assert "Sam" in day["acts"][0]["text"]
        assert "Small act" in harness.text
        assert f"Today I'll {day['acts'][0]['text']}." in harness.text


async def test_keys_typed_ahead_complete_the_morning(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press_at_once(*"Sam", "enter", "7", "enter", "enter")
        await harness.wait_until_idle()
        assert harness.stored_day()["who"]["value"] == "Sam"
        assert harness.stored_day()["energy"]["value"] == 7
        assert len(harness.stored_day()["acts"]) == 1
        assert "One small act" in harness.text


async def test_a_when_makes_the_if_then_line(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await begin(harness)
        await harness.press("enter")
        await harness.type("after lunch")
        await harness.press("enter")
        assert harness.stored_day()["acts"][0]["when"] == "after lunch"
        assert "After lunch, I'll" in harness.text


async def test_who_and_energy_can_be_skipped(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("enter", "enter")
        assert "Which of these would suit you today?" in harness.text
        await harness.press("enter", "enter")
        assert "who" not in harness.stored_day()
        assert "energy" not in harness.stored_day()
        assert len(harness.stored_day()["acts"]) == 1


async def test_a_digit_chooses_that_suggestion(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await begin(harness)
        second = suggestion(harness, 2)
        await harness.press("2")
        assert harness.stored_day()["acts"][0]["text"].lower() == second.lower()


async def test_three_others_shows_new_suggestions_and_own_words_are_saved_verbatim(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await begin(harness)
        before = harness.text
        await harness.press("down", "down", "down", "down", "enter")
        assert harness.text != before
        assert "Show me three more" in harness.text
        await harness.press("down", "down", "down", "enter")
        await harness.type("bring [/b] soup")
        await harness.press("enter", "enter")
        assert harness.stored_day()["acts"][0]["text"] == "bring [/b] soup"
        assert "Today I'll bring [/b] soup." in harness.text


async def test_low_energy_offers_rest_as_an_equal_choice(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await begin(harness, energy="2")
        assert "Rest today." in harness.text
        await harness.press("down", "down", "down", "enter")
        assert harness.stored_day()["rest"]["value"] is True
        assert "acts" not in harness.stored_day()
        assert harness.app.state.due == "nothing"


async def test_n_skips_the_morning(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("escape", "n")
        assert harness.stored_day()["skipped"]["morning"]["value"] is True
        assert harness.app.state.due == "nothing"


async def test_yesterdays_act_is_mentioned_once_and_can_be_brought_to_today(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await begin(harness)
        await harness.press("enter", "enter")
        text = harness.stored_day()["acts"][0]["text"]
    async with open_app(at=MORNING + timedelta(days=2)) as harness:
        assert "Yesterday:" not in harness.text
    async with open_app(at=MORNING + timedelta(days=1)) as harness:
        assert "Yesterday:" in harness.text
        await harness.press("escape")
        assert harness.footer["s"] == "bring to today"
        await harness.press("s")
        assert [act["text"] for act in harness.stored_day(20261123)["acts"]] == [text]
        assert "acts" not in harness.stored_day()
        assert len(harness.stored_day()["deleted"]) == 1
        assert "Yesterday:" not in harness.text


@pytest.mark.parametrize("key", ["r", "u"], ids=["taken back", "undone"])
async def test_after_a_rest_the_morning_goes_on_after_its_name(open_app: OpenApp, key: str) -> None:
    async with open_app() as harness:
        await harness.type("Noor")
        await harness.press("escape", "r", key)
        assert not harness.app.state.day.is_rest_day
        assert harness.stored_day()["who"]["value"] == "Noor"
        assert "How much energy" in harness.text
        await harness.press("7", "enter")
        assert [act["who"] for act in harness.stored_day()["acts"]] == ["Noor"]


@pytest.mark.parametrize(
    ("keys", "question"),
    [
        (("enter",), "How much energy"),
        (("enter", "7"), "Which of these would"),
        (("enter", "enter", "u", "U"), "How much energy"),
    ],
)
async def test_the_morning_goes_on_where_it_was_left(
    open_app: OpenApp, keys: Sequence[str], question: str
) -> None:
    async with open_app() as harness:
        await harness.type("Noor")
        await harness.press(*keys)
        assert harness.stored_day()["who"]["value"] == "Noor"
    async with open_app() as harness:
        assert question in harness.text
        await harness.press(*(["7"] if "energy" in question else []), "enter")
        assert [act["who"] for act in harness.stored_day()["acts"]] == ["Noor"]
        assert harness.stored_day()["energy"]["value"] == 7


async def test_undo_takes_back_one_answer_of_the_morning_at_a_time(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.type("Noor")
        await harness.press("enter", "7")
        assert "Which of these would" in harness.text
        await harness.press("u")
        assert "How much energy" in harness.text
        assert harness.stored_day()["energy"]["value"] is None
        await harness.press("u")
        assert harness.app.screen.query_one(Input).value == "Noor"
        assert not harness.stored_day()["who"]["value"]
        await harness.press("enter", "ctrl+u")
        await harness.type("Lin")
        await harness.press("enter")
        assert harness.stored_day()["who"]["value"] == "Lin"


async def test_a_saved_name_can_be_cleared_from_its_field(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.type("Noor")
        await harness.press("enter", "7", "enter", "enter")
        harness.app.screen.query_one("#morning").focus()
        await harness.press("enter")
        assert harness.app.screen.query_one(Input).value == "Noor"
        await harness.press("ctrl+u", "enter")
        assert not harness.stored_day()["who"].get("value")
