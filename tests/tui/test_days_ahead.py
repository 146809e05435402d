"""Days after today, which a journey west or a clock that was wrong leaves behind: open like any other day."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from kindtui.domain.drafts import DraftChange
from kindtui.domain.requests import ActChosen, ReceivedWritten, RestChosen, ScaleRated
from kindtui.domain.ritual.acts import Plan
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from kindtui.tui.screens.day import DayScreen
from tests.support import CATALOG, FakeClock
from tests.tui.harness import AppHarness, OpenApp

AHEAD, DOC_ID = date(2026, 11, 25), 20261125
FAR_AHEAD = date(2030, 5, 17)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """The journal of the app, three days later."""
    clock = FakeClock()
    clock.move(days=3)
    return Session(FileStore(tmp_path / "journal.json", clock), clock, CATALOG)


@pytest.fixture
def ahead(session: Session) -> None:
    """A line received and a plan on a day after today."""
    session.submit(ReceivedWritten(AHEAD, "Ana waved"))
    session.submit(ActChosen(AHEAD, Plan("bring soup to Sam", "Sam", 6)))


def day_rows(harness: AppHarness) -> list[str]:
    return [line.strip() for line in harness.screen if "2026  " in line or "2030  " in line]


@pytest.mark.usefixtures("ahead")
async def test_a_day_after_today_is_listed_opened_changed_and_removed(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f4")
        [row] = day_rows(harness)
        assert row.startswith("˙ Wed 25 Nov 2026  Ana waved")
        await harness.press("enter")
        assert isinstance(harness.app.screen, DayScreen)
        assert "Wednesday 25 November 2026" in harness.text
        assert "This day is still to come." in harness.text
        await harness.press("d")
        assert harness.stored_day(DOC_ID)["acts"][0]["state"] == "done"
        await harness.press("e")
        assert "What kindness did I receive or witness that day?" in harness.text
        await harness.type("Tea")
        await harness.press("enter", "enter")
        assert [line["text"] for line in harness.stored_day(DOC_ID)["received"]] == ["Ana waved", "Tea"]
        await harness.press("a")
        await harness.type("held the door")
        await harness.press("enter", "b")
        await harness.type("said no")
        await harness.press("enter", "r", "v")
        stored = harness.stored_day(DOC_ID)
        assert [act["text"] for act in stored["acts"]] == ["bring soup to Sam", "held the door"]
        assert [line["text"] for line in stored["kept"]] == ["said no"]
        assert stored["rest"]["value"] is True
        await harness.press("escape", "x")
        assert "received" not in harness.stored_day(DOC_ID)
        assert day_rows(harness) == []
        await harness.press("u")
        assert len(day_rows(harness)) == 1
        assert harness.stored_day() == {}


async def test_an_entry_of_a_day_after_today_can_be_edited(open_app: OpenApp, session: Session) -> None:
    session.submit(ReceivedWritten(AHEAD, "Ana waved"))
    async with open_app() as harness:
        await harness.press("f4", "enter", "enter", "ctrl+u")
        await harness.type("Ana smiled")
        await harness.press("enter")
        assert [line["text"] for line in harness.stored_day(DOC_ID)["received"]] == ["Ana smiled"]


@pytest.mark.usefixtures("ahead")
async def test_such_a_day_is_found_by_search_by_filter_and_by_its_date(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f4", "slash")
        await harness.type("waved")
        assert len(day_rows(harness)) == 1
        await harness.press("enter", "escape", "f")
        assert "1 day, future" in harness.text
        await harness.press("f", "g")
        await harness.type("2026-11-26")
        assert "Thursday 26 November is still to come." in harness.text
        await harness.press("backspace")
        await harness.type("5")
        assert "Enter opens Wednesday 25 November 2026." in harness.flowing_text
        await harness.press("enter")
        assert "Wednesday 25 November 2026" in harness.text


@pytest.mark.parametrize("on", [AHEAD, FAR_AHEAD])
async def test_every_screen_opens_where_all_days_lie_ahead(
    open_app: OpenApp, session: Session, on: date
) -> None:
    session.submit(RestChosen(on, is_rest_day=True))
    session.submit(ScaleRated(on, "energy", 5))
    async with open_app() as harness:
        for key in ("f1", "f2", "f3", "f4", "f5", "f6"):
            await harness.press(key)
        assert harness.app.state.headline.days_counted == 0
        assert harness.app.state.thread.state == "none"
        await harness.press("f1")
        await harness.type("Noor")
        await harness.press("enter", "enter", "1")
        assert harness.stored_day()["acts"][0]["state"] == "planned"


async def test_a_draft_of_a_day_after_today_is_offered(open_app: OpenApp, session: Session) -> None:
    session.submit(ReceivedWritten(FAR_AHEAD, "Ana waved"))
    session.save_drafts([DraftChange(FAR_AHEAD, "kept", "", "said no")])
    async with open_app() as harness:
        await harness.press("enter")
        assert isinstance(harness.app.screen, DayScreen)
        assert "Friday 17 May 2030" in harness.text
        await harness.press("enter")
        assert [line["text"] for line in harness.stored_day(20300517)["kept"]] == ["said no"]


async def test_days_ahead_change_nothing_of_today(open_app: OpenApp, session: Session) -> None:
    for ahead in range(100):
        session.submit(ReceivedWritten(FAR_AHEAD + timedelta(days=ahead), "Ana waved"))
    session.submit(ActChosen(date(2026, 11, 22), Plan("text Sam", "Sam")))
    assert [act.text for act in session.load_recent().journal.day(date(2026, 11, 22)).planned] == ["text Sam"]
    async with open_app() as harness:
        assert "One small act" in harness.text
        assert harness.app.state.thread.kind_days == 0
