"""A lock that meets another window, a full disk or a replaced file: no word is plain, and none lost."""

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from kindtui.cli.passphrase import finish_lock
from kindtui.domain.drafts import DraftChange
from kindtui.domain.journal.day import Act, ActState
from kindtui.domain.requests import ActChosen, ActStateChanged
from kindtui.domain.ritual.acts import Plan
from kindtui.session import Session
from kindtui.storage import backups, edited_texts, files, locking, private_memory
from kindtui.storage.copies import restore_points
from kindtui.storage.errors import LockedError, OtherKeyError, StorageError, UnreadableError
from kindtui.storage.file_store import FileStore
from kindtui.storage.restore import restore
from kindtui.storage.sealing import sodium
from tests.storage.sealing.lock_helpers import (
    NEW_PASSPHRASE,
    PASSPHRASE,
    change,
    files_in,
    files_with,
    keyring_in,
    lines_in,
    lock,
    opened,
    opens,
    received,
    tables_in,
    tokens_in,
    unlock_for_good,
    without_key,
    words_in,
    write_lines,
    write_tables,
)
from tests.storage.use_cases import IDEA
from tests.support import CATALOG, MORNING, TODAY, FakeClock

SENTENCE = "[These words can't be opened"
WORDS = {"teapot", "cakestand", "halfathought"}
DRAFT = DraftChange(TODAY, "note", "", "halfathought")
SHARED_MEMORY = Path("/dev/shm")
THIRD_PASSPHRASE = "something else entirely"


class KilledError(BaseException):
    """The process ended here."""


def session_of(store: FileStore, clock: FakeClock | None = None) -> Session:
    session = Session(store, clock or FakeClock(), CATALOG)
    session.open()
    return session


def do_while_deriving(patch: pytest.MonkeyPatch, deed: Callable[[], object]) -> None:
    """Let something happen, once, while the next key is derived from a passphrase."""
    derive, deeds = sodium.derive_key, [deed]

    def derived(passphrase: bytes, salt: bytes, operations: int, memory: int) -> bytes:
        if deeds:
            deeds.pop()()
        return derive(passphrase, salt, operations, memory)

    patch.setattr(sodium, "derive_key", derived)


# Another window saves, locks or unlocks while the key is derived, which takes half a second.


def test_a_line_saved_while_a_journal_is_locked_again_is_kept_and_nobody_is_shut_out(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_lines(path, "teapot")
    lock(path)
    unlock_for_good(path)
    window = without_key(path)
    do_while_deriving(monkeypatch, lambda: without_key(path).transact(received("cakestand", "a9")))
    is_done = False
    with suppress(StorageError):
        locking.lock(window, path, PASSPHRASE, FakeClock(), lambda code: None)
        is_done = True
    window.keep_drafts([DRAFT])
    window.transact(received("longwalk", "b1"))
    assert without_key(path).is_locked == is_done
    assert files_with({*WORDS, "longwalk"}, path.parent) == set() or not is_done
    assert is_done or not any(b'"sealed.' in data for data in files_in(path.parent).values())
    assert words_in(path) == {"teapot", "cakestand", "longwalk"}
    assert opened(path).drafts() == {TODAY: {"note": ("halfathought",)}}


def test_the_passphrase_of_a_journal_that_was_unlocked_for_good_meanwhile_is_not_changed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_lines(path, "teapot")
    lock(path)
    store = opened(path)
    do_while_deriving(monkeypatch, lambda: unlock_for_good(path))
    with pytest.raises(OtherKeyError):
        locking.change_passphrase(store, path, NEW_PASSPHRASE, FakeClock(), lambda code: None)
    plain = without_key(path)
    assert not plain.is_locked
    assert [line.text for line in plain.load().day(TODAY).received] == ["teapot"]
    assert not any(b'"sealed.' in data for data in files_in(path.parent).values())


def test_a_passphrase_that_another_window_chose_meanwhile_stays(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_lines(path, "teapot")
    lock(path)
    store = opened(path)
    codes: list[str] = []
    do_while_deriving(monkeypatch, lambda: codes.append(change(path, THIRD_PASSPHRASE)))
    with pytest.raises(OtherKeyError):
        locking.change_passphrase(store, path, NEW_PASSPHRASE, FakeClock(), lambda code: None)
    assert not opens(path, NEW_PASSPHRASE)
    assert all(words_in(path, secret) == {"teapot"} for secret in (THIRD_PASSPHRASE, *codes))


# Acts, of which a window without the key changes the time and not the words.


def plan_an_act(path: Path) -> Act:
    """Choose an act of today with the key, and return it."""
    session = session_of(opened(path))
    session.submit(ActChosen(TODAY, Plan(IDEA.plan_for("Sam"), "Sam", 6, IDEA)))
    [act] = session.state.journal.day(TODAY).acts
    return act


def words_of_act(path: Path) -> tuple[str, ...]:
    """The words of the one act of today, as somebody with the passphrase reads them."""
    [act] = opened(path).load().day(TODAY).acts
    return act.text, act.who, act.audience, act.source


def test_an_act_that_an_older_file_lacks_keeps_its_words_when_it_is_marked_as_done(path: Path) -> None:
    write_lines(path, "teapot")
    lock(path)
    older = path.read_bytes()
    act = plan_an_act(path)
    window = session_of(without_key(path))
    path.write_bytes(older)
    window.submit(ActStateChanged(TODAY, act.uid, "done"))
    assert words_of_act(path) == (act.text, act.who, act.audience, act.source)


def test_an_act_marked_again_and_again_without_the_key_keeps_its_words_and_the_file_small(path: Path) -> None:
    write_lines(path, "teapot")
    lock(path)
    act, clock = plan_an_act(path), FakeClock()
    states: tuple[ActState, ...] = ("done", "planned")
    for number in range(60):
        clock.move(minutes=1)
        session = session_of(FileStore(path, clock), clock)
        with suppress(LockedError):  # a refusal in words is fine, as long as it changes nothing
            session.submit(ActStateChanged(TODAY, act.uid, states[number % 2]))
        assert session.store.is_locked
        assert path.stat().st_size < 200_000, f"after {number + 1} times"
    assert words_of_act(path) == (act.text, act.who, act.audience, act.source)


# An end of the lock that is stopped, or meets what does not open.


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device"), KilledError()], ids=["full disk", "kill"]
)
def test_an_end_of_the_lock_that_was_stopped_at_the_journal_leaves_no_plain_file_beside_it(
    error: BaseException, path: Path
) -> None:
    write_lines(path, "teapot")
    lock(path)
    store = opened(path)
    store.make_daily_backup()
    store.keep_drafts([DRAFT])
    store.transact(received("cakestand", "a9"))
    replace, stopped = os.replace, False

    def stop_at_the_journal(source: Path, target: Path) -> None:
        nonlocal stopped
        are_others_plain = b"halfathought" in files.drafts_path(path).read_bytes()
        stopped = stopped or (Path(target) == path and are_others_plain)
        if stopped:
            raise error
        replace(source, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "replace", stop_at_the_journal)
        with pytest.raises((StorageError, KilledError)):
            unlock_for_good(path)
    store = opened(path)
    finish_lock(store, path, FakeClock())  # as every command does that was given the passphrase
    assert files_with(WORDS, path.parent) == set()
    assert words_in(path) == {"teapot", "cakestand"}
    assert opened(path).drafts() == {TODAY: {"note": ("halfathought",)}}


def test_a_string_that_comes_while_the_lock_is_ended_and_does_not_open_stays_as_it_is(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_lines(path, "teapot")
    lock(path)
    store = opened(path)
    store.keep_drafts([DRAFT])
    tables = tables_in(path)
    [line] = lines_in(tables)
    broken = line["text"][:-8] + "AAAAAAAA"
    lines_in(tables).append({**line, "uid": "x9", "text": broken})
    replace, to_put = os.replace, [tables]

    def put_another_journal_there(source: Path, target: Path) -> None:
        replace(source, target)
        if to_put and Path(target) == files.drafts_path(path):
            write_tables(path, to_put.pop())

    monkeypatch.setattr(os, "replace", put_another_journal_there)
    with pytest.raises(UnreadableError):
        locking.unlock_for_good(store, path, FakeClock())
    assert not to_put
    assert files_with({SENTENCE}, path.parent) == set()
    assert broken in list(tokens_in(tables_in(path)))
    assert without_key(path).is_locked
    assert "teapot" in words_in(path)


# What was plain in its place, or in memory.


def test_what_a_plain_copy_in_the_place_of_a_locked_journal_had_is_sealed_by_a_restore(path: Path) -> None:
    write_lines(path, "teapot", "cakestand")
    plain = path.read_bytes()
    lock(path)
    made = backups.make(path, path.read_bytes(), "asked", MORNING.at)
    point = next(point for point in restore_points(path) if point.id == made.id)
    path.write_bytes(plain)
    restored = restore(path, point.copy, FakeClock())
    assert files_with(WORDS, path.parent) == set()
    assert words_in(path) == {"teapot", "cakestand"}
    assert keyring_in(path) == point.copy.journal.keyring
    assert restored.saved_as
    assert words_in(restored.saved_as) == {"teapot", "cakestand"}, "what was there is kept"


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in memory of this session, as a login makes it."""
    if not SHARED_MEMORY.is_dir() or "tmpfs" not in Path("/proc/mounts").read_text():
        pytest.skip("there is no folder in memory here")
    with tempfile.TemporaryDirectory(dir=SHARED_MEMORY) as name:
        monkeypatch.setenv("XDG_RUNTIME_DIR", name)
        yield Path(name)


def leave_in_memory(path: Path, text: str, field: tuple[date, str]) -> Path:
    """Leave a text that was open in an editor as a kill of kindtui does, and return its file."""
    place = private_memory.place_in_memory(path, os.environ)
    assert place
    file = edited_texts.create(place, text, field, "")
    edited_texts.set_held(file, is_held=False)
    return file


def test_a_text_that_a_kill_left_in_memory_is_a_draft_also_after_the_end_of_the_lock(
    path: Path, memory: Path
) -> None:
    write_lines(path, "teapot")
    lock(path)
    file = leave_in_memory(path, "halfathought", (TODAY, "note"))
    assert memory in file.parents
    unlock_for_good(path)
    assert session_of(without_key(path)).state.drafts == {TODAY: {"note": ("halfathought",)}}
    assert list(memory.iterdir()) == []


def test_the_sheet_of_a_day_that_a_kill_left_in_memory_is_named_also_after_the_end_of_the_lock(
    path: Path, memory: Path
) -> None:
    write_lines(path, "teapot")
    lock(path)
    file = leave_in_memory(path, "halfathought", (TODAY, edited_texts.WHOLE_DAY))
    before = session_of(without_key(path)).store.left_text
    assert f"edit {TODAY}" in before
    unlock_for_good(path)
    assert session_of(without_key(path)).store.left_text == before
    assert file.read_text() == "halfathought\n"
