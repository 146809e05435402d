"""Compare a locked journal with the same one in plain: `python -m benchmarks.lock [YEARS] [ROUNDS]`.

The journal is that of `benchmarks.years`. What is compared takes turns, so that a noisy machine is noisy for
both; read the ratios, which are medians of pairs. The key is derived with the limits of `kindtui lock`.
"""

import gc
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks import years
from kindtui import content
from kindtui.cli.clock import SystemClock
from kindtui.domain.requests import ReceivedWritten
from kindtui.session import Session
from kindtui.storage import locking
from kindtui.storage.file_store import FileStore
from kindtui.storage.sealing.keys import Keys, unlock

PASSPHRASE = "a lantern in the window"


class Row(NamedTuple):
    """Something to measure: of the plain journal, if that is possible, and of the locked one."""

    name: str
    plain: Callable[[], object] | None
    locked: Callable[[], object]


class Journals(NamedTuple):
    """The same journal twice, each in a folder of its own, and the keys of the second."""

    plain: Path
    locked: Path
    keys: Keys


def main() -> None:
    """Measure every row in turns, and print the medians."""
    year_count, rounds = (int(number) for number in (sys.argv[1:] + ["10", "15"][len(sys.argv) - 1 :]))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.pop("KINDTUI_PASSPHRASE_COMMAND", None)
    with tempfile.TemporaryDirectory() as folder:
        journals = made_journals(year_count, Path(folder))
        sizes = [path.stat().st_size / 1e6 for path in (journals.plain, journals.locked)]
        print(
            f"{year_count} years, {sizes[0]:.1f} MB in plain and {sizes[1]:.1f} locked, medians of {rounds}"
        )
        print(f"{'':30} {'plain':>8}    {'locked':>8}")
        for row in rows(journals, Path(folder)):
            print(report(row, rounds))


def made_journals(year_count: int, folder: Path) -> Journals:
    """Write a journal, and lock a copy of it."""
    plain, locked = folder / "plain" / "journal.json", folder / "locked" / "journal.json"
    years.write(year_count, plain)
    return Journals(plain, locked, locked_copy(plain, locked))


def locked_copy(plain: Path, path: Path) -> Keys:
    """Copy a journal into a new folder at `path`, lock it there, and return its keys."""
    shutil.rmtree(path.parent, ignore_errors=True)
    path.parent.mkdir()
    shutil.copy(plain, path)
    store, clock = FileStore(path, SystemClock()), SystemClock()
    locking.lock(store, path, PASSPHRASE, clock, lambda _: None)
    return store.words.keys


def rows(journals: Journals, folder: Path) -> list[Row]:
    """Return what is measured."""
    plain, locked, keys = journals
    keyring = FileStore(locked, SystemClock()).load().keyring
    assert keyring
    load, load_recent, new = FileStore.load, FileStore.load_recent, folder / "new" / "journal.json"
    log, status, status_json = ("log", "kept", "x"), ("status",), ("status", "--json")
    return [
        Row("all days, without the key", partial(read, plain, load), partial(read, locked, load)),
        Row("all days, with the key", partial(read, plain, load), partial(read, locked, load, keys)),
        Row(
            "the newest days, with the key",
            partial(read, plain, load_recent),
            partial(read, locked, load_recent, keys),
        ),
        Row("a save, without the key", saving(plain), saving(locked)),
        Row("a save, with the key", saving(plain), saving(locked, keys)),
        Row("kindtui log, without the key", running(plain, *log), running(locked, *log)),
        Row("kindtui status", running(plain, *status), running(locked, *status)),
        Row("kindtui status --json", running(plain, *status_json), running(locked, *status_json)),
        Row("the key from the passphrase", None, partial(unlock, keyring, PASSPHRASE)),
        Row("all days from the passphrase", None, partial(read_with_passphrase, locked)),
        Row("kindtui lock", None, partial(locked_copy, plain, new)),
    ]


def read(path: Path, load: Callable[[FileStore], object], keys: Keys | None = None) -> None:
    """Read a journal in a new store, which has the key if there are `keys`."""
    store = FileStore(path, SystemClock())
    if keys:
        store.words.unlocker = lambda _: keys
    load(store)


def read_with_passphrase(path: Path) -> None:
    """Read a whole journal with its passphrase."""
    store = FileStore(path, SystemClock())
    store.words.unlocker = lambda keyring: unlock(keyring, PASSPHRASE)
    store.load()


def saving(path: Path, keys: Keys | None = None) -> Callable[[], object]:
    """Return a function that saves a line in a copy of a journal, which is open."""
    copy = Path(tempfile.mkdtemp(dir=path.parent)) / path.name
    shutil.copy(path, copy)
    clock = SystemClock()
    store = FileStore(copy, clock)
    if keys:
        store.words.unlocker = lambda _: keys
    session = Session(store, clock, content.catalog())
    session.open()
    return lambda: session.submit(ReceivedWritten(years.TODAY, "A line as they are written every evening."))


def running(path: Path, *arguments: str) -> Callable[[], object]:
    """Return a function that runs a command on a copy of a journal as a whole process."""
    copy = Path(tempfile.mkdtemp(dir=path.parent)) / path.name
    shutil.copy(path, copy)
    command = [sys.executable, "-m", "kindtui", "--data", str(copy), *arguments]
    return lambda: subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)


def report(row: Row, rounds: int) -> str:
    """Measure a row in turns, after one round that does not count, and return its line."""
    plain, locked = [], []
    for _ in range(rounds + 1):
        plain.append(milliseconds(row.plain) if row.plain else 0.0)
        locked.append(milliseconds(row.locked))
    took = median(locked[1:])
    if not row.plain:
        return f"{row.name:30} {'':8}    {took:8.1f} ms"
    ratio = median(ours / floor for ours, floor in zip(locked[1:], plain[1:], strict=True))
    return f"{row.name:30} {median(plain[1:]):8.1f}    {took:8.1f} ms   x {ratio:.2f}"


def milliseconds(measured: Callable[[], object]) -> float:
    """Return how long a call takes, without garbage collection, as at the start of the app."""
    gc.collect()
    gc.disable()
    started_at = time.perf_counter()
    measured()
    took = (time.perf_counter() - started_at) * 1000
    gc.enable()
    return took


if __name__ == "__main__":
    main()
