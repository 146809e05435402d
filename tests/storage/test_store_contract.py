"""What every store does, in memory or on a disk."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs

from kindtui.domain.drafts import DraftChange
from kindtui.domain.journal.journal import Journal
from kindtui.domain.settings import Settings
from kindtui.storage.file_store import FileStore
from kindtui.storage.store import MemoryStore, Store
from tests.storage.store_helpers import failing_change, line_change
from tests.support import TODAY, FakeClock, texts

Opening = Callable[[], Store]


@pytest.fixture(params=["memory", "file"])
def opening(request: pytest.FixtureRequest, tmp_path: Path) -> Opening:
    """Opens the place again: a new store on the same file, or the one in memory."""
    if request.param == "memory":
        memory = MemoryStore()
        return lambda: memory
    return lambda: FileStore(tmp_path / "journal.json", FakeClock())


def test_an_unused_place_is_an_empty_journal(opening: Opening) -> None:
    store = opening()
    assert store.load() == Journal()
    assert store.read_only_reason == ""


def test_what_is_saved_is_there_after_opening_again(opening: Opening) -> None:
    saved = opening().transact(line_change("tea"))
    assert saved.durable
    assert texts(saved.journal) == {"tea"}
    assert opening().load() == saved.journal


def test_saving_needs_no_loading_first(opening: Opening) -> None:
    opening().transact(line_change("tea"))
    assert texts(opening().transact(line_change("a door held")).journal) == {"tea", "a door held"}


def test_a_change_sees_the_newest_journal(opening: Opening) -> None:
    first, second = opening(), opening()
    first.load(), second.load()
    first.transact(line_change("one"))
    second.transact(line_change("two"))
    assert texts(first.transact(line_change("three")).journal) == {"one", "two", "three"}


def test_a_failing_change_leaves_everything_as_it_was(opening: Opening) -> None:
    store = opening()
    before = store.transact(line_change("tea")).journal
    with pytest.raises(LookupError):
        store.transact(failing_change)
    assert store.load() == opening().load() == before
    assert texts(store.transact(line_change("later")).journal) == {"tea", "later"}


def test_settings_are_kept(opening: Opening) -> None:
    settings = Settings(day_start=5, evening_hour=20, grace=0, thread_shown=False)
    opening().transact(lambda journal: Journal(journal.days, settings, journal.updated_at))
    assert opening().load().settings == settings


def test_a_part_can_be_taken_away_again(opening: Opening) -> None:
    opening().transact(line_change("tea"))
    opening().transact(lambda journal: journal.with_day(structs.replace(journal.day(TODAY), received=())))
    assert texts(opening().load()) == set()


def test_two_windows_never_remove_each_others_drafts(opening: Opening) -> None:
    one, other = opening(), opening()
    one.keep_drafts([DraftChange(TODAY, "evening", "", "tea")])
    other.keep_drafts([DraftChange(TODAY, "evening", "", "a door held")])
    other.keep_drafts([DraftChange(TODAY, "evening", "a door held", "")])
    assert one.drafts() == opening().drafts() == {TODAY: {"evening": ("tea",)}}


def test_a_text_that_another_window_removed_is_kept_again(opening: Opening) -> None:
    one, other = opening(), opening()
    one.keep_drafts([DraftChange(TODAY, "evening", "", "te")])
    other.keep_drafts([DraftChange(TODAY, "evening", "te", "")])
    one.keep_drafts([DraftChange(TODAY, "evening", "te", "tea")])
    assert opening().drafts() == {TODAY: {"evening": ("tea",)}}
    one.keep_drafts([DraftChange(TODAY, "evening", "tea", "")])
    assert opening().drafts() == {}
