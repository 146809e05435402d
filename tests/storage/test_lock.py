"""One saves at a time."""

import errno
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kindtui.storage.errors import NotSavedError
from kindtui.storage.file_store import FileStore
from kindtui.storage.files import holder_path
from kindtui.storage.lock import locked
from tests.storage.store_helpers import failing_change, file_names, line_change, load_fresh
from tests.support import FakeClock, texts

HOLD = "import fcntl, sys; f = open(sys.argv[1]); fcntl.flock(f, fcntl.LOCK_EX); print(flush=True); input()"


class Holder:
    """Another process that holds the lock until it is told to let go."""

    def __init__(self, lock: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLD, lock], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self.process.stdout
        self.process.stdout.readline()

    def let_go(self) -> None:
        self.process.communicate(b"\n")


class Waiting(FakeClock):
    """A clock during whose first sleep the other process lets go."""

    def __init__(self, holder: Holder) -> None:
        super().__init__()
        self.holder = holder

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        if len(self.slept) == 1:
            self.holder.let_go()


@pytest.fixture
def holder(store: FileStore) -> Iterator[Holder]:
    store.transact(line_change("one"))
    holder = Holder(store.path.with_name("journal.json.lock"))
    yield holder
    if holder.process.poll() is None:
        holder.let_go()


@pytest.mark.usefixtures("holder")
def test_after_five_seconds_it_is_said_that_another_is_saving(store: FileStore, clock: FakeClock) -> None:
    before = store.path.read_bytes()
    with pytest.raises(NotSavedError, match=r"another kindtui is saving .*journal\.json"):
        store.transact(line_change("two"))
    assert sum(clock.slept) == pytest.approx(5)
    assert store.path.read_bytes() == before


@pytest.mark.usefixtures("holder")
def test_reading_needs_no_lock(store: FileStore) -> None:
    assert texts(load_fresh(store.path)) == {"one"}


def test_a_save_waits_for_the_other(store: FileStore, holder: Holder) -> None:
    clock = Waiting(holder)
    saved = FileStore(store.path, clock).transact(line_change("two"))
    assert texts(saved.journal) == {"one", "two"}
    assert len(clock.slept) >= 1


def test_the_lock_is_let_go_after_a_save_and_after_a_failure(store: FileStore, clock: FakeClock) -> None:
    store.transact(line_change("one"))
    with pytest.raises(LookupError):
        store.transact(failing_change)
    FileStore(store.path, clock).transact(line_change("two"))
    assert clock.slept == []


def test_the_lock_is_never_renamed_or_removed(store: FileStore) -> None:
    inodes = set()
    for text in ("one", "two", "three"):
        store.transact(line_change(text))
        inodes.add(store.path.with_name("journal.json.lock").stat().st_ino)
    assert len(inodes) == 1
    assert "journal.json.lock" in file_names(store.path.parent)


@pytest.fixture
def no_flock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulate a file system without locks, where a second file stands in for one."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", refuse)


@pytest.mark.usefixtures("no_flock")
@pytest.mark.parametrize(
    ("changes", "is_broken"),
    [
        ({"boot": "another"}, True),
        ({"started": "1"}, True),
        ({"process": 2**22 - 1}, True),
        ({}, False),
        ({"host": "laptop"}, False),
        ({"machine": "another"}, False),
        ({"namespace": "another", "process": 2**22 - 1}, False),
        ({"boot": ""}, False),
    ],
    ids=str,
)
def test_a_second_file_is_removed_only_if_its_process_has_certainly_ended(
    changes: dict[str, object], is_broken: bool, store: FileStore, clock: FakeClock
) -> None:
    """The file is the one this process writes, with some of what it says changed."""
    store.transact(line_change("one"))
    file = holder_path(store.path)
    with locked(store.path, clock):
        content = json.dumps(json.loads(file.read_bytes()) | changes)
    file.write_text(content)
    if is_broken:
        store.transact(line_change("two"))
        assert not file.exists()
        assert clock.slept == []
        return
    where = " on laptop" if "host" in changes else ""
    with pytest.raises(NotSavedError, match=rf"another kindtui{where}.* is saving, according to {file}"):
        store.transact(line_change("two"))
    assert file.read_text() == content
    assert sum(clock.slept) == pytest.approx(5)


@pytest.mark.usefixtures("no_flock")
def test_an_empty_second_file_is_left_and_named(store: FileStore, clock: FakeClock) -> None:
    store.transact(line_change("one"))
    holder_path(store.path).touch()
    with pytest.raises(NotSavedError, match=r"another kindtui is saving, .* If that's wrong, remove it"):
        store.transact(line_change("two"))
    assert holder_path(store.path).read_bytes() == b""
    assert sum(clock.slept) == pytest.approx(5)
