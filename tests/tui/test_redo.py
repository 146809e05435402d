"""`u` and `U` from the keyboard: what undo takes away is in its field or comes back, on every screen."""

import pytest
from textual.widgets import Input

from kindtui.domain.requests import KeptBoundaryWritten, SettingsChanged
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from tests.support import CATALOG, TODAY, FakeClock
from tests.tui.harness import EVENING, AppHarness, OpenApp


def received(harness: AppHarness, on: int | None = None) -> list[str]:
    day = harness.stored_day(on) if on else harness.stored_day()
    return [line["text"] for line in day.get("received", [])]


async def receive(harness: AppHarness, text: str) -> None:
    await harness.type(text)
    await harness.press("enter", "enter")


async def test_undo_goes_on_after_a_day_was_opened_and_left(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("escape", "y", "escape", "a")
        await harness.type("brought soup")
        await harness.press("enter", "escape", "escape", "u")
        assert "Undone: " in harness.text
        await harness.press("u")
        await harness.press("U")
        assert "Redone: " in harness.text
        acts = harness.stored_day(20261121)["acts"]
        assert [act["text"] for act in acts] == ["brought soup"]


async def test_two_lines_undone_one_after_the_other_both_come_back(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await receive(harness, "first line")
        await harness.press("e")
        await receive(harness, "second line")
        assert received(harness) == ["first line", "second line"]
        await harness.press("escape", "u", "escape", "u", "escape")
        assert received(harness) == []
        await harness.press("U", "escape", "U")
        assert received(harness) == ["first line", "second line"]
        assert harness.app.state.drafts == {}
        await harness.press("escape", "U")
        assert "There's nothing to redo." in harness.text


async def test_a_line_that_redo_brought_back_stands_in_no_field_any_more(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await receive(harness, "first line")
        await harness.press("u")
        await harness.flush_drafts()
    async with open_app(at=EVENING) as harness:
        assert harness.app.screen.query_one(Input).value == "first line"
        await harness.press("escape", "U")
        assert received(harness) == ["first line"]
        await harness.press("enter", "enter")
        assert received(harness) == ["first line"]
        assert not any(field.value == "first line" for field in harness.app.screen.query(Input))


async def test_a_line_of_another_day_comes_back_after_a_restart(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.press("escape", "y")
        await receive(harness, "about Saturday")
        await harness.press("escape", "u")
        assert received(harness, 20261121) == []
        for number in range(3):
            await harness.press("1", "e")
            await receive(harness, f"line {number}")
    async with open_app(at=EVENING) as harness:
        await harness.press("escape", "U")
        assert received(harness, 20261121) == ["about Saturday"]


async def test_a_boundary_kept_by_a_command_comes_back(open_app: OpenApp) -> None:
    async with open_app() as harness:
        other = Session(FileStore(harness.path, FakeClock()), FakeClock(), CATALOG)
        other.submit(KeptBoundaryWritten(TODAY, "no to a shift"))
        harness.app._check_for_changes()
        await harness.wait_until_idle()
        await harness.press("escape", "u", "U")
        assert [line["text"] for line in harness.stored_day()["kept"]] == ["no to a shift"]


async def test_a_text_whose_field_holds_a_draft_comes_back_and_the_draft_stays(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await receive(harness, "first line")
        await harness.press("e")
        await harness.type("half a second")
        await harness.press("escape", "u")
        assert received(harness) == []
        assert harness.app.screen.query_one(Input).value == "half a second"
        await harness.press("escape", "U")
        assert received(harness) == ["first line"]
        await harness.flush_drafts()
        assert "half a second" in str(harness.app.state.drafts)


async def test_undo_of_a_removed_day_says_so_and_redo_removes_it_again(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await receive(harness, "Lin held the door")
        await harness.press("4", "x", "enter")
        assert received(harness) == []
        await harness.press("u")
        assert received(harness) == ["Lin held the door"]
        assert "Undone: you removed a kindness you received. Press U to redo it." in harness.text
        await harness.press("U")
        assert received(harness) == []


@pytest.mark.sweep
@pytest.mark.parametrize("screen_key", ["1", "2", "3", "4", "5", "6", "exclamation_mark", "comma"])
async def test_redo_works_on_every_screen(screen_key: str, open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await receive(harness, "Lin held the door")
        await harness.press("escape", screen_key, "u")
        assert received(harness) == []
        if isinstance(harness.app.focused, Input):
            await harness.press("escape")
        await harness.press("U")
        assert received(harness) == ["Lin held the door"]


async def test_the_notice_names_the_key_that_was_chosen_for_redo(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        harness.app.saver.submit_requests([SettingsChanged({"keys": {"app.redo": "Z"}})], ())
        await harness.wait_until_idle()
        await receive(harness, "Lin held the door")
        await harness.press("u")
        assert "Press Z to redo it." in harness.text
        await harness.press("escape", "Z")
        assert received(harness) == ["Lin held the door"]


async def test_a_text_that_undo_gave_back_and_that_was_saved_again_does_not_come_twice(
    open_app: OpenApp,
) -> None:
    async with open_app(at=EVENING) as harness:
        await receive(harness, "Lin held the door")
        await harness.press("escape", "u", "enter", "enter", "enter")
        assert received(harness) == ["Lin held the door"]
        await harness.press("escape", "U")
        assert received(harness) == ["Lin held the door"]
        assert "There's nothing to redo." in harness.text
