"""A lock, a change and an end of it, killed anywhere: every word can be read, and the rest can be done."""

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from kindtui.storage import copies, find, locking
from kindtui.storage.copy_sealer import KeyFileSealer
from kindtui.storage.errors import ReadOnlyError, StorageError
from kindtui.storage.file_store import FileStore
from kindtui.storage.sealing.sodium import SealError
from tests.faults.trial_count import LONG_RUN
from tests.storage.sealing.full_world import World
from tests.storage.sealing.lock_helpers import (
    NEW_PASSPHRASE,
    PASSPHRASE,
    change,
    files_in,
    files_with,
    keyring_in,
    lock,
    opened,
    opens,
    received,
    unlock_for_good,
    without_key,
    words_in,
    write_lines,
)
from tests.support import TODAY, FakeClock

STEP = 1 if LONG_RUN else 12  # how many system calls lie between those that are tried
CALLS = ("replace", "link", "fsync", "unlink")


class KilledError(BaseException):
    """The process ended here."""


def kill_at(number: int, patch: pytest.MonkeyPatch) -> list[str]:
    """Let the system call of that number, and every one after it, do nothing; return the calls so far."""
    done: list[str] = []

    def counted(name: str, call: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object, **options: object) -> object:
            if len(done) + 1 >= number:
                raise KilledError
            done.append(name)
            return call(*arguments, **options)

        return run

    for name in CALLS:
        patch.setattr(os, name, counted(name, getattr(os, name)))
    return done


def kills(folder: Path, tmp_path: Path, deed: Callable[[Path], object], first: int) -> Iterator[Path]:
    """Do something in a copy of a folder, killed at one call after the other; yield the journal each time."""
    for number in count(first, STEP):
        copy = tmp_path / f"{number}"
        shutil.copytree(folder, copy)
        with pytest.MonkeyPatch.context() as patch:
            kill_at(number, patch)
            try:
                deed(copy / "journal.json")
            except KilledError:
                pass
            else:
                break
        yield copy / "journal.json"
        shutil.rmtree(copy)
    assert number > 20


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A folder with everything that a lock can seal."""
    world = World(tmp_path_factory.mktemp("world") / "data")
    for name in world.named:
        (world.folder / name).unlink()
    everything = b"\n".join(files_in(world.folder).values())
    world.words.texts = [text for text in world.words.texts if find.contains_any([text], everything)]
    return world


@pytest.fixture(scope="module")
def locked(world: World, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The same folder, locked, and the recovery code."""
    folder = tmp_path_factory.mktemp("locked") / "data"
    shutil.copytree(world.folder, folder)
    return folder, lock(folder / "journal.json")


def check_readable(world: World, path: Path, *secrets: str) -> None:
    """Every word of the folder can be read, as it is or with one of these secrets."""
    store = without_key(path)
    sealer = None
    if store.is_locked:
        [secret] = [secret for secret in secrets if opens(path, secret)]
        store = opened(path, secret)
        sealer = KeyFileSealer(keyring_in(path), store.words.keys)
    assert world.texts_of_all(store.load()) == world.texts_of_all(world.journal)
    everything = b"\n".join(as_plain(data, sealer) for data in files_in(path.parent).values())
    lost = {text for text in world.words.texts if not find.contains_any([text], everything)}
    assert lost == set()


def as_plain(data: bytes, sealer: KeyFileSealer | None) -> bytes:
    if sealer is None:
        return data
    try:
        return sealer.opened(data)
    except SealError:
        return data


def check_whole(path: Path) -> None:
    """Nothing is left to do."""
    assert [file.name for file in path.parent.glob("*.tmp")] == [".syncthing.journal.json.tmp"]
    assert not keyring_in(path).incomplete


@pytest.mark.parametrize("first", range(1, 1 + (1 if LONG_RUN else 2)))
def test_a_lock_that_was_killed(first: int, world: World, tmp_path: Path) -> None:
    for path in kills(world.folder, tmp_path, lock, first):
        check_readable(world, path, PASSPHRASE)
        if without_key(path).is_locked:
            assert locking.finish(opened(path), path, FakeClock()).is_complete
        else:
            lock(path)
        assert files_with(world.words.searched, path.parent) == set()
        check_readable(world, path, PASSPHRASE)
        check_whole(path)


def test_a_lock_that_was_killed_says_so_until_the_rest_is_done(world: World, tmp_path: Path) -> None:
    seen = set()
    for path in kills(world.folder, tmp_path, lock, 8):
        is_left = bool(files_with(world.words.searched, path.parent))
        is_locked = without_key(path).is_locked
        is_incomplete = is_locked and keyring_in(path).incomplete
        seen.add((is_locked, is_incomplete))
        assert is_incomplete or not is_left or not is_locked
    assert (True, True) in seen


def check_old_opens_nothing(path: Path, old: tuple[str, ...], wrapped: str) -> None:
    for file, data in files_in(path.parent).items():
        assert wrapped.encode() not in data, file.name
        try:
            is_locked = copies.read(file).journal.is_locked
        except StorageError:
            continue
        if is_locked:
            for secret in old:
                assert not opens(file, secret), file.name


def test_a_change_of_the_passphrase_is_one_in_every_file(
    world: World, locked: tuple[Path, str], tmp_path: Path
) -> None:
    folder, code = locked
    shutil.copytree(folder, tmp_path / "copy")
    path = tmp_path / "copy" / "journal.json"
    wrapped = keyring_in(path).by_passphrase
    new_code = change(path)
    check_old_opens_nothing(path, (PASSPHRASE, code), wrapped)
    for file in files_in(path.parent):
        try:
            is_locked = copies.read(file).journal.is_locked
        except StorageError:
            continue
        assert is_locked
        assert opens(file, NEW_PASSPHRASE), file.name
        assert opens(file, new_code), file.name
    check_readable(world, path, NEW_PASSPHRASE)


def test_a_change_that_was_killed(world: World, locked: tuple[Path, str], tmp_path: Path) -> None:
    folder, code = locked
    wrapped = keyring_in(folder / "journal.json").by_passphrase
    for path in kills(folder, tmp_path, change, 1):
        check_readable(world, path, PASSPHRASE, NEW_PASSPHRASE)
        if opens(path, NEW_PASSPHRASE):
            locking.finish(opened(path, NEW_PASSPHRASE), path, FakeClock())
        else:
            change(path)
        check_old_opens_nothing(path, (PASSPHRASE, code), wrapped)
        check_readable(world, path, NEW_PASSPHRASE)
        check_whole(path)


def test_an_end_of_the_lock_that_was_killed(world: World, locked: tuple[Path, str], tmp_path: Path) -> None:
    folder, _ = locked
    for path in kills(folder, tmp_path, unlock_for_good, 1):
        keys = opened(folder / "journal.json").words.keys
        keyring = keyring_in(folder / "journal.json")
        if without_key(path).is_locked:
            check_readable(world, path, PASSPHRASE)
            unlock_for_good(path)
            left = {file.name for file, data in files_in(path.parent).items() if b'"sealed.' in data}
            assert left == set()
        else:
            left = {file.name for file, data in files_in(path.parent).items() if b'"sealed.' in data}
            assert left <= {"journal.json.prev"}, "all others were opened before the journal was"
        everything = b"\n".join(
            as_plain(data, KeyFileSealer(keyring, keys)) for data in files_in(path.parent).values()
        )
        assert not {text for text in world.words.texts if not find.contains_any([text], everything)}


def test_a_kill_while_the_code_is_shown_leaves_everything_sealed(world: World, tmp_path: Path) -> None:
    shutil.copytree(world.folder, tmp_path / "copy")
    path = tmp_path / "copy" / "journal.json"

    def show(code: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        locking.lock(FileStore(path, FakeClock()), path, PASSPHRASE, FakeClock(), show)
    assert files_with(world.words.searched, path.parent) == set()
    check_readable(world, path, PASSPHRASE)
    check_whole(path)


def test_a_file_that_cannot_be_written_is_named_and_sealed_later(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(world.folder, tmp_path / "copy")
    path = tmp_path / "copy" / "journal.json"
    replace = os.replace

    def refuse(source: Path, target: Path) -> None:
        if str(target).endswith((".merged", ".drafts")) and "sync" in str(target):
            raise PermissionError
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        result = locking.lock(FileStore(path, FakeClock()), path, PASSPHRASE, FakeClock(), lambda code: None)
    left = {file.name for file in result.left}
    assert left == files_with(world.words.searched, path.parent)
    assert len(left) == 2
    assert keyring_in(path).incomplete
    assert locking.finish(opened(path), path, FakeClock()).is_complete
    assert files_with(world.words.searched, path.parent) == set()
    assert not keyring_in(path).incomplete


def test_a_lock_that_cannot_be_saved_changes_nothing(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(world.folder, tmp_path / "copy")
    path = tmp_path / "copy" / "journal.json"
    before = files_in(path.parent)
    store = FileStore(path, FakeClock())

    def refuse(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        with pytest.raises(StorageError):
            locking.lock(store, path, PASSPHRASE, FakeClock(), lambda code: None)
    after = files_in(path.parent)
    assert after.keys() >= {file for file in before if not file.name.endswith(".tmp")}
    assert all(before[file] == data for file, data in after.items() if file in before)
    assert not store.is_locked
    assert world.texts_of_all(store.load()) == world.texts_of_all(world.journal)


def test_a_journal_that_may_only_be_read_is_not_locked(path: Path) -> None:
    write_lines(path, "tea")
    path.chmod(0o400)
    before = path.read_bytes()
    store = FileStore(path, FakeClock())
    with pytest.raises(ReadOnlyError):
        locking.lock(store, path, PASSPHRASE, FakeClock(), lambda code: None)
    assert path.read_bytes() == before
    assert not store.is_locked


def test_the_store_that_locked_changed_and_unlocked_goes_on(path: Path) -> None:
    write_lines(path, "teapot")
    store = FileStore(path, FakeClock())
    locking.lock(store, path, PASSPHRASE, FakeClock(), lambda code: None)
    store.transact(received("cakestand", "a1"))
    locking.change_passphrase(store, path, NEW_PASSPHRASE, FakeClock(), lambda code: None)
    store.transact(received("longwalk", "a2"))
    assert not store.is_locked
    assert store.lock_warning == ""
    assert {line.text for line in store.load().day(TODAY).received} == {"teapot", "cakestand", "longwalk"}
    assert files_with({"teapot", "cakestand", "longwalk"}, path.parent) == set()
    locking.unlock_for_good(store, path, FakeClock())
    store.transact(received("last", "a3"))
    assert not store.is_locked
    plain = without_key(path).load()
    assert {line.text for line in plain.day(TODAY).received} == {"teapot", "cakestand", "longwalk", "last"}
    locking.lock(store, path, PASSPHRASE, FakeClock(), lambda code: None)
    assert files_with({"teapot", "cakestand", "longwalk"}, path.parent) == set()
    assert words_in(path) == {"teapot", "cakestand", "longwalk", "last"}


# Copies that only a person can judge.


def test_a_similar_copy_under_the_old_passphrase_is_named_by_a_change(path: Path) -> None:
    write_lines(path, "tea")
    lock(path)
    similar = path.with_name("journal copy.json")
    similar.write_bytes(path.read_bytes())
    result = locking.change_passphrase(opened(path), path, NEW_PASSPHRASE, FakeClock(), lambda code: None)
    assert opens(similar, PASSPHRASE)
    assert result.similar == (similar,)


def test_a_similar_copy_that_stays_locked_is_named_by_the_end_of_the_lock(path: Path) -> None:
    write_lines(path, "tea")
    lock(path)
    similar = path.with_name("journal copy.json")
    similar.write_bytes(path.read_bytes())
    assert unlock_for_good(path).similar == (similar,)


def test_a_copy_under_another_key_is_named_by_the_end_of_the_lock_and_stays(
    path: Path, tmp_path: Path
) -> None:
    write_lines(path, "tea")
    other = tmp_path / "other.json"
    other.write_bytes(path.read_bytes())
    lock(other, "of another machine")
    lock(path)
    copy = path.with_name("journal.sync-conflict-20261122-080000-ABCDEFG.json")
    copy.write_bytes(other.read_bytes())
    assert unlock_for_good(path).left == (copy,)
    assert copy.read_bytes() == other.read_bytes()
