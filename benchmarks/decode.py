"""Measure how long ten years of days take from bytes to checked values, and with the standard `json`.

Run `.venv/bin/python -m benchmarks.decode`. The ways take turns, so that a noisy machine is
noisy for all of them; read the ratios, not the milliseconds.
"""

import gc
import json
from collections.abc import Callable, Sequence
from datetime import date
from statistics import median
from time import perf_counter

import msgspec

from kindtui import content, demo
from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Journal
from kindtui.storage import codec

YEARS, ROUNDS = 10, 25


def main() -> None:
    """Print the median time of each decoder and its ratio to the first."""
    data = ten_years_of_bytes()
    candidates: dict[str, Callable[[], object]] = {
        "json.loads alone, nothing checked": lambda: json.loads(data),
        "json.loads, then msgspec.convert": lambda: msgspec.convert(
            list(json.loads(data)["days"].values()), tuple[Day, ...]
        ),
        "kindtui: codec.parse, codec.decode": lambda: codec.decode(codec.parse(data)),
    }
    medians = median_seconds(list(candidates.values()))
    print(f"{YEARS} years, {len(data) / 1e6:.1f} MB, medians of {ROUNDS}")
    for name, seconds in zip(candidates, medians, strict=True):
        print(f"{name:36} {seconds * 1e3:6.1f} ms   x {seconds / medians[0]:.2f}")


def ten_years_of_bytes() -> bytes:
    """Return the file of ten years made up as by `--demo`."""
    journal = demo.demo_journal(
        content.catalog(), content.demo_texts(), date(2026, 11, 22), YEARS * demo.DAYS_PER_YEAR
    )
    changes = codec.changed_documents({}, Journal(), journal, codec.Meta(codec.SCHEMA, 1))
    tables = {name: {str(doc_id): raw for doc_id, raw in documents} for name, documents in changes.items()}
    return codec.encode(tables)


def median_seconds(candidates: Sequence[Callable[[], object]]) -> list[float]:
    """Return the median seconds of each candidate, in turns, without garbage collection as at the start."""
    gc.disable()
    durations: list[list[float]] = [[] for _ in candidates]
    for _ in range(ROUNDS):
        for way, times in zip(candidates, durations, strict=True):
            began = perf_counter()
            way()
            times.append(perf_counter() - began)
    return [median(times) for times in durations]


if __name__ == "__main__":
    main()
