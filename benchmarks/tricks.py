"""What each trick of `kindtui.tuning` gains: the app with and without it, in turns, over ten years.

    python -m benchmarks.tricks [ROUNDS]

One line for each trick: how much more something takes without it, as the median of the ratios within a round,
and the MiB it saves. Processor time is steadier than time on a clock; waiting shows on the clock alone.
"""

import os
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks import years
from benchmarks.subjects import FIRST_QUESTION
from benchmarks.terminal import PtyProgram

ROUNDS = 15
QUIET_SECONDS = 0.15  # seconds without output after which a screen is complete
SCREENS = ("f2", "f3", "f4", "f5", "f6")
CHANGES = 24
NONE = "all tricks"
TRICKS = (
    NONE,
    "stop_gc_during_start",
    "start_gc_after_start",
    "exempt_loaded_from_gc",
    "raise_frame_rate",
    "switch_threads_sooner",
    "preload",
    "hide_ssl",
    "use_one_worker_thread",
    "import_msgspec",
    "import_pathlib",
    "import_datetime",
)
PROGRAM = """
import gc, sys
from kindtui import tuning
trick = sys.argv.pop(1)
if trick == "start_gc_after_start":
    tuning.start_gc_after_start = gc.enable
elif hasattr(tuning, trick):
    setattr(tuning, trick, lambda *_: None)
from kindtui.__main__ import main
main()
"""


class Times(NamedTuple):
    """Milliseconds on a processor or on the clock, and MiB at the peak."""

    start_cpu: float
    first_visits: float
    change: float
    change_cpu: float
    peak_mib: float


def measure(journal: Path, trick: str) -> Times:
    """Run the app once without a trick."""
    environment = {**os.environ, "KINDTUI_NOW": "2026-11-22T08:00:00+01:00"}
    command = [sys.executable, "-c", PROGRAM, trick, "--data", str(journal)]
    with PtyProgram(command, environment) as program:
        if program.read_until_text(FIRST_QUESTION) is None:
            raise SystemExit(f"kindtui did not start without {trick}")
        start_cpu = program.cpu_ms
        program.read_until_quiet(1.0, 5)
        visits = [_time_key(program, key) for key in SCREENS]
        cpu_before = program.cpu_ms
        changes = [_time_key(program, SCREENS[number % len(SCREENS)]) for number in range(CHANGES)]
        change_cpu = (program.cpu_ms - cpu_before) / CHANGES
        return Times(start_cpu, sum(visits), median(changes), change_cpu, program.peak_memory_mib)


def _time_key(program: PtyProgram, key: str) -> float:
    """Return the milliseconds from a key to the last byte it set off."""
    pressed_at = program.press(key)
    program.read_until_quiet(QUIET_SECONDS, 3)
    return (program.chunks[-1][0] - pressed_at) * 1e3


def main(rounds: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        journal = Path(folder, "journal.json")
        years.write(10, journal)
        runs: dict[str, list[Times]] = {trick: [] for trick in TRICKS}
        for number in range(rounds + 1):
            for trick in TRICKS if number % 2 else reversed(TRICKS):
                result = measure(journal, trick)
                if number:
                    runs[trick].append(result)
    print(f"n = {rounds}")
    print("| without | CPU of the start | first visits | change of screen | its CPU | peak, MiB |")
    print("| --- | --- | --- | --- | --- | --- |")
    for trick, results in runs.items():
        ratios = [
            median(mine[column] / base[column] for mine, base in zip(results, runs[NONE], strict=True))
            for column in range(4)
        ]
        extra = median(
            run.peak_mib - with_all.peak_mib for run, with_all in zip(results, runs[NONE], strict=True)
        )
        cells = [*(f"× {ratio:.2f}" for ratio in ratios), f"{extra:+.1f}"]
        print(f"| {trick} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
