"""`updated_at` only ever grows, whatever the clock does."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindtui.domain.journal.journal import Journal
from kindtui.domain.requests import ReceivedWritten
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from kindtui.storage.store import MemoryStore
from tests.storage.store_helpers import failing_change, read_tables
from tests.support import CATALOG, MORNING, TODAY, FakeClock


@given(st.lists(st.integers(-90_000, 90_000), min_size=2, max_size=8))
def test_every_change_is_later_than_the_one_before(jumps: list[int]) -> None:
    clock = FakeClock()
    session = Session(MemoryStore(), clock, CATALOG)
    stamps = []
    for seconds in jumps:
        clock.move(seconds=seconds)
        changed = session.submit(ReceivedWritten(TODAY, "tea")).state.journal
        assert changed.updated_at == changed.day(TODAY).received[-1].updated_at
        assert changed.updated_at is not None
        assert changed.updated_at >= clock.current_moment.at
        stamps.append(changed.updated_at)
    assert stamps == sorted(set(stamps))


def test_it_holds_across_programs(path: Path) -> None:
    early, late = FakeClock(), FakeClock()
    late.move(days=3)
    first = Session(FileStore(path, late), late, CATALOG).submit(ReceivedWritten(TODAY, "tea")).state.journal
    second = (
        Session(FileStore(path, early), early, CATALOG)
        .submit(ReceivedWritten(TODAY, "a door held"))
        .state.journal
    )
    assert first.updated_at is not None
    assert second.updated_at == first.updated_at + timedelta(microseconds=1)
    assert read_tables(path)["_meta"]["1"]["updated_at"] == "2026-11-25T07:00:00.000001Z"


def test_what_was_written_when_is_told_by_the_clock_alone(path: Path) -> None:
    clock = FakeClock()
    session = Session(FileStore(path, clock), clock, CATALOG)
    clock.move(days=3)
    session.submit(ReceivedWritten(TODAY, "tea"))
    clock.move(days=-3)
    assert session.submit(ReceivedWritten(TODAY, "a door held")).state.day.received[-1].written == MORNING


def test_a_change_that_fails_leaves_no_stamp() -> None:
    store = MemoryStore()
    with pytest.raises(LookupError):
        store.transact(failing_change)
    assert store.load() == Journal()
