"""Measure a save, a raw replace of the same bytes, and the time from Enter to "Saved."."""

import os
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks import years
from benchmarks.subjects import FIRST_QUESTION, Subjects
from benchmarks.terminal import PtyProgram
from kindtui import content
from kindtui.cli.clock import SystemClock
from kindtui.domain.requests import ReceivedWritten
from kindtui.session import Session
from kindtui.storage.atomic import sync_folder, write_temporary
from kindtui.storage.file_store import FileStore


class SaveTimes(NamedTuple):
    """The median milliseconds of a save and of a raw replace, and the median of their ratios."""

    save_ms: float
    raw_ms: float
    ratio: float


def measure_saves(subjects: Subjects, count: int) -> SaveTimes:
    """Save a line in a journal of ten years and replace a file by the same bytes, in turns."""
    path, clock = subjects.journal(10), SystemClock()
    session = Session(FileStore(path, clock), clock, content.catalog())
    session.open()
    pairs = []
    for number in range(count):
        started_at = time.perf_counter()
        session.submit(ReceivedWritten(years.TODAY, f"line {number}"))
        save = (time.perf_counter() - started_at) * 1000
        pairs.append((save, _time_raw_replace(path.with_name("raw"), path.read_bytes())))
    took, raw = zip(*pairs, strict=True)
    return SaveTimes(median(took), median(raw), median(ours / floor for ours, floor in pairs))


def measure_confirmations(subjects: Subjects, count: int) -> list[float]:
    """Measure the milliseconds from Enter to "Saved." on the screen, over ten years."""
    subjects.reset_journal(10)
    subject = subjects.kindtui(10)
    durations = []
    with PtyProgram(subject.command, subject.environment) as program:
        program.read_until_text(FIRST_QUESTION)
        program.read_until_quiet(1.0, first_timeout=2.0)
        for _ in range(count):
            for key in ("escape", "e", "x"):  # to what was received
                program.press(key)
                program.read_until_quiet(0.1, first_timeout=0.5)
            chunk_count = len(program.chunks)
            pressed_at = program.press("enter")
            saved = program.read_until_text("Saved.", 5, since=chunk_count)
            if saved is None:
                raise SystemExit("a save did not show")
            durations.append((saved - pressed_at) * 1e3)
            program.press("x", "enter")  # what was given closes the day
            program.read_until_quiet(0.4, first_timeout=2.0)
    return durations


def _time_raw_replace(path: Path, data: bytes) -> float:
    """Return the milliseconds of a temporary file, its fsync, the rename and the fsync of the folder."""
    started_at = time.perf_counter()
    os.replace(write_temporary(path, data), path)
    sync_folder(path.parent)
    return (time.perf_counter() - started_at) * 1000
