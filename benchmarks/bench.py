"""All the measurements, into `docs/performance.md`: `make bench`, or `make bench QUICK=1` for a first look.

It measures the kindtui that is installed beside the Python it runs on.
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

import keys
import saves
import starts
from starts import Start
from subjects import YEARS, Subjects
from terminal import COLUMNS, ROWS

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
SEARCH = "journal: the search"


class Counts(NamedTuple):
    """How often each thing is done."""

    starts: int = 21
    keys: int = 200
    visits: int = 11
    saves: int = 40
    tries: int = 5


QUICK = Counts(5, 40, 3, 10, 1)


class Row(NamedTuple):
    """A line of the table; without a target it is told for comparison."""

    what: str
    measured: str
    target: str = ""
    met: bool | None = None


def main() -> None:
    """Measure, print, and put the tables into the document."""
    quick = bool(os.environ.get("QUICK"))
    with tempfile.TemporaryDirectory() as folder:
        report = "\n".join(_report(Subjects(Path(folder)), QUICK if quick else Counts()))
    print(report)
    if not quick:
        before, _, rest = DOCUMENT.read_text().partition(BEGIN)
        DOCUMENT.write_text(f"{before}{BEGIN}\n\n{report}\n\n{END}{rest.partition(END)[2]}")


def _report(subjects: Subjects, counts: Counts) -> Iterator[str]:
    yield _machine(counts)
    began = starts.starts(subjects, counts.starts)
    lost = _lost(subjects, counts)  # while today is empty, so that the field of the morning is open
    pressed = keys.latencies(subjects, counts.keys)
    yield from _table(
        [
            *_starts(began),
            *_keys(pressed),
            *_visits(keys.first_visits(subjects, counts.visits)),
            *_saves(subjects, counts),
            *_commands(began),
            lost,
        ]
    )
    yield from _growth(began, pressed)
    yield from _programs(began)


def _starts(began: dict[str, Start]) -> Iterator[Row]:
    bare, ten = began["bare Textual"], began["kindtui, 10 years"]
    yield _ratio("first text, ten years ÷ bare Textual", ten.over(bare), 1.3)
    for name, target in (("dooit", 0.5), ("posting", 0.35)):
        if name in began:
            yield _ratio(f"first text, ten years ÷ {name}", ten.over(began[name]), target)
    hundred = began["kindtui, 100 years"].over(began["kindtui, empty journal"])
    yield _ratio("first text, a hundred years ÷ empty journal", hundred, 1.5)
    yield _ratio("peak memory, ten years ÷ bare Textual", ten.memory / bare.memory, 1.6)


def _keys(pressed: dict[str, dict[int, keys.Latency]]) -> Iterator[Row]:
    for name, by_years in pressed.items():
        found = by_years[10]
        told = f"p50 {found.at(50):.1f}, p99 {found.at(99):.1f} ms; {median(found.size):.0f} bytes"
        if name == "change of screen":
            yield Row(name, told, "p50 ≤ 10, p99 ≤ 25 ms", found.at(50) <= 10 and found.at(99) <= 25)
        else:
            yield Row(f"key, {name}", told, "p99 ≤ 10 ms", found.at(99) <= 10)


def _visits(visits: dict[str, list[float]]) -> Iterator[Row]:
    for name, took in visits.items():
        target = 100 if name == "streak" else 60
        told = f"median {median(took):.0f}, most {max(took):.0f} ms"
        yield Row(f"first visit, {name}", told, f"≤ {target} ms", median(took) <= target)


def _saves(subjects: Subjects, counts: Counts) -> Iterator[Row]:
    shown = saves.shown(subjects, counts.saves)
    save = saves.saves(subjects, counts.saves)
    told = f"{save.ratio:.1f} ({save.save:.1f} ÷ {save.raw:.1f} ms)"
    yield Row("save, ten years ÷ raw replace of the same bytes", told, "≤ 4", save.ratio <= 4)
    yield Row("Enter → “Saved.” on the screen, ten years", f"median {median(shown):.0f} ms")
    slow = keys.while_saving(subjects, counts.saves)
    told = f"p50 {slow.at(50):.1f}, p99 {slow.at(99):.1f} ms, {slow.dead} unseen"
    yield Row("key while a save waits for a disk 300 ms slower", told, "no wait", slow.at(99) <= 25)


def _commands(began: dict[str, Start]) -> Iterator[Row]:
    yield _ratio("status, ten years ÷ python -c pass", began["status"].over(began["python -c pass"]), 6)
    if "jrnl" in began:
        yield _ratio("status, ten years ÷ jrnl -n 3", began["status"].over(began["jrnl"]), 0.5)
    if "export" in began:
        yield Row("export, ten years, as JSON", f"{began['export'].took:.0f} ms")


def _lost(subjects: Subjects, counts: Counts) -> Row:
    lost, typed = starts.keys_lost(subjects, counts.tries)
    return Row("typed during the start", f"{lost} of {typed} lost", "0 lost", lost == 0)


def _growth(began: dict[str, Start], pressed: dict[str, dict[int, keys.Latency]]) -> Iterator[str]:
    yield from ("", "What a hundred years cost more than none (medians, ms):", "")
    yield "| what | " + " | ".join(f"{number} years" for number in YEARS) + " | 100 ÷ 1 year |"
    yield "| --- |" + " --- |" * (len(YEARS) + 1)
    texts = [start for name, start in began.items() if name.startswith("kindtui")]
    yield _line("first text", [start.took for start in texts])
    yield _line("peak memory, MiB", [start.memory for start in texts])
    for name, by_years in pressed.items():
        yield _line(f"key, {name}", [by_years[number].at(50) for number in YEARS])


def _programs(began: dict[str, Start]) -> Iterator[str]:
    yield from ("", "Beside other programs, same run:", "")
    yield "| program | first text or end, ms | ÷ bare Textual | peak memory, MiB |"
    yield "| --- | --- | --- | --- |"
    for name, start in began.items():
        memory = f"{start.memory:.0f}" if start.memory == start.memory else ""
        yield f"| {name} | {start.took:.0f} | {start.over(began['bare Textual']):.2f} | {memory} |"


def _line(what: str, values: list[float]) -> str:
    told = " | ".join("" if value != value else f"{value:.1f}" for value in values)
    return f"| {what} | {told} | {values[-1] / values[1]:.2f} |"


def _ratio(what: str, ratio: float, target: float) -> Row:
    return Row(what, f"{ratio:.2f}", f"≤ {target:g}", ratio <= target)


def _table(rows: list[Row]) -> Iterator[str]:
    yield from ("", "| what | measured | target | met |", "| --- | --- | --- | --- |")
    for row in rows:
        met = {True: "yes", False: "**no**", None: ""}[row.met]
        yield f"| {row.what} | {row.measured} | {row.target} | {met} |"


def _machine(counts: Counts) -> str:
    """The command, and the machine in words."""
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
