"""Backups: one a day after a save, whole, private, and let go in time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kindtui.storage import atomic, backups, copies, files
from kindtui.storage.backups import Backup, list_backups, make, prunable
from kindtui.storage.file_store import FileStore
from tests.storage.store_helpers import line_change, load_fresh, write_file
from tests.support import FakeClock, texts

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def backup(days_ago: int, kind: backups.BackupKind = "daily") -> Backup:
    made = NOON - timedelta(days=days_ago)
    return Backup(Path(f"{made:%Y%m%d}-{kind}"), made, kind, "0" * 12)


def kept(daily: list[Backup]) -> list[int]:
    """How many days ago those were made that stay."""
    gone = prunable(daily)
    return [(NOON - one.created_at).days for one in daily if one not in gone]


def test_the_first_save_of_a_day_makes_one(store: FileStore, clock: FakeClock) -> None:
    for hours in (0, 1, 24, 1):
        clock.move(hours=hours)
        store.transact(line_change(f"after {hours} more"))
        store.make_daily_backup()
    assert [one.created_at for one in list_backups(store.path)] == [
        clock.now().at - timedelta(hours=1), clock.now().at - timedelta(hours=26)
    ]  # fmt: skip


def test_it_is_the_journal_of_that_save_and_private(store: FileStore) -> None:
    store.transact(line_change("one"))
    assert list_backups(store.path) == []  # it comes after "saved"
    store.make_daily_backup()
    data = store.path.read_bytes()
    store.transact(line_change("two"))
    [one] = list_backups(store.path)
    assert one.read() == data
    assert one.path.name == f"20261122T070000000000Z-daily-{backups.checksum(data)}.json"
    assert texts(copies.read(one.path).journal) == {"one"}
    assert one.path.stat().st_mode & 0o777 == 0o600
    assert one.path.parent.stat().st_mode & 0o777 == 0o700


def test_a_second_window_makes_no_other(store: FileStore) -> None:
    store.transact(line_change("one"))
    store.make_daily_backup()
    other = FileStore(store.path, FakeClock())
    other.transact(line_change("two"))
    other.make_daily_backup()
    assert len(list_backups(store.path)) == 1


@pytest.mark.parametrize("hindrance", ["a file in its place", "no permission"])
def test_a_backup_that_cannot_be_made_is_no_harm(
    hindrance: str, store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    if hindrance == "no permission":
        monkeypatch.setattr(backups, "make", refuse)
    else:
        write_file(store.path.with_name("journal.json.backups"), b"")
    store.transact(line_change("one"))
    store.make_daily_backup()
    assert texts(load_fresh(store.path)) == {"one"}
    assert list_backups(store.path) == []


def refuse(*_: object) -> Backup:
    raise PermissionError


def test_a_backup_that_reads_back_otherwise_is_none(store: FileStore) -> None:
    store.transact(line_change("one"))
    store.make_daily_backup()
    [one] = list_backups(store.path)
    one.path.write_bytes(one.path.read_bytes().replace(b"one", b"two"))
    with pytest.raises(OSError, match="not what was written"):
        one.read()
    assert copies.restore_points(store.path) == []


def test_one_that_is_altered_while_it_is_written_is_none(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_otherwise(path: Path, data: bytes) -> None:
        path.write_bytes(data[:-1])

    monkeypatch.setattr(atomic, "write_atomically", write_otherwise)
    store.transact(line_change("one"))
    with pytest.raises(OSError, match="not what was written"):
        make(store.path, store.path.read_bytes(), "asked", NOON)


def test_after_a_start_it_needs_no_second_reading(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.transact(line_change("one"))
    other = FileStore(store.path, FakeClock())
    other.load()
    with monkeypatch.context() as patch:
        patch.setattr(files, "read", refuse)
        other.make_daily_backup()
    [one] = list_backups(store.path)
    assert one.read() == store.path.read_bytes()


@pytest.mark.parametrize("saver", ["this window", "another"])
def test_it_is_the_newest_journal_also_if_that_was_saved_since_the_start(
    saver: str, store: FileStore
) -> None:
    store.transact(line_change("one"))
    other = FileStore(store.path, FakeClock())
    other.load()
    (other if saver == "this window" else store).transact(line_change("two"))
    other.make_daily_backup()
    [one] = list_backups(store.path)
    assert one.read() == store.path.read_bytes()


def test_seven_days_four_weeks_and_twelve_months_are_kept() -> None:
    years = [backup(days) for days in range(800)]
    ago = kept(years)
    assert ago[:7] == list(range(7))
    assert len({(NOON - timedelta(days=days)).isocalendar()[:2] for days in ago}) >= 4
    assert len({f"{NOON - timedelta(days=days):%Y%m}" for days in ago}) == 12
    assert len(ago) <= 7 + 4 + 12


def test_a_year_of_pruning_day_by_day_keeps_the_same() -> None:
    there: list[Backup] = []
    for days in reversed(range(800)):
        there.append(backup(days))
        there = [one for one in there if one not in prunable(there)]
    assert kept(there) == [(NOON - one.created_at).days for one in there]
    assert len({f"{one.created_at:%Y%m}" for one in there}) == 12


def test_days_without_the_app_cost_no_backup() -> None:
    assert kept([backup(days) for days in (0, 100, 200, 300)]) == [0, 100, 200, 300]


def test_the_newest_twenty_of_special_kinds_are_kept() -> None:
    special = [backup(days, "restore") for days in range(25)]
    assert kept(special) == list(range(20))


def test_nothing_is_pruned_while_the_journal_has_shrunk(path: Path) -> None:
    for days in range(10, 0, -1):
        make(path, b"x" * 1000, "daily", NOON - timedelta(days=days))
    backups.make_daily(path, b"x" * 799, NOON)
    assert len(list_backups(path)) == 11
    backups.make_daily(path, b"x" * 800, NOON + timedelta(days=1))
    assert len(list_backups(path)) < 11


def test_files_of_other_names_are_left_alone(store: FileStore) -> None:
    store.transact(line_change("one"))
    store.make_daily_backup()
    letter = write_file(store.path.with_name("journal.json.backups") / "letter.json", b"Dear Noor")
    backups.make_daily(store.path, b"later", NOON + timedelta(days=1))
    assert letter.exists()
    assert len(list_backups(store.path)) == 2
