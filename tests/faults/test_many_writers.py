"""Several programs write to one journal at once, and others do it harm: the union of all words is left.

It may be locked, or be locked or unlocked for good by one of them meanwhile; half of them have the key.
"""

import json
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from kindtui.storage import locking
from kindtui.storage.errors import GoneError, NotSavedError, UnreadableError
from kindtui.storage.file_store import FileStore
from tests.faults.trial_count import LONG_RUN, TRIALS
from tests.faults.word_stores import ShortSleepClock, word_change
from tests.faults.workers import worker_command
from tests.locked_journals import plain_words, store_at
from tests.support import PASSPHRASE, ROOT, FakeClock, cheap_locks, lock_journal, texts

WRITERS = 4
LINES = 250 if LONG_RUN else 15
ROUNDS = 2 * TRIALS if LONG_RUN else 60
NAMES = [f"writer:{number}:" for number in range(WRITERS)]
LINES_OF_ALL = {f"{name}{number}" for name in NAMES for number in range(LINES)}

is_locked = pytest.mark.parametrize("is_locked", [False, True], ids=["plain", "locked"])


def write_at_once(path: Path, apart: int, meanwhile: Callable[[], object] = lambda: None) -> None:
    """Let the writers run, every second one with the key, to their end."""
    running = [
        subprocess.Popen(
            worker_command("write_worker", path, name, LINES, number * apart, number % 2),
            stdout=subprocess.DEVNULL,
            cwd=ROOT,
        )
        for number, name in enumerate(NAMES)
    ]
    meanwhile()
    assert [process.wait() for process in running] == [0] * WRITERS


def generation(path: Path) -> int:
    """How many saves there were."""
    return int(json.loads(path.read_bytes())["_meta"]["1"]["generation"]) if path.exists() else 0


@is_locked
@pytest.mark.parametrize("apart", [0, 1], ids=["the same day", "days of their own"])
def test_four_writers_lose_nothing(apart: int, is_locked: bool, tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    if is_locked:
        lock_journal(path)
    before = generation(path)
    write_at_once(path, apart)
    journal = store_at(path).load()
    assert texts(journal) == LINES_OF_ALL
    assert not journal.conflicts
    assert generation(path) - before == WRITERS * LINES
    assert not is_locked or not plain_words(tmp_path, NAMES)


def test_one_that_locks_while_four_write_leaves_no_word_plain_and_loses_none(tmp_path: Path) -> None:
    path = tmp_path / "journal.json"

    def lock() -> None:
        clock = ShortSleepClock()
        while generation(path) < LINES:
            clock.sleep(1)
        store = store_at(path, clock)
        while not (journal := store.load()).keyring or journal.keyring.incomplete:
            with suppress(NotSavedError), cheap_locks():  # others held the lock all the time
                if journal.keyring:
                    locking.finish(store, path, clock)
                else:
                    locking.lock(store, path, PASSPHRASE, clock, lambda code: None)

    write_at_once(path, 0, lock)
    assert texts(store_at(path).load()) == LINES_OF_ALL
    assert not plain_words(tmp_path, NAMES)


def test_one_that_unlocks_for_good_while_four_write_leaves_every_word_plain(tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    lock_journal(path)
    locked_at = generation(path)

    def unlock_for_good() -> None:
        clock = ShortSleepClock()
        while generation(path) < locked_at + LINES:
            clock.sleep(1)
        store = store_at(path, clock)
        while store.load().is_locked:
            with suppress(NotSavedError):
                locking.unlock_for_good(store, path, clock)

    write_at_once(path, 0, unlock_for_good)
    assert texts(FileStore(path, FakeClock()).load()) == LINES_OF_ALL
    assert not [file for file in tmp_path.rglob("*.*") if file.is_file() and b"sealed." in file.read_bytes()]


class Foreign(FakeClock):
    """While kindtui waits, a program that writes in place goes on with the next part of its file."""

    def __init__(self, path: Path) -> None:
        """Use that file."""
        super().__init__()
        self.path = path
        self.parts: list[bytes] = []

    def begin(self, data: bytes) -> None:
        """Write the first part over the file."""
        third = len(data) // 3
        self.parts = [data[: 2 * third], data]
        self.path.write_bytes(data[:third])

    def sleep(self, seconds: float) -> None:
        if self.parts:
            self.path.write_bytes(self.parts.pop(0))


def with_word(data: bytes, word: str) -> bytes:
    """The file as a foreign program writes it with a line of its own."""
    tree = json.loads(data)
    [*_, day] = tree["days"].values()
    at = "2026-11-22T08:00:00Z"
    written = {"at": at, "zone": "UTC", "offset": 0}
    day.setdefault("received", []).append({"uid": word, "text": word, "written": written, "updated_at": at})
    return json.dumps(tree, indent=1).encode()


def test_a_file_that_is_written_in_place_meanwhile_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    foreign = Foreign(path)
    store = FileStore(path, foreign)
    store.transact(word_change("one"))
    foreign.begin(with_word(path.read_bytes(), "foreign"))
    store.transact(word_change("two"))
    assert texts(FileStore(path, FakeClock()).load()) == {"one", "two", "foreign"}


def test_a_foreign_program_that_never_ends_its_writing_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    store = FileStore(path, FakeClock())
    store.transact(word_change("one"))
    half = path.read_bytes()[:-20]
    path.write_bytes(half)
    with pytest.raises(UnreadableError):
        store.transact(word_change("two"))
    assert path.read_bytes() == half


def do_harm(foreign: Foreign, chance: Random, older: list[bytes], word: str) -> set[str]:
    """Remove the file, put an older copy in its place, or write to it in place; the words that this adds."""
    match chance.randrange(6):
        case 0:
            foreign.path.unlink()
        case 1 if older:
            foreign.path.write_bytes(chance.choice(older))
        case 2:
            foreign.begin(with_word(foreign.path.read_bytes(), word))
            return {word}
    return set()


@is_locked
def test_whatever_others_do_to_the_file_the_words_of_all_are_left(is_locked: bool, tmp_path: Path) -> None:
    path, chance = tmp_path / "journal.json", Random("others")
    foreign = Foreign(path)
    stores = [store_at(path, foreign, has_key=number % 2 == 0) for number in range(WRITERS)]
    words: set[str] = set()
    older: list[bytes] = []
    stores[0].transact(word_change("first"))
    if is_locked:  # while one of them has it open
        older.append(path.read_bytes())
        lock_journal(path)
    for store in stores:
        store.load()
    for number in range(ROUNDS):
        words |= do_harm(foreign, chance, older, f"foreign{number}")
        store = chance.choice(stores)
        if not path.exists():
            with pytest.raises(GoneError):
                store.transact(word_change(f"kind word {number}"))
            assert not path.exists()
            store.write_anew()
        store.transact(word_change(f"kind word {number}"))
        words.add(f"kind word {number}")
        older.append(path.read_bytes())
        del older[:-20]
        assert not is_locked or not plain_words(tmp_path, ["kind word"])
    for number, store in enumerate(stores):
        store.transact(word_change(f"last{number}"))
    journal = store_at(path).load()
    assert texts(journal) >= words
    assert journal.is_locked == is_locked
    assert not is_locked or not plain_words(tmp_path, ["kind word", "foreign"])
