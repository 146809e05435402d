"""Starts: first text, memory, whole commands, and keys typed meanwhile; all programs take turns."""

from collections import defaultdict
from statistics import median
from typing import NamedTuple

from subjects import KINDTUI, YEARS, Subject, Subjects
from terminal import Program

QUIET = 0.3  # seconds without output after which a screen is complete
DELAYS = (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3)  # seconds from the start to a key


class Start(NamedTuple):
    """Medians: ms to the first text or the end, that of the rounds' ratios to another, MiB at the peak."""

    took: float
    memory: float
    rounds: list[float]

    def over(self, other: "Start") -> float:
        """The median of the ratios taken in the same round."""
        return median(mine / its for mine, its in zip(self.rounds, other.rounds, strict=True))


def starts(subjects: Subjects, rounds: int) -> dict[str, Start]:
    """Start each program in turn, that many times and once before."""
    found = [subjects.bare, *map(subjects.kindtui, YEARS), *subjects.peers]
    found += [subjects.nothing, _named("status", subjects.kindtui(10, "status"))]
    if subjects.jrnl:
        found.append(subjects.jrnl)
    export = subjects.kindtui(10, "export", "-o", "/dev/null", "--force")
    if _can(subjects, "export"):
        found.append(_named("export", export))
    took: dict[str, list[float]] = defaultdict(list)
    memory: dict[str, list[float]] = defaultdict(list)
    for number in range(rounds + 1):
        for subject in found:
            began, peak = _start(subject)
            if number:
                took[subject.name].append(began * 1e3)
                memory[subject.name].append(peak)
    return {name: Start(median(times), median(memory[name]), times) for name, times in took.items()}


def keys_lost(subjects: Subjects, tries: int) -> tuple[int, int]:
    """How many keys typed at each delay after the start never showed, and how many were typed."""
    lost = 0
    subject = subjects.kindtui(10)
    for _ in range(tries):
        for delay in DELAYS:
            with Program(subject.command, subject.environment) as program:
                while program.now < delay:
                    program.read(delay - program.now)
                program.press("z")
                program.press("q", "z")
                lost += program.until_text("zqz", 3) is None
    return lost, tries * len(DELAYS)


def _start(subject: Subject) -> tuple[float, float]:
    with Program(subject.command, subject.environment) as program:
        if not subject.text:
            return program.until_end(), float("nan")
        began = program.until_text(subject.text)
        if began is None:
            raise SystemExit(f"{subject.name} did not show {subject.text!r}")
        program.until_quiet(QUIET, 3)
        return began, program.memory


def _named(name: str, subject: Subject) -> Subject:
    return subject._replace(name=name)


def _can(subjects: Subjects, command: str) -> bool:
    with Program([KINDTUI, command, "--help"], subjects.bare.environment) as program:
        return program.until_text("usage:", 3) is not None and program.until_text("error", 1) is None
