"""A save that does not happen: said in words, and what was typed is still there."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from seat import EVENING, MORNING, Sit
from textual.widgets import Input

from kindtui.storage.files import lock_of


@contextmanager
def somebody_else_saving(path: Path) -> Iterator[None]:
    descriptor = os.open(lock_of(path), os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(descriptor)


async def test_the_line_stays_in_its_field_and_a_later_enter_saves_it(sit: Sit) -> None:
    async with sit(at=EVENING) as seat:
        await seat.type("a word")
        with somebody_else_saving(seat.path):
            await seat.press("enter")
            assert "another kindtui is saving" in seat.text.replace("\n", " ")
            assert not seat.path.exists()
            assert seat.app.screen.query_one(Input).value == "a word"
            assert seat.app.state.day.received == ()
        await seat.press("enter")
        assert [line["text"] for line in seat.day()["received"]] == ["a word"]


async def test_the_choice_of_the_morning_is_kept_as_well(sit: Sit) -> None:
    async with sit() as seat:
        await seat.type("Sam")
        await seat.press("enter", "7")
        with somebody_else_saving(seat.path):
            await seat.press("enter")
            assert "Which small act fits today?" in seat.text
        await seat.press("enter", "enter")
        assert seat.day()["who"]["value"] == "Sam"
        assert seat.day()["energy"]["value"] == 7
        assert len(seat.day()["acts"]) == 1


async def test_a_boundary_kept_stays_in_its_field(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f2", "b")
        await seat.type("said no")
        with somebody_else_saving(seat.path):
            await seat.press("enter")
            assert seat.app.screen.query_one(Input).value == "said no"
        await seat.press("enter")
        assert seat.day()["kept"][0]["text"] == "said no"


async def test_what_a_command_wrote_meanwhile_is_kept(sit: Sit) -> None:
    from kindtui.session import Session
    from kindtui.storage.store import FileStore

    async with sit(at=EVENING) as seat:
        session = seat.app.session
        Session(FileStore(seat.path, session.clock), session.clock, session.words).received(
            seat.app.state.today, "from the shell"
        )
        await seat.type("from the app")
        await seat.press("enter", "enter")
        assert [line["text"] for line in seat.day()["received"]] == ["from the shell", "from the app"]
        assert "from the shell" in seat.text


@pytest.mark.parametrize(
    "keys", [("enter", "2", "r"), ("enter", "2", "n"), ("escape", "r"), ("escape", "n")], ids=" ".join
)
async def test_a_name_is_kept_when_the_morning_ends_without_an_act(sit: Sit, keys: tuple[str, ...]) -> None:
    async with sit() as seat:
        await seat.type("Noor")
        await seat.press(*keys)
        assert seat.day()["who"]["value"] == "Noor"
        assert ("energy" in seat.day()) == ("2" in keys)
        assert "Who can I encourage today?" not in seat.text
        assert seat.app.state.closing in seat.text
    async with sit(at=MORNING + timedelta(days=1)) as seat:
        assert "You were writing" not in seat.text


async def test_a_when_that_was_being_written_is_asked_for_again(sit: Sit) -> None:
    async with sit() as seat:
        await seat.type("Noor")
        await seat.press("enter", "7", "enter")
        await seat.type("at six")
        await seat.keep_drafts()
    async with sit() as seat:
        assert "If it is … when?" in seat.text
        await seat.press("enter")
        assert seat.day()["acts"][0]["when"] == "at six"


async def test_a_when_of_yesterday_is_kept_though_the_act_is_done(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("enter", "7", "enter")
        await seat.type("at six")
        await seat.press("escape", "d")
        await seat.keep_drafts()
    async with sit(at=MORNING + timedelta(days=1)) as seat:
        assert "You were writing on Sunday." in seat.text
        await seat.press("enter", "enter")
        assert seat.day()["acts"][0]["when"] == "at six"
