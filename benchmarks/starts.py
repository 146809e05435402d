"""Measure starts: time to the first text, memory, whole commands, and keys typed during the start."""

from collections import defaultdict
from statistics import median
from typing import NamedTuple

from benchmarks.subjects import JOURNAL_YEARS, KINDTUI, Subject, Subjects
from benchmarks.terminal import PtyProgram

FIRST_KEY = "first key echoed"
FRAME_START = b"\x1b[?1049h\x1b[?25l\x1b[1;1H"  # unlike the app's own first bytes
MAX_UNMEASURED_STARTS = 10
QUIET_SECONDS = 0.3  # silence after which a screen is complete
MEMORY_ROUNDS, MEMORY_SECONDS = 5, 3.0  # in which a program has time to read the whole journal, and how much
DELAYS_SECONDS = (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3)  # from the start to the first key


class StartResult(NamedTuple):
    """The median milliseconds to the first text or the end, the median peak memory, and every round."""

    median_ms: float
    peak_mib: float
    round_ms: list[float]

    def ratio_to(self, other: "StartResult") -> float:
        """Return the median of the ratios to another program, taken round by round."""
        return median(mine / its for mine, its in zip(self.round_ms, other.round_ms, strict=True))


def measure_starts(subjects: Subjects, rounds: int) -> dict[str, StartResult]:
    """Start the programs in turn, `rounds` times after one round that is not counted."""
    measured = [subjects.bare, *map(subjects.kindtui, JOURNAL_YEARS), subjects.kindtui_with_frame(10)]
    measured += subjects.peers
    _keep_frames(subjects.kindtui_with_frame(10))
    measured += [subjects.idle_python, _with_name("status", subjects.kindtui(10, "status"))]
    if subjects.jrnl:
        measured.append(subjects.jrnl)
    export = subjects.kindtui(10, "export", "-o", "/dev/null", "--force")
    if _has_command(subjects, "export"):
        measured.append(_with_name("export", export))
    durations: dict[str, list[float]] = defaultdict(list)
    memory: dict[str, list[float]] = defaultdict(list)
    for number in range(rounds + 1):
        for subject in measured:
            is_for_memory = 0 < number <= MEMORY_ROUNDS
            first_text_ms, peak = _measure_start(subject, MEMORY_SECONDS if is_for_memory else QUIET_SECONDS)
            if number:
                durations[subject.name].append(first_text_ms * 1e3)
            if is_for_memory:
                memory[subject.name].append(peak)
        if number:
            durations[FIRST_KEY].append(_measure_first_key(subjects.kindtui_with_frame(10)) * 1e3)
    return {
        name: StartResult(median(times), median(memory.get(name, [float("nan")])), times)
        for name, times in durations.items()
    }


def count_lost_keys(subjects: Subjects, tries: int) -> tuple[int, int]:
    """Return how many of the texts typed during the start were lost, and how many were typed."""
    lost = 0
    subject = subjects.kindtui_with_frame(10)
    for _ in range(tries):
        for delay in DELAYS_SECONDS:
            with PtyProgram(subject.command, subject.environment) as program:
                while program.elapsed < delay:
                    program.read(delay - program.elapsed)
                program.press("z")
                program.press("q", "z")
                lost += program.read_until_text("zqz", 3) is None
    return lost, tries * len(DELAYS_SECONDS)


def _measure_start(subject: Subject, quiet_seconds: float) -> tuple[float, float]:
    with PtyProgram(subject.command, subject.environment) as program:
        if not subject.ready_text:
            return program.read_until_exit(), float("nan")
        first_text_at = program.read_until_text(subject.ready_text)
        if first_text_at is None:
            raise SystemExit(f"{subject.name} did not show {subject.ready_text!r}")
        program.read_until_quiet(quiet_seconds, 2 * quiet_seconds)
        return first_text_at, program.peak_memory_mib


def _measure_first_key(subject: Subject) -> float:
    """Return the seconds until a text is in its field that is typed as soon as the first frame is there."""
    with PtyProgram(subject.command, subject.environment) as program:
        program.read_until_text(subject.ready_text)
        program.press("z", "q", "z")
        echoed_at = program.read_until_text("zqz", 5)
        if echoed_at is None:
            raise SystemExit(f"{subject.name} did not show what was typed")
        return echoed_at


def _keep_frames(subject: Subject) -> None:
    """Start a program until its first frame is remembered."""
    for _ in range(MAX_UNMEASURED_STARTS):
        with PtyProgram(subject.command, subject.environment) as program:
            program.read_until_text(subject.ready_text)
            if program.chunks[0][1].startswith(FRAME_START):
                return
            program.read_until_quiet(2.0)
    raise SystemExit(f"{subject.name} does not remember its first frame")


def _with_name(name: str, subject: Subject) -> Subject:
    return subject._replace(name=name)


def _has_command(subjects: Subjects, command: str) -> bool:
    with PtyProgram([KINDTUI, command, "--help"], subjects.bare.environment) as program:
        return (
            program.read_until_text("usage:", 3) is not None and program.read_until_text("error", 1) is None
        )
