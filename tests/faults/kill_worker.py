"""Kills writers at random moments and counts what is lost: `kill_worker.py FOLDER KIND WRITERS TRIALS`.

A writer saves one word after the other, and acknowledges each through a pipe once it is saved. The
parent kills every writer with SIGKILL at a moment of its own, then reads the file. This is a program
of its own, with one thread, because it forks. It prints its counts as JSON.
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

from filing import KINDS, UNREADABLE, InPlace, Kindtui

from kindtui.storage.errors import UnreadableError

LONGEST = 0.04  # seconds that a writer may go on after the first word


@dataclass
class Counts:
    """What was found; `torn` counts trials in which a save was under way when its writer was killed."""

    trials: int = 0
    acknowledged: int = 0
    lost: int = 0
    unreadable: int = 0
    left_over: int = 0
    torn: int = 0
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
        heard = b""
        while more := os.read(self.pipe, 1 << 16):
            heard += more
        os.close(self.pipe)
        return set(heard.decode().split()), not os.WIFSIGNALED(status)


def start(filing: Kindtui | InPlace, name: str) -> Writer:
    """Fork a writer."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            for number in count():
                word = f"{name}{number}"
                filing.save(word, number, partial(os.write, writing, f"{word} ".encode()))
        finally:
            os._exit(1)
    os.close(writing)
    return Writer(pid, reading)


def trial(kind: str, folder: Path, writers: int, counts: Counts) -> None:
    """Let writers at the file in that folder, kill them, and see what is there."""
    path = folder / "journal.json"
    running = [start(KINDS[kind](path), "abcdefgh"[number]) for number in range(writers)]
    select.select([writer.pipe for writer in running], [], [])
    said: set[str] = set()
    ends = sorted(time.monotonic() + random.uniform(0, LONGEST) for _ in running)
    for end, writer in zip(ends, running, strict=True):
        select.select([], [], [], max(0, end - time.monotonic()))
        words, crashed = writer.kill()
        said |= words
        counts.crashed += crashed
    counts.trials += 1
    counts.acknowledged += len(said)
    torn = any(folder.glob(".*.tmp"))
    try:
        found = KINDS[kind](path).words()
        counts.lost += len(said - found)
        KINDS[kind](path).save("after", 0, lambda: None)
        counts.lost += "after" not in KINDS[kind](path).words()
        counts.torn += torn
    except (*UNREADABLE, UnreadableError):
        counts.unreadable += 1
    counts.left_over += any(folder.glob(".*.tmp"))


def main(folder: Path, kind: str, writers: int, trials: int) -> Counts:
    """Try that often; a broken kind only until it shows."""
    counts = Counts()
    KINDS[kind](folder / "full").fill()
    while counts.trials < trials and (kind == "kindtui" or not counts.lost + counts.unreadable):
        place = folder / str(counts.trials)
        place.mkdir()
        shutil.copy(folder / "full", place / "journal.json")
        trial(kind, place, writers, counts)
        shutil.rmtree(place)
    return counts


if __name__ == "__main__":
    place, kind, writers, trials = sys.argv[1:]
    sys.stdout.write(json.dumps(asdict(main(Path(place), kind, int(writers), int(trials)))))
