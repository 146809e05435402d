"""Cuts the power while a journal is locked, gets another passphrase or is unlocked for good.

Run it as `python -m tests.faults.lock_power_worker FOLDER DEED TRIALS`.

The disks are those of power_worker.py, and what has to be true afterwards is as in lock_worker.py. It prints
its counts as JSON.
"""

import json
import os
import random
import select
import shutil
import signal
import sys
import time
from dataclasses import asdict
from pathlib import Path

from kindtui.storage import atomic
from tests.faults.lock_worker import Child, Counts, HasFailed, do, finish
from tests.faults.lock_world import COMPLETE, begin, check, words_of
from tests.faults.mounts import make_image, mounted
from tests.faults.power_worker import MOUNT_OPTIONS, cut_power
from tests.support import cheap_locks


def end_with_the_disk() -> HasFailed:
    """Let this process end once its disk confirms nothing any more, as the power is gone for both."""
    sync_folder = atomic.sync_folder

    def sync_or_end(folder: Path) -> bool:
        if not sync_folder(folder):
            os.kill(os.getpid(), signal.SIGKILL)
        return True

    atomic.sync_folder = sync_or_end
    return lambda: False


def run_trial(deed: str, folder: Path, before: Path, seconds: float, counts: Counts) -> None:
    """Let a process do it on a disk of its own, cut the power at a random moment, and see what is there."""
    words, image = words_of(before), folder / "image"
    make_image(image)
    with mounted(folder / "disk", *MOUNT_OPTIONS, image) as disk:
        path = disk / "data" / "journal.json"
        shutil.copytree(before.parent, path.parent)
        os.sync()
        child = Child.start(end_with_the_disk, lambda show: do(deed, path, show))
        select.select([], [], [], random.uniform(0, seconds))
        cut_power(disk)
        status, _, code = child.wait(0)
    counts.trials += 1
    counts.cut_short += status != COMPLETE
    counts.codes_seen += bool(code)
    with mounted(folder / "disk", *MOUNT_OPTIONS, image):
        check(deed, path, words, status, code)
        assert finish(deed, path) == COMPLETE
        check(deed, path, words, COMPLETE, "")


def main(folder: Path, deed: str, trials: int) -> Counts:
    """Try that often."""
    before, counts = begin(deed, folder / "before"), Counts()
    warm = folder / "warm" / "journal.json"
    shutil.copytree(before.parent, warm.parent)
    began = time.monotonic()
    assert do(deed, warm, lambda code: None) == COMPLETE
    seconds = time.monotonic() - began
    for number in range(trials):
        trial_folder = folder / str(number)
        trial_folder.mkdir()
        run_trial(deed, trial_folder, before, seconds, counts)
        shutil.rmtree(trial_folder)
    return counts


if __name__ == "__main__":
    place, deed, trials = sys.argv[1:]
    with cheap_locks():
        counts = main(Path(place), deed, int(trials))
    sys.stdout.write(json.dumps(asdict(counts)))
