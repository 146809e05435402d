"""Run all measurements and write them into `docs/performance.md`: `make bench`, or `make bench QUICK=1`.

With QUICK it only prints them. The kindtui installed beside the running Python is measured.
"""

import os
import platform
import tempfile
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks import keys, saves, starts
from benchmarks.starts import StartResult
from benchmarks.subjects import JOURNAL_YEARS, Subjects
from benchmarks.terminal import COLUMNS, ROWS

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
BEGIN_MARKER, END_MARKER = "<!-- measured: begin -->", "<!-- measured: end -->"


class Repetitions(NamedTuple):
    """How often each measurement is repeated."""

    starts: int = 21
    keys: int = 200
    visits: int = 11
    saves: int = 40
    tries: int = 5


QUICK = Repetitions(5, 40, 3, 10, 1)


class Row(NamedTuple):
    """A row of the table; one without a target is there for comparison."""

    label: str
    measured: str
    target: str = ""
    met: bool | None = None


def main() -> None:
    """Measure, print the tables, and write them into the document."""
    quick = bool(os.environ.get("QUICK"))
    with tempfile.TemporaryDirectory() as folder:
        report = "\n".join(_report(Subjects(Path(folder)), QUICK if quick else Repetitions()))
    print(report)
    if not quick:
        before, _, rest = DOCUMENT.read_text().partition(BEGIN_MARKER)
        DOCUMENT.write_text(
            f"{before}{BEGIN_MARKER}\n\n{report}\n\n{END_MARKER}{rest.partition(END_MARKER)[2]}"
        )


def _report(subjects: Subjects, counts: Repetitions) -> Iterator[str]:
    yield _machine_description(counts)
    start_times = starts.measure_starts(subjects, counts.starts)
    lost_keys_row = _lost_keys_row(subjects, counts)  # first, while today is empty and the morning field open
    latencies = keys.measure_latencies(subjects, counts.keys)
    yield from _markdown_table(
        [
            *_start_rows(start_times),
            *_key_rows(latencies),
            *_visit_rows(keys.measure_first_visits(subjects, counts.visits)),
            *_save_rows(subjects, counts),
            *_command_rows(start_times),
            lost_keys_row,
        ]
    )
    yield from _growth_table(start_times, latencies)
    yield from _program_table(start_times)


def _start_rows(start_times: dict[str, StartResult]) -> Iterator[Row]:
    bare, ten = start_times["bare Textual"], start_times["kindtui, 10 years"]
    yield _ratio_row("first text, ten years ÷ bare Textual", ten.ratio_to(bare), 1.3)
    for name, target in (("dooit", 0.5), ("posting", 0.35)):
        if name in start_times:
            yield _ratio_row(f"first text, ten years ÷ {name}", ten.ratio_to(start_times[name]), target)
    hundred, empty = start_times["kindtui, 100 years"], start_times["kindtui, empty journal"]
    yield _ratio_row("first text, a hundred years ÷ empty journal", hundred.ratio_to(empty), 1.2)
    yield _ratio_row("peak memory, ten years ÷ bare Textual", ten.peak_mib / bare.peak_mib, 1.6)
    yield _ratio_row("peak memory, a hundred years ÷ empty journal", hundred.peak_mib / empty.peak_mib, 3)


def _key_rows(latencies: dict[str, dict[int, keys.Latency]]) -> Iterator[Row]:
    for name, by_years in latencies.items():
        latency = by_years[10]
        measured = f"{_percentiles(latency)}; {median(latency.byte_counts):.0f} bytes"
        if name == "change of screen":
            yield Row(
                name,
                measured,
                "p50 ≤ 10, p99 ≤ 25 ms",
                latency.first_byte_percentile(50) <= 10 and latency.first_byte_percentile(99) <= 25,
            )
        else:
            yield Row(f"key, {name}", measured, "p99 ≤ 10 ms", latency.first_byte_percentile(99) <= 10)


def _visit_rows(visits: dict[str, list[float]]) -> Iterator[Row]:
    for name, took in visits.items():
        target = 100 if name == "streak" else 60
        measured = f"median {median(took):.0f}, most {max(took):.0f} ms"
        yield Row(f"first visit, {name}", measured, f"≤ {target} ms", median(took) <= target)


def _save_rows(subjects: Subjects, counts: Repetitions) -> Iterator[Row]:
    confirmation_times = saves.measure_confirmations(subjects, counts.saves)
    save = saves.measure_saves(subjects, counts.saves)
    measured = f"{save.ratio:.1f} ({save.save_ms:.1f} ÷ {save.raw_ms:.1f} ms)"
    yield Row("save, ten years ÷ raw replace of the same bytes", measured, "≤ 4", save.ratio <= 4)
    yield Row("Enter → “Saved.” on the screen, ten years", f"median {median(confirmation_times):.0f} ms")
    slow = keys.measure_keys_while_saving(subjects, counts.saves)
    measured = f"{_percentiles(slow)}, {slow.unseen} unseen"
    yield Row(
        "key while a save waits for a disk 300 ms slower",
        measured,
        "no wait",
        slow.first_byte_percentile(99) <= 25,
    )


def _command_rows(start_times: dict[str, StartResult]) -> Iterator[Row]:
    yield _ratio_row(
        "status, ten years ÷ python -c pass", start_times["status"].ratio_to(start_times["python -c pass"]), 6
    )
    if "jrnl" in start_times:
        yield _ratio_row(
            "status, ten years ÷ jrnl -n 3", start_times["status"].ratio_to(start_times["jrnl"]), 0.5
        )
    if "export" in start_times:
        yield Row("export, ten years, as JSON", f"{start_times['export'].median_ms:.0f} ms")


def _lost_keys_row(subjects: Subjects, counts: Repetitions) -> Row:
    lost, typed = starts.count_lost_keys(subjects, counts.tries)
    return Row("typed during the start", f"{lost} of {typed} lost", "0 lost", lost == 0)


def _growth_table(
    start_times: dict[str, StartResult], latencies: dict[str, dict[int, keys.Latency]]
) -> Iterator[str]:
    yield from ("", "What a hundred years cost more than none (medians, ms):", "")
    yield "| what | " + " | ".join(f"{number} years" for number in JOURNAL_YEARS) + " | 100 ÷ 1 year |"
    yield "| --- |" + " --- |" * (len(JOURNAL_YEARS) + 1)
    kindtui_starts = [start for name, start in start_times.items() if name.startswith("kindtui")]
    yield _growth_row("first text", [start.median_ms for start in kindtui_starts])
    yield _growth_row("peak memory, MiB", [start.peak_mib for start in kindtui_starts])
    for name, by_years in latencies.items():
        yield _growth_row(
            f"key, {name}", [by_years[number].first_byte_percentile(50) for number in JOURNAL_YEARS]
        )


def _percentiles(latency: keys.Latency) -> str:
    p50, p99 = (latency.first_byte_percentile(percent) for percent in (50, 99))
    return f"p50 {p50:.1f}, p99 {p99:.1f} ms"


def _program_table(start_times: dict[str, StartResult]) -> Iterator[str]:
    yield from ("", "Beside other programs, same run:", "")
    yield "| program | first text or end, ms | ÷ bare Textual | peak memory, MiB |"
    yield "| --- | --- | --- | --- |"
    for name, start in start_times.items():
        memory = f"{start.peak_mib:.0f}" if start.peak_mib == start.peak_mib else ""
        ratio = start.ratio_to(start_times["bare Textual"])
        yield f"| {name} | {start.median_ms:.0f} | {ratio:.2f} | {memory} |"


def _growth_row(label: str, values: list[float]) -> str:
    cells = " | ".join("" if value != value else f"{value:.1f}" for value in values)
    return f"| {label} | {cells} | {values[-1] / values[1]:.2f} |"


def _ratio_row(label: str, ratio: float, target: float) -> Row:
    return Row(label, f"{ratio:.2f}", f"≤ {target:g}", ratio <= target)


def _markdown_table(rows: list[Row]) -> Iterator[str]:
    yield from ("", "| what | measured | target | met |", "| --- | --- | --- | --- |")
    for row in rows:
        met = {True: "yes", False: "**no**", None: ""}[row.met]
        yield f"| {row.label} | {row.measured} | {row.target} | {met} |"


def _machine_description(counts: Repetitions) -> str:
    """Return a sentence about the command, the machine and the repetitions."""
    load, system = os.getloadavg()[0], platform.release().partition("-")[0]
    versions = f"Textual {version('textual')}, kindtui {version('kindtui')}"
    return (
        f"`make bench`, {time.strftime('%d %B %Y')}: {platform.system()} {system}, {os.cpu_count()} "
        f"processors ({platform.machine()}), load {load:.1f} at the beginning; Python "
        f"{platform.python_version()}, {versions}; a terminal of {COLUMNS}×{ROWS}; {counts.starts} starts "
        f"of each program in turns, {counts.keys} keys a row, {counts.saves} saves."
    )


if __name__ == "__main__":
    main()
