"""`M` in an opened day: the highlighted entry goes to the day that is written, and nothing else changes."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec import structs
from textual.widgets import Input

from kindtui.domain.journal.day import Day, Purge
from kindtui.domain.requests import (
    ActChosen,
    CheckAnswered,
    EntryMoved,
    NoteWritten,
    PartRemoved,
    ReceivedWritten,
    RestChosen,
    ScaleRated,
    SettingsChanged,
    Stamp,
)
from kindtui.domain.ritual.acts import Plan
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from kindtui.tui.screens.day import DayScreen
from kindtui.tui.widgets.entry_list import EntryList
from tests.support import CATALOG, MORNING, TODAY, FakeClock
from tests.tui.harness import AppHarness, OpenApp

YESTERDAY = TODAY - timedelta(days=1)
DOC_ID, TARGET_ID = 20261121, 20261103
OPEN_YESTERDAY = ("f4", "enter")  # the newest day of the journal


@pytest.fixture
def session(tmp_path: Path, clock: FakeClock) -> Session:
    """The journal of the app: two notes and a kindness yesterday."""
    session = Session(FileStore(tmp_path / "journal.json", clock), clock, CATALOG)
    session.submit(NoteWritten(YESTERDAY, "first note"), NoteWritten(YESTERDAY, "second note"))
    session.submit(ReceivedWritten(YESTERDAY, "Tea from Noor"))
    return session


def notes(harness: AppHarness, on: int) -> list[str]:
    return [note["text"] for note in harness.stored_day(on).get("notes", [])]


async def open_notes(harness: AppHarness) -> None:
    """Open yesterday at its first note, which comes after the kindness."""
    await harness.press(*OPEN_YESTERDAY, "down")
    assert isinstance(harness.app.focused, EntryList)


async def move_to(harness: AppHarness, text: str) -> None:
    await harness.press("M")
    await harness.type(text)
    await harness.press("enter")


@pytest.mark.usefixtures("session")
async def test_an_entry_is_moved_undone_and_redone_as_one(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await open_notes(harness)
        before = harness.stored_day(DOC_ID)
        [entry, _] = before["notes"]
        await move_to(harness, "3 nov")
        assert "Moved to Tuesday 3 November." in harness.text
        assert isinstance(harness.app.screen, DayScreen)
        assert "Saturday 21 November 2026" in harness.text
        assert not harness.app.screen.query(Input)
        assert notes(harness, DOC_ID) == ["second note"]
        [moved] = harness.stored_day(TARGET_ID)["notes"]
        assert (moved["uid"], moved["text"], moved["written"]) == (
            entry["uid"],
            entry["text"],
            entry["written"],
        )
        assert harness.stored_day(DOC_ID)["moved"] == {entry["uid"]: [entry["updated_at"]]}
        await harness.press("u")
        assert "Undone: you moved an entry to another day." in harness.text
        assert notes(harness, DOC_ID) == ["first note", "second note"]
        assert notes(harness, TARGET_ID) == []
        await harness.press("U")
        assert "Redone: you moved an entry to another day." in harness.text
        assert notes(harness, DOC_ID) == ["second note"]
        assert notes(harness, TARGET_ID) == ["first note"]


@pytest.mark.usefixtures("session")
async def test_the_cursor_goes_on_and_two_entries_are_in_the_order_of_writing(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press(*OPEN_YESTERDAY, "end")
        await move_to(harness, "3 nov")
        assert isinstance(harness.app.focused, EntryList)
        await move_to(harness, "3 nov")
        assert notes(harness, TARGET_ID) == ["first note", "second note"]


@pytest.mark.usefixtures("session")
async def test_esc_the_same_day_and_what_is_no_date_change_nothing(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await open_notes(harness)
        before = harness.path.read_bytes()
        await harness.press("M")
        assert "Move it to which day?" in harness.text
        assert "first note" in harness.text_in("#move")
        await harness.type("someday")
        await harness.press("enter")
        assert "Write a day like 3 nov, tuesday, 2 weeks ago or 2026-11-03." in harness.text
        await harness.press("ctrl+u")
        await harness.type("2026-11-24")
        await harness.press("enter")
        assert "Tuesday 24 November is still to come." in harness.text
        await harness.press("escape")
        assert not harness.app.screen.query(Input)
        assert isinstance(harness.app.focused, EntryList)
        assert harness.app.focused.highlighted_id.startswith("notes ")
        await move_to(harness, "yesterday")
        assert "It's on Saturday 21 November already." in harness.text
        await harness.press("ctrl+u")
        await harness.type("24 nov")
        await harness.press("enter")
        assert "Monday 24 November 2025 is nearly a year ago." in harness.text
        await harness.press("escape")
        assert "Moved" not in harness.text
        assert harness.path.read_bytes() == before
        await harness.press("escape")
        assert not isinstance(harness.app.screen, DayScreen)


async def test_answers_belong_to_their_day(open_app: OpenApp, session: Session) -> None:
    check = CATALOG.checks[0].id
    session.submit(
        ScaleRated(YESTERDAY, "energy", 4),
        CheckAnswered(YESTERDAY, check, "holds"),
        RestChosen(YESTERDAY, is_rest_day=True),
    )
    async with open_app() as harness:
        await harness.press(*OPEN_YESTERDAY)
        entries = harness.app.screen.query_one(EntryList)
        kinds = {}
        for _ in range(entries.option_count):
            is_enabled = any(
                active.binding.id == "day.move" and active.enabled
                for active in harness.app.screen.active_bindings.values()
            )
            kinds[entries.highlighted_id.partition(" ")[0]] = is_enabled
            await harness.press("down")
        assert kinds == {"received": True, "notes": True, "energy": False, "checks": False, "rest": False}
        await harness.press("home", "end", "M")
        assert not harness.app.screen.query(Input)


@pytest.mark.usefixtures("session")
async def test_what_is_being_written_for_an_entry_goes_with_it_there_and_back(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await open_notes(harness)
        await harness.press("enter")
        await harness.type(" and half a wo")
        await harness.press("escape", "v")
        await move_to(harness, "3 nov")
        [field] = harness.app.state.drafts[date(2026, 11, 3)]
        assert harness.app.state.drafts == {date(2026, 11, 3): {field: ("first note and half a wo",)}}
        await harness.press("u")
        assert harness.app.state.drafts == {YESTERDAY: {field: ("first note and half a wo",)}}
        await harness.press("U")
    async with open_app() as harness:
        assert "You started something on Tuesday 3 November." in harness.flowing_text
        await harness.press("enter")
        assert harness.app.screen.query_one(Input).value == "first note and half a wo"
        await harness.type("rd")
        await harness.press("enter")
        assert notes(harness, TARGET_ID) == ["first note and half a word"]
        assert harness.app.state.drafts == {}


async def test_an_entry_that_another_window_removed_meanwhile_stays_removed(
    open_app: OpenApp, session: Session
) -> None:
    async with open_app() as harness:
        await open_notes(harness)
        await harness.press("M")
        [uid, _] = [note["uid"] for note in harness.stored_day(DOC_ID)["notes"]]
        session.open()
        session.submit(PartRemoved(YESTERDAY, "notes", uid))
        harness.app._check_for_changes()
        await harness.wait_until_idle()
        assert isinstance(harness.app.focused, Input)  # so that what is typed is no key
        await harness.type("3 nov")
        await harness.press("enter")
        assert (notes(harness, DOC_ID), notes(harness, TARGET_ID)) == (["second note"], [])
        assert "Moved" not in harness.text


async def test_a_day_ahead_can_be_left(open_app: OpenApp, session: Session, clock: FakeClock) -> None:
    clock.move(days=3)
    session.submit(NoteWritten(TODAY + timedelta(days=3), "written east of here"))
    clock.move(days=-3)
    async with open_app() as harness:
        await harness.press("f4", "enter")
        await move_to(harness, "today")
        assert "Moved to Sunday 22 November." in harness.text
        assert notes(harness, 20261122) == ["written east of here"]
        assert notes(harness, 20261125) == []


async def test_it_can_be_found_by_name_and_has_a_key_of_ones_own(open_app: OpenApp, session: Session) -> None:
    session.submit(SettingsChanged({"keys": {"day.move": "Z"}}))
    async with open_app() as harness:
        await open_notes(harness)
        await harness.press("colon")
        await harness.type("another day")
        await harness.press("enter")
        await harness.type("3 nov")
        await harness.press("enter")
        assert notes(harness, TARGET_ID) == ["first note"]
        await harness.press("Z", "escape", "question_mark")
        assert "move to another day" in harness.text


async def test_a_moved_kindness_makes_its_new_day_kind(open_app: OpenApp, session: Session) -> None:
    async with open_app() as harness:
        await harness.press(*OPEN_YESTERDAY)
        await move_to(harness, "2026-11-03")
        state = session.open()
        assert state.journal.day(date(2026, 11, 3)).is_kind
        assert not state.journal.day(YESTERDAY).is_kind


async def test_an_act_keeps_its_state_and_its_words(open_app: OpenApp, session: Session) -> None:
    session.submit(ActChosen(YESTERDAY, Plan("bring soup", "Sam", 4)))
    [act] = session.open().journal.day(YESTERDAY).acts
    async with open_app() as harness:
        await harness.press(*OPEN_YESTERDAY)
        await move_to(harness, "today")
        [moved] = harness.stored_day(20261122)["acts"]
        assert (moved["uid"], moved["text"], moved["who"], moved["state"]) == (
            act.uid,
            "bring soup",
            "Sam",
            "planned",
        )


def test_an_entry_gets_another_uid_where_its_own_is_taken_or_purged(session: Session) -> None:
    journal = session.open().journal
    [note, _] = journal.day(YESTERDAY).notes
    stamp = Stamp(MORNING, journal.next_timestamp(MORNING.at), "new")
    twin = structs.replace(note, text="another text")
    for day in (Day(TODAY, notes=(twin,)), Day(TODAY, purged=Purge(MORNING.at, (note.uid,)))):
        moved = EntryMoved(TODAY, YESTERDAY, "notes", note.uid).apply(journal.with_day(day), stamp)
        assert [(one.uid, one.text) for one in moved.day(TODAY).notes][-1] == ("new", "first note")
        assert len(moved.day(TODAY).notes) == len(day.notes) + 1


async def test_words_typed_for_an_entry_that_another_window_moves_go_with_it(
    open_app: OpenApp, session: Session
) -> None:
    async with open_app() as harness:
        await open_notes(harness)
        await harness.press("enter")
        await harness.type(" and more")
        uid = session.open().journal.day(YESTERDAY).notes[0].uid
        session.submit(EntryMoved(date(2026, 11, 3), YESTERDAY, "notes", uid))
        await harness.press("enter")
        assert notes(harness, DOC_ID) == ["second note"]
        assert notes(harness, TARGET_ID) == ["first note and more"]
