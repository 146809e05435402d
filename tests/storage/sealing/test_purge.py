"""A purge of a locked journal needs no key, and leaves nothing of the day in any file, sealed or plain."""

from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from kindtui.domain.drafts import DraftChange
from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import Conflict, Journal
from kindtui.domain.requests import NoteWritten, ReceivedWritten
from kindtui.session import Session
from kindtui.storage import find
from kindtui.storage.erase import PurgeResult, purge_for_good
from kindtui.storage.file_store import FileStore
from kindtui.storage.sync_copies import merge_sync_conflicts
from tests.storage.sealing.full_world import World
from tests.storage.sealing.lock_helpers import (
    files_in,
    lock,
    opened,
    received,
    tables_in,
    tokens_in,
    unlock_for_good,
    without_key,
    words_in,
)
from tests.support import CATALOG, MORNING, TODAY, FakeClock, line

YESTERDAY = TODAY - timedelta(days=1)
WITH_OR_WITHOUT = pytest.mark.parametrize("has_key", [True, False])
MARK, HEX = ".sync-conflict-20261122-080000-ABCDEFG", "0123456789abcdef"


@pytest.fixture
def plain(path: Path) -> bytes:
    """The bytes of a journal with two days, each with a line, a note and a conflict."""
    session = Session(FileStore(path, FakeClock()), FakeClock(), CATALOG)
    for on, word in ((YESTERDAY, "other"), (TODAY, "secret")):
        session.submit(ReceivedWritten(on, f"{word}line"))
        session.submit(NoteWritten(on, f"{word}note"))
    lost = tuple(
        Conflict(on, "who", "", f"{word}loser", MORNING.at)
        for on, word in ((YESTERDAY, "other"), (TODAY, "secret"))
    )

    def with_more(journal: Journal) -> Journal:
        day = structs.replace(journal.day(TODAY), energy=Answer(3, MORNING.at))
        return structs.replace(journal.with_day(day), conflicts=lost)

    session.store.transact(with_more)
    session.store.make_daily_backup()
    session.store.keep_drafts(
        [DraftChange(YESTERDAY, "who", "", "otherdraft"), DraftChange(TODAY, "who", "", "secretdraft")]
    )
    return path.read_bytes()


@pytest.fixture
def locked(path: Path, plain: bytes) -> Path:
    """That journal, locked, with copies of every kind, of which some were plain before."""
    for name, data in {
        f"journal.json.damaged-{HEX[:12]}": plain[:-40],
        f"journal{MARK}.json.merged": plain,
        f"journal.json{MARK}.prev": plain,
    }.items():
        path.with_name(name).write_bytes(data)
    lock(path)
    without_key(path).transact(received("secretbox", "b1"))
    without_key(path).transact(received("otherbox", "b2", YESTERDAY))
    return path


def store_of(path: Path, has_key: bool) -> FileStore:
    return opened(path) if has_key else without_key(path)


def purge(path: Path, has_key: bool, days: Collection[date] | None = frozenset({TODAY})) -> PurgeResult:
    return purge_for_good(
        store_of(path, has_key), path, None if days is None else frozenset(days), FakeClock()
    )


def tokens_of_today(path: Path) -> set[str]:
    """Every sealed string that stands for words of today."""
    tables = tables_in(path)
    steps = [*tables.get("undo", {}).values(), *tables.get("redo", {}).values()]
    days = [day for step in steps for day in step.get("before", ()) if day["day"] == "2026-11-22"]
    conflicts = [one for one in tables.get("conflicts", {}).values() if one["day"] == "2026-11-22"]
    found: list[Any] = [tables["days"]["20261122"], days, conflicts]
    return set(tokens_in(found))


@WITH_OR_WITHOUT
def test_nothing_of_a_day_is_left_in_any_file(has_key: bool, locked: Path) -> None:
    tokens = tokens_of_today(locked)
    assert len(tokens) > 4
    result = purge(locked, has_key)
    assert result.is_complete
    for file, data in files_in(locked.parent).items():
        assert not [token for token in tokens if token.encode() in data], file.name
        assert not find.contains_any(["secret", "other"], data), file.name
    assert words_in(locked) == {"otherline", "otherbox"}
    journal = opened(locked).load()
    assert [conflict.text for conflict in journal.conflicts] == ["otherloser"]
    assert opened(locked).drafts() == {YESTERDAY: {"who": ("otherdraft",)}}
    assert journal.day(TODAY) == Day(TODAY, purged=journal.day(TODAY).purged)


@WITH_OR_WITHOUT
def test_a_sealed_damaged_copy_is_removed_as_nobody_can_tell_what_is_in_it(
    has_key: bool, locked: Path
) -> None:
    [damaged] = locked.parent.glob("*.damaged-*")
    assert find.is_sealed_file(damaged.read_bytes())
    purge(locked, has_key)
    assert not damaged.exists()


@WITH_OR_WITHOUT
def test_after_it_and_unlocking_no_word_of_the_day_comes_back(has_key: bool, locked: Path) -> None:
    purge(locked, has_key)
    unlock_for_good(locked)
    for file, data in files_in(locked.parent).items():
        assert not find.contains_any(["secret"], data), file.name
    assert find.contains_any(["otherline"], locked.read_bytes())


@WITH_OR_WITHOUT
def test_a_plain_older_copy_with_the_day_leaves_nothing_either(
    has_key: bool, locked: Path, plain: bytes
) -> None:
    locked.with_name(f"journal{MARK}.json").write_bytes(plain)
    locked.with_name("journal.json.drafts").write_text('{"2026-11-22":{"note":["secretdraft"]}}')
    assert purge(locked, has_key).is_complete
    for file, data in files_in(locked.parent).items():
        assert not find.contains_any(["secret"], data), file.name
    assert not find.contains_any(["other"], locked.read_bytes())
    assert words_in(locked) == {"otherline", "otherbox"}


@WITH_OR_WITHOUT
def test_nothing_is_left_of_everything(has_key: bool, tmp_path: Path) -> None:
    world = World(tmp_path / "data")
    for name in world.named:
        (world.folder / name).unlink()
    lock(world.path)
    without_key(world.path).transact(received(world.words(), "b1"))
    assert purge(world.path, has_key, None).is_complete
    for file, data in files_in(world.folder).items():
        assert b"sealed." not in data, file.name
        assert not find.contains_any(world.words.searched, data), file.name
    store = without_key(world.path)
    assert store.is_locked, "what is written next is sealed too"
    store.transact(received("secretly", "n1"))
    assert not find.contains_any(["secretly"], world.path.read_bytes())
    assert words_in(world.path) == {"secretly"}


def test_a_purge_before_the_lock_stays_one(path: Path, plain: bytes) -> None:
    purge_for_good(FileStore(path, FakeClock()), path, frozenset({TODAY}), FakeClock())
    path.with_name(f"journal{MARK}.json").write_bytes(plain)
    lock(path)
    merge_sync_conflicts(without_key(path))
    assert words_in(path) == {"otherline"}
    unlock_for_good(path)
    assert not find.contains_any(["secret"], path.read_bytes())


def test_an_entry_that_was_moved_to_the_day_is_gone_where_it_was_too(path: Path) -> None:
    def moved(journal: Journal) -> Journal:
        return structs.replace(
            journal, days={YESTERDAY: Day(YESTERDAY), TODAY: Day(TODAY, received=(line("secretline", "m1"),))}
        )

    store = FileStore(path, FakeClock())
    store.transact(lambda journal: Journal({YESTERDAY: Day(YESTERDAY, received=(line("secretline", "m1"),))}))
    store.make_daily_backup()
    store.transact(moved)
    lock(path)
    assert purge(path, has_key=False).is_complete
    for data in files_in(path.parent).values():
        assert not list(tokens_in(data))
