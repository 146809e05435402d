"""My questions: written in Settings, asked where that is switched on, and what is then on the disk."""

import json
from typing import Any

import pytest
from msgspec import structs
from rich.cells import cell_len

from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.journal.journal import Journal
from kindtui.domain.ritual.own_questions import MAX_QUESTION_LENGTH, MAX_QUESTIONS
from kindtui.domain.setting_choices import SETTINGS
from kindtui.domain.settings import Settings
from kindtui.tui.screens.my_questions import MyQuestionsScreen
from kindtui.tui.widgets.question_input import LineInput
from tests.support import MORNING as WRITTEN
from tests.tui.harness import EVENING, AppHarness, OpenApp, open_in_memory

SIZES = [(80, 24), (60, 20), (120, 40), (40, 12)]
LIST = ("escape", "comma", "up", "up", "up", "up", "enter")
HOSTILE = "[@click=app.quit]Wer?[/] [bold " + "長い質問" * 20


def stored(harness: AppHarness, table: str = "morning_questions") -> list[tuple[Any, Any, Any]]:
    return [
        (entry["text"], entry.get("records", ""), entry.get("archived", False))
        for entry in harness.stored_table(table)
    ]


def with_questions(*texts: str, records: str = "note", mode: str = "instead") -> Journal:
    entries = {
        (kind, f"q{number}"): CustomEntry(f"q{number}", text, WRITTEN.at, records=records)
        for kind in ("morning_questions", "evening_questions")
        for number, text in enumerate(texts)
    }
    return structs.replace(Journal(settings=Settings(own_questions=mode)), custom_entries=entries)


@pytest.mark.parametrize("size", SIZES)
async def test_a_question_is_written_asked_and_answered(size: tuple[int, int], open_app: OpenApp) -> None:
    async with open_app(size=size) as harness:
        await harness.press(*LIST)
        assert isinstance(harness.app.screen, MyQuestionsScreen)
        assert "They aren't asked yet." in harness.flowing_text
        await harness.press("enter")
        await harness.type("Who is ill?")
        await harness.press("enter")
        assert "What's the answer saved as?" in harness.flowing_text
        assert stored(harness) == []
        await harness.press("2")
        assert stored(harness) == [("Who is ill?", "note", False)]
        assert all(cell_len(row) <= size[0] for row in harness.screen)
        await harness.press("end", "a")
        await harness.type("What was funny?")
        await harness.press("enter", "down", "enter")
        assert stored(harness, "evening_questions") == [("What was funny?", "gave", False)]
        await harness.press("escape", "home", *["down"] * (list(SETTINGS).index("own_questions") + 1), "left")
        assert harness.stored_table("settings")[0]["own_questions"] == "instead"
        await harness.press("escape")
        assert "Who is ill?" in harness.flowing_text
        await harness.type("my neighbour")
        await harness.press("enter")
        assert harness.stored_day()["notes"][0]["text"] == "my neighbour"
    async with open_app(size=size, at=EVENING) as harness:
        assert "What was funny?" in harness.flowing_text
        await harness.type("a joke I told")
        await harness.press("enter")
        assert harness.stored_day()["acts"][0]["text"] == "a joke I told"


async def test_a_question_is_edited_put_away_brought_back_undone_and_redone(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press(*LIST, "enter")
        await harness.type("Who?")
        await harness.press("enter", "1", "home", "enter")
        await harness.type(" And why?")
        await harness.press("enter", "2")
        assert stored(harness) == [("Who? And why?", "note", False)]
        await harness.press("x")
        assert stored(harness) == [("Who? And why?", "note", True)]
        assert "Put away" in harness.text
        await harness.press("end", "x")
        assert stored(harness) == [("Who? And why?", "note", False)]
        for expected in (
            ("Who? And why?", "note", True),
            ("Who? And why?", "note", False),
            ("Who?", "who", False),
            ("", "", False),
        ):
            await harness.press("u")
            assert stored(harness) == [expected]
        assert "Undone: you added a question of your own." in harness.flowing_text
        await harness.press("U", "U")
        assert stored(harness) == [("Who? And why?", "note", False)]


async def test_what_is_typed_stays_a_draft_also_at_the_second_step(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press(*LIST, "enter")
        await harness.type("Who?")
        await harness.press("enter", "escape")
        await harness.flush_drafts()
        assert stored(harness) == []
    async with open_app() as harness:
        await harness.press(*LIST, "enter")
        assert harness.app.screen.query_one(LineInput).value == "Who?"
        await harness.press("enter")
        await harness.press("a", "1")
        assert stored(harness) == [("Who?", "who", False)]
        assert harness.app.state.drafts == {}


async def test_six_is_the_limit_of_a_part_of_the_day_and_more_are_kept_but_wait(open_app: OpenApp) -> None:
    texts = [f"Question {number}?" for number in range(MAX_QUESTIONS)]
    async with open_app() as harness:
        harness.app.session.store.transact(lambda _: with_questions(*texts))
    async with open_app(size=(80, 40)) as harness:
        await harness.press(*LIST, "home", "a")
        assert "You have six here." in harness.flowing_text
        assert not harness.app.screen.query(LineInput)
        await harness.press("x", "home", "a")
        await harness.type("A seventh?")
        await harness.press("enter", "2", "end")
        assert len(stored(harness)) == MAX_QUESTIONS + 1
        await harness.press("x")
        assert "You have six here." in harness.flowing_text
    seventh = CustomEntry("q9", "Merged?", WRITTEN.at)
    async with open_in_memory(
        with_questions(*texts).with_custom_entry("morning_questions", seventh), (80, 40)
    ) as harness:
        await harness.press(*LIST)
        assert "Six are asked. These wait until one is put away. Merged?" in harness.flowing_text


async def test_a_question_too_long_stays_in_its_field(open_app: OpenApp) -> None:
    async with open_app(size=(40, 12)) as harness:
        await harness.press(*LIST, "enter")
        text = "x" * (MAX_QUESTION_LENGTH + 1)
        await harness.type(text)
        await harness.press("enter")
        assert "Up to 120 characters fit." in harness.flowing_text
        assert harness.app.screen.query_one(LineInput).value == text
        await harness.press("backspace", "enter", "1")
        assert stored(harness) == [(text[:-1], "who", False)]


@pytest.mark.parametrize("size", SIZES)
async def test_a_hostile_question_is_asked_as_plain_text_with_its_field_in_sight(
    size: tuple[int, int],
) -> None:
    text = HOSTILE[:MAX_QUESTION_LENGTH]
    async with open_in_memory(with_questions(text), size) as harness:
        assert "".join(text.split()) in "".join(harness.text_in("#card").split())
        assert all(cell_len(row) <= size[0] for row in harness.screen)
        await harness.type("Sam")
        assert "Sam" in harness.text
        await harness.press(*LIST)
        assert "[@click=app.quit]Wer?[/]" in harness.text
        assert all(cell_len(row) <= size[0] for row in harness.screen)


async def test_an_unknown_mode_of_a_newer_version_asks_as_always_and_stays_until_it_is_changed(
    open_app: OpenApp,
) -> None:
    async with open_app() as harness:
        harness.app.session.store.transact(lambda _: with_questions("Mine?", mode="on weekends"))
    async with open_app() as harness:
        assert "Who can I encourage today?" in harness.text
        await harness.type("Sam")
        await harness.press("enter")
        assert harness.stored_table("settings")[0]["own_questions"] == "on weekends"
        await harness.press("escape", "comma", *["down"] * (list(SETTINGS).index("own_questions") + 1))
        assert "not asked" in harness.text
        await harness.press("enter")
        assert harness.stored_table("settings")[0]["own_questions"] == "beside"


async def test_a_journal_that_does_not_use_them_has_no_trace_of_them(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.type("Sam")
        await harness.press("enter", "5", "enter", "enter")
        tables = json.loads(harness.path.read_bytes())
        assert not {"morning_questions", "evening_questions", "settings"} & tables.keys()


async def test_a_note_of_the_morning_can_have_several_lines() -> None:
    """The field leaves the screen while it is still to be drawn once more."""
    async with open_in_memory(with_questions("What do I need?", records="note")) as harness:
        await harness.press("f9", "a", "enter", "b", "f9")
        assert [note.text for note in harness.app.state.day.notes] == ["a\nb"]
        assert "How much energy" in harness.flowing_text


@pytest.mark.parametrize("size", [(60, 20), (40, 12)])
async def test_a_long_question_keeps_what_its_answer_is_saved_as(size: tuple[int, int]) -> None:
    width = size[0] - 6
    for length in range(width - 8, width + 1):
        text = f"{'word ' * length}"[: length - 1] + "?"
        async with open_in_memory(with_questions(text), size=size) as harness:
            await harness.press(*LIST)
            assert "a note" in harness.flowing_text


async def test_the_switch_and_the_list_are_beside_each_other_and_told_apart() -> None:
    async with open_in_memory(with_questions("Who rang?", mode="beside"), size=(80, 40)) as harness:
        await harness.press("escape", "comma")
        assert "Questions of my own beside the others My questions 2 written" in harness.flowing_text
