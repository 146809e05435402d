"""What a save costs beside a raw replace of the same bytes: `python benchmarks/save.py [YEARS] [SAVES]`."""

import os
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from kindtui import content, demo
from kindtui.cli import SystemClock
from kindtui.session import Session
from kindtui.storage.atomic import sync_folder, write_temporary
from kindtui.storage.store import FileStore

TODAY = date(2026, 11, 22)


def raw_replace(path: Path, data: bytes) -> float:
    """Milliseconds for temp file, fsync, rename and fsync of the folder."""
    began = time.perf_counter()
    os.replace(write_temporary(path, data), path)
    sync_folder(path.parent)
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Take turns, so that both see the same disk."""
    years, saves = (int(number) for number in (sys.argv[1:] + ["10", "40"][len(sys.argv) - 1 :]))
    clock, words = SystemClock(), content.words()
    with tempfile.TemporaryDirectory() as folder:
        path, other = Path(folder, "journal.json"), Path(folder, "raw")
        store = FileStore(path, clock)
        store.transact(lambda _: demo.journal(words, content.demo_words(), TODAY, years * demo.A_YEAR))
        session = Session(store, clock, words)
        session.open()
        ours, raw = [], []
        for number in range(saves):
            began = time.perf_counter()
            session.received(TODAY, f"line {number}")
            ours.append((time.perf_counter() - began) * 1000)
            raw.append(raw_replace(other, path.read_bytes()))
        ratio = statistics.median(a / b for a, b in zip(ours, raw, strict=True))
        size = path.stat().st_size / 1e6
    print(f"{years} years, {size:.1f} MB, {saves} saves: median save {statistics.median(ours):.1f} ms,")
    print(f"raw replace {statistics.median(raw):.1f} ms, median of the pairwise ratios {ratio:.2f}")


if __name__ == "__main__":
    main()
