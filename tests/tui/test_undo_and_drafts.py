"""Undo, also after a restart; and drafts that outlive the program."""

from datetime import timedelta
from pathlib import Path

import pytest
from textual.events import Key
from textual.widgets import Input

from kindtui.domain.drafts import DraftChange
from kindtui.tui.messages import DraftChanged
from tests.real_terminal import Terminal
from tests.support import TODAY
from tests.tui.harness import EVENING, MORNING, AppHarness, OpenApp


async def receive(harness: AppHarness, text: str) -> None:
    await harness.type(text)
    await harness.press("enter", "enter")


async def test_u_puts_an_undone_line_back_into_its_field(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await receive(harness, "Lin held the door")
        await harness.press("u")
        assert "received" not in harness.stored_day()
        assert "Undone: you wrote down a kindness you received. Press U to redo it." in harness.text
        assert harness.app.screen.query_one(Input).value == "Lin held the door"
        await harness.press("enter", "enter")
        assert [line["text"] for line in harness.stored_day()["received"]] == ["Lin held the door"]


async def test_undo_works_after_a_restart_until_nothing_is_left(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await receive(harness, "x")
        await harness.press("r")
    async with open_app(at=EVENING) as harness:
        assert harness.app.state.day.is_rest_day
        await harness.press("escape", "u")
        assert not harness.app.state.day.is_rest_day
        assert len(harness.stored_day()["received"]) == 1
        await harness.press("escape", "u")
        assert "received" not in harness.stored_day()
        await harness.press("escape", "u")
        assert "There's nothing to undo." in harness.text


async def test_undo_of_a_boundary_puts_the_line_back_into_its_field(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f2", "b")
        await harness.type("no to a shift")
        await harness.press("enter", "u")
        assert "kept" not in harness.stored_day()
        await harness.press("b")
        assert harness.app.screen.query_one(Input).value == "no to a shift"


async def test_undo_of_a_swap_restores_the_first_act(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.type("Sam")
        await harness.press("enter", "7", "enter", "enter")
        before = harness.stored_day()["acts"][0]["text"]
        await harness.press("s", "3", "u")
        assert [act["text"] for act in harness.stored_day()["acts"]] == [before]


async def test_a_draft_is_restored_after_a_restart(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("half a line")
        harness.app._flush_drafts()
        await harness.wait_until_idle()
    async with open_app(at=EVENING) as harness:
        assert harness.app.screen.query_one(Input).value == "half a line"
        await harness.press("enter", "enter")
        assert harness.stored_day()["received"][0]["text"] == "half a line"
    async with open_app(at=EVENING) as harness:
        assert harness.app.state.drafts == {}


async def test_a_draft_of_a_past_day_is_offered_and_saved_on_its_day(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("about Sunday")
        harness.app._flush_drafts()
        await harness.wait_until_idle()
    async with open_app(at=MORNING + timedelta(days=2)) as harness:
        assert "You started something on Sunday. Enter opens it." in harness.text
        await harness.press("enter")
        assert "Sunday 22 November 2026" in harness.text
        await harness.press("enter", "enter")
        assert harness.stored_day(20261122)["received"][0]["text"] == "about Sunday"
        await harness.press("escape")
        assert "Tuesday 24 November" in harness.text
        assert "You started something" not in harness.text


async def test_typing_goes_to_the_field_although_a_past_draft_is_offered(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("about Sunday")
        harness.app._flush_drafts()
        await harness.wait_until_idle()
    async with open_app(at=MORNING + timedelta(days=1)) as harness:
        await harness.type("d Sam")
        assert harness.app.screen.query_one(Input).value == "d Sam"
        assert harness.stored_day(20261123) == {}


@pytest.mark.slow
def test_a_draft_survives_kill_9(tmp_path: Path) -> None:
    import signal

    path = tmp_path / "journal.json"
    drafts = tmp_path / "journal.json.drafts"
    with Terminal(path, "2026-11-22T18:00:00+01:00") as app:
        app.wait_for("What kindness did I")
        app.send("not saved yet")
        app.wait_for("not saved yet")
        app.wait_until(lambda: drafts.exists() and "not saved yet" in drafts.read_text(), "the draft")
        app.child.kill(signal.SIGKILL)
        app.wait_for_exit()
    assert drafts.stat().st_mode & 0o777 == 0o600
    with Terminal(path, "2026-11-22T18:05:00+01:00") as app:
        app.wait_for("not saved yet")


async def test_a_name_is_a_draft_until_it_is_entered(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.type("Sam")
        await harness.flush_drafts()
    async with open_app() as harness:
        assert harness.app.screen.query_one(Input).value == "Sam"
        await harness.press("enter")
        await harness.flush_drafts()
    async with open_app() as harness:
        assert harness.app.state.drafts == {}


async def test_undo_of_a_boundary_on_a_past_day_restores_its_draft(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("escape", "y", "escape", "b")
        await harness.type("I said no")
        await harness.press("enter", "u")
        await harness.flush_drafts()
        assert list(harness.app.state.drafts.values()) == [{"kept": ("I said no",)}]


async def test_a_draft_that_is_due_while_the_app_closes_does_not_crash_it(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.type("Sam")
    assert not harness.app.screen_stack
    harness.app._record_draft(DraftChanged(DraftChange(TODAY, "who", "", "Sam")))
    harness.app._flush_drafts()


async def test_one_question_shows_one_text_on_every_screen(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.press("f2", "b", *"no", "enter", "f1")
        await harness.type("first")
        await harness.press("escape", "v", "e", "end")
        await harness.type(" second")
        await harness.press("escape", "escape")
        assert "first second" in harness.text
        await harness.press("enter", "end")
        await harness.type(" third")
        await harness.press("enter")
        assert [line["text"] for line in harness.stored_day()["received"]] == ["first second third"]
        assert not any(harness.app.state.drafts.get(TODAY, {}).values())


async def test_a_text_that_undo_brought_back_is_the_same_on_every_screen(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.press("f2", "b", *"no", "enter", "f1")
        await harness.type("a memory")
        await harness.press("enter", "enter", "v", "u", "e", "end")
        await harness.type(" and more")
        await harness.press("escape", "escape")
        assert "a memory and more" in harness.text


async def test_a_time_that_was_typed_is_asked_for_again_after_another_act_was_looked_at(
    open_app: OpenApp,
) -> None:
    async with open_app() as harness:
        await harness.type("Mia")
        await harness.press("enter", "enter", "1")
        await harness.type("at tea")
        await harness.press("escape", "a", "escape")
        assert "When will you do it?" in harness.text
        await harness.press("enter") if not isinstance(harness.app.focused, Input) else None
        await harness.press("enter")
        assert harness.stored_day()["acts"][0]["when"] == "at tea"


async def test_a_name_that_was_typed_is_in_sight_while_another_part_is_open(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.type("Samira")
        await harness.press("escape", "a", "end", "enter")
        await harness.type("tea")
        await harness.press("enter")
        await harness.flush_drafts()
    async with open_app() as harness:
        assert "Samira  not saved yet" in harness.text


async def test_what_was_typed_just_before_a_signal_is_a_draft(open_app: OpenApp) -> None:
    """A field shows a letter a moment before it reports it, and the terminal may be closed in between."""
    async with open_app(at=EVENING) as harness:
        for letter in "tea":
            harness.app.post_message(Key(letter, letter))
        await harness.app._drain_and_exit(129)
        assert "tea" in harness.path.with_name("journal.json.drafts").read_text()
