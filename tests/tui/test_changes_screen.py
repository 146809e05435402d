"""The list of changes: what undo and redo would do, and going back to any of it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec import structs

from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.requests import NoteWritten, PartRemoved, RestChosen, Stamp, TextRewritten
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from kindtui.tui.screens.changes import ChangesScreen
from tests.support import CATALOG, TODAY, FakeClock
from tests.tui.harness import MORNING, AppHarness, OpenApp

SIZES = [(80, 24), (40, 12)]


@pytest.fixture
def session(tmp_path: Path, clock: FakeClock) -> Session:
    return Session(FileStore(tmp_path / "journal.json", clock), clock, CATALOG)


@pytest.fixture
def notes(session: Session, clock: FakeClock) -> None:
    """Four notes: the day before yesterday, yesterday, and two today, a minute apart."""
    clock.move(days=-2)
    for gap in ({"days": 1}, {"days": 1}, {"minutes": 1}, {"minutes": 1}):
        session.submit(NoteWritten(TODAY, f"secret {gap}"))
        clock.move(**gap)


async def open_changes(harness: AppHarness) -> None:
    await harness.press("escape", "colon")
    await harness.type("changes")
    await harness.press("enter")
    await harness.wait_until_idle()
    assert isinstance(harness.app.screen, ChangesScreen)


def rows(harness: AppHarness) -> list[str]:
    """The rows of the list without the borders, one line each in a wide window."""
    return [line.strip("│╭╮╰╯ ") for line in harness.screen if " · you " in line or " · can't " in line]


def count(harness: AppHarness) -> int:
    return len(harness.stored_day().get("notes", []))


@pytest.mark.usefixtures("notes")
async def test_each_change_is_listed_with_its_time_and_no_words(open_app: OpenApp) -> None:
    async with open_app(at=MORNING + timedelta(minutes=2)) as harness:
        await open_changes(harness)
        assert rows(harness) == [
            "08:01 today · you wrote a note",
            "08:00 today · you wrote a note",
            "08:00 yesterday · you wrote a note, for Sun 22 Nov",
            "08:00 Fri 20 Nov · you wrote a note, for Sun 22 Nov",
        ]
        assert "secret" not in harness.text_in("#changes")


@pytest.mark.usefixtures("notes")
async def test_u_and_u_again_work_in_it_and_the_list_follows(open_app: OpenApp) -> None:
    async with open_app(at=MORNING + timedelta(minutes=2)) as harness:
        await open_changes(harness)
        await harness.press("u", "u")
        assert count(harness) == 2
        assert "Undone: you wrote a note. Press U to redo it." in harness.flowing_text
        assert rows(harness) == [
            "undone 08:02 today · you wrote a note",
            "undone 08:02 today · you wrote a note",
            "08:00 yesterday · you wrote a note, for Sun 22 Nov",
            "08:00 Fri 20 Nov · you wrote a note, for Sun 22 Nov",
        ]
        await harness.press("U")
        assert count(harness) == 3
        assert [row.startswith("undone") for row in rows(harness)] == [True, False, False, False]
        await harness.press("escape")
        assert not isinstance(harness.app.screen, ChangesScreen)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.usefixtures("notes")
async def test_enter_goes_back_after_it_said_how_many(open_app: OpenApp, size: tuple[int, int]) -> None:
    async with open_app(size, at=MORNING + timedelta(minutes=2)) as harness:
        await open_changes(harness)
        await harness.press("down", "down", "enter")
        assert "This undoes 3 changes. Enter once more." in harness.text_in("#changes")
        assert count(harness) == 4
        await harness.press("enter")
        assert count(harness) == 1
        assert "Undone: 3 changes." in harness.text_in("#changes")
        await harness.press("home", "enter")
        assert "This redoes 3 changes. Enter once more." in harness.text_in("#changes")
        await harness.press("enter")
        assert count(harness) == 4
        assert "Redone: 3 changes." in harness.text_in("#changes")


@pytest.mark.usefixtures("notes")
async def test_another_key_between_asks_again(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await open_changes(harness)
        await harness.press("down", "enter", "down", "enter")
        assert "This undoes 3 changes." in harness.text
        await harness.press("x", "enter")
        assert "This undoes 3 changes." in harness.text
        assert count(harness) == 4


async def test_it_stops_at_one_that_has_changed_since_and_says_so(
    open_app: OpenApp, session: Session
) -> None:
    session.submit(NoteWritten(TODAY, "first"))
    session.submit(NoteWritten(TODAY, "second"))
    session.submit(RestChosen(TODAY, is_rest_day=True))
    [_, second] = session.open().journal.day(TODAY).notes
    edit = TextRewritten(TODAY, TextRef("notes", second.uid), "second as edited in a copy")

    def edit_without_a_step(journal: Journal) -> Journal:
        at = journal.next_timestamp(session.open().moment.at)
        return structs.replace(edit.apply(journal, Stamp(session.open().moment, at, "")), updated_at=at)

    session.store.transact(edit_without_a_step)
    async with open_app() as harness:
        await open_changes(harness)
        assert [row.partition(" · ")[2] for row in rows(harness)] == [
            "you chose a rest day",
            "can't be undone: that note has changed since then",
            "you wrote a note",
        ]
        await harness.press("end", "enter")
        assert "One on the way has changed since, so this stops there." in harness.flowing_text
        await harness.press("enter")
        assert "Not undone: that note has changed since then." in harness.flowing_text
        assert harness.stored_day()["rest"]["value"] is False
        assert [note["text"] for note in harness.stored_day()["notes"]] == ["first", edit.text]
        assert [row.partition(" · ")[2] for row in rows(harness)][1:] == ["you wrote a note"]


async def test_a_text_that_is_taken_away_is_a_draft_in_its_field_or_comes_back(open_app: OpenApp) -> None:
    async with open_app(at=MORNING + timedelta(hours=10)) as harness:
        await harness.type("Lin held the door")
        await harness.press("enter")
        await harness.type("brought soup")
        await harness.press("enter")
        before = harness.stored_day()
        await open_changes(harness)
        await harness.press("down", "enter", "enter")
        assert harness.stored_day().get("received", []) == harness.stored_day().get("acts", []) == []
        assert ("brought soup",) in harness.app.state.drafts[TODAY].values()
        await harness.press("home", "enter", "enter")
        for part in ("received", "acts"):
            texts = [[entry["text"] for entry in day[part]] for day in (before, harness.stored_day())]
            assert texts[0] == texts[1]
        assert harness.app.state.drafts == {}


async def test_a_long_list_scrolls_to_its_end(open_app: OpenApp, session: Session) -> None:
    for number in range(60):
        session.submit(RestChosen(TODAY, is_rest_day=number % 2 == 0))
    session.submit(NoteWritten(date(2026, 11, 1), "the newest"))
    async with open_app((40, 12)) as harness:
        await open_changes(harness)
        assert "you wrote a note" in harness.flowing_text
        await harness.press("end", "enter")
        assert "This undoes 50 changes." in harness.text_in("#changes")
        await harness.press("enter")
        assert len(session.open().journal.redo_steps) == 50


async def test_without_any_change_it_says_so(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await open_changes(harness)
        assert "What you change will show up here." in harness.text
        await harness.press("enter", "u", "escape")
        assert not isinstance(harness.app.screen, ChangesScreen)


@pytest.mark.usefixtures("notes")
async def test_a_restart_keeps_the_list(open_app: OpenApp, session: Session) -> None:
    session.undo()
    uid = session.open().journal.day(TODAY).notes[0].uid
    session.submit(PartRemoved(TODAY, "notes", uid))
    async with open_app() as harness:
        await open_changes(harness)
        labels = [row.partition(" · ")[2].partition(",")[0] for row in rows(harness)]
        assert labels == ["you wrote a note", "you removed a note", *["you wrote a note"] * 3]
