"""Ten years of days: out and in again without loss, within two seconds and little memory; status at once."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from program import COMMAND, Program
from support import ROOT, TODAY, WORDS, FakeClock

from kindtui import content, demo
from kindtui.domain.journal import Journal
from kindtui.storage.store import FileStore

SECONDS, MEGABYTES, TIMES = 2, 150, 6
PER_MB = 1_000 if sys.platform == "linux" else 1_000_000  # in which unit the system counts memory


@pytest.fixture(scope="module")
def years() -> Journal:
    return demo.journal(WORDS, content.demo_words(), TODAY, 10 * demo.A_YEAR)


def cost(program: Program, *arguments: str) -> tuple[float, float]:
    """The seconds of the processor and the megabytes that a run took."""
    pid = os.posix_spawn(
        sys.executable, [*COMMAND, *arguments], program.environment | {"PYTHONPATH": str(ROOT)},
        file_actions=[(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)],
    )  # fmt: skip
    _, status, usage = os.wait4(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / PER_MB


@pytest.mark.parametrize("form", ["json", "csv"])
def test_out_and_in_again(form: str, years: Journal, program: Program, tmp_path: Path) -> None:
    FileStore(program.data, FakeClock()).transact(lambda _: years)
    first, second, taken = tmp_path / "first", tmp_path / "second", tmp_path / "taken" / "journal.json"
    costs = [
        cost(program, "export", "--format", form, "-o", str(first)),
        cost(program, "import", str(first), "--data", str(taken)),
        cost(program, "export", "--format", form, "-o", str(second), "--data", str(taken)),
    ]
    assert first.read_bytes() == second.read_bytes()
    assert FileStore(taken, FakeClock()).load().days == years.days
    assert all(seconds < SECONDS and megabytes < MEGABYTES for seconds, megabytes in costs), costs


def test_status_takes_little_longer_than_python_itself(years: Journal, program: Program) -> None:
    FileStore(program.data, FakeClock()).transact(lambda _: years)
    ratios = []
    for _ in range(8):  # in turns; the quietest moment of a busy machine tells
        bare = seconds([sys.executable, "-c", "pass"], program)
        ratios.append(seconds([*COMMAND, "status"], program) / bare)
    assert min(ratios) <= TIMES, ratios


def seconds(command: list[str], program: Program) -> float:
    began = time.perf_counter()
    subprocess.run(command, env=program.environment, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - began
