"""A glance shows what the first screen needs; everything is read and checked before any change."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from kindtui import content, demo
from kindtui.domain.insights.thread import headline_of
from kindtui.domain.requests import ActChosen, ActStateChanged, ReceivedWritten, ScaleRated
from kindtui.domain.ritual.acts import Plan
from kindtui.session import Session
from kindtui.storage.errors import UnreadableError
from kindtui.storage.file_store import RECENT_DAYS, FileStore
from tests.support import FakeClock, damage_an_old_day

TODAY = date(2026, 11, 22)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "journal.json"
    made_up = demo.demo_journal(content.catalog(), content.demo_texts(), TODAY, 400)
    FileStore(file, FakeClock()).transact(lambda _: made_up)
    return file


def test_a_glance_tells_the_same_about_today_as_the_whole_journal(path: Path) -> None:
    session = Session(FileStore(path, FakeClock()), FakeClock(), content.catalog())
    first, whole = session.load_recent(), session.open()
    assert len(first.journal.days) <= RECENT_DAYS + 1 < len(whole.journal.days)
    assert first.today == whole.today
    assert first.headline == whole.headline == headline_of(whole.marks)
    assert first.due == whole.due
    assert not first.is_new


def test_suggestions_seen_at_a_glance_are_those_of_the_whole_journal(path: Path) -> None:
    session = Session(FileStore(path, FakeClock()), FakeClock(), content.catalog())
    idea = session.open().offer("Priya", 5, 0).ideas[0]
    for days_back in (86, 200):
        on = TODAY - timedelta(days=days_back)
        session.submit(ActChosen(on, Plan(idea.plan_for("Priya"), "Priya", idea=idea)))
        uid = session.open().journal.day(on).planned[-1].uid
        session.submit(ActStateChanged(on, uid, "let_go"))
    session.submit(ScaleRated(TODAY, "energy", 5))
    first, whole = session.load_recent(), session.open()
    assert idea not in whole.offer("Priya", 5, 0).ideas
    assert first.offer("Priya", 5, 0) == whole.offer("Priya", 5, 0)


def test_a_change_after_a_glance_keeps_every_day(path: Path) -> None:
    session = Session(FileStore(path, FakeClock()), FakeClock(), content.catalog())
    state = session.load_recent()
    after = session.submit(ReceivedWritten(state.today, "one more")).state
    assert len(after.journal.days) > 300
    assert len(FileStore(path, FakeClock()).load().days) > 300


def test_damage_in_an_old_day_is_found_before_any_change(path: Path) -> None:
    damage_an_old_day(path)
    before = path.read_bytes()
    session = Session(FileStore(path, FakeClock()), FakeClock(), content.catalog())
    state = session.load_recent()
    with pytest.raises(UnreadableError):
        session.submit(ReceivedWritten(state.today, "one more"))
    assert path.read_bytes() == before


def test_what_is_unusual_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    path.write_text("{ not JSON")
    with pytest.raises(UnreadableError):
        FileStore(path, FakeClock()).load_recent()
    assert FileStore(tmp_path / "none.json", FakeClock()).load_recent().days == {}
