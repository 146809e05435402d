"""Signals at any moment between the start and the running app: the terminal is as before."""

import os
import random
import re
import select
import signal
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from tests.faults.trial_count import LONG_RUN, TRIALS
from tests.real_terminal import ENTER_ALT_SCREEN, LEAVE_ALT_SCREEN, Terminal, wait_for_cursor
from tests.terminal.first_frame.world import (
    BEGUN,
    COMMAND,
    FIRST_OF_APP,
    MORNING,
    QUESTION,
    KeptTerminal,
    World,
    changed_modes,
    fresh_attributes,
    leave,
    printed,
    read_until,
    wait_for_frame,
)

JOB = (sys.executable, "-S", str(Path(__file__).with_name("job.py")), *COMMAND)
CTRL_Z = "\x1a"
SENTENCE = re.compile(r"(kindtui: [^\n]+\.\n)?")
# What Python prints of an interrupt that comes before the first line of kindtui runs, or after the last one.
OUTSIDE = re.compile(r'Traceback [^\n]*\n(  File "<string>", line \d+, in <module>\n)+KeyboardInterrupt\n')
SECONDS_BEFORE_FRAME, QUICK_INTERRUPTS = 0.015, 10
# What has been read when the time to the signal begins, and the seconds that it takes at most.
ANCHORS = {BEGUN: 0.2, b"\x1b[?25l\x1b[1;1H": 0.8, FIRST_OF_APP: 0.3}


@pytest.fixture
def journal(world: World, path: Path) -> Path:
    """A journal for which there is a frame in the morning."""
    world.log(path)
    return path


def random_moment(app: Terminal, chosen: random.Random, anchors: Iterator[bytes]) -> bytes:
    """Read until a random moment after the next one of the anchors, and return that."""
    anchor = next(anchors)
    app.wait_until(lambda: anchor in app.raw, repr(anchor))
    read_until(app, time.monotonic() + chosen.choice((0, chosen.random())) * ANCHORS[anchor])
    return anchor


def check_terminal(app: KeptTerminal) -> None:
    assert app.attributes == fresh_attributes()
    assert changed_modes(app.raw) == []
    assert app.raw.count(ENTER_ALT_SCREEN) == app.raw.count(LEAVE_ALT_SCREEN)
    text = OUTSIDE.sub("", printed(app.raw))
    assert SENTENCE.fullmatch(text), text


def child_of(app: Terminal) -> int:
    """Return the process that the job runs, once it has begun."""
    app.wait_until(lambda: BEGUN in app.raw, "the job")
    pid = app.child.pid
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text())


def state_of(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]


def is_stopped(pid: int) -> bool:
    return state_of(pid) == "T"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_at_any_moment_of_the_start_leaves_the_terminal_as_before(
    number: signal.Signals, world: World, journal: Path
) -> None:
    chosen, anchors = random.Random(number), cycle(reversed(ANCHORS))
    for _ in range(TRIALS if LONG_RUN else 2):
        with world.start(journal, MORNING) as app:
            anchor = random_moment(app, chosen, anchors)
            app.child.kill(number)
            assert app.wait_for_exit() in (-number, 128 + number), anchor
            check_terminal(app)


def test_an_interrupt_before_the_frame_prints_nothing(world: World, journal: Path) -> None:
    chosen = random.Random(1)
    for _ in range(TRIALS if LONG_RUN else QUICK_INTERRUPTS):
        with world.start(journal, MORNING) as app:
            app.wait_until(lambda: BEGUN in app.raw, "the program")
            read_until(app, time.monotonic() + chosen.random() * SECONDS_BEFORE_FRAME)
            app.child.kill(signal.SIGINT)
            assert app.wait_for_exit() in (-signal.SIGINT, 128 + signal.SIGINT)
            check_terminal(app)


@pytest.mark.parametrize(
    "seed",
    [1, *(pytest.param(seed, marks=pytest.mark.sweep) for seed in range(2, TRIALS if LONG_RUN else 7))],
)
def test_a_stop_at_any_moment_of_the_start_can_be_continued(seed: int, world: World, journal: Path) -> None:
    chosen = random.Random(seed)
    with world.start(journal, MORNING, command=JOB) as app:
        pid = child_of(app)
        random_moment(app, chosen, iter([list(ANCHORS)[seed % len(ANCHORS)]]))
        os.kill(pid, signal.SIGTSTP)
        app.wait_until(lambda: is_stopped(pid), "the stop")
        app.read_available()
        check_terminal(app)
        check_continued(app, pid)


def test_ctrl_z_typed_over_the_frame_stops_and_the_app_goes_on_with_what_was_typed(
    world: World, journal: Path
) -> None:
    with world.start(journal, MORNING, command=JOB) as app:
        pid = child_of(app)
        wait_for_frame(app)
        app.send(f"Li{CTRL_Z}")
        app.wait_until(lambda: is_stopped(pid), "the stop")
        app.read_available()
        check_terminal(app)
        check_continued(app, pid, typed_before="Li")


def check_continued(app: KeptTerminal, pid: int, *, typed_before: str = "") -> None:
    """Check that the app comes up, works, and leaves the terminal as before."""
    times = app.raw.count(ENTER_ALT_SCREEN)
    os.kill(pid, signal.SIGCONT)
    app.wait_until(lambda: app.raw.count(ENTER_ALT_SCREEN) > times, "the alternate screen")
    app.wait_for(QUESTION)
    app.send("Sam")
    wait_for_cursor(app, "▌", f"▌ {typed_before}Sam")
    leave(app)
    check_terminal(app)


@pytest.mark.sweep
@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGTERM])
def test_no_rest_of_a_frame_is_written_after_a_signal_that_comes_while_it_is(
    number: signal.Signals, tmp_path: Path
) -> None:
    """A frame of a large window is written in parts, each as soon as the terminal has room for it."""
    world, journal = World(tmp_path, (200, 60)), tmp_path / "data" / "journal.json"
    world.log(journal)
    world.paint(journal, "who")
    with world.start(journal, MORNING, command=JOB) as app:
        pid = child_of(app)
        wait_until_asleep(pid)
        os.kill(pid, number)
        if number == signal.SIGTSTP:
            app.wait_until(lambda: is_stopped(pid), "the stop")
            app.read_available()
            check_terminal(app)
            check_continued(app, pid)
        else:
            assert app.wait_for_exit() == -number
            check_terminal(app)


def wait_until_asleep(pid: int) -> None:
    """Wait until a process sleeps, whenever it is looked at, as it waits for somebody to read."""
    deadline, times = time.monotonic() + 20, 0
    while times < 10:
        assert time.monotonic() < deadline, "it never sleeps"
        times = times + 1 if state_of(pid) == "S" else 0
        select.select([], [], [], 0.01)
