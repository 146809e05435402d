"""Measure the time from a key to the first byte drawn, on every screen and over journals of each length."""

import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import NamedTuple

from textual.binding import Binding

from benchmarks.subjects import FIRST_QUESTION, JOURNAL_YEARS, Subjects
from benchmarks.terminal import PtyProgram, percentile
from kindtui.tui.app import KindApp

QUIET_SECONDS = 0.045  # silence after which a key counts as handled
KEY_TIMEOUT_SECONDS = 1.0  # the longest wait for the first byte
SETTLE_SECONDS = 4.0  # enough to read a hundred years
WARM_UP_KEYS = 8  # pressed first and not counted
OTHER_JOURNALS_DIVISOR = 4  # other journals than that of ten years get this fraction of the keys


class Scenario(NamedTuple):
    """The keys that lead to a place, and those that are pressed there in turn and measured."""

    name: str
    setup_keys: Sequence[str]
    keys: Sequence[str]
    quiet_seconds: float = QUIET_SECONDS


# The F-key of each screen, read from the bindings, so that a new screen is measured too.
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
    Scenario("today: its boundaries", ("f1", "escape", *["tab"] * 4), ("down", "up")),
    Scenario("a day", ("f4", "enter"), ("down", "up")),
    Scenario("the jar", ("f4", "o"), ("o", "o")),
    Scenario("help", ("f2", "?"), ("down", "up")),
    Scenario("settings", ("f2", ","), ("down", "up")),
    Scenario("the themes", ("f2", ",", *["up"] * 4, "enter"), ("down", "down", "up", "up")),
    Scenario("palette", ("f1", ":"), ("e", "backspace")),
)


class Latency(NamedTuple):
    """The milliseconds from each key to its first and last byte, its bytes, and how many keys drew none."""

    first_byte_ms: Sequence[float]
    last_byte_ms: Sequence[float]
    byte_counts: Sequence[int]
    unseen: int

    def first_byte_percentile(self, percent: int) -> float:
        """Return a percentile of the milliseconds to the first byte."""
        return percentile(self.first_byte_ms, percent)


def all_scenarios() -> list[Scenario]:
    """Return `SCENARIOS`, up and down on every other screen, and the change between all screens."""
    functions = list(SCREENS.values())
    named = {key for place in SCENARIOS for key in place.setup_keys}
    others = [
        Scenario(name, (key,), ("down", "up"))
        for name, key in SCREENS.items()
        if key not in named and name != KindApp.DEFAULT_MODE
    ]
    return [*SCENARIOS, *others, Scenario("change of screen", functions, functions)]


def measure_latencies(subjects: Subjects, count: int) -> dict[str, dict[int, Latency]]:
    """Measure `count` keys in each scenario, fewer over journals that are not of ten years.

    Returns:
        The latency by the name of the scenario and the years of the journal.
    """
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
        time.sleep((turn * 7919 % 17) / 1000)  # so that keys do not fall in step with the frames
    return found


def measure_first_visits(subjects: Subjects, rounds: int) -> dict[str, list[float]]:
    """Measure the milliseconds to the first byte of each screen shown for the first time, over ten years."""
    subjects.reset_journal(10)
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
    """Measure keys typed during a save on a disk whose fsync takes 300 ms longer, over ten years."""
    subjects.reset_journal(10)
    found = Latency((), (), (), 0)
    subject = subjects.kindtui_on_slow_disk(10)
    with PtyProgram(subject.command, subject.environment) as program:
        program.read_until_text(FIRST_QUESTION)
        _wait_until_idle(program)
        while len(found.first_byte_ms) + found.unseen < count:
            for key in ("escape", "e", "x", "enter"):
                program.press(key)
                program.read_until_quiet(0.06, first_timeout=0.5)
            for key in "hello":  # typed into the next field while the save takes 600 ms
                found = _measure_key(program, key, found)
            program.press("enter")
            program.read_until_quiet(1.0, first_timeout=2.0)
    return found


def _start_program(stack: ExitStack, subjects: Subjects, number: int) -> PtyProgram:
    subject = subjects.kindtui(number)
    program = stack.enter_context(PtyProgram(subject.command, subject.environment))
    if program.read_until_text(FIRST_QUESTION) is None:
        raise SystemExit(f"{subject.name} did not start")
    return program


def _wait_until_idle(program: PtyProgram) -> None:
    """Wait until the whole journal is read and its backup made."""
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
