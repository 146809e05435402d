"""What a save costs beside a raw replace of the same bytes, and from Enter to the word that it is saved."""

import os
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

import years
from subjects import QUESTION, Subjects
from terminal import Program

from kindtui import content
from kindtui.cli.main import SystemClock
from kindtui.session import Session
from kindtui.storage.atomic import sync_folder, write_temporary
from kindtui.storage.store import FileStore


class Saves(NamedTuple):
    """Medians: ms of a save, of a raw replace, and of the ratios of each pair."""

    save: float
    raw: float
    ratio: float


def saves(subjects: Subjects, count: int) -> Saves:
    """Write a line into ten years, and replace another file by the same bytes, in turns."""
    path, clock = subjects.journal(10), SystemClock()
    session = Session(FileStore(path, clock), clock, content.words())
    session.open()
    pairs = []
    for number in range(count):
        began = time.perf_counter()
        session.received(years.TODAY, f"line {number}")
        save = (time.perf_counter() - began) * 1000
        pairs.append((save, _raw_replace(path.with_name("raw"), path.read_bytes())))
    took, raw = zip(*pairs, strict=True)
    return Saves(median(took), median(raw), median(ours / floor for ours, floor in pairs))


def shown(subjects: Subjects, count: int) -> list[float]:
    """Milliseconds from Enter after a line to "Saved." on the screen, over ten years."""
    subject = subjects.kindtui(10)
    found = []
    with Program(subject.command, subject.environment) as program:
        program.until_text(QUESTION)
        program.until_quiet(1.0, first=2.0)
        for _ in range(count):
            for key in ("escape", "e", "x"):  # to what was received
                program.press(key)
                program.until_quiet(0.1, first=0.5)
            known = len(program.chunks)
            at = program.press("enter")
            saved = program.until_text("Saved.", 5, since=known)
            if saved is None:
                raise SystemExit("a save did not show")
            found.append((saved - at) * 1e3)
            program.press("x", "enter")  # what was given closes the day
            program.until_quiet(0.4, first=2.0)
    return found


def _raw_replace(path: Path, data: bytes) -> float:
    """Milliseconds for temporary file, fsync, rename and fsync of the folder."""
    began = time.perf_counter()
    os.replace(write_temporary(path, data), path)
    sync_folder(path.parent)
    return (time.perf_counter() - began) * 1000
