"""A restore never makes a locked journal plain, and never leaves one that nobody can open."""

import json
from pathlib import Path

import pytest

from kindtui.storage import backups, find
from kindtui.storage.copies import RestorePoint, restore_points
from kindtui.storage.file_store import FileStore
from kindtui.storage.restore import journal_to_restore, restore
from tests.storage.sealing.lock_helpers import (
    NEW_PASSPHRASE,
    PASSPHRASE,
    change,
    files_with,
    keyring_in,
    lock,
    opened,
    opens,
    received,
    tables_in,
    unlock_for_good,
    without_key,
    words_in,
    write_lines,
)
from tests.support import MORNING, TODAY, FakeClock

WORDS = {"teapot", "cakestand", "boxedword"}


@pytest.fixture
def plain(path: Path) -> bytes:
    write_lines(path, "teapot")
    return path.read_bytes()


@pytest.fixture
def locked(path: Path, plain: bytes) -> Path:
    """A locked journal that goes on after the lock."""
    lock(path)
    without_key(path).transact(received("boxedword", "b1"))
    return path


def put(path: Path, data: bytes) -> RestorePoint:
    """Put a backup into the folder, as a person does who copies one back, and return it."""
    made = backups.make(path, data, "asked", MORNING.at)
    return next(point for point in restore_points(path) if point.id == made.id)


def test_a_plain_backup_is_sealed_as_it_comes_back(locked: Path, plain: bytes) -> None:
    point = put(locked, plain)
    assert journal_to_restore(locked, point.copy).is_locked
    restore(locked, point.copy, FakeClock())
    assert not find.contains_any(WORDS, locked.read_bytes())
    assert opens(locked, PASSPHRASE)
    assert words_in(locked) == {"teapot"}
    assert files_with(WORDS, locked.parent) == {point.path.name}, "which the person put there"


def test_a_locked_backup_comes_back_and_what_was_there_is_kept(locked: Path) -> None:
    point = put(locked, locked.read_bytes())
    without_key(locked).transact(received("cakestand", "b2"))
    restored = restore(locked, point.copy, FakeClock())
    assert words_in(locked) == {"teapot", "boxedword"}
    assert restored.saved_as
    assert words_in(restored.saved_as) == {"teapot", "boxedword", "cakestand"}
    assert files_with(WORDS, locked.parent) == set()


def test_a_backup_under_the_passphrase_before_gets_the_present_one(locked: Path) -> None:
    data = locked.read_bytes()
    change(locked)
    point = put(locked, data)
    assert opens(point.path, PASSPHRASE)
    restore(locked, point.copy, FakeClock())
    assert words_in(locked, NEW_PASSPHRASE) == {"teapot", "boxedword"}
    assert not opens(locked, PASSPHRASE)


def test_a_backup_under_another_key_comes_back_as_it_is(locked: Path, plain: bytes, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_bytes(plain)
    lock(other, "of another machine")
    point = put(locked, other.read_bytes())
    restored = restore(locked, point.copy, FakeClock())
    assert words_in(locked, "of another machine") == {"teapot"}
    assert restored.saved_as
    assert words_in(restored.saved_as) == {"teapot", "boxedword"}
    assert files_with(WORDS, locked.parent) == set()


def test_where_the_locked_journal_is_damaged_a_plain_backup_is_sealed_all_the_same(
    locked: Path, plain: bytes
) -> None:
    keyring = keyring_in(locked)
    point = put(locked, plain)
    locked.write_bytes(locked.read_bytes()[:-50])
    restore(locked, point.copy, FakeClock())
    assert not find.contains_any(WORDS, locked.read_bytes())
    assert keyring_in(locked).public_key == keyring.public_key
    assert words_in(locked) == {"teapot"}


def test_where_a_plain_copy_was_put_in_its_place_the_lock_is_known_from_other_copies(
    locked: Path, plain: bytes
) -> None:
    without_key(locked).transact(received("cakestand", "b2"))
    locked.write_bytes(plain)
    restore(locked, put(locked, plain).copy, FakeClock())
    assert without_key(locked).is_locked
    assert words_in(locked) == {"teapot"}


def test_after_unlocking_for_good_a_plain_backup_comes_back_plain(locked: Path, plain: bytes) -> None:
    unlock_for_good(locked)
    restore(locked, put(locked, plain).copy, FakeClock())
    store = without_key(locked)
    assert not store.is_locked
    assert [line.text for line in store.load().day(TODAY).received] == ["teapot"]


def test_after_unlocking_for_good_a_locked_backup_still_opens_with_its_passphrase(locked: Path) -> None:
    data = locked.read_bytes()
    unlock_for_good(locked)
    restore(locked, put(locked, data).copy, FakeClock())
    assert words_in(locked) == {"teapot", "boxedword"}


def test_a_backup_with_a_forged_keyring_takes_no_other_copy_away(locked: Path) -> None:
    """It says that it is the latest, and its wrapped keys open to nobody."""
    point = put(locked, locked.read_bytes())
    tables = tables_in(locked)
    keyring = tables["keyring"]["1"]
    keyring["updated_at"] = "2030-01-01T00:00:00Z"
    for name in ("by_passphrase", "by_recovery_code"):
        keyring[name] = f"{'B' if keyring[name][0] == 'A' else 'A'}{keyring[name][1:]}"
    put(locked, json.dumps(tables).encode())
    restore(locked, point.copy, FakeClock())
    assert opens(locked, PASSPHRASE)
    assert words_in(locked) == {"teapot", "boxedword"}


def test_an_open_window_goes_on_after_a_restore(locked: Path, plain: bytes) -> None:
    window = opened(locked)
    restore(locked, put(locked, plain).copy, FakeClock())
    window.transact(received("cakestand", "b2"))
    assert words_in(locked) == {"teapot", "boxedword", "cakestand"}
    assert not find.contains_any(WORDS, locked.read_bytes())


def test_the_backup_of_today_is_sealed(locked: Path) -> None:
    store = FileStore(locked, FakeClock())
    store.load()
    store.make_daily_backup()
    [backup] = backups.list_backups(locked)
    assert (backup.kind, words_in(backup.path)) == ("daily", {"teapot", "boxedword"})
    assert not find.contains_any(WORDS, backup.read())
