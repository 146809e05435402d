"""Copies that sync clients leave, going back to a copy, and what is offered for a damaged journal."""

from pathlib import Path

import pytest

from kindtui.domain.journal.purge import purge
from kindtui.storage import copies, sync_copies
from kindtui.storage.errors import NotSavedError, ReadOnlyError, UnreadableError
from kindtui.storage.file_store import FileStore
from kindtui.storage.restore import restore
from tests.storage.store_helpers import journal_bytes, line_change, load_fresh, write_file
from tests.support import TODAY, FakeClock, journal_of, kind_day, texts

SYNCTHING = "journal.sync-conflict-20261122-080000-ABCDEFG.json"
DROPBOX = "journal (Noor's conflicted copy 2026-11-22).json"
NEXTCLOUD = "journal (conflicted copy 2026-11-22 080000).json"


def copy_with(path: Path, *words: str) -> Path:
    """A journal at that path that holds these words."""
    store = FileStore(path.with_name("elsewhere") / "journal.json", FakeClock())
    for word in words:
        store.transact(line_change(word))
    return write_file(path, store.path.read_bytes())


@pytest.mark.parametrize("name", [SYNCTHING, DROPBOX, NEXTCLOUD])
def test_a_copy_of_a_sync_client_is_folded_in_and_kept(name: str, store: FileStore) -> None:
    store.transact(line_change("here"))
    copy = copy_with(store.path.with_name(name), "there", "there too")
    assert sync_copies.merge_sync_conflicts(store) == ([copy], [])
    assert texts(load_fresh(store.path)) == {"here", "there", "there too"}
    merged = copy.with_name(name + ".merged")
    assert merged.stat().st_mode & 0o777 == 0o600
    assert sync_copies.merge_sync_conflicts(store) == ([], [])


def test_a_copy_with_nothing_new_costs_no_save(store: FileStore) -> None:
    store.transact(line_change("here"))
    write_file(store.path.with_name(SYNCTHING), store.path.read_bytes())
    before = store.path.read_bytes()
    sync_copies.merge_sync_conflicts(store)
    assert store.path.read_bytes() == before


@pytest.mark.parametrize("data", [b"", b"Dear diary", journal_bytes(journal_of([kind_day(TODAY)]), schema=3)])
def test_a_copy_that_cannot_be_read_is_left_alone(data: bytes, store: FileStore) -> None:
    store.transact(line_change("here"))
    copy = write_file(store.path.with_name(SYNCTHING), data)
    assert sync_copies.merge_sync_conflicts(store) == ([], [copy])
    assert copy.read_bytes() == data


@pytest.mark.parametrize(
    "name", ["journal.json.prev", "other.sync-conflict-1.json", "journal.json", "journal 2.json"]
)
def test_other_files_are_no_copies(name: str, store: FileStore) -> None:
    store.transact(line_change("here"))
    copy_with(store.path.with_name(name), "there")
    assert sync_copies.sync_conflict_copies(store.path) == []


def test_the_newest_whole_copy_is_offered(store: FileStore) -> None:
    store.transact(line_change("one"))
    store.make_daily_backup()
    write_file(store.path, b"Dear diary")
    command = r"`kindtui backup restore \S+-daily-\S+ --data \S+`"
    offer = rf"The backup of 2026-11-22 is intact and has 1 day: {command} brings it back"
    with pytest.raises(UnreadableError, match=offer):
        load_fresh(store.path)


@pytest.mark.parametrize("what", ["missing", "empty"])
def test_a_missing_or_empty_file_beside_a_backup_is_damage(what: str, store: FileStore) -> None:
    store.transact(line_change("one"))
    store.make_daily_backup()
    store.path.unlink() if what == "missing" else store.path.write_bytes(b"")
    with pytest.raises(UnreadableError, match=f"is {what}"):
        load_fresh(store.path)


def test_going_back_keeps_what_was_there(store: FileStore, clock: FakeClock) -> None:
    store.transact(line_change("one"))
    store.transact(line_change("two"))
    newest = store.path.read_bytes()
    previous = copies.restore_points(store.path)[0]
    assert restore(store.path, previous.copy, clock).is_durable
    assert texts(load_fresh(store.path)) == {"one"}
    assert load_fresh(store.path).undo_steps == ()
    assert newest in [one.path.read_bytes() for one in copies.restore_points(store.path)]
    assert copies.read(store.path).meta.generation == 3
    assert texts(FileStore(store.path, clock).transact(line_change("three")).journal) == {"one", "three"}


@pytest.mark.parametrize("damage", [b"Dear diary", b"", None])
def test_going_back_from_a_damaged_journal(damage: bytes | None, store: FileStore, clock: FakeClock) -> None:
    store.transact(line_change("one"))
    store.transact(line_change("two"))
    store.path.unlink() if damage is None else store.path.write_bytes(damage)
    before = copies.restore_points(store.path)
    restore(store.path, before[0].copy, clock)
    assert texts(load_fresh(store.path)) == {"one"}
    assert [one.id for one in copies.restore_points(store.path)] == [one.id for one in before]
    assert [file.read_bytes() for file in store.path.parent.glob("*.damaged-*")] == (
        [damage] if damage else []
    )


def test_what_was_purged_stays_purged(store: FileStore, clock: FakeClock) -> None:
    store.transact(line_change("one"))
    before = copies.decode(journal_bytes(journal_of([])))
    store.transact(lambda journal: purge(journal, {TODAY}, clock.now().at))
    restore(store.path, before, clock)
    assert load_fresh(store.path).day(TODAY).purged is not None


@pytest.mark.parametrize("guard", ["newer", "read-only"])
def test_a_journal_that_may_only_be_read_is_not_replaced(
    guard: str, store: FileStore, clock: FakeClock
) -> None:
    store.transact(line_change("one"))
    old = copies.read(store.path)
    if guard == "newer":
        write_file(store.path, journal_bytes(journal_of([kind_day(TODAY)]), schema=3))
    else:
        store.path.chmod(0o400)
    before = store.path.read_bytes()
    with pytest.raises(ReadOnlyError):
        restore(store.path, old, clock)
    assert store.path.read_bytes() == before


def test_a_full_disk_leaves_the_journal(
    store: FileStore, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.transact(line_change("one"))
    store.transact(line_change("two"))
    before = store.path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kindtui.storage.atomic._sync", full)
    with pytest.raises(NotSavedError, match="no room left"):
        restore(store.path, copies.restore_points(store.path)[0].copy, clock)
    assert store.path.read_bytes() == before
