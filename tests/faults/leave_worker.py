"""Leaves the real app while it saves, and counts the words that are then nowhere.

Run it as `python -m tests.faults.leave_worker FOLDER SEED TRIALS KIND`.

A journal of the kind "locked" is locked, and the app asks for its passphrase first. Every second trial is on
a disk whose `fsync` takes 400 ms; in the others another program holds the lock of the file for two seconds.
Each trial types words in one of three scenes, and leaves after one of the Enters, at a random instant, in one
of five ways. The counts are printed as JSON; trials that failed are named on standard error.
"""

import contextlib
import fcntl
import json
import os
import random
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.hindrances import slow_disk
from tests.locked_journals import opened_bytes, plain_words, store_at
from tests.real_terminal import LEAVE_ALT_SCREEN, Terminal
from tests.support import PASSPHRASE, lock_journal

EVENING = "2026-11-22T20:00:00+01:00"
SYNC_MILLISECONDS = 400
LOCKED_SECONDS = 2.0
LATEST_LEAVING = 0.6  # seconds after an Enter
TRIALS_AT_ONCE = 3  # each of them mostly waits
F1, F2, F4, ENTER, ESCAPE, CTRL_Q = "\x1bOP", "\x1bOQ", "\x1bOS", "\r", "\x1b", "\x11"
A_WORD = "a word that stands nowhere else"
SCENES = {  # the keys, and what is seen before the next ones
    "both lines of an evening": (
        (A_WORD, ""), (ENTER, "one kind thing I did?"), (A_WORD, ""), (ENTER, ""),
    ),
    "a boundary, then Today": (
        (F2, "For today"), ("b", "Enter"), (A_WORD, ""), (ENTER, ""), (F1, "What kindness did I"),
        (A_WORD, ""), (ENTER, ""),
    ),
    "a past day, then Today": (
        (F4, "Journal"), ("y", "that day?"), (A_WORD, ""), (ENTER, ""), (F1, ""),
    ),
}  # fmt: skip
EXIT_STATUSES = {"q": 0, "Ctrl+Q": 0, "SIGTERM": 143, "SIGHUP": 129, "a closed terminal": 129}


@dataclass
class Trial:
    """What one trial does, the words it typed, and what came of them."""

    seed: int
    is_locked: bool
    scene: str
    steps: int
    way: str
    delay: float
    words: list[str] = field(default_factory=list)
    status: int = 0
    lost: list[str] = field(default_factory=list)
    plain: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def from_seed(cls, seed: int, *, is_locked: bool) -> "Trial":
        """Choose a scene, after which of its Enters the app is left, how, and how long after."""
        choice = random.Random(seed)
        scene = choice.choice(list(SCENES))
        steps = [number for number, (keys, _) in enumerate(SCENES[scene], 1) if keys == ENTER]
        return cls(
            seed,
            is_locked,
            scene,
            choice.choice([*steps, len(SCENES[scene])]),
            choice.choice(list(EXIT_STATUSES)),
            choice.uniform(0, LATEST_LEAVING),
        )

    @property
    def failed(self) -> bool:
        return bool(self.lost or self.plain) or self.status != EXIT_STATUSES[self.way]

    def prepare(self, folder: Path) -> None:
        """Make a folder of its own, with a locked journal if it has to be locked."""
        path = self.path_in(folder)
        path.parent.mkdir()
        if self.is_locked:
            lock_journal(path)

    def path_in(self, folder: Path) -> Path:
        return folder / str(self.seed) / "journal.json"

    def run(self, folder: Path) -> None:
        """Run it in its folder, which is removed if all is well."""
        path = self.path_in(folder)
        is_slow = self.seed % 2 == 1
        environment = slow_disk(path.parent, SYNC_MILLISECONDS) if is_slow else {}
        with Terminal(path, EVENING, environment=environment) as app:
            if self.is_locked:
                app.wait_for("passphrase")
                app.send(f"{PASSPHRASE}{ENTER}")
            app.wait_for("What kindness did I")
            with contextlib.nullcontext() if is_slow else locked(path):
                for keys, seen in SCENES[self.scene][: self.steps]:
                    self._send(app, keys, seen)
                threading.Event().wait(self.delay)  # the instant is what is tried here
                leave(app, self.way)
                self.status = app.wait_for_exit()
        printed = app.raw.rpartition(LEAVE_ALT_SCREEN)[2].decode(errors="replace")
        self.lost = [word for word in self.words if word not in kept_text(path) + printed]
        self.plain = plain_words(path.parent, self.words) if self.is_locked else {}
        if not self.failed:
            shutil.rmtree(path.parent)

    def _send(self, app: Terminal, keys: str, seen: str) -> None:
        if keys == A_WORD:
            keys = seen = f"word{len(self.words)}of{self.seed}"
            self.words.append(keys)
        app.send(keys)
        if seen:
            app.wait_for(seen)


def leave(app: Terminal, way: str) -> None:
    """Leave the app by a key or a signal, or take its terminal away."""
    if way.startswith("SIG"):
        app.child.kill(getattr(signal, way))
    elif way == "a closed terminal":
        with Path(os.devnull).open() as nothing:
            os.dup2(nothing.fileno(), app.child.child_fd)
    elif way == "q":
        app.send(ESCAPE)
        app.wait_until(lambda: "leave the field" not in app.text, "the field left")
        app.send("q")
    else:
        app.send(CTRL_Q)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a journal for a while, like another kindtui that is saving."""
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        release = threading.Timer(LOCKED_SECONDS, fcntl.flock, (lock, fcntl.LOCK_UN))
        release.start()
        try:
            yield
        finally:
            release.join()


def kept_text(path: Path) -> str:
    """The text of a journal and of its drafts, for whoever has the passphrase."""
    keyring = store_at(path).load().keyring if path.exists() else None
    files = [file for file in (path, path.with_name(f"{path.name}.drafts")) if file.exists()]
    found = [opened_bytes(file.read_bytes(), keyring) if keyring else file.read_bytes() for file in files]
    return "".join(json.dumps(json.loads(data)) for data in found)


def main(folder: Path, first_seed: int, count: int, kind: str) -> dict[str, int]:
    """Run the trials and count what was lost."""
    seeds = range(first_seed, first_seed + count)
    trials = [Trial.from_seed(seed, is_locked=kind == "locked") for seed in seeds]
    for trial in trials:  # before the threads: a forked process inherits the locks they hold
        trial.prepare(folder)
    with ThreadPoolExecutor(TRIALS_AT_ONCE) as threads:
        for _ in threads.map(lambda trial: trial.run(folder), trials):
            pass
    for trial in trials:
        if trial.failed:
            sys.stderr.write(f"{trial}\n")
    return {
        "trials": len(trials),
        "words": sum(len(trial.words) for trial in trials),
        "lost": sum(len(trial.lost) for trial in trials),
        "plain": sum(len(trial.plain) for trial in trials),
        "failed": sum(trial.failed for trial in trials),
    }


if __name__ == "__main__":
    folder_name, seed, trial_count, kind = sys.argv[1:]
    sys.stdout.write(json.dumps(main(Path(folder_name), int(seed), int(trial_count), kind)))
