"""A save that does not happen: said in words, and what was typed is still there."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from kindtui import content
from kindtui.domain.requests import ReceivedWritten
from kindtui.storage.files import lock_path
from tests.support import FakeClock, utc_moment
from tests.tui.harness import EVENING, MORNING, OpenApp


@contextmanager
def somebody_else_saving(path: Path) -> Iterator[None]:
    descriptor = os.open(lock_path(path), os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(descriptor)


async def test_a_failed_save_keeps_the_line_for_the_next_enter(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("a word")
        with somebody_else_saving(harness.path):
            await harness.press("enter")
            assert "another kindtui is saving" in harness.text.replace("\n", " ")
            assert not harness.path.exists()
            assert harness.app.screen.query_one(Input).value == "a word"
            assert harness.app.state.day.received == ()
        await harness.press("enter")
        assert [line["text"] for line in harness.stored_day()["received"]] == ["a word"]


async def test_a_failed_save_keeps_the_morning_answers(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.type("Sam")
        await harness.press("enter", "7")
        with somebody_else_saving(harness.path):
            await harness.press("enter")
            assert "Which of these would suit you today?" in harness.text
        await harness.press("enter", "enter")
        assert harness.stored_day()["who"]["value"] == "Sam"
        assert harness.stored_day()["energy"]["value"] == 7
        assert len(harness.stored_day()["acts"]) == 1


async def test_a_failed_save_keeps_the_boundary_text(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f2", "b")
        await harness.type("said no")
        with somebody_else_saving(harness.path):
            await harness.press("enter")
            assert harness.app.screen.query_one(Input).value == "said no"
        await harness.press("enter")
        assert harness.stored_day()["kept"][0]["text"] == "said no"


async def test_a_save_keeps_lines_written_by_another_program(open_app: OpenApp) -> None:
    from kindtui.session import Session
    from kindtui.storage.file_store import FileStore

    async with open_app(at=EVENING) as harness:
        other_clock = FakeClock(utc_moment(EVENING))
        Session(FileStore(harness.path, other_clock), other_clock, content.catalog()).submit(
            ReceivedWritten(harness.app.state.today, "from the shell")
        )
        await harness.type("from the app")
        await harness.press("enter", "enter")
        assert [line["text"] for line in harness.stored_day()["received"]] == [
            "from the shell",
            "from the app",
        ]
        assert "and 1 more" in harness.text
        await harness.press("v")
        assert "from the shell" in harness.text


@pytest.mark.parametrize(
    "keys", [("enter", "2", "r"), ("enter", "2", "n"), ("escape", "r"), ("escape", "n")], ids=" ".join
)
async def test_a_name_is_kept_when_the_morning_ends_without_an_act(
    open_app: OpenApp, keys: tuple[str, ...]
) -> None:
    async with open_app() as harness:
        await harness.type("Noor")
        await harness.press(*keys)
        assert harness.stored_day()["who"]["value"] == "Noor"
        assert ("energy" in harness.stored_day()) == ("2" in keys)
        assert "Who can I encourage today?" not in harness.text
        assert harness.app.state.closing in harness.text
    async with open_app(at=MORNING + timedelta(days=1)) as harness:
        assert "You started something" not in harness.text


async def test_an_unfinished_when_is_restored_after_a_restart(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.type("Noor")
        await harness.press("enter", "7", "enter")
        await harness.type("at six")
        await harness.flush_drafts()
    async with open_app() as harness:
        assert "When will you do it?" in harness.text
        await harness.press("enter")
        assert harness.stored_day()["acts"][0]["when"] == "at six"


async def test_an_unfinished_when_of_a_done_act_is_offered_the_next_day(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("enter", "7", "enter")
        await harness.type("at six")
        await harness.press("escape", "d")
        await harness.flush_drafts()
    async with open_app(at=MORNING + timedelta(days=1)) as harness:
        assert "You started something on Sunday." in harness.text
        await harness.press("enter", "enter")
        assert harness.stored_day()["acts"][0]["when"] == "at six"
