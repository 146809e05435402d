"""Several programs write to one journal at once, and others do it harm: the union of all words is left."""

import json
import subprocess
from pathlib import Path
from random import Random

import pytest

from kindtui.storage.errors import GoneError, UnreadableError
from kindtui.storage.file_store import FileStore
from tests.faults.trial_count import LONG_RUN, TRIALS
from tests.faults.word_stores import word_change
from tests.faults.workers import worker_command
from tests.support import ROOT, FakeClock, texts

WRITERS = 4
LINES = 250 if LONG_RUN else 15
ROUNDS = 2 * TRIALS if LONG_RUN else 60


@pytest.mark.parametrize("apart", [0, 1], ids=["the same day", "days of their own"])
def test_four_writers_lose_nothing(apart: int, tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    running = [
        subprocess.Popen(
            worker_command("write_worker", path, f"w{number}-", LINES, number * apart),
            stdout=subprocess.DEVNULL,
            cwd=ROOT,
        )
        for number in range(WRITERS)
    ]
    assert [process.wait() for process in running] == [0] * WRITERS
    journal = FileStore(path, FakeClock()).load()
    assert texts(journal) == {f"w{who}-{number}" for who in range(WRITERS) for number in range(LINES)}
    assert not journal.conflicts
    assert json.loads(path.read_bytes())["_meta"]["1"]["generation"] == WRITERS * LINES


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


def test_whatever_others_do_to_the_file_the_words_of_all_are_left(tmp_path: Path) -> None:
    path, chance = tmp_path / "journal.json", Random("others")
    foreign = Foreign(path)
    stores = [FileStore(path, foreign) for _ in range(WRITERS)]
    words: set[str] = set()
    older: list[bytes] = []
    stores[0].transact(word_change("first"))
    for store in stores:
        store.load()
    for number in range(ROUNDS):
        match chance.randrange(6):
            case 0:
                path.unlink()
            case 1 if older:
                path.write_bytes(chance.choice(older))
            case 2:
                foreign.begin(with_word(path.read_bytes(), f"foreign{number}"))
                words.add(f"foreign{number}")
        store = chance.choice(stores)
        if not path.exists():
            with pytest.raises(GoneError):
                store.transact(word_change(f"word{number}"))
            assert not path.exists()
            store.write_anew()
        store.transact(word_change(f"word{number}"))
        words.add(f"word{number}")
        older.append(path.read_bytes())
        del older[:-20]
    for number, store in enumerate(stores):
        store.transact(word_change(f"last{number}"))
    assert texts(FileStore(path, FakeClock()).load()) >= words
