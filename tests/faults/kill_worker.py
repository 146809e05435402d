"""Kills writers at random moments and counts what is lost.

Run it as `python -m tests.faults.kill_worker FOLDER KIND WRITERS TRIALS`.

A writer saves one word after the other, and acknowledges each through a pipe once it is saved. The
parent kills every writer with SIGKILL at a moment of its own, then reads the file. Of a locked kind it
looks for words in plain in every file, too. This is a program of its own, with one thread, because it
forks. It prints its counts as JSON.
"""

import json
import os
import random
import select
import shutil
import signal
import sys
import time
from dataclasses import asdict, dataclass
from functools import partial
from itertools import count
from pathlib import Path

from kindtui.storage.errors import UnreadableError
from tests.faults.word_stores import (
    DECODE_ERRORS,
    LONG_NOTE,
    SOUND_STORES,
    WORD_STORES,
    InPlaceStore,
    KindtuiStore,
    LockedStore,
)
from tests.locked_journals import plain_words, words_in

MAX_DELAY_SECONDS = 0.04  # seconds that a writer may go on after the first word
WORD_MARK = "word:"  # no sealed text has a colon


@dataclass
class Counts:
    """What was found; `torn` counts trials in which a save was under way when its writer was killed.

    `plain` counts trials after which a file of a locked journal held a word in plain.
    """

    trials: int = 0
    acknowledged: int = 0
    lost: int = 0
    unreadable: int = 0
    left_over: int = 0
    torn: int = 0
    plain: int = 0
    crashed: int = 0


@dataclass
class Writer:
    """A child process, and the pipe through which it acknowledges."""

    pid: int
    pipe: int

    def kill(self) -> tuple[set[str], bool]:
        """End it; what it called saved, and whether it had ended by itself before."""
        os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        output = b""
        while chunk := os.read(self.pipe, 1 << 16):
            output += chunk
        os.close(self.pipe)
        return set(output.decode().split()), not os.WIFSIGNALED(status)


def start_writer(store: KindtuiStore | InPlaceStore, name: str) -> Writer:
    """Fork a writer."""
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            for number in count():
                word = f"{WORD_MARK}{name}{number}"
                store.save(word, number, partial(os.write, write_end, f"{word} ".encode()))
        finally:
            os._exit(1)
    os.close(write_end)
    return Writer(pid, read_end)


def fill(kind: str, path: Path) -> frozenset[str]:
    """Begin a file, and return the words that may be in plain nowhere; none unless it is locked."""
    store = WORD_STORES[kind](path)
    store.fill()
    if not isinstance(store, LockedStore):
        return frozenset()
    plain = KindtuiStore(path.with_name("plain"))
    plain.fill()
    return frozenset({WORD_MARK, LONG_NOTE, *words_in(plain.path.read_bytes())})


def ready_store(kind: str, path: Path) -> KindtuiStore | InPlaceStore:
    """A store of that file, which has opened every word before if it is locked, as that takes its time."""
    store = WORD_STORES[kind](path)
    if isinstance(store, LockedStore):
        store.store.load()
    return store


def run_trial(kind: str, folder: Path, writers: int, secrets: frozenset[str], counts: Counts) -> None:
    """Let writers at the file in that folder, kill them, and see what is there."""
    path = folder / "journal.json"
    running = [start_writer(ready_store(kind, path), "abcdefgh"[number]) for number in range(writers)]
    select.select([writer.pipe for writer in running], [], [])
    acknowledged: set[str] = set()
    deadlines = sorted(time.monotonic() + random.uniform(0, MAX_DELAY_SECONDS) for _ in running)
    for end, writer in zip(deadlines, running, strict=True):
        select.select([], [], [], max(0, end - time.monotonic()))
        words, crashed = writer.kill()
        acknowledged |= words
        counts.crashed += crashed
    counts.trials += 1
    counts.acknowledged += len(acknowledged)
    torn = any(folder.glob(".*.tmp"))
    counts.plain += bool(secrets and plain_words(folder, secrets))
    try:
        found = WORD_STORES[kind](path).words()
        counts.lost += len(acknowledged - found)
        WORD_STORES[kind](path).save("after", 0, lambda: None)
        counts.lost += "after" not in WORD_STORES[kind](path).words()
        counts.torn += torn
    except (*DECODE_ERRORS, UnreadableError):
        counts.unreadable += 1
    counts.left_over += any(folder.glob(".*.tmp"))


def main(folder: Path, kind: str, writers: int, trials: int) -> Counts:
    """Try that often; a broken kind only until it shows."""
    counts = Counts()
    secrets = fill(kind, folder / "full")
    while counts.trials < trials and (kind in SOUND_STORES or not counts.lost + counts.unreadable):
        trial_folder = folder / str(counts.trials)
        trial_folder.mkdir()
        shutil.copy(folder / "full", trial_folder / "journal.json")
        run_trial(kind, trial_folder, writers, secrets, counts)
        shutil.rmtree(trial_folder)
    return counts


if __name__ == "__main__":
    place, kind, writers, trials = sys.argv[1:]
    sys.stdout.write(json.dumps(asdict(main(Path(place), kind, int(writers), int(trials)))))
