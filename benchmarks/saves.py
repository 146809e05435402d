"""What a save costs beside a raw replace of the same bytes, from Enter to the word that it is saved."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from subjects import QUESTION, Subjects
from terminal import Program

from kindtui.storage.atomic import sync_folder, write_temporary


class Saves(NamedTuple):
    """Medians: ms from Enter to "Saved.", ms of a raw replace, and that of the ratios of each pair."""

    save: float
    raw: float
    ratio: float


def shown(subjects: Subjects, count: int) -> Saves:
    """Write a line and press Enter, and replace another file by the same bytes, in turns; over ten years."""
    subject, path = subjects.kindtui(10), subjects.journal(10)
    with Program(subject.command, subject.environment) as program:
        program.until_text(QUESTION)
        program.until_quiet(1.0, first=2.0)
        pairs = list(_pairs(program, path, count))
    ratio = median(save / raw for save, raw in pairs)
    return Saves(median(save for save, _ in pairs), median(raw for _, raw in pairs), ratio)


def _pairs(program: Program, path: Path, count: int) -> Iterator[tuple[float, float]]:
    for number in range(count + 2):
        for key in ("x",) if number % 2 else ("escape", "e", "x"):  # what was received, then what was given
            program.press(key)
            program.until_quiet(0.1, first=0.5)
        known = len(program.chunks)
        at = program.press("enter")
        saved = program.until_text("Saved.", 5, since=known)
        if saved is None:
            raise SystemExit("a save did not show")
        program.until_quiet(0.2)
        raw = raw_replace(path.with_name("raw"), path.read_bytes())
        if number > 1:  # the first one also makes the backup of the day
            yield (saved - at) * 1e3, raw


def raw_replace(path: Path, data: bytes) -> float:
    """Milliseconds for temporary file, fsync, rename and fsync of the folder."""
    began = time.perf_counter()
    os.replace(write_temporary(path, data), path)
    sync_folder(path.parent)
    return (time.perf_counter() - began) * 1000
