"""From a key to the first changed byte, on every screen, over journals of different length in turns."""

import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import NamedTuple

from textual.binding import Binding

from benchmarks.subjects import FIRST_QUESTION, JOURNAL_YEARS, Subjects
from benchmarks.terminal import PtyProgram, percentile
from kindtui.tui.app import KindApp

QUIET_SECONDS = 0.045  # seconds without output that end what a key set off
KEY_TIMEOUT_SECONDS = 1.0  # seconds for a key to show
SETTLE_SECONDS = 4.0  # seconds after which also a hundred years are read
WARM_UP_KEYS = 8  # keys not counted
OTHER_JOURNALS_DIVISOR = 4  # in journals that are not of ten years, so many fewer keys are pressed


class Scenario(NamedTuple):
    """Where keys are measured: those that lead there, and those that are pressed in turn."""

    name: str
    setup_keys: Sequence[str]
    keys: Sequence[str]
    quiet_seconds: float = QUIET_SECONDS


# Each `go` of the app, by its F-key: a new screen is measured without another word here.
SCREENS = {
    binding.action.split("'")[1]: binding.key.split(",")[0]
    for binding in KindApp.BINDINGS
    if isinstance(binding, Binding) and binding.action.startswith("go(")
}
SCENARIOS = (
    Scenario("typing a name", ("f1", "enter"), ("a", "n", "n", "backspace", "backspace", "backspace")),
    Scenario("suggestions", ("f1", "enter", "enter", "5"), ("down", "down", "up", "up")),
    Scenario("boundaries: up and down", ("f2",), ("down", "up")),
    Scenario("boundaries: an answer, saved", ("f2",), ("space",), 0.3),
    Scenario("streak: the heatmap", ("f3",), ("left", "up", "right", "down")),
    Scenario("streak: the range", ("f3",), ("[", "]")),
    Scenario("journal: the list", ("f4",), ("down", "down", "up")),
    Scenario("journal: the search", ("f4", "/"), ("t", "e", "a", "backspace", "backspace", "backspace")),
    Scenario("settings", ("f1", ","), ("down", "up")),
    Scenario("palette", ("f1", ":"), ("e", "backspace")),
)


class Latency(NamedTuple):
    """Milliseconds from each key to its first byte and to its last, bytes a key, and keys without any."""

    first_byte_ms: Sequence[float]
    last_byte_ms: Sequence[float]
    byte_counts: Sequence[int]
    unseen: int

    def first_byte_percentile(self, percent: int) -> float:
        """The percentile of the first bytes."""
        return percentile(self.first_byte_ms, percent)


def all_scenarios() -> list[Scenario]:
    """All of them, with the change between all screens, and up and down in those not named above."""
    functions = list(SCREENS.values())
    named = {key for place in SCENARIOS for key in place.setup_keys}
    others = [
        Scenario(name, (key,), ("down", "up"))
        for name, key in SCREENS.items()
        if key not in named and name != KindApp.DEFAULT_MODE
    ]
    return [*SCENARIOS, *others, Scenario("change of screen", functions, functions)]


def measure_latencies(subjects: Subjects, count: int) -> dict[str, dict[int, Latency]]:
    """Press keys at each place, `count` over ten years, fewer over others, in turns; by place and years."""
    with ExitStack() as stack:
        programs = {number: _start_program(stack, subjects, number) for number in JOURNAL_YEARS}
        for program in programs.values():
            _wait_until_idle(program)
        return {place.name: _measure_scenario(place, programs, count) for place in all_scenarios()}


def _measure_scenario(
    scenario: Scenario, programs: Mapping[int, PtyProgram], count: int
) -> dict[int, Latency]:
    for program in programs.values():
        for key in ("escape", "escape", *scenario.setup_keys):
            program.press(key)
            program.read_until_quiet(0.15, first_timeout=0.3)
    found = dict.fromkeys(programs, Latency((), (), (), 0))
    pressed = dict.fromkeys(programs, 0)
    for turn in range(count + WARM_UP_KEYS):
        for number, program in programs.items():
            if number != 10 and turn >= WARM_UP_KEYS and turn % OTHER_JOURNALS_DIVISOR:
                continue
            key = scenario.keys[pressed[number] % len(scenario.keys)]
            pressed[number] += 1
            latency = _measure_key(program, key, found[number], scenario.quiet_seconds)
            if turn >= WARM_UP_KEYS:
                found[number] = latency
        time.sleep((turn * 7919 % 17) / 1000)  # out of step with any clock of frames
    return found


def measure_first_visits(subjects: Subjects, rounds: int) -> dict[str, list[float]]:
    """Milliseconds to the first byte of each screen that was not shown before, over ten years."""
    visits: dict[str, list[float]] = {name: [] for name in SCREENS if name != KindApp.DEFAULT_MODE}
    for _ in range(rounds):
        with ExitStack() as stack:
            program = _start_program(stack, subjects, 10)
            _wait_until_idle(program)
            for name in visits:
                visits[name] += _measure_key(
                    program, SCREENS[name], Latency((), (), (), 0), quiet=0.4
                ).first_byte_ms
    return visits


def measure_keys_while_saving(subjects: Subjects, count: int) -> Latency:
    """Keys typed while a save waits for a disk whose every fsync takes 300 ms longer, over ten years."""
    found = Latency((), (), (), 0)
    subject = subjects.kindtui_on_slow_disk(10)
    with PtyProgram(subject.command, subject.environment) as program:
        program.read_until_text(FIRST_QUESTION)
        _wait_until_idle(program)
        while len(found.first_byte_ms) + found.unseen < count:
            for key in ("escape", "e", "x", "enter"):
                program.press(key)
                program.read_until_quiet(0.06, first_timeout=0.5)
            for key in "hello":  # in the next field, while the save takes 600 ms
                found = _measure_key(program, key, found)
            program.press("enter")
            program.read_until_quiet(1.0, first_timeout=2.0)
    return found


def _start_program(stack: ExitStack, subjects: Subjects, number: int) -> PtyProgram:
    subject = subjects.kindtui(number)
    program = stack.enter_context(PtyProgram(subject.command, subject.environment))
    if program.read_until_text(FIRST_QUESTION) is None:
        raise SystemExit(f"{subject.name} did not begin")
    return program


def _wait_until_idle(program: PtyProgram) -> None:
    """Wait until all of the journal is read, and its backup made."""
    program.read_until_quiet(SETTLE_SECONDS, first_timeout=max(0.1, SETTLE_SECONDS - program.elapsed))


def _measure_key(program: PtyProgram, key: str, found: Latency, quiet: float = QUIET_SECONDS) -> Latency:
    chunk_count = len(program.chunks)
    pressed_at = program.press(key)
    program.read_until_quiet(quiet, KEY_TIMEOUT_SECONDS, first_timeout=KEY_TIMEOUT_SECONDS)
    if program.has_ended:
        sys.exit(f"kindtui ended at {key}")
    new_chunks = program.chunks[chunk_count:]
    if not new_chunks:
        return found._replace(unseen=found.unseen + 1)
    return Latency(
        (*found.first_byte_ms, (new_chunks[0][0] - pressed_at) * 1e3),
        (*found.last_byte_ms, (new_chunks[-1][0] - pressed_at) * 1e3),
        (*found.byte_counts, sum(len(data) for _, data in new_chunks)),
        found.unseen,
    )
