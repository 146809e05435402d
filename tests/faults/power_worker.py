"""Cuts the power of a disk at random moments and counts what is lost.

Run it as `python -m tests.faults.power_worker FOLDER KIND TRIALS`.

The disk is an ext4 in a file. `FS_IOC_SHUTDOWN` ends all writing to it at once and forgets what was
not on it yet; it is then mounted anew. The two kinds without a sync must be found out. As kill_worker.py
this is a program of its own, because it forks. It prints its counts as JSON.
"""

import fcntl
import json
import os
import random
import select
import shutil
import struct
import sys
import time
from dataclasses import asdict
from pathlib import Path

from kindtui.storage import atomic
from kindtui.storage.errors import UnreadableError
from tests.faults.kill_worker import MAX_DELAY_SECONDS, Counts, fill, start_writer
from tests.faults.mounts import make_image, mounted
from tests.faults.word_stores import DECODE_ERRORS, SOUND_STORES, KindtuiStore
from tests.locked_journals import plain_words

FS_IOC_SHUTDOWN, GOING_FLAGS_NOLOGFLUSH = 0x8004587D, 2
# Without this option ext4 guesses that a file about to be renamed should be on the disk first.
MOUNT_OPTIONS = ("-o", "loop,noauto_da_alloc")


def cut_power(folder: Path) -> None:
    """End all writing to the disk of that folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.ioctl(descriptor, FS_IOC_SHUTDOWN, struct.pack("I", GOING_FLAGS_NOLOGFLUSH))
    finally:
        os.close(descriptor)


def disable_sync(kind: str) -> None:
    """Leave out what the kind leaves out."""
    if kind == "no-sync":
        atomic._sync = lambda descriptor: None
    if kind == "no-folder-sync":
        atomic.sync_folder = lambda folder: True


def run_trial(kind: str, folder: Path, template: Path, secrets: frozenset[str], counts: Counts) -> None:
    """Let a writer at a file on a disk of its own, cut the power, and see what is there."""
    store = SOUND_STORES.get(kind, KindtuiStore)
    image = folder / "image"
    make_image(image)
    with mounted(folder / "disk", *MOUNT_OPTIONS, image) as disk:
        path = disk / "journal.json"
        shutil.copy(template, path)
        os.sync()
        writer = start_writer(store(path), "a")
        select.select([writer.pipe], [], [])
        select.select([], [], [], random.uniform(0, MAX_DELAY_SECONDS))
        cut_power(disk)
        acknowledged, crashed = writer.kill()
    counts.trials += 1
    counts.crashed += crashed
    counts.acknowledged += len(acknowledged)
    with mounted(folder / "disk", *MOUNT_OPTIONS, image) as disk:
        path = disk / "journal.json"
        counts.torn += any(disk.glob(".*.tmp"))
        counts.plain += bool(secrets and plain_words(disk, secrets))
        try:
            counts.lost += len(acknowledged - store(path).words())
            store(path).save("after", 0, lambda: None)
            counts.lost += "after" not in store(path).words()
        except (*DECODE_ERRORS, UnreadableError):
            counts.unreadable += 1
        counts.left_over += any(disk.glob(".*.tmp"))


def main(folder: Path, kind: str, trials: int) -> Counts:
    """Try that often; a broken kind only until it shows."""
    counts = Counts()
    secrets = fill(kind if kind in SOUND_STORES else "kindtui", folder / "full")
    disable_sync(kind)
    while counts.trials < trials and (kind in SOUND_STORES or not counts.lost + counts.unreadable):
        trial_folder = folder / str(counts.trials)
        trial_folder.mkdir()
        run_trial(kind, trial_folder, folder / "full", secrets, counts)
        shutil.rmtree(trial_folder)
    return counts


if __name__ == "__main__":
    started_at = time.monotonic()
    place, kind, trials = sys.argv[1:]
    counted = asdict(main(Path(place), kind, int(trials)))
    sys.stdout.write(json.dumps(counted | {"seconds": round(time.monotonic() - started_at)}))
