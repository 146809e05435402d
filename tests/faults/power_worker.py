"""Cuts the power of a disk at random moments and counts what is lost: `power_worker.py FOLDER KIND TRIALS`.

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

from filing import UNREADABLE, Kindtui
from kill_worker import LONGEST, Counts, start
from mounts import make_image, mounted

from kindtui.storage import atomic
from kindtui.storage.errors import UnreadableError

FS_IOC_SHUTDOWN, WITHOUT_LOG = 0x8004587D, 2
# Without this option ext4 guesses that a file about to be renamed should be on the disk first.
OPTIONS = ("-o", "loop,noauto_da_alloc")


def cut(folder: Path) -> None:
    """End all writing to the disk of that folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.ioctl(descriptor, FS_IOC_SHUTDOWN, struct.pack("I", WITHOUT_LOG))
    finally:
        os.close(descriptor)


def break_down(kind: str) -> None:
    """Leave out what the kind leaves out."""
    if kind == "no-sync":
        atomic._sync = lambda descriptor: None
    if kind == "no-folder-sync":
        atomic.sync_folder = lambda folder: True


def trial(place: Path, full: Path, counts: Counts) -> None:
    """Let a writer at a file on a disk of its own, cut the power, and see what is there."""
    image = place / "image"
    make_image(image)
    with mounted(place / "disk", *OPTIONS, image) as disk:
        path = disk / "journal.json"
        shutil.copy(full, path)
        os.sync()
        writer = start(Kindtui(path), "a")
        select.select([writer.pipe], [], [])
        select.select([], [], [], random.uniform(0, LONGEST))
        cut(disk)
        said, crashed = writer.kill()
    counts.trials += 1
    counts.crashed += crashed
    counts.acknowledged += len(said)
    with mounted(place / "disk", *OPTIONS, image) as disk:
        path = disk / "journal.json"
        counts.torn += any(disk.glob(".*.tmp"))
        try:
            counts.lost += len(said - Kindtui(path).words())
            Kindtui(path).save("after", 0, lambda: None)
            counts.lost += "after" not in Kindtui(path).words()
        except (*UNREADABLE, UnreadableError):
            counts.unreadable += 1
        counts.left_over += any(disk.glob(".*.tmp"))


def main(folder: Path, kind: str, trials: int) -> Counts:
    """Try that often; a broken kind only until it shows."""
    counts = Counts()
    Kindtui(folder / "full").fill()
    break_down(kind)
    while counts.trials < trials and (kind == "kindtui" or not counts.lost + counts.unreadable):
        place = folder / str(counts.trials)
        place.mkdir()
        trial(place, folder / "full", counts)
        shutil.rmtree(place)
    return counts


if __name__ == "__main__":
    began = time.monotonic()
    place, kind, trials = sys.argv[1:]
    counted = asdict(main(Path(place), kind, int(trials)))
    sys.stdout.write(json.dumps(counted | {"seconds": round(time.monotonic() - began)}))
