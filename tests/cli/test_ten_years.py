"""Ten years of days: out and in again without loss, within two seconds and little memory; status at once."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kindtui import content, demo
from kindtui.domain.journal.journal import Journal
from kindtui.storage.file_store import FileStore
from tests.cli.program import KINDTUI_COMMAND, Program
from tests.support import CATALOG, ROOT, TODAY, FakeClock

SECONDS, MEGABYTES, TIMES = 2, 150, 6
TRIES = 3
PER_MB = 1_000 if sys.platform == "linux" else 1_000_000  # in which unit the system counts memory


@pytest.fixture(scope="module")
def years() -> Journal:
    return demo.demo_journal(CATALOG, content.demo_texts(), TODAY, 10 * demo.DAYS_PER_YEAR)


# A process begins with the memory of the one it was made by; this one is small, and the test runner is not.
MEASURE = """
import json, resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([status, used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""


def cost(program: Program, command: list[str], ends: int = 0) -> tuple[float, float]:
    """The seconds of the processor and the megabytes that a run took, which ends with that status."""
    measured = subprocess.run(
        [sys.executable, "-c", MEASURE, *command],
        env=program.environment, cwd=ROOT, capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    status, seconds, memory = json.loads(measured.stdout)
    assert status == ends
    return seconds, memory / PER_MB


def check_cost(program: Program, commands: list[list[str]]) -> None:
    """Run commands of the same cost until one stays within the limits; other programs may slow some down."""
    costs = []
    for command in commands:
        seconds, megabytes = cost(program, command)
        if seconds < SECONDS and megabytes < MEGABYTES:
            return
        costs.append((seconds, megabytes))
    pytest.fail(f"None of {costs} stays below {SECONDS} s and {MEGABYTES} MB.")


@pytest.mark.parametrize("form", ["json", "csv"])
def test_out_and_in_again(form: str, years: Journal, program: Program, tmp_path: Path) -> None:
    FileStore(program.data, FakeClock()).transact(lambda _: years)
    first, second = tmp_path / "first", tmp_path / "second"
    copies = [tmp_path / str(number) / "journal.json" for number in range(TRIES)]
    export = [*KINDTUI_COMMAND, "export", "--format", form, "--force", "-o"]
    check_cost(program, [[*export, str(first)]] * TRIES)
    check_cost(program, [[*KINDTUI_COMMAND, "import", str(first), "--data", str(copy)] for copy in copies])
    taken = copies[0]
    check_cost(program, [[*export, str(second), "--data", str(taken)]] * TRIES)
    assert first.read_bytes() == second.read_bytes()
    assert FileStore(taken, FakeClock()).load().days == years.days


def test_status_takes_little_longer_than_python_itself(years: Journal, program: Program) -> None:
    FileStore(program.data, FakeClock()).transact(lambda _: years)
    ratios = []
    for _ in range(8):  # in turns; the quietest moment of a busy machine tells
        bare, _ = cost(program, [sys.executable, "-c", "pass"])
        status, _ = cost(program, [*KINDTUI_COMMAND, "status"], ends=1)
        ratios.append(status / bare)
    assert min(ratios) <= TIMES, ratios
