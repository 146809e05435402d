"""From a key to the first changed byte, on every screen, over journals of different length in turns."""

import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import NamedTuple

from subjects import QUESTION, YEARS, Subjects
from terminal import Program, percentile

from kindtui.tui.app import KindApp

QUIET = 0.045  # seconds without output that end what a key set off
PATIENCE = 1.0  # seconds for a key to show
SETTLED = 4.0  # seconds after which also a hundred years are read
WARM_UP = 8  # keys not counted
OTHERS = 4  # in journals that are not of ten years, so many fewer keys are pressed


class Place(NamedTuple):
    """Where keys are measured: those that lead there, and those that are pressed in turn."""

    name: str
    way: Sequence[str]
    keys: Sequence[str]
    quiet: float = QUIET


# Each `go` of the app, by its F-key: a new screen is measured without another word here.
SCREENS = {
    binding.action.split("'")[1]: binding.key.split(",")[0]
    for binding in KindApp.BINDINGS
    if binding.action.startswith("go(")
}
PLACES = (
    Place("typing a name", ("f1", "enter"), ("a", "n", "n", "backspace", "backspace", "backspace")),
    Place("suggestions", ("f1", "enter", "enter", "5"), ("down", "down", "up", "up")),
    Place("boundaries: up and down", ("f2",), ("down", "up")),
    Place("boundaries: an answer, saved", ("f2",), ("space",), 0.3),
    Place("streak: the heatmap", ("f3",), ("left", "up", "right", "down")),
    Place("streak: the range", ("f3",), ("[", "]")),
    Place("journal: the list", ("f4",), ("down", "down", "up")),
    Place("journal: the search", ("f4", "/"), ("t", "e", "a", "backspace", "backspace", "backspace")),
    Place("settings", ("f1", ","), ("down", "up")),
    Place("palette", ("f1", ":"), ("e", "backspace")),
)


class Latency(NamedTuple):
    """Milliseconds from each key to its first byte and to its last, bytes a key, and keys without any."""

    first: Sequence[float]
    last: Sequence[float]
    size: Sequence[int]
    dead: int

    def at(self, part: int) -> float:
        """The percentile of the first bytes."""
        return percentile(self.first, part)


def places() -> list[Place]:
    """All of them, with the change between all screens, and up and down in those not named above."""
    functions = list(SCREENS.values())
    named = {key for place in PLACES for key in place.way}
    others = [
        Place(name, (key,), ("down", "up"))
        for name, key in SCREENS.items()
        if key not in named and name != KindApp.DEFAULT_MODE
    ]
    return [*PLACES, *others, Place("change of screen", functions, functions)]


def latencies(subjects: Subjects, count: int) -> dict[str, dict[int, Latency]]:
    """Press keys at each place, `count` over ten years, fewer over others, in turns; by place and years."""
    with ExitStack() as stack:
        programs = {number: _begin(stack, subjects, number) for number in YEARS}
        for program in programs.values():
            _settle(program)
        return {place.name: _latencies_at(place, programs, count) for place in places()}


def _latencies_at(place: Place, programs: Mapping[int, Program], count: int) -> dict[int, Latency]:
    for program in programs.values():
        for key in ("escape", "escape", *place.way):
            program.press(key)
            program.until_quiet(0.15, first=0.3)
    found = dict.fromkeys(programs, Latency((), (), (), 0))
    pressed = dict.fromkeys(programs, 0)
    for turn in range(count + WARM_UP):
        for number, program in programs.items():
            if number != 10 and turn >= WARM_UP and turn % OTHERS:
                continue
            key = place.keys[pressed[number] % len(place.keys)]
            pressed[number] += 1
            latency = _press(program, key, found[number], place.quiet)
            if turn >= WARM_UP:
                found[number] = latency
        time.sleep((turn * 7919 % 17) / 1000)  # out of step with any clock of frames
    return found


def first_visits(subjects: Subjects, rounds: int) -> dict[str, list[float]]:
    """Milliseconds to the first byte of each screen that was not shown before, over ten years."""
    visits: dict[str, list[float]] = {name: [] for name in SCREENS if name != KindApp.DEFAULT_MODE}
    for _ in range(rounds):
        with ExitStack() as stack:
            program = _begin(stack, subjects, 10)
            _settle(program)
            for name in visits:
                visits[name] += _press(program, SCREENS[name], Latency((), (), (), 0), quiet=0.4).first
    return visits


def while_saving(subjects: Subjects, count: int) -> Latency:
    """Keys typed while a save waits for a disk whose every fsync takes 300 ms longer, over ten years."""
    found = Latency((), (), (), 0)
    subject = subjects.kindtui_on_a_slow_disk(10)
    with Program(subject.command, subject.environment) as program:
        program.until_text(QUESTION)
        _settle(program)
        while len(found.first) + found.dead < count:
            for key in ("escape", "e", "x", "enter"):
                program.press(key)
                program.until_quiet(0.06, first=0.5)
            for key in "hello":  # in the next field, while the save takes 600 ms
                found = _press(program, key, found)
            program.press("enter")
            program.until_quiet(1.0, first=2.0)
    return found


def _begin(stack: ExitStack, subjects: Subjects, number: int) -> Program:
    subject = subjects.kindtui(number)
    program = stack.enter_context(Program(subject.command, subject.environment))
    if program.until_text(QUESTION) is None:
        raise SystemExit(f"{subject.name} did not begin")
    return program


def _settle(program: Program) -> None:
    """Wait until all of the journal is read, and its backup made."""
    program.until_quiet(SETTLED, first=max(0.1, SETTLED - program.now))


def _press(program: Program, key: str, found: Latency, quiet: float = QUIET) -> Latency:
    known = len(program.chunks)
    at = program.press(key)
    program.until_quiet(quiet, PATIENCE, first=PATIENCE)
    if program.has_ended:
        sys.exit(f"kindtui ended at {key}")
    came = program.chunks[known:]
    if not came:
        return found._replace(dead=found.dead + 1)
    return Latency(
        (*found.first, (came[0][0] - at) * 1e3),
        (*found.last, (came[-1][0] - at) * 1e3),
        (*found.size, sum(len(data) for _, data in came)),
        found.dead,
    )
