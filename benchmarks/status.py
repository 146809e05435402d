"""Compare `kindtui status` with `python -c pass`: `python -m benchmarks.status [YEARS] [RUNS]`."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from kindtui import content, demo
from kindtui.cli.clock import SystemClock
from kindtui.storage.file_store import FileStore

TODAY = date(2026, 11, 22)


def main() -> None:
    """Run both in turns as whole processes, and compare them pair by pair."""
    years, runs = (int(number) for number in (sys.argv[1:] + ["10", "40"][len(sys.argv) - 1 :]))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "journal.json")
        words, made_up = content.catalog(), content.demo_texts()
        FileStore(path, SystemClock()).transact(
            lambda _: demo.demo_journal(words, made_up, TODAY, years * 365)
        )
        commands = {
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
        durations: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(runs + 1):
            for name, command in commands.items():
                durations[name].append(time_command(command))
    print(f"{years} years, medians of {runs} runs")
    bare = durations.pop("python -c pass")[1:]
    print(f"{'python -c pass':22} {statistics.median(bare):5.1f} ms")
    for name, times in durations.items():
        ratio = statistics.median(a / b for a, b in zip(times[1:], bare, strict=True))
        print(f"{name:22} {statistics.median(times[1:]):5.1f} ms   x {ratio:.1f}")


def time_command(command: list[str]) -> float:
    """Return the seconds that a whole process takes."""
    started_at = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    return (time.perf_counter() - started_at) * 1000


if __name__ == "__main__":
    main()
