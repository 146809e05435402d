"""What `kindtui status` costs beside `python -c pass`: `python benchmarks/status.py [YEARS] [RUNS]`."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from kindtui import content, demo
from kindtui.cli.main import SystemClock
from kindtui.storage.store import FileStore

TODAY = date(2026, 11, 22)


def main() -> None:
    """Take turns, whole processes, and compare them pair by pair."""
    years, runs = (int(number) for number in (sys.argv[1:] + ["10", "40"][len(sys.argv) - 1 :]))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "journal.json")
        words, made_up = content.words(), content.demo_words()
        FileStore(path, SystemClock()).transact(lambda _: demo.journal(words, made_up, TODAY, years * 365))
        ways = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "kindtui status": [sys.executable, "-m", "kindtui", "--data", str(path), "status"],
            "kindtui status --json": [
                sys.executable,
                "-m",
                "kindtui",
                "--data",
                str(path),
                "status",
                "--json",
            ],
        }
        took: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(runs + 1):
            for name, command in ways.items():
                took[name].append(milliseconds(command))
    print(f"{years} years, medians of {runs} runs")
    bare = took.pop("python -c pass")[1:]
    print(f"{'python -c pass':22} {statistics.median(bare):5.1f} ms")
    for name, times in took.items():
        ratio = statistics.median(a / b for a, b in zip(times[1:], bare, strict=True))
        print(f"{name:22} {statistics.median(times[1:]):5.1f} ms   x {ratio:.1f}")


def milliseconds(command: list[str]) -> float:
    """How long a whole process takes."""
    began = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
