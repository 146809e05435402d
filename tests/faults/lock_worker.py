"""Locks a journal, changes its passphrase or unlocks it for good, and is killed or hindered on the way.

Run it as `python -m tests.faults.lock_worker FOLDER DEED FAULT COUNT`.

`DEED` is "lock", "change" or "unlock". With "kill" or the name of an error as the `FAULT`, every COUNTth of
the calls that open, make, rename, link, sync, list or remove a file is killed by SIGKILL or fails, each in a
process of its own; with "room", no file may have more than COUNT bytes, twice as many, and so on; with
"moments", COUNT processes are killed at random moments. After each fault all words have to be there for
whoever has the passphrase, and for whoever saw the recovery code. A second process, which finishes the deed,
is killed too, and a third one finishes it. As kill_worker.py this is a program of its own, because it forks.
It prints its counts as JSON.
"""

import errno
import json
import os
import random
import resource
import select
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any

from kindtui.storage import locking
from kindtui.storage.errors import StorageError
from kindtui.storage.file_store import FileStore
from tests.faults.lock_world import (
    COMPLETE,
    INCOMPLETE,
    NOT_SAVED,
    OTHER_PASSPHRASE,
    begin,
    check,
    keyring_of,
    keys_of,
    words_of,
)
from tests.locked_journals import opens, store_at
from tests.support import PASSPHRASE, FakeClock, cheap_locks

HINDERED = 100  # added to the status of a process in which a call failed
WRITING = ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.fsync")
READING = ("os.listdir", "os.scandir")

ShowCode = Callable[[str], None]
HasFailed = Callable[[], bool]


@dataclass
class Counts:
    """What was tried; `cut_short` counts what was killed or was not complete."""

    trials: int = 0
    cut_short: int = 0
    codes_seen: int = 0


def do(deed: str, path: Path, show_code: ShowCode) -> int:
    """Do it from the beginning, and return a status that says how it went."""
    store = store_at(path)
    try:
        store.load()
        match deed:
            case "lock":
                result = locking.lock(store, path, PASSPHRASE, FakeClock(), show_code)
            case "change":
                result = locking.change_passphrase(store, path, OTHER_PASSPHRASE, FakeClock(), show_code)
            case _:
                result = locking.unlock_for_good(store, path, FakeClock())
    except StorageError:
        return NOT_SAVED
    return COMPLETE if result.is_complete and result.is_durable else INCOMPLETE


def finish(deed: str, path: Path) -> int:
    """Do what is left of it, as the next kindtui does once it has the key."""
    keyring = keyring_of(path)
    is_done = deed != "change" or (keyring is not None and opens(keyring, OTHER_PASSPHRASE))
    if keyring is None or (deed == "unlock" and not keyring.lifted) or not is_done:
        return do(deed, path, lambda code: None)
    store = FileStore(path, FakeClock())
    store.words.unlocker = keys_of
    store.load()
    if keyring.incomplete:
        stop = Event() if random.random() < 0.5 else None
        result = locking.finish(store, path, FakeClock(), stop=stop)
        return COMPLETE if result.is_complete else INCOMPLETE
    store.transact(lambda journal: journal)  # any save
    return COMPLETE


def fault_at(number: int, fault: str, folder: Path) -> HasFailed:
    """Let that call on a file in the folder be killed or fail, in this process."""
    numbers = count(1)
    failed = False

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal failed
        if not arguments or not str(arguments[0]).startswith(str(folder)):
            return
        is_writing = event in WRITING or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR))
        is_reading = event in READING or event == "open"
        if (is_writing or (is_reading and fault != "kill")) and next(numbers) == number:
            if fault == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            failed = True
            sys.stderr.write(f"call {number}: {event} of {arguments[0]}\n")
            raise OSError(getattr(errno, fault), os.strerror(getattr(errno, fault)))

    os.fsync = lambda fd: hook("os.fsync", (folder,))  # which no audit hook is told of
    sys.addaudithook(hook)
    return lambda: failed


def no_room_beyond(size: int) -> HasFailed:
    """Let no file of this process have more bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return lambda: False


@dataclass
class Child:
    """A process that does something to a journal."""

    pid: int
    pipe: int

    @classmethod
    def start(cls, prepare: Callable[[], HasFailed], work: Callable[[ShowCode], int]) -> "Child":
        """Fork one; `work` is given what shows a recovery code, and returns the status."""
        read_end, write_end = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                has_failed = prepare()
                with os.fdopen(write_end, "w", buffering=1) as pipe:
                    status = work(lambda code: print(code, file=pipe))
                os._exit(status + HINDERED * has_failed())
            except BaseException:  # noqa: BLE001
                traceback.print_exc()
            finally:
                os._exit(1)
        os.close(write_end)
        return cls(pid, read_end)

    def wait(self, kill_after: float | None = None) -> tuple[int, bool, str]:
        """Let it end, or kill it after some seconds; its status, if a fault was met, the code it showed."""
        if kill_after is not None:
            select.select([], [], [], kill_after)
            os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        code = os.read(self.pipe, 1 << 10).decode().strip()
        os.close(self.pipe)
        ended = os.waitstatus_to_exitcode(status)
        if is_hindered := ended >= HINDERED:
            ended -= HINDERED
        assert ended in (COMPLETE, INCOMPLETE, NOT_SAVED, -signal.SIGKILL), ended
        return ended, is_hindered or ended < 0, code


class Trials:
    """Trials of one deed, each in a folder of its own."""

    def __init__(self, folder: Path, deed: str, fault: str) -> None:
        """Make the journal, and do the deed once without a fault, which loads everything that it needs."""
        self.folder, self.deed, self.fault = folder, deed, fault
        self.before = begin(deed, folder / "before")
        self.words = words_of(self.before)
        self.counts = Counts()
        path = self._copy("warm")
        began = time.monotonic()
        assert do(deed, path, lambda code: None) == COMPLETE
        self.seconds = time.monotonic() - began
        self.size = max(file.stat().st_size for file in path.parent.rglob("*"))
        check(deed, path, self.words, COMPLETE, "")

    def at_call(self, number: int) -> bool:
        """Whether there was a call of that number, at which the fault was."""
        return self._run(str(number), lambda path: fault_at(number, self.fault, path.parent))

    def with_room(self, size: int) -> bool:
        """Whether there is a file that needs more room."""
        self._run(f"room-{size}", lambda path: no_room_beyond(size))
        return size < self.size

    def at_moment(self, number: int) -> None:
        """Kill one at a random moment."""
        self._run(f"moment-{number}", lambda path: lambda: False, random.uniform(0, self.seconds))

    def _copy(self, name: str) -> Path:
        path = self.folder / name / "journal.json"
        shutil.copytree(self.before.parent, path.parent)
        return path

    def _run(self, name: str, prepare: Callable[[Path], HasFailed], kill_after: float | None = None) -> bool:
        path = self._copy(name)
        child = Child.start(lambda: prepare(path), lambda show: do(self.deed, path, show))
        status, is_hit, code = child.wait(kill_after)
        self.counts.trials += 1
        self.counts.cut_short += status != COMPLETE
        self.counts.codes_seen += bool(code)
        try:
            check(self.deed, path, self.words, status, code)
            self._finish(path)
        except BaseException as error:
            error.add_note(f"{self.deed}, {self.fault}: {name}")
            raise
        shutil.rmtree(path.parent)
        return is_hit

    def _finish(self, path: Path) -> None:
        """Let one process finish, which is killed too, and another one."""
        number = random.randint(1, 20)
        second = Child.start(lambda: fault_at(number, "kill", path.parent), lambda _: finish(self.deed, path))
        status, _, _ = second.wait()
        check(self.deed, path, self.words, status, "")
        assert finish(self.deed, path) == COMPLETE
        check(self.deed, path, self.words, COMPLETE, "")


def main(folder: Path, deed: str, fault: str, number: int) -> Counts:
    """Try all calls, or as many moments."""
    os.fsync = lambda fd: None  # no power is cut here, so that nothing has to wait for a disk
    trials = Trials(folder, deed, fault)
    if fault == "moments":
        for each in range(number):
            trials.at_moment(each)
        return trials.counts
    attempt = trials.with_room if fault == "room" else trials.at_call
    for each in count(number, number):
        if not attempt(each):
            break
    return trials.counts


if __name__ == "__main__":
    place, deed, fault, number = sys.argv[1:]
    with cheap_locks():
        counts = main(Path(place), deed, fault, int(number))
    sys.stdout.write(json.dumps(asdict(counts)))
